"""Tasks in a case: given to somebody, done by her."""

from datetime import date, datetime

from django.db import transaction

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.deadlines.models import FREE, Deadline
from beredskab.notices import outbox
from cases import deadlines, kinds, permissions
from cases.models import Case
from cases.states import WrongState, require_open
from cases.workflow import outside, sight


@transaction.atomic
@sight.kept
def add_task(
    case: Case, *, by: User, at: datetime, kind: str, owner: User, due_on: date
) -> Deadline:
    """Give somebody a task in a case; she must be able to see the case."""
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    permissions.require_see(owner, case)
    task = deadlines.add_task(case, kind, owner=owner, due_on=due_on, at=at)
    event = trail.record(case, "cases.task_added", by=by, at=at, kind=kind, owner=owner.pk)
    if owner.pk != by.pk:
        outbox.post(
            owner,
            f"event:{event.pk}",
            at=at,
            kind="task_given",
            reference=case.reference,
            path=case.get_absolute_url(),
        )
    deadlines.refresh(case)
    return task


@transaction.atomic
@sight.kept
def complete_task(task: Deadline, *, case: Case, by: User, at: datetime) -> Deadline:
    """Mark a task as done; deadlines that the law sets are met by what they ask for, not here.

    Raises WrongState for those, and when it is done already.
    """
    case = Case.objects.lock(case)
    task = Deadline.objects.filter(deadlines.about(case)).select_for_update().get(pk=task.pk)
    permissions.require_complete(by, case, task.owner_id)
    is_free = task.kind.startswith(FREE) and task.kind not in kinds.DONE_AT
    if not is_free or task.met_at is not None or task.cancelled_at is not None:
        raise WrongState
    duedates.finish(task, at=at)
    if task.kind == outside.LEGAL_POLICE:
        outside.release_legal_office(case, by=by, at=at)
    trail.record(case, "cases.task_done", by=by, at=at, kind=task.kind)
    deadlines.refresh(case)
    return task
