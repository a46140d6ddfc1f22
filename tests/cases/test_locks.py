import pytest

from cases import locks
from cases.choices import PersonRole, Relation
from tests import factories
from tests.factories import contact

pytestmark = pytest.mark.django_db

FAMILY = [role for role in PersonRole.values if role not in {"exposed", "notifier", "witness"}]


@pytest.fixture
def case(world):
    return factories.case(world)


@pytest.mark.rule("R39")
@pytest.mark.parametrize("role", FAMILY)
def test_everybody_of_the_family_is_locked(world, case, role):
    assert locks.is_locked(contact.add(case, role, by=world.adviser))


@pytest.mark.rule("R39")
@pytest.mark.parametrize("relation", Relation.values)
def test_a_witness_with_a_tie_to_the_family_is_locked(world, case, relation):
    witness = contact.add(case, "witness", "notifier", by=world.adviser, relation=relation)
    assert locks.is_locked(witness)


@pytest.mark.parametrize("role", ["witness", "notifier"])
def test_a_notifier_and_a_witness_outside_the_family_are_not(world, case, role):
    assert not locks.is_locked(contact.add(case, role, by=world.adviser))


def test_the_exposed_person_is_never_locked_whatever_else_she_is(world, case):
    from cases import workflow

    roles = ["exposed", "actor", "custody_holder"]
    workflow.change_person(case.exposed, by=world.adviser, at=factories.NOW, roles=roles)
    assert not locks.is_locked(case.exposed)


@pytest.mark.rule("R124")
def test_a_group_is_locked_and_unlocks_nobody(world):
    case = factories.case(world, controllers=["group"])
    mother = contact.mother(case, by=world.adviser)
    group = case.persons.get(is_group=True)
    assert locks.locked(case) == {group.pk, mother.pk}
    assert locks.is_family_locked(case)


@pytest.mark.rule("R16")
def test_a_group_without_a_name_is_an_actor(world):
    case = factories.case(world, controllers=["group"])
    group = case.persons.get(is_group=True)
    assert group.name is None
    assert group.roles.get().relation == "group"


def test_a_family_of_which_nobody_is_known_is_locked(case):
    assert locks.locked(case) == set()
    assert locks.is_family_locked(case)
    assert locks.restriction(case).is_on


def test_a_lift_is_for_one_person_and_the_last_one_opens_the_family(world, case):
    mother = contact.mother(case, by=world.adviser)
    brother = contact.add(case, "other_child", by=world.adviser, relation="sibling")
    contact.lift(mother, by=world.leader)
    assert locks.locked(case) == {brother.pk}
    assert locks.is_family_locked(case)
    contact.lift(brother, by=world.leader)
    assert not locks.is_family_locked(case)


def test_it_takes_one_query(world, case, django_assert_num_queries):
    for _number in range(3):
        contact.add(case, "actor", by=world.adviser, relation="father")
    with django_assert_num_queries(1):
        assert len(locks.locked(case)) == 3


def test_that_somebody_notified_is_told_to_none(world, case):
    contact.add(case, "notifier", "witness", by=world.adviser, relation="unknown")
    contact.add(case, "notifier", by=world.adviser, relation="unknown")
    words = [one.words for one in locks.restriction(case).locked]
    assert words == [str(PersonRole.WITNESS.label), str(Relation.UNKNOWN.label)]


# -- One human, several rows ---------------------------------------------------------------------
CPR = "0101801234"


@pytest.mark.rule("R39")
@pytest.mark.parametrize("role", ["witness", "notifier"])
def test_a_second_row_of_a_locked_human_is_locked_too(world, case, role):
    mother = contact.mother(case, by=world.adviser, cpr=CPR)
    again = contact.add(case, role, by=world.adviser, cpr=CPR)
    assert locks.locked(case) == {mother.pk, again.pk}
    other = contact.add(case, role, by=world.adviser, cpr="0202801234")
    assert not locks.is_locked(other)


@pytest.mark.rule("R39")
def test_a_lock_is_lifted_and_put_back_for_the_human(world, case):
    from cases import workflow

    mother = contact.mother(case, by=world.adviser, cpr=CPR)
    again = contact.add(case, "witness", by=world.adviser, cpr=CPR)
    contact.lift(again, by=world.leader)
    assert locks.locked(case) == set()
    workflow.put_lock_back(mother, by=world.adviser, at=factories.NOW, reason="Ny viden")
    assert locks.locked(case) == {mother.pk, again.pk}


@pytest.mark.rule("R39")
def test_a_new_row_in_the_family_locks_the_human_again(world, case):
    mother = contact.mother(case, by=world.adviser, cpr=CPR)
    contact.lift(mother, by=world.leader)
    again = contact.add(case, "actor", by=world.adviser, cpr=CPR)
    assert locks.locked(case) == {mother.pk, again.pk}


@pytest.mark.rule("R39")
def test_a_row_is_not_freed_by_changing_the_number_of_another(world, case):
    from cases import workflow
    from cases.workflow.persons import LeaderLifts

    mother = contact.mother(case, by=world.adviser, cpr=CPR)
    contact.add(case, "witness", by=world.adviser, cpr=CPR)
    with pytest.raises(LeaderLifts):
        workflow.change_person(
            mother,
            by=world.adviser,
            at=factories.NOW,
            roles=["custody_holder"],
            relation="mother",
            cpr="0202801234",
        )


@pytest.mark.rule("R39")
def test_the_exposed_person_is_not_locked_by_a_row_with_her_number(world):
    case = factories.case(world, persons=[factories.person(stated_age=14, cpr="0101101234")])
    again = contact.add(case, "actor", by=world.adviser, cpr="0101101234")
    assert locks.locked(case) == {again.pk}
