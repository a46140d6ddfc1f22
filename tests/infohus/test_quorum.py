"""Who must be at the table for an item."""

from datetime import date, timedelta

import pytest

from cases import workflow as cases_workflow
from infohus import quorum, workflow
from infohus.choices import Group, Seat
from infohus.workflow.concluding import SeatMissing
from tests import factories
from tests.factories import NOW, infohus
from tests.factories import holding as held
from tests.factories.adult import adult_case
from tests.factories.infohus import STARTS, member

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(hours=1)
CHILD = [Seat.CHILD_AUTHORITY, Seat.SSP]
ADULT = [Seat.ADULT_LEADERSHIP, Seat.SSP]
MIXED = [Seat.ADULT_LEADERSHIP, Seat.CHILD_AUTHORITY, Seat.SSP]


def missing(item):
    return sorted(quorum.invited(item).missing)


def item_on(world, case=None):
    return infohus.draft(world, case or infohus.case(world)).items.get()


def on_adult(world):
    made = adult_case(world)
    cases_workflow.contact_infohus(made, by=world.adult_adviser, at=NOW)
    return item_on(world, made)


def on_born(world, born_on):
    person = factories.person(born_on=born_on.isoformat())
    return item_on(world, infohus.case(world, persons=[person]))


def add_person(item, world, by=None, **known):
    fields = {"name": "x", "relation": "family", **known}
    person = cases_workflow.add_person(item.case, by=by or world.adviser, at=NOW, **fields)
    persons = [*item.persons.all(), person]
    infohus.prepare(item, world, persons=persons)
    return person


def ask(item, world, *members):
    return infohus.ask(item, world, *members)


@pytest.mark.rule("R86")
def test_on_a_child_the_child_authority_and_ssp_are_there(world):
    item = item_on(world)
    assert missing(item) == CHILD
    by = world.coordinator
    ssp, child, police = (member(by, seat=seat) for seat in ("ssp", "child_authority", "police"))
    ask(item, world, ssp, police)
    assert missing(item) == [Seat.CHILD_AUTHORITY]
    ask(item, world, child)
    assert missing(item) == [Seat.SSP]
    ask(item, world, ssp, child)
    found = quorum.invited(item)
    assert found.is_met
    assert {line.label for line in found.lines} == {str(seat.label) for seat in CHILD}


@pytest.mark.rule("R87")
def test_on_an_adult_the_leadership_is_there_and_an_employee_is_not_enough(world):
    item = on_adult(world)
    assert missing(item) == ADULT
    by = world.coordinator
    ssp, employee = member(by), member(by, seat=Seat.ADULT_AUTHORITY)
    ask(item, world, ssp, employee)
    assert missing(item) == [Seat.ADULT_LEADERSHIP]


@pytest.mark.rule("R86", "R87")
def test_a_deputy_in_the_register_counts_as_her_member(world):
    item = on_adult(world)
    by = world.coordinator
    ssp, leader = member(by), member(by, seat=Seat.ADULT_LEADERSHIP)
    employee = member(by, seat=Seat.ADULT_AUTHORITY, deputises=leader, email="d@example.com")
    ask(item, world, ssp, employee)
    assert missing(item) == []


@pytest.mark.rule("R86")
def test_who_does_not_come_does_not_count_but_her_deputy_does(world):
    by = world.coordinator
    ssp, child = member(by), member(by, seat=Seat.CHILD_AUTHORITY)
    deputy = member(by, deputises=child, email="d@example.com")
    meeting = infohus.convened(world, ssp, child)
    item = meeting.items.get()
    one = meeting.participants.get(member=child)
    for answer, sent, expected in (
        ("declined", None, [Seat.CHILD_AUTHORITY]),
        ("deputy", deputy, []),
        ("accepted", None, []),
    ):
        workflow.reply(one, by=by, at=SOON, answer=answer, deputy=sent)
        assert missing(item) == expected
    workflow.take_off(item.asked.get(participant=one), by=by, at=SOON)
    assert missing(item) == [Seat.CHILD_AUTHORITY]


@pytest.mark.rule("R88")
def test_a_child_and_an_adult_in_one_item_need_both(world):
    item = on_adult(world)
    child = {"roles": ["other_child"], "stated_age": 9}
    add_person(item, world, by=world.adult_adviser, **child)
    assert missing(item) == MIXED
    by = world.coordinator
    ask(item, world, member(by), member(by, seat=Seat.CHILD_AUTHORITY))
    assert missing(item) == [Seat.ADULT_LEADERSHIP]


@pytest.mark.rule("R88")
def test_who_exercises_control_makes_no_childs_case_a_mixed_one(world):
    item = item_on(world)
    add_person(item, world, roles=["actor"], stated_age=45)
    add_person(item, world, roles=["witness"], stated_age=70)
    assert missing(item) == CHILD


@pytest.mark.rule("R88")
def test_only_of_whom_is_discussed_the_age_counts(world):
    item = item_on(world)
    sibling = add_person(item, world, roles=["other_child"], stated_age=19)
    assert missing(item) == MIXED
    infohus.prepare(item, world, persons=[sibling])
    assert missing(item) == ADULT


@pytest.mark.rule("R86", "R88")
def test_of_whom_something_is_recommended_the_age_counts_too(world):
    """A sister of 19 is discussed, and the girl of 14 gets a recommendation all the same."""
    item = held.item(world, "ssp")
    sister = add_person(item, world, roles=["other_child"], stated_age=19)
    infohus.prepare(item, world, persons=[sister])
    held.assessed(item, world)
    held.recommend(item, world, sister)
    assert sorted(quorum.held(item).missing) == ADULT
    again = held.recommend(item, world, outcome="again", again_on=held.DUE)
    assert sorted(quorum.held(item).missing) == ADULT
    known = {"by": world.coordinator, "at": held.DURING}
    for outcome in (held.advice(), held.advice(outcome="no_measure", grounds="Er rejst")):
        workflow.withdraw(again, **known)
        again = workflow.recommend(item, item.case.exposed, advice=outcome, **known)
        assert sorted(quorum.held(item).missing) == MIXED


@pytest.mark.rule("R88")
def test_a_child_who_was_not_to_be_discussed_ends_with_nothing_final(world):
    item = held.item(world, "ssp")
    sister = add_person(item, world, roles=["other_child"], stated_age=19)
    infohus.prepare(item, world, persons=[sister])
    held.assessed(item, world)
    held.take_part(item, world, "ssp")
    known = {"by": world.coordinator, "at": held.DURING}
    workflow.add_attendance(item, **held.vouched("adult_leadership"), **known)
    for person in (sister, item.case.exposed):
        held.recommend(item, world, person)
    with pytest.raises(SeatMissing):
        workflow.conclude_item(item, **known)
    workflow.add_attendance(item, **held.vouched("child_authority"), **known)
    assert workflow.conclude_item(item, **known).is_concluded


@pytest.mark.rule("R86")
def test_of_unknown_age_is_a_child(world):
    item = item_on(world, infohus.case(world, persons=[factories.person(age_unknown=True)]))
    assert missing(item) == CHILD


@pytest.mark.rule("R86", "R87")
def test_who_turns_18_on_the_day_of_the_meeting_is_an_adult_there(world):
    birthday = date(STARTS.year - 18, STARTS.month, STARTS.day)
    assert missing(on_born(world, birthday)) == ADULT
    assert missing(on_born(world, birthday + timedelta(days=1))) == CHILD


def test_the_day_is_that_of_the_meeting_also_when_it_is_moved(world):
    item = on_born(world, date(STARTS.year - 18, STARTS.month, STARTS.day) + timedelta(days=1))
    times = {"starts_at": STARTS + timedelta(days=1), "ends_at": STARTS + timedelta(days=2)}
    workflow.move_meeting(item.meeting, by=world.coordinator, at=NOW, **times)
    item.meeting.refresh_from_db()
    assert missing(item) == ADULT


@pytest.mark.rule("R86")
def test_the_municipality_says_who_must_be_there(world):
    item = item_on(world)
    seats = [Seat.SSP, Seat.POLICE]
    known = {"group": Group.MINOR, "seats": seats}
    workflow.set_required_seats(by=world.administrator, at=NOW, **known)
    assert missing(item) == sorted(seats)
