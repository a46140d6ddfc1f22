"""A closed case is taken up again, in a new period."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts import duty, grants
from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import NeedsReason, Refused
from cases import deadlines, kinds, permissions
from cases.choices import ClosingOutcome
from cases.models import Case, CasePeriod, DutyPeriod
from cases.states import CaseStatus, WrongState
from cases.workflow.duty import pass_on
from cases.workflow.infohus import ask_to_contact
from cases.workflow.opening import NoReceiver
from cases.workflow.telling import blocked, tell


class ClosedInError(Refused):
    message = _(
        "The case was closed as registered in error. Register the notification anew, so that "
        "it gets its own deadlines."
    )


@transaction.atomic
def reopen(case: Case, *, by: User, at: datetime, reason: str) -> Case:
    """Take a closed case up again: a new period begins, and somebody has the duty to act.

    Raises NeedsReason without a reason, ClosedInError, and NoReceiver when the unit has nobody
    to take the duty to act.
    """
    case = Case.objects.lock(case)
    permissions.require_reopen(by, case)
    if case.status != CaseStatus.CLOSED:
        raise WrongState
    if not reason.strip():
        raise NeedsReason(_("Say why the case is reopened."))
    former = CasePeriod.objects.filter(case=case).order_by("-number")[0]
    if former.outcome == ClosingOutcome.IN_ERROR:
        raise ClosedInError
    holder = duty.receiver_of(case.unit, at, without=blocked(case))
    if holder is None:
        raise NoReceiver
    CasePeriod.objects.create(
        case=case, number=former.number + 1, opened_at=at, opened_by=by, reason=reason
    )
    case.status = case.reached = CaseStatus.ASSESSED
    case.closed_at = case.closed_by = case.closing_reason = case.handler = None
    case.save()
    pass_on(case, holder, how=DutyPeriod.How.REOPENED, at=at)
    grants.take_all(case, by=by, at=at, reason="holder")
    grants.give(case, holder, by=by, at=at, reason="holder")
    day = deadlines.next_weekday(at)
    deadlines.add_task(case, kinds.TAKE_UP, owner=holder, due_on=day, at=at)
    ask_to_contact(case, at=at)
    event = trail.record(case, "cases.reopened", by=by, at=at, period=former.number + 1)
    tell(case, holder, f"event:{event.pk}", at=at, kind="case_reopened")
    deadlines.refresh(case)
    return case
