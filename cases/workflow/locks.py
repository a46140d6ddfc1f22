"""The contact lock of a person is lifted by the leader, and put back by any adviser (R39)."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import NeedsReason, Refused
from cases import deadlines, locks, permissions, risk
from cases.models import Case, LockLift, Person, PersonContact
from cases.states import WrongState, require_open
from cases.workflow import sight
from cases.workflow.child_talks import call_off_barred
from cases.workflow.contacts import withdraw
from cases.workflow.telling import tell


class RiskNotAssessed(Refused):
    message = _(
        "The contact lock can't be lifted before the risk is assessed. Make and sign the risk "
        "assessment first. Ordinary contact about other matters can go on."
    )


@transaction.atomic
def lift_lock(person: Person, *, by: User, at: datetime, grounds: str) -> LockLift:
    """Allow that a person is talked with about the concern, on the leader's grounds.

    It is lifted for the human: for every row of her CPR number. Raises RiskNotAssessed before
    there is a risk assessment that is signed, complete and still valid (LR1): a hard gate.
    NeedsReason without grounds, WrongState where nothing is locked.
    """
    case = _lock(person)
    permissions.require_lift_lock(by, case)
    require_open(case.status)
    if person.pk not in locks.locked(case):
        raise WrongState
    if not grounds.strip():
        raise NeedsReason(_("Say why the person can be talked with."), field="grounds")
    if not risk.is_in_force(case, at):
        raise RiskNotAssessed
    lifts = [
        LockLift.objects.create(person=row, grounds=grounds, lifted_at=at, lifted_by=by)
        for row in locks.rows_of(person, case).exclude(lock_lifts__in=_in_force())
    ]
    event = trail.record(case, "cases.lock_lifted", by=by, at=at, person=person.pk)
    tell(case, case.holder, f"event:{event.pk}", at=at, kind="lock_lifted")
    return lifts[0]


@transaction.atomic
@sight.kept
def put_lock_back(person: Person, *, by: User, at: datetime, reason: str) -> LockLift:
    """Lock a person again at once, in every row of hers; no leader is waited for.

    Raises NeedsReason without a reason, WrongState where the lock is not lifted.
    """
    case = _lock(person)
    permissions.require_edit(by, case)
    require_open(case.status)
    rows = list(locks.rows_of(person, case))
    lifts = list(_in_force().filter(person__in=rows))
    if not lifts:
        raise WrongState
    if not reason.strip():
        raise NeedsReason(_("Say why the lock is put back."))
    for lift in lifts:
        lift.relocked_at, lift.relocked_by, lift.relock_reason = at, by, reason
        lift.save(update_fields=["relocked_at", "relocked_by", "relock_reason"])
    # What was planned while the lock was lifted may not be done any more.
    for planned in PersonContact.objects.under_lock_with(rows, case).select_related("task"):
        planned.case = case
        withdraw(planned, by=by, at=at, reason=gettext("The contact lock was put back."))
    call_off_barred(case, by=by, at=at)
    deadlines.refresh(case)
    event = trail.record(case, "cases.lock_put_back", by=by, at=at, person=person.pk)
    tell(case, case.holder, f"event:{event.pk}", at=at, kind="lock_put_back", urgent=True)
    return lifts[0]


def _lock(person: Person) -> Case:
    """Hold the case in which the lock is settled: the one that the person's was joined to."""
    case = Case.objects.lock(person.case)
    while case.joined_into is not None:
        case = Case.objects.lock(case.joined_into)
    return case


def _in_force() -> QuerySet[LockLift]:
    return LockLift.objects.filter(relocked_at__isnull=True)
