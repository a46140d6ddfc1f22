"""The tabs of a case that are made of sections: assessments, safety, notes."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from beredskab.accounts.requests import StaffRequest
from cases import deadlines, visibility
from cases.views.case_page import head
from cases.views.loading import load_case
from cases.views.sections import acute, adult, child, contact, ending, judged, notes, safety, talks
from cases.views.sections.base import Maker, Reading, Section

# In the order of the work; what others assessed stands beside the authority's own (LR26).
ASSESSMENTS: tuple[Maker, ...] = (
    acute.acute,
    judged.day_assessments,
    judged.judgements,
    judged.risks,
    acute.outside,
    judged.screenings,
    adult.adult_routing,
    adult.action_plan,
    adult.advice,
    adult.hand_over,
    child.child_talk,
    child.examination,
    child.measures,
    child.child_plan,
    child.reassessments,
    ending.infohus,
    ending.closing,
)
SAFETY: tuple[Maker, ...] = (
    safety.plan,
    safety.journey,
    safety.check_ins,
    contact.contacts,
    contact.other_children,
    contact.partners,
)
NOTES: tuple[Maker, ...] = (
    notes.journal,
    talks.talks,
    talks.messages,
)
# Tabs on which what is done is folded; on the others it is what one comes to read.
FOLDING = frozenset({"case_assessments"})
# So many sections want a list of what the page holds.
MANY = 4


@require_safe
def case_assessments(request: StaffRequest, reference: str) -> HttpResponse:
    """Show what the authority judged, talked about, decided and started."""
    return _tab(request, reference, "case_assessments", _("Assessments"), ASSESSMENTS)


@require_safe
def case_safety(request: StaffRequest, reference: str) -> HttpResponse:
    """Show what keeps the person safe: plan, contacts, stays abroad, agreements."""
    return _tab(request, reference, "case_safety", _("Safety"), SAFETY)


@require_safe
def case_notes(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the journal and what was talked over."""
    return _tab(request, reference, "case_notes", _("Notes"), NOTES)


def _tab(
    request: StaffRequest, reference: str, name: str, heading: Any, makers: Sequence[Maker]
) -> HttpResponse:
    case = load_case(request, reference)
    now = timezone.now()
    owed = deadlines.owed(case)
    around = head(request, case, name, now, owed[0] if owed else None)
    seen = visibility.parts(request.user, case)
    reading = Reading(case, request.user, seen, now, request.GET.dict(), owed)
    made = [section for maker in makers if (section := maker(reading))]
    buttons = around["buttons_of_sections"]
    sections: list[dict[str, Any]] = [
        {
            "section": section,
            "buttons": [*section.buttons, *(b for b in buttons if b["section"] == section.key)],
            "is_folded": name in FOLDING and section.state == "done",
        }
        for section in made
    ]
    if name in FOLDING:
        sections.sort(key=_place)
    context = {
        **around,
        "heading": heading,
        "sections": sections,
        "contents": [_line(row["section"]) for row in sections] if len(made) >= MANY else [],
        "counts": Counter(section.state for section in made),
    }
    return render(request, "cases/case_sections.html", context)


def _place(row: dict[str, Any]) -> int:
    """What goes on first, then what is empty, then what is done; each in the order of the work."""
    return {"": 1, "done": 2}.get(row["section"].state, 0)


def _line(section: Section) -> dict[str, Any]:
    return {"label": section.heading, "url": f"#{section.key}", "status": section.state}
