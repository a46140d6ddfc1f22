"""Who works on a case: taken, offered, accepted, moved to another unit."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts import duty, grants, roles
from beredskab.accounts.models import User
from beredskab.accounts.roles import ADVISERS
from beredskab.audit import trail
from beredskab.errors import Refused
from beredskab.municipality.models import Unit
from cases import deadlines, permissions
from cases.models import Case, DutyPeriod
from cases.states import require_open
from cases.workflow import coming_of_age
from cases.workflow.duty import pass_on
from cases.workflow.offers import end_offer, note_offer
from cases.workflow.relocation import relocate
from cases.workflow.telling import blocked, tell

How = DutyPeriod.How


class NotAnAdviser(Refused):
    message = _("Only an adviser of the unit can be given the case.")


class TakenAlready(Refused):
    message = _(
        "A colleague has taken the case and has the duty to act. The leader can give it to you."
    )


class SameUnit(Refused):
    message = _("The case is in that unit already.")


@transaction.atomic
def take(case: Case, *, by: User, at: datetime) -> Case:
    """Take a case oneself: one becomes its adviser and has the duty to act.

    Raises TakenAlready when another adviser has it: from her it goes by an offer alone.
    """
    case = Case.objects.lock(case)
    permissions.require_take(by, case)
    require_open(case.status)
    if case.handler_id not in {None, by.pk}:
        raise TakenAlready
    _settle(case, by, how=How.TAKEN, by=by, at=at)
    trail.record(case, "cases.taken", by=by, at=at)
    return case


@transaction.atomic
def assign(case: Case, *, by: User, at: datetime, to: User) -> Case:
    """Offer a case to an adviser; until she accepts, the holder keeps the duty to act.

    Raises NotAnAdviser if she is none of the case's unit, or is blocked from the case.
    """
    case = Case.objects.lock(case)
    permissions.require_assign(by, case)
    require_open(case.status)
    if to.pk in blocked(case) or case.unit_id not in roles.units_with_role(to, ADVISERS):
        raise NotAnAdviser
    note_offer(case, to, at=at)
    grants.give(case, to, by=by, at=at, reason="offered")
    event = trail.record(case, "cases.offered", by=by, at=at, to=to.pk)
    tell(case, to, f"event:{event.pk}", at=at, kind="case_offered", urgent=case.acute)
    return case


@transaction.atomic
def accept(case: Case, *, by: User, at: datetime) -> Case:
    """Accept a case that was offered; the duty to act passes now."""
    case = Case.objects.lock(case)
    permissions.require_accept(by, case)
    require_open(case.status)
    if transfer := coming_of_age.pending(case):
        coming_of_age.complete(case, transfer, by=by, at=at)
    else:
        _settle(case, by, how=How.ACCEPTED, by=by, at=at)
    trail.record(case, "cases.accepted", by=by, at=at)
    return case


@transaction.atomic
def decline(case: Case, *, by: User, at: datetime) -> Case:
    """Decline a case that was offered; it stays with its holder, and the leaders are told."""
    case = Case.objects.lock(case)
    permissions.require_accept(by, case)
    end_offer(case)
    grants.take(case, by, by=by, at=at, reason="offered")
    event = trail.record(case, "cases.declined", by=by, at=at)
    for leader in duty.leaders_of(case.unit, at):
        tell(case, leader, f"event:{event.pk}", at=at, kind="case_declined", urgent=case.acute)
    return case


@transaction.atomic
def move_to_unit(case: Case, *, by: User, at: datetime, unit: Unit) -> Case:
    """Move a case to another unit: its intake sees it from now on, the former one no longer.

    Raises SameUnit, and NoReceiver when the unit has nobody to take the duty to act.
    """
    case = Case.objects.lock(case)
    permissions.require_assign(by, case)
    require_open(case.status)
    if unit.pk == case.unit_id:
        raise SameUnit
    return relocate(case, unit, by=by, at=at)


@transaction.atomic
def return_offers(*, at: datetime, size: int = 100) -> int:
    """Take back the offers that nobody answered in time; the system's own step (R35).

    The holder has kept the duty to act all the while. She and the leaders are told, urgently
    when the case is acute. Returns how many; who runs beside it takes others.
    """
    unanswered = Case.objects.unanswered(at).select_related("unit", "holder", "offered_to")
    cases = list(unanswered.select_for_update(of=("self",), skip_locked=True)[:size])
    for case in cases:
        asked = case.offered_to
        assert asked is not None
        end_offer(case)
        grants.take(case, asked, by=None, at=at, reason="offered")
        event = trail.record(case, "cases.offer_returned", by=None, at=at, to=asked.pk)
        told = dict.fromkeys([case.holder, *duty.leaders_of(case.unit, at)])
        for user in told:
            key = f"event:{event.pk}"
            tell(case, user, key, at=at, kind="case_offer_returned", urgent=case.acute)
    return len(cases)


def _settle(case: Case, adviser: User, *, how: str, by: User, at: datetime) -> None:
    former = case.holder
    case.handler = adviser
    case.save(update_fields=["handler"])
    end_offer(case)
    pass_on(case, adviser, how=how, at=at)
    grants.take_all(case, by=by, at=at, reason="holder")
    grants.take_all(case, by=by, at=at, reason="offered")
    grants.take_all(case, by=by, at=at, reason="duty")
    grants.give(case, adviser, by=by, at=at, reason="holder")
    deadlines.hand_over(case, owner=adviser, from_=former, at=at)
