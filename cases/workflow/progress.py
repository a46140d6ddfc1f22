"""How far a case is: its status follows the work, and never goes back."""

from datetime import datetime

from django.db import transaction

from beredskab.accounts.models import User
from beredskab.audit import trail
from cases import permissions
from cases.models import Case
from cases.states import CaseStatus, WrongState, require_open
from cases.workflow import sight

ORDER = list(CaseStatus.values)


def advance(case: Case, to: str) -> None:
    """Note on a locked case that its work has come to a status; it never goes back.

    Runs inside the caller's transaction. A minor stays received until the 24-hour assessment is
    signed (R36), whatever else is done; then the case is at once as far as its work.
    """
    require_open(case.status)
    case.reached = max(case.reached, to, key=ORDER.index)
    waits = case.is_minor and case.status == CaseStatus.RECEIVED and to != CaseStatus.ASSESSED
    if not waits:
        case.status = case.reached
    case.save(update_fields=["status", "reached"])


@transaction.atomic
@sight.kept
def follow_up(case: Case, *, by: User, at: datetime) -> Case:
    """Say that what was started is only followed up from now on, until the case is closed."""
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    waits = case.is_minor and case.status == CaseStatus.RECEIVED
    if waits or case.reached == CaseStatus.FOLLOW_UP:
        raise WrongState
    advance(case, CaseStatus.FOLLOW_UP)
    trail.record(case, "cases.followed_up", by=by, at=at)
    return case


def await_assessment(case: Case) -> None:
    """Note that a concern in a locked case waits for its 24-hour assessment."""
    case.awaits_assessment = True
    case.save(update_fields=["awaits_assessment"])


def note_assessed(case: Case) -> None:
    """Note on a locked case whether another concern still waits for its assessment."""
    case.awaits_assessment = case.concern_ties.filter(assessment__isnull=True).exists()
    case.save(update_fields=["awaits_assessment"])
