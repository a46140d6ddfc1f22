"""What crosses over from a meeting to the pages of its case: recommendations alone (R93).

And who reads what the coordinator told of the case, as all access is shown.
"""

from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from beredskab.accounts.models import User
from beredskab.timelimits import local_day
from beredskab.web.templatetags.components import badge
from cases import visibility, wording
from cases.models import Case
from cases.permissions import can_edit
from cases.visibility import Part
from infohus import decisions, permissions
from infohus.choices import Prevention, Tie
from infohus.models import (
    AgendaItem,
    ItemParticipant,
    PspNote,
    Recommendation,
    TieDeclaration,
)

register = template.Library()

# The colours of the triangle of prevention; its word always stands beside.
COLOURS = {
    Prevention.BUILDING: "success",
    Prevention.FORESTALLING: "warning",
    Prevention.INTERVENING: "error",
}


@register.simple_tag
def prevention_level(row: Recommendation) -> SafeString:
    """Show the level of a recommendation by colour and by word (R117)."""
    return badge(COLOURS[Prevention(row.level)], row.get_level_display())


@register.simple_tag
def recommendations_of(case: Case, user: User) -> list[dict[str, Any]]:
    """What was recommended in the case, the newest meeting first, each with how it stands."""
    now = timezone.now()
    rows = Recommendation.objects.visible_to(user, now).filter(item__case=case)
    rows = rows.select_related("item__meeting", "person", "unit")
    ordered = rows.prefetch_related(
        "person__roles", "decisions__measure", "decisions__referred_by"
    ).order_by("-item__meeting__starts_at", "pk")
    seen = visibility.parts(user, case)
    today = local_day(now)
    return [
        {
            "row": row,
            "who": wording.person_in_case(row.person),
            "decisions": decisions.rows(row, seen),
            "may_refer": can_edit(user, case),
            "is_late": row.is_late(today),
        }
        for row in ordered
    ]


@register.simple_tag
def to_confirm(case: Case, user: User) -> list[AgendaItem]:
    """The provisional items of the case for which the coordinator finds who confirms."""
    rows = AgendaItem.objects.kept_by(user, timezone.now()).filter(
        case=case, provisional_at__isnull=False, concluded_at__isnull=True
    )
    return list(rows.select_related("meeting").order_by("pk"))


@register.simple_tag
def ties_to_rule(case: Case, user: User) -> list[dict[str, Any]]:
    """Where the user rules on the personal ties of those who are asked to meetings on the case.

    Those that wait for it, and those that were declared: one may be a mistake.
    """
    rows = TieDeclaration.objects.filter(item__case=case, ruling__isnull=True)
    found = rows.exclude(answer=Tie.NONE).select_related("item__meeting", "participant")
    return [
        {
            "url": reverse("infohus_tie_rule", args=[row.item.meeting.reference, row.pk]),
            "who": row.participant.name,
            "waits": row.answer == Tie.UNSURE,
        }
        for row in permissions.to_rule(user, case, found.order_by("pk"), timezone.now())
    ]


@register.simple_tag
def readers_by_meeting(case: Case, user: User) -> list[ItemParticipant]:
    """Who reads something of the case now because she is asked to a meeting on it."""
    if Part.INFOHUS not in visibility.parts(user, case):
        return []
    return list(ItemParticipant.objects.readers_of(case, timezone.now()))


@register.simple_tag
def may_appoint(user: User) -> bool:
    """Whether she may appoint a substitute of the coordinator."""
    return permissions.can_appoint(user)


@register.simple_tag
def psp_of(case: Case) -> list[PspNote]:
    """What PSP agreed of the case, and who is responsible (R107)."""
    return list(case.psp_notes.select_related("unit"))
