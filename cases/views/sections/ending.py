"""Sections of the assessments: what Infohus decided, and how the case ended."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beredskab.municipality.models import Municipality
from cases import handlings, kinds, permissions
from cases.states import CaseStatus
from cases.views.sections.base import Reading, Section
from cases.visibility import Part


def infohus(reading: Reading) -> Section | None:
    """What became of the case there; nothing where the municipality has no Infohus."""
    case = reading.case
    if Part.INFOHUS not in reading.seen or not Municipality.objects.current().has_infohus:
        return None
    rows = list(case.infohus.select_related("decided_by"))
    is_settled = handlings.is_settled(case)
    buttons = []
    is_open = case.status != CaseStatus.CLOSED
    if is_open and permissions.can_edit(reading.user, case) and _is_to_be_contacted(reading):
        url = reverse("case_infohus_contact", args=[case.reference])
        buttons = [{"label": _("Contact Infohus"), "url": url, "posts": True, "primary": False}]
    return Section(
        "infohus",
        _("Infohus Kommune"),
        "cases/_infohus.html",
        {
            "rows": rows,
            "waits": is_open and not is_settled,
            "now": reading.now,
            "user": reading.user,
            "case": case,
        },
        buttons,
        reading.state(*kinds.OF_INFOHUS, waits=not is_settled, done=is_settled),
    )


def closing(reading: Reading) -> Section | None:
    """How the case ended, who proposed and who signed, each time; and what waits."""
    case = reading.case
    if Part.CLOSING not in reading.seen:
        return None
    periods = case.periods.select_related("closed_by", "reviewed_by", "opened_by")
    proposals = case.closings.select_related("proposed_by", "answered_by").order_by("-pk")
    context = {
        "periods": periods.order_by("number"),
        "last": proposals.first(),
        "now": reading.now,
    }
    waits = case.closing_proposed_at is not None
    state = reading.state(kinds.SIGN_CLOSING, waits=waits, done=case.closed_at is not None)
    return Section("closing", _("Closing"), "cases/_closing.html", context, state=state)


def _is_to_be_contacted(reading: Reading) -> bool:
    return any(one.kind == kinds.CONTACT_INFOHUS for one in reading.owed)
