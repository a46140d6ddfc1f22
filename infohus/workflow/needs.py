"""Why a guest, or a participant of another authority, must know of an item (R85, R90)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.errors import Refused
from infohus.choices import OUTSIDE, Basis
from infohus.models import AgendaItem, NeedToKnow, Participant


class NeedUnsaid(Refused):
    message = _("Write why each one from outside the municipality needs to know.")


def note_need(
    item: AgendaItem, participant: Participant, reason: str, *, by: User, at: datetime
) -> None:
    """Note why she must know, unless it is what was said last.

    Runs inside the caller's transaction.
    """
    if reason and reason != need_of(item, participant):
        NeedToKnow.objects.create(
            item=item, participant=participant, reason=reason, noted_at=at, noted_by=by
        )


def note_needs(item: AgendaItem, needs: Mapping[int, str], *, by: User, at: datetime) -> None:
    """Note of those who are asked to the item, by the keys of their members, why they must know.

    Runs inside the caller's transaction.
    """
    rows = item.asked.filter(participant__member__in=needs).select_related("participant")
    for row in rows.order_by("pk"):
        reason = needs[row.participant.member_id or 0]
        note_need(item, row.participant, reason.strip(), by=by, at=at)


def need_of(item: AgendaItem, participant: Participant) -> str:
    """What was said last of why she must know; nothing where nobody said it."""
    newest = item.needs.filter(participant=participant).last()
    return newest.reason if newest else ""


def require_needs(item: AgendaItem, participants: Iterable[Participant]) -> None:
    """Raise NeedUnsaid for those outside the municipality with whom section 115 lets share."""
    if item.basis != Basis.SECTION_115:
        return
    outside = {one.pk for one in participants if one.seat in OUTSIDE}
    if outside - set(item.needs.values_list("participant", flat=True)):
        raise NeedUnsaid
