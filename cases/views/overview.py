"""The first page of a case: what is owed, what came in, what has happened."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actioncards import selection
from actioncards.choices import CardRole
from beredskab.accounts.models import User
from beredskab.accounts.requests import StaffRequest
from beredskab.deadlines.models import FREE, Deadline
from cases import (
    actions,
    cards,
    checklist,
    deadlines,
    doubles,
    hidden,
    kinds,
    notification,
    permissions,
    timeline,
    visibility,
    wording,
)
from cases.models import Addition, Case, ConcernCase
from cases.models.check_ins import CHECK_IN
from cases.outcomes import CaseFacts
from cases.views.case_page import head
from cases.views.loading import load_case
from cases.visibility import Part

NEWEST = 5


@require_safe
def case_detail(request: StaffRequest, reference: str) -> HttpResponse:
    """Show what is owed, what came in and what has happened, as far as the user may see it."""
    case = load_case(request, reference)
    now = timezone.now()
    ties = ties_of(case)
    seen = visibility.parts(request.user, case)
    found = list(Deadline.objects.filter(deadlines.about(case)).for_list().by_urgency())
    listed = checklist.of_case(facts_of(case, request.user, ties, found), at=now)
    told = [one for one in found if hidden.is_told(one, request.user, seen)]
    rows = _deadline_rows(told, case, ties, request.user, now)
    placed = [row["button"]["url"] for row in rows if row["button"]]
    may_be_known = Part.NOTIFICATION in seen and case.closed_at is None
    context = {
        "suggested": doubles.named(doubles.suggestions(case, request.user, at=now), at=now)
        if may_be_known
        else [],
        "concerns": [concern_rows(tie, request.user, seen, placed) for tie in ties],
        "deadlines": rows,
        "open_deadlines": [row for row in rows if row["deadline"].is_open],
        "ended_deadlines": [row for row in rows if not row["deadline"].is_open],
        "has_buttons": bool(placed),
        "checklist": listed,
        "offered_card": None if listed else _offered_card(case, request.user, now),
        "events": timeline.events(
            case,
            [tie.concern_id for tie in ties],
            seen=seen,
            headings=listed.headings if listed else {},
            limit=NEWEST,
        ),
    }
    nearest = next((deadline for deadline in found if deadline.is_open), None)
    context = {**head(request, case, "case_detail", now, nearest), **context}
    return render(request, "cases/case_detail.html", context)


def concern_rows(
    tie: ConcernCase, user: User, seen: Iterable[Part], placed: Sequence[str] = ()
) -> dict[str, Any]:
    """What the pages show of one concern in a case; `placed` are the buttons shown elsewhere."""
    concern = tie.concern
    return {
        "tie": tie,
        "concern": concern,
        "facts": notification.rows(concern, frozenset(seen)),
        "notifier": notification.notifier(concern, frozenset(seen)),
        "additions": list(concern.additions.all()) if Part.NOTIFICATION in seen else [],
        "talks": notification.talks(concern, frozenset(seen)),
        "judgements": notification.judgements(concern, frozenset(seen)),
        "assessment": actions.assessment_of(tie) if Part.ASSESSMENT in seen else None,
        "confirmation": getattr(concern, "confirmation", None),
        "orientation": getattr(concern, "orientation", None),
        "buttons": [
            button for button in actions.of_concern(user, tie) if button["url"] not in placed
        ],
    }


def ties_of(case: Case) -> list[ConcernCase]:
    """The concerns in a case with all that its pages show of them."""
    ties = list(ConcernCase.objects.of_case(case).with_answers())
    for tie in ties:
        tie.case = case
    read_records(ties)
    return ties


def read_records(ties: Sequence[ConcernCase]) -> None:
    """Read what was added to the concerns, with who added it, and the talks about them."""
    additions = Prefetch("additions", Addition.objects.select_related("added_by"))
    prefetch_related_objects(
        [tie.concern for tie in ties], additions, "consultations", "judgements"
    )


def facts_of(
    case: Case, user: User, ties: Sequence[ConcernCase], found: Sequence[Deadline]
) -> CaseFacts:
    """What its checklist goes by."""
    seen = visibility.parts(user, case)
    return CaseFacts(case, user, seen, ties, found)


def _offered_card(case: Case, user: User, now: datetime) -> Mapping[str, str] | None:
    """The card that a case without a checklist can begin one from, for who may."""
    if case.closed_at is not None or not permissions.can_edit(user, case):
        return None
    version = selection.version_for(CardRole.AUTHORITY, checklist.age_in(case, now))
    return cards.link(version) if version else None


def _deadline_rows(
    found: list[Deadline], case: Case, ties: list[ConcernCase], user: User, now: datetime
) -> list[dict[str, Any]]:
    """What is owed for each concern, open ones first, each with the button that meets it.

    Other tasks stand on their own tab.
    """
    rows = [
        _deadline_row(deadline, case, ties, user, now)
        for deadline in found
        if deadline.kind in kinds.COUNTERSIGNATURES or not deadline.kind.startswith(FREE)
    ]
    return sorted(rows, key=lambda row: not row["deadline"].is_open)


def _deadline_row(
    deadline: Deadline, case: Case, ties: list[ConcernCase], user: User, now: datetime
) -> dict[str, Any]:
    tie = _tie_of(deadline, ties)
    buttons = actions.of_concern(user, tie) if tie and deadline.is_open else []
    return {
        "deadline": deadline,
        "status": wording.deadline_status(deadline, now),
        "skipped": wording.skipped_words(deadline.skipped),
        "concern": tie.concern.reference if tie and len(ties) > 1 else "",
        "button": next((one for one in buttons if one["meets"] == deadline.kind), None)
        or actions.to_sign(user, case, deadline),
        "url": _own_page(deadline),
    }


def _own_page(deadline: Deadline) -> str:
    """Where an open deadline leads to that has a page of its own: an agreed moment."""
    is_own = deadline.is_open and deadline.kind.startswith(CHECK_IN)
    return deadline.path if is_own else ""


def _tie_of(deadline: Deadline, ties: list[ConcernCase]) -> ConcernCase | None:
    """The concern that a deadline is about; none where it is about the case as a whole."""
    wanted = deadline.subject_id
    if deadline.kind in {kinds.ASSESSMENT, kinds.COUNTERSIGN}:
        return next((tie for tie in ties if tie.pk == wanted), None)
    if deadline.kind in {kinds.CONFIRMATION, kinds.ORIENTATION, kinds.CLARIFY}:
        return next((tie for tie in ties if tie.concern_id == wanted), None)
    return None
