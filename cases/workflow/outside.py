"""Risk assessments by others: the police, the legal office, VISO; beside the authority's own."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts import grants
from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.errors import NeedsReason, Refused
from cases import acute, deadlines, permissions
from cases.models import Case, OutsideAssessment
from cases.states import CaseStatus, WrongState, require_open
from cases.workflow import sight
from cases.workflow.telling import blocked, tell

Assessor = OutsideAssessment.Assessor


class InFuture(Refused):
    message = _("The time cannot be later than now")


LEGAL_OFFICE, LEGAL_POLICE = "task-legal_office", "task-legal_police"
OF_OFFICE = "legal_office"
# What is owed until each has answered; that of the legal office is its own (R51).
TASKS = {
    Assessor.POLICE: "task-outside_police",
    Assessor.LEGAL_OFFICE: "task-legal_risk",
    Assessor.VISO: "task-outside_viso",
    Assessor.OTHER: "task-outside_other",
}


@transaction.atomic
@sight.kept
def ask_outside(
    case: Case,
    *,
    by: User,
    at: datetime,
    assessor: str,
    asked_at: datetime,
    is_acute: bool = False,
    due_on: date | None = None,
) -> OutsideAssessment:
    """Record that others were asked to judge the risk, with a task to follow it up (R47, R115).

    The legal office gets its two tasks, and whoever works there sees the case (R51).
    """
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    if asked_at > at:
        raise InFuture
    asked = None
    if assessor == Assessor.LEGAL_OFFICE:
        asked = put_to_legal_office(case, by=by, at=at, asked_at=asked_at)
    asked = asked or expect(
        case, assessor, by=by, at=at, asked_at=asked_at, is_acute=is_acute, due_on=due_on
    )
    deadlines.refresh(case)
    return asked


@transaction.atomic
@sight.kept
def answer_outside(
    asked: OutsideAssessment,
    *,
    by: User,
    at: datetime,
    received_at: datetime,
    result: str,
    level: str = "",
) -> OutsideAssessment:
    """Record what others judged; the authority's own assessment stays as it was (LR26).

    Raises WrongState when it is answered already, NeedsReason without a result.
    """
    case = Case.objects.lock(asked.case)
    asked = OutsideAssessment.objects.select_for_update().get(pk=asked.pk)
    permissions.require_answer_outside(by, case, asked.assessor)
    if asked.received_at is not None:
        raise WrongState
    if received_at > at:
        raise InFuture
    if not result.strip():
        raise NeedsReason(_("Write what they have judged."), field="result")
    asked.received_at, asked.result, asked.level = received_at, result, level
    asked.recorded_at, asked.recorded_by = at, by
    asked.save(update_fields=["received_at", "result", "level", "recorded_at", "recorded_by"])
    duedates.meet(case, TASKS[Assessor(asked.assessor)], at=received_at)
    release_legal_office(case, by=by, at=at)
    event = trail.record(case, "cases.outside_answered", by=by, at=at, assessor=asked.assessor)
    if case.holder_id != by.pk:
        tell(case, case.holder, f"event:{event.pk}", at=at, kind="outside_answered", urgent=True)
    deadlines.refresh(case)
    return asked


def expect(
    case: Case,
    assessor: str,
    *,
    by: User,
    asked_at: datetime,
    at: datetime,
    is_acute: bool = True,
    due_on: date | None = None,
    owner: User | None = None,
) -> OutsideAssessment:
    """Note that others judge the risk; the adviser follows it up, unless somebody else owns it.

    Runs inside the caller's transaction.
    """
    asked = OutsideAssessment.objects.create(
        case=case, assessor=assessor, is_acute=is_acute, asked_at=asked_at, asked_by=by
    )
    deadlines.add_task(
        case,
        TASKS[Assessor(assessor)],
        owner=owner or case.handler or case.holder,
        due_on=due_on or deadlines.next_weekday(at),
        at=at,
    )
    trail.record(case, "cases.outside_asked", by=by, at=at, assessor=assessor)
    return asked


def owe_legal_office(case: Case, *, at: datetime) -> bool:
    """Ask for contact to the legal office, where there is one and it wasn't made (R50).

    Tells whether it is owed now. Runs inside the caller's transaction.
    """
    waits = OutsideAssessment.objects.waiting_for(case, Assessor.LEGAL_OFFICE)
    if not acute.has_legal_office() or waits.exists():
        return False
    if not deadlines.is_open(case, LEGAL_OFFICE):
        owner = case.handler or case.holder
        deadlines.add_task(case, LEGAL_OFFICE, owner=owner, due_on=acute.soon(at), at=at)
    return True


def release_legal_office(case: Case, *, by: User, at: datetime) -> None:
    """End the legal office's sight of a locked case once it has assessed and called the police.

    What it answered itself it reads on a page of its own. Runs inside the caller's transaction.
    """
    waits = OutsideAssessment.objects.waiting_for(case, Assessor.LEGAL_OFFICE).exists()
    is_open = case.status != CaseStatus.CLOSED
    if not (is_open and (waits or deadlines.is_open(case, LEGAL_POLICE))):
        sight.end(case, OF_OFFICE, by=by, at=at)


def put_to_legal_office(
    case: Case, *, by: User, at: datetime, asked_at: datetime | None = None
) -> OutsideAssessment | None:
    """Give the legal office sight of the case and its two tasks: the risk, the police (R51).

    With nobody there who can log in, the adviser follows both up. Said twice, it is done once.
    Runs inside the caller's transaction; None on a closed case.
    """
    duedates.meet(case, LEGAL_OFFICE, at=asked_at or at)
    waits = OutsideAssessment.objects.waiting_for(case, Assessor.LEGAL_OFFICE).first()
    if waits is not None or case.status == CaseStatus.CLOSED:
        return waits
    lawyer = acute.lawyer(blocked(case), at)
    owner = lawyer or case.handler or case.holder
    if lawyer is not None:
        grants.give(case, lawyer, by=by, at=at, reason=OF_OFFICE)
    due_on = acute.soon(at)
    deadlines.add_task(case, LEGAL_POLICE, owner=owner, due_on=due_on, at=at)
    asked = expect(
        case,
        Assessor.LEGAL_OFFICE,
        by=by,
        asked_at=asked_at or at,
        at=at,
        due_on=due_on,
        owner=owner,
    )
    if lawyer is not None:
        key = f"outside:{asked.pk}"
        tell(case, lawyer, key, at=at, kind="case_put_to_office", urgent=True)
    return asked
