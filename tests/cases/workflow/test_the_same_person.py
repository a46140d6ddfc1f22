"""Two act at the same moment on one person of a case, or on what is agreed about her."""

from datetime import timedelta
from functools import partial

import pytest

from beredskab.accounts.roles import Role
from cases import locks, workflow
from cases.models import ChildLine, Concern, LockLift, Person, PersonContact
from cases.states import CaseStatus, WrongState
from cases.workflow.children import AlreadyRegistered
from cases.workflow.contacts import ContactLocked
from cases.workflow.examination import ExaminationOpen
from cases.workflow.persons import stamp
from cases.workflow.versions import Changed
from tests import factories
from tests.factories import NOW, contact, judge, safety
from tests.racing import at_once_on, fresh, types_of

pytestmark = pytest.mark.django_db(transaction=True)
SOON = NOW + timedelta(hours=1)
TALK = {"way": "in_person", "about": "concern"}


# -- The contact lock -----------------------------------------------------------------------------
@pytest.fixture
def mother(world):
    case = factories.case(world)
    judge.risk_row(case, by=world.adviser)
    return contact.mother(case, by=world.adviser)


@pytest.mark.rule("R39")
def test_of_two_leaders_who_lift_a_lock_one_does(world, mother):
    lift = partial(workflow.lift_lock, at=SOON, grounds="Vurderet ufarligt")
    outcomes = at_once_on(
        mother.case,
        partial(lift, fresh(mother), by=world.leader),
        partial(lift, fresh(mother), by=factories.user(Role.LEADER, world.child_unit)),
    )
    assert types_of(outcomes) == {LockLift, WrongState}
    assert LockLift.objects.count() == 1


@pytest.mark.rule("R39")
def test_a_contact_recorded_while_the_lock_is_lifted_is_kept(world, mother):
    """It is marked when it came before the leader's word, and not when it came after."""
    case = mother.case
    outcomes = at_once_on(
        case,
        partial(
            workflow.record_contact,
            fresh(case),
            by=world.adviser,
            at=SOON,
            person=fresh(mother),
            initiative="them",
            happened_at=NOW,
            text="Hun ringede selv",
            **TALK,
        ),
        partial(
            workflow.lift_lock, fresh(mother), by=world.leader, at=SOON, grounds="Vurderet ufarligt"
        ),
    )
    assert types_of(outcomes) == {PersonContact, LockLift}
    assert not locks.is_locked(fresh(mother))
    assert PersonContact.objects.get().despite in {"", "lock"}


@pytest.mark.rule("R39")
def test_nothing_is_planned_under_a_lock_that_is_being_put_back(world, mother):
    contact.lift(mother, by=world.leader)
    case = mother.case
    outcomes = at_once_on(
        case,
        partial(
            workflow.plan_contact,
            fresh(case),
            by=world.adviser,
            at=NOW,
            person=fresh(mother),
            planned_for=SOON,
            purpose="Tal om aftalerne",
            **TALK,
        ),
        partial(
            workflow.put_lock_back, fresh(mother), by=world.colleague, at=NOW, reason="Truer hende"
        ),
    )
    assert types_of(outcomes) <= {PersonContact, LockLift, ContactLocked}
    assert not PersonContact.objects.filter(dropped_at=None).exists()


# -- Persons --------------------------------------------------------------------------------------
@pytest.mark.rule("LR19")
def test_who_changes_a_person_does_not_open_the_address_that_is_being_protected(world):
    case = factories.case(world)
    person = fresh(case.exposed)
    outcomes = at_once_on(
        case,
        partial(
            workflow.protect_address, fresh(person), by=world.adviser, at=NOW, protection="special"
        ),
        partial(
            workflow.change_person,
            fresh(person),
            by=world.colleague,
            at=NOW,
            roles=["exposed"],
            name="Zeynep Opdigtet",
        ),
    )
    assert types_of(outcomes) == {Person}
    person = fresh(person)
    assert (person.address_protection, person.name) == ("special", "Zeynep Opdigtet")


def test_of_two_who_change_a_person_one_does_and_the_other_is_told(world):
    case = factories.case(world)
    seen = stamp(fresh(case.exposed))
    change = partial(workflow.change_person, at=NOW, roles=["exposed"], seen=seen)
    outcomes = at_once_on(
        case,
        partial(change, fresh(case.exposed), by=world.adviser, name="Den enes"),
        partial(change, fresh(case.exposed), by=world.colleague, name="Den andens"),
    )
    assert types_of(outcomes) == {Person, Changed}
    refusal = next(one for one in outcomes if isinstance(one, Changed))
    assert refusal.newest.name == fresh(case.exposed).name
    assert refusal.seen == stamp(fresh(case.exposed))


@pytest.mark.rule("R41")
def test_of_two_who_register_a_sibling_one_does(world):
    case = factories.case(world)
    sibling = workflow.add_person(
        case, by=world.adviser, at=NOW, roles=["other_child"], relation="sibling", stated_age=9
    )
    yes = {"at": NOW, "answer": "yes", "grounds": "Passer på sin søster", "acute": "no"}
    before = Concern.objects.count()
    outcomes = at_once_on(
        case,
        partial(workflow.consider_child, fresh(sibling), by=world.adviser, **yes),
        partial(workflow.consider_child, fresh(sibling), by=world.colleague, **yes),
    )
    assert types_of(outcomes) == {ChildLine, AlreadyRegistered}
    assert Concern.objects.count() == before + 1


@pytest.mark.rule("LR4")
def test_of_two_who_begin_the_examination_one_does(world):
    case = factories.case(world)
    outcomes = at_once_on(
        case,
        partial(workflow.open_examination, fresh(case), by=world.adviser, at=NOW),
        partial(workflow.open_examination, fresh(case), by=world.colleague, at=NOW),
    )
    assert ExaminationOpen in types_of(outcomes)
    assert case.examinations.count() == 1


def test_two_cases_that_are_joined_crosswise_do_not_both_end(world):
    first, second = factories.case(world), factories.case(world)
    at_once_on(
        min(first, second, key=lambda one: one.pk),
        partial(workflow.join_case, fresh(first), into=fresh(second), by=world.adviser, at=NOW),
        partial(workflow.join_case, fresh(second), into=fresh(first), by=world.colleague, at=NOW),
    )
    assert {fresh(first).status, fresh(second).status} == {CaseStatus.RECEIVED, CaseStatus.CLOSED}


def test_a_moment_is_kept_or_missed_and_not_both(world):
    case = factories.case(world)
    agreed = safety.check_in(case, world.adviser)
    late = NOW + timedelta(hours=3)
    outcomes = at_once_on(
        case,
        partial(workflow.keep_check_in, fresh(agreed), by=world.adviser, at=late),
        partial(workflow.miss_check_in, fresh(agreed), by=world.colleague, at=late),
    )
    assert WrongState in types_of(outcomes)
    assert fresh(case).acute == (fresh(agreed).outcome == "missed")
