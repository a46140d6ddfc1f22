from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.audit.models import AuditEvent
from beredskab.errors import NeedsReason
from beredskab.notices.models import Notice
from cases import locks, workflow
from cases.models import LockLift
from cases.states import WrongState
from cases.workflow.locks import RiskNotAssessed
from cases.workflow.persons import LeaderLifts
from tests import factories
from tests.factories import NOW, child, contact, judge

pytestmark = pytest.mark.django_db


@pytest.fixture
def mother(world):
    return contact.mother(factories.case(world), by=world.adviser)


@pytest.mark.rule("LR1")
def test_a_lock_is_not_lifted_before_the_risk_is_assessed(world, mother):
    lift = {"by": world.leader, "at": NOW, "grounds": "Vurderet ufarligt"}
    with pytest.raises(RiskNotAssessed):
        workflow.lift_lock(mother, **lift)
    judge.risk_row(mother.case, by=world.adviser, valid_until=date(2026, 11, 9))
    with pytest.raises(RiskNotAssessed):
        workflow.lift_lock(mother, **lift)
    assert locks.is_locked(mother)


@pytest.mark.rule("R39")
def test_the_leader_lifts_the_lock_with_grounds(world, mother):
    contact.lift(mother, by=world.leader)
    lift = LockLift.objects.get()
    assert (lift.person, lift.lifted_by, lift.lifted_at) == (mother, world.leader, NOW)
    assert lift.grounds == "Vurderet ufarligt"
    assert not locks.is_locked(mother)
    event = AuditEvent.objects.get(verb="cases.lock_lifted")
    assert event.details == {"person": mother.pk}
    assert Notice.objects.filter(recipient=world.adviser, kind="lock_lifted").exists()


@pytest.mark.parametrize("who", ["adviser", "adult_leader", "professional", "stranger"])
def test_nobody_but_a_leader_of_the_unit_lifts_it(world, mother, who):
    with pytest.raises(PermissionDenied):
        contact.lift(mother, by=getattr(world, who))


def test_lifting_needs_grounds_and_a_lock(world, mother):
    with pytest.raises(NeedsReason):
        workflow.lift_lock(mother, by=world.leader, at=NOW, grounds=" ")
    contact.lift(mother, by=world.leader)
    with pytest.raises(WrongState):
        contact.lift(mother, by=world.leader)


def test_any_adviser_puts_the_lock_back_at_once(world, mother):
    contact.lift(mother, by=world.leader)
    workflow.put_lock_back(mother, by=world.colleague, at=NOW, reason="Hun har truet")
    assert locks.is_locked(mother)
    lift = LockLift.objects.get()
    assert (lift.relocked_by, lift.relock_reason) == (world.colleague, "Hun har truet")
    assert Notice.objects.get(kind="lock_put_back").urgent
    contact.lift(mother, by=world.leader)
    assert LockLift.objects.count() == 2


def test_putting_back_needs_a_reason_a_lifted_lock_and_the_case(world, mother):
    with pytest.raises(WrongState):
        workflow.put_lock_back(mother, by=world.adviser, at=NOW, reason="x")
    contact.lift(mother, by=world.leader)
    with pytest.raises(NeedsReason):
        workflow.put_lock_back(mother, by=world.adviser, at=NOW, reason="")
    with pytest.raises(PermissionDenied):
        workflow.put_lock_back(mother, by=world.stranger, at=NOW, reason="x")


def test_a_closed_case_keeps_its_locks(world):
    case = factories.case(world)
    mother = contact.mother(case, by=world.adviser)
    workflow.close_in_error(case, by=world.leader, at=NOW, reason="Dublet")
    with pytest.raises(WrongState):
        contact.lift(mother, by=world.leader)


@pytest.mark.rule("R39")
@pytest.mark.parametrize("roles", [["witness"], ["notifier"], ["exposed"]])
def test_no_change_of_what_a_person_is_takes_the_lock_off(world, mother, roles):
    with pytest.raises(LeaderLifts):
        workflow.change_person(mother, by=world.adviser, at=NOW, roles=roles)
    assert locks.is_locked(mother)
    contact.lift(mother, by=world.leader)
    workflow.change_person(mother, by=world.adviser, at=NOW, roles=roles)


@pytest.mark.rule("R59")
def test_a_talk_with_the_child_is_called_off_when_who_should_be_there_is_locked(world, mother):
    contact.lift(mother, by=world.leader)
    planned = child.planned_talk(mother.case, world.adviser, present=[mother])
    alone = child.planned_talk(mother.case, world.adviser)
    workflow.put_lock_back(mother, by=world.colleague, at=NOW, reason="Truende")
    planned.refresh_from_db()
    alone.refresh_from_db()
    assert (planned.cancelled_at, planned.cancelled_by) == (NOW, world.colleague)
    assert alone.cancelled_at is None
    assert Notice.objects.filter(recipient=world.adviser, kind="look_at_once").exists()
