"""A talk by phone, at once, with whoever was there."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.deadlines.models import Deadline
from cases import handlings, kinds
from cases.models import Case
from infohus import workflow
from infohus.models import AgendaItem, Invitation
from infohus.workflow.attendance import NobodyThere, TieUnknown
from infohus.workflow.holding import Concluded
from infohus.workflow.meetings import NobodyDiscussed
from infohus.workflow.participants import InAnotherSeat
from infohus.workflow.urgent import NotHeldYet
from tests.factories import NOW
from tests.factories import holding as held
from tests.factories import infohus as made
from tests.unchanged import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world):
    return made.case(world)


def talk(case, world, **known):
    fields = {"by": world.coordinator, "at": NOW, "held_at": NOW - timedelta(minutes=5)}
    return workflow.record_urgent_talk(case, **{**fields, "persons": [case.exposed], **known})


@pytest.mark.rule("R86")
def test_with_only_one_there_it_is_provisional_until_the_other_confirms(world, case):
    table = held.members(world)
    item = talk(case, world, members=[table["ssp"]])
    assert item.is_provisional
    assert Deadline.objects.filter(kind=kinds.CONFIRM_TALK).open().get().owner == world.coordinator
    made.prepare(item, world)
    held.assessed(item, world)
    held.recommend(item, world)
    held.declare(item, world, "ssp")
    known = {"by": world.coordinator, "at": held.DURING, **held.vouched("child_authority")}
    item = workflow.confirm(item, **known)
    assert item.is_concluded
    assert not Deadline.objects.filter(kind=kinds.CONFIRM_TALK).open().exists()


def test_it_is_prepared_and_concluded_also_when_nobody_else_sees_it_any_more(world, case):
    table = held.members(world)
    long_ago = NOW - timedelta(days=30)
    item = talk(case, world, members=[table["ssp"], table["child"]], held_at=long_ago)
    assert item.meeting.is_over(NOW)
    made.prepare(item, world)
    held.assessed(item, world)
    held.recommend(item, world)
    for seat in ("ssp", "child_authority"):
        held.declare(item, world, seat)
    item = workflow.conclude_item(item, by=world.coordinator, at=NOW)
    assert item.is_concluded
    with pytest.raises(Concluded):
        made.prepare(item, world)


def test_with_all_there_it_is_an_item_as_any_other(world, case):
    table = held.members(world)
    item = talk(case, world, members=[table["ssp"], table["child"]])
    assert not item.is_provisional
    assert item.meeting.is_urgent
    assert not Invitation.objects.exists()


def test_somebody_by_name_and_seat_counts(world, case):
    table = held.members(world)
    item = talk(case, world, members=[table["ssp"]], **held.vouched("child_authority"))
    assert not item.is_provisional
    with pytest.raises(TieUnknown):
        talk(made.case(world), world, name="Prøve", seat="child_authority")


@pytest.mark.rule("R81")
def test_the_case_was_discussed_and_nothing_is_asked_of_infohus_any_more(world, case):
    assert not handlings.is_settled(case)
    talk(case, world, **held.vouched("ssp"))
    assert Case.objects.get(pk=case.pk).infohus.get().decision == "held"
    assert handlings.is_settled(case)
    assert not Deadline.objects.of(case).open().filter(kind__in=kinds.OF_INFOHUS).exists()


def test_it_is_about_somebody_and_was_held(world, case):
    there = held.vouched("ssp")
    with pytest.raises(NobodyDiscussed):
        talk(case, world, persons=[], **there)
    with pytest.raises(NotHeldYet):
        talk(case, world, held_at=NOW + timedelta(hours=1), **there)
    assert not AgendaItem.objects.exists()


@pytest.mark.rule("R86")
def test_with_nobody_there_it_was_no_talk(world, case):
    for nobody in ({}, held.vouched("ssp", name=" "), held.vouched("")):
        with refused(NobodyThere):
            talk(case, world, **nobody)


@pytest.mark.rule("R86")
def test_somebody_is_discussed_whose_age_says_who_must_be_there(world, case):
    father = case.persons.create(name="Prøve Far", added_at=NOW)
    father.roles.create(role="actor")
    there = held.vouched("ssp")
    with refused(NobodyDiscussed):
        talk(case, world, persons=[father], **there)
    assert talk(case, world, persons=[father, case.exposed], **there).is_provisional


def test_the_coordinator_records_it(world, case):
    for by in (world.adviser, world.leader):
        with pytest.raises(PermissionDenied):
            talk(case, world, by=by)


def test_nobody_was_there_in_two_seats(world, case):
    table = held.members(world)
    again = made.member(world.coordinator, "school", user=world.adviser)
    with pytest.raises(InAnotherSeat):
        talk(case, world, members=[table["child"], again])
