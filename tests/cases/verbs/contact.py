"""Rows of contact: locks, contacts with persons of the case, other children, partners."""

from cases import workflow
from cases.models import LockLift
from tests.factories import NOW, judge

from .ground import person
from .table import EDITORS, LEADER, Row


def locked(world, case):
    """Somebody of the family, in a case whose risk is assessed."""
    judge.risk_row(case, by=world.adviser)
    return person(world, case)


def lifted(world, case):
    """Somebody of the family whose lock is lifted."""
    found = person(world, case)
    LockLift.objects.create(person=found, grounds="x", lifted_at=NOW, lifted_by=world.leader)
    return found


ROWS = {
    "lift_lock": Row(
        lambda found, _case, by: workflow.lift_lock(found, by=by, at=NOW, grounds="x"),
        LEADER,
        ready=locked,
    ),
    "put_lock_back": Row(
        lambda found, _case, by: workflow.put_lock_back(found, by=by, at=NOW, reason="x"),
        EDITORS,
        ready=lifted,
    ),
}
