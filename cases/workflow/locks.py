"""The contact lock of a person is lifted by the leader, and put back by any adviser (R39)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import NeedsReason, Refused
from cases import deadlines, locks, permissions, risk
from cases.models import Case, LockLift, Person, PersonContact
from cases.states import WrongState, require_open
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

    Raises RiskNotAssessed before there is a risk assessment that is signed, complete and still
    valid (LR1): a hard gate. NeedsReason without grounds, WrongState where nothing is locked.
    """
    case = Case.objects.lock(person.case)
    permissions.require_lift_lock(by, case)
    require_open(case.status)
    if person.pk not in locks.locked(case):
        raise WrongState
    if not grounds.strip():
        raise NeedsReason(_("Say why the person can be talked with."), field="grounds")
    if not risk.is_in_force(case, at):
        raise RiskNotAssessed
    lift = LockLift.objects.create(person=person, grounds=grounds, lifted_at=at, lifted_by=by)
    event = trail.record(case, "cases.lock_lifted", by=by, at=at, person=person.pk)
    tell(case, case.holder, f"event:{event.pk}", at=at, kind="lock_lifted")
    return lift


@transaction.atomic
def put_lock_back(person: Person, *, by: User, at: datetime, reason: str) -> LockLift:
    """Lock a person again at once; no leader is waited for.

    Raises NeedsReason without a reason, WrongState where the lock is not lifted.
    """
    case = Case.objects.lock(person.case)
    permissions.require_edit(by, case)
    require_open(case.status)
    lift = person.lock_lifts.filter(relocked_at__isnull=True).first()
    if lift is None:
        raise WrongState
    if not reason.strip():
        raise NeedsReason(_("Say why the lock is put back."))
    lift.relocked_at, lift.relocked_by, lift.relock_reason = at, by, reason
    lift.save(update_fields=["relocked_at", "relocked_by", "relock_reason"])
    # What was planned while the lock was lifted may not be done any more.
    for planned in PersonContact.objects.under_lock_with(person).select_related("task"):
        planned.case = case
        withdraw(planned, by=by, at=at, reason=gettext("The contact lock was put back."))
    call_off_barred(case, by=by, at=at)
    deadlines.refresh(case)
    event = trail.record(case, "cases.lock_put_back", by=by, at=at, person=person.pk)
    tell(case, case.holder, f"event:{event.pk}", at=at, kind="lock_put_back", urgent=True)
    return lift
