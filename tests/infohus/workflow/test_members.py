"""The register of standing members, and who must be there."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from beredskab.audit.models import AuditEvent
from infohus import workflow
from infohus.choices import Group, Seat
from infohus.models import Member, RequiredSeat
from infohus.workflow.members import DeputyOfDeputy, EndsBeforeItBegan, NobodyRequired
from tests.factories import NOW
from tests.factories.infohus import member

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.mark.rule("R83")
def test_two_consultants_of_ssp_sit_beside_each_other_one_primary(world):
    first = member(world.coordinator, user=world.coordinator)
    second = member(world.coordinator, is_secondary=True)
    found = Member.objects.on(TODAY).for_list()
    assert [(one, one.is_secondary) for one in found] == [(first, False), (second, True)]


@pytest.mark.rule("R83")
def test_a_member_counts_from_her_first_day_to_her_last(world):
    one = member(world.coordinator, seat=Seat.POLICE, from_on=TODAY)
    workflow.end_member(one, by=world.coordinator, at=NOW, last_day=TODAY + timedelta(days=1))
    days = [TODAY + timedelta(days=number) for number in (-1, 0, 1, 2)]
    assert [Member.objects.on(day).exists() for day in days] == [False, True, True, False]


@pytest.mark.rule("R83")
def test_a_deputy_speaks_for_what_her_member_speaks_for(world):
    leader = member(world.coordinator, seat=Seat.ADULT_LEADERSHIP)
    deputy = member(world.coordinator, seat=Seat.SSP, deputises=leader, is_secondary=True)
    assert (deputy.seat, deputy.is_secondary) == (Seat.ADULT_LEADERSHIP, False)
    known = {"name": leader.name, "email": leader.email, "from_on": leader.from_on}
    workflow.change_member(leader, by=world.coordinator, at=NOW, seat=Seat.POLICE, **known)
    deputy.refresh_from_db()
    assert deputy.seat == Seat.POLICE


def test_a_deputy_has_no_deputy(world):
    first = member(world.coordinator)
    deputy = member(world.coordinator, deputises=first)
    with pytest.raises(DeputyOfDeputy):
        member(world.coordinator, deputises=deputy)
    third = member(world.coordinator)
    known = {"name": "x", "email": "x@example.com", "from_on": first.from_on, "seat": Seat.SSP}
    with pytest.raises(DeputyOfDeputy):
        workflow.change_member(first, by=world.coordinator, at=NOW, deputises=third, **known)


def test_of_a_user_no_name_or_address_is_copied(world):
    one = member(world.coordinator, user=world.coordinator, name="x", email="x@example.com")
    assert (one.name, one.email, one.address) == ("", "", world.coordinator.email)


def test_a_membership_does_not_end_before_it_begins(world):
    one = member(world.coordinator, from_on=TODAY)
    with pytest.raises(EndsBeforeItBegan):
        workflow.end_member(one, by=world.coordinator, at=NOW, last_day=TODAY - timedelta(days=1))


@pytest.mark.rule("R79")
@pytest.mark.parametrize("who", ["adviser", "leader", "administrator", "professional"])
def test_only_the_coordinator_keeps_the_register(world, who):
    one, by = member(world.coordinator), getattr(world, who)
    known = {"seat": Seat.SSP, "name": "x", "email": "x@example.com", "from_on": TODAY}
    with pytest.raises(PermissionDenied):
        workflow.add_member(by=by, at=NOW, **known)
    with pytest.raises(PermissionDenied):
        workflow.change_member(one, by=by, at=NOW, **known)
    with pytest.raises(PermissionDenied):
        workflow.end_member(one, by=by, at=NOW, last_day=TODAY)


def test_all_of_it_is_in_the_trail_without_a_name(world):
    one = member(world.coordinator)
    known = {"seat": Seat.SSP, "name": "y", "email": "y@example.com", "from_on": TODAY}
    workflow.change_member(one, by=world.coordinator, at=NOW, **known)
    workflow.end_member(one, by=world.coordinator, at=NOW, last_day=TODAY)
    events = AuditEvent.objects.filter(subject_type="infohus.member").order_by("pk")
    assert [event.verb for event in events] == [
        "infohus.member_added",
        "infohus.member_changed",
        "infohus.member_ended",
    ]
    assert not any("example.com" in str(event.details) for event in events)


@pytest.mark.parametrize(
    "wrong",
    [
        {"seat": "mayor"},
        {"name": ""},
        {"email": ""},
        {"to_on": date(2019, 1, 1)},
        {"seat": Seat.POLICE, "is_secondary": True},
    ],
)
def test_the_database_holds_what_must_be_true(world, wrong):
    one = member(world.coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.filter(pk=one.pk).update(**wrong)


@pytest.mark.rule("R86", "R87")
def test_the_minimum_is_shipped_as_the_papers_have_it():
    found = set(RequiredSeat.objects.values_list("group", "seat"))
    assert found == {
        (Group.MINOR, Seat.CHILD_AUTHORITY),
        (Group.MINOR, Seat.SSP),
        (Group.ADULT, Seat.ADULT_LEADERSHIP),
        (Group.ADULT, Seat.SSP),
    }


def test_the_administrator_sets_another_minimum_for_a_group(world):
    seats = [Seat.SSP, Seat.POLICE]
    workflow.set_required_seats(by=world.administrator, at=NOW, group=Group.MINOR, seats=seats)
    found = RequiredSeat.objects.filter(group=Group.MINOR).values_list("seat", flat=True)
    assert set(found) == set(seats)
    assert RequiredSeat.objects.filter(group=Group.ADULT).count() == 2
    event = AuditEvent.objects.get(verb="infohus.required_seats_set")
    assert event.details == {"group": "minor", "seats": ["police", "ssp"]}


def test_a_minimum_is_somebody_and_set_by_the_administrator_alone(world):
    with pytest.raises(NobodyRequired):
        workflow.set_required_seats(by=world.administrator, at=NOW, group=Group.MINOR, seats=[])
    with pytest.raises(PermissionDenied):
        workflow.set_required_seats(
            by=world.coordinator, at=NOW, group=Group.MINOR, seats=[Seat.SSP]
        )
