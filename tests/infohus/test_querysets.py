"""Who sees which item of a meeting, and when."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from beredskab.accounts import grants
from beredskab.accounts.models import User
from beredskab.accounts.roles import Role
from beredskab.municipality.models import Municipality
from cases import workflow as cases_workflow
from cases.models import Case, CaseBlock
from infohus import workflow
from infohus.choices import Basis, Seat
from infohus.models import AgendaItem, Meeting
from tests import factories
from tests.factories import NOW, infohus
from tests.factories.infohus import AFTER, ENDS, STARTS, member

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(hours=1)
SECOND = timedelta(seconds=1)
SEATS = {
    # Of the municipality: her own colleagues may know of each other's work.
    Seat.SSP: set(Basis),
    Seat.CHILD_AUTHORITY: set(Basis),
    Seat.ADULT_LEADERSHIP: set(Basis),
    Seat.ADULT_AUTHORITY: set(Basis),
    Seat.JOBCENTER: set(Basis),
    Seat.SCHOOL: set(Basis),
    # Outside it.
    Seat.POLICE: {Basis.SECTION_115, Basis.ANONYMISED},
    Seat.PRISON_SERVICE: {Basis.SECTION_115, Basis.ANONYMISED},
    Seat.PSYCHIATRY: {Basis.SECTION_115, Basis.ANONYMISED},
    Seat.OTHER: {Basis.SECTION_115, Basis.ANONYMISED},
    Seat.ADVISER: {Basis.ANONYMISED},
}


def seen_by(user, at=SOON):
    """What the user sees, asked anew as a new request would; the meetings follow the items."""
    user = User.objects.get(pk=user.pk)
    items = set(AgendaItem.objects.visible_to(user, at))
    assert set(Meeting.objects.visible_to(user, at)) == {item.meeting for item in items}
    return items


def asked(world, seat=Seat.SSP, user=None, **known):
    """A user who is a standing member, and her row of the register."""
    user = user or factories.user()
    return user, member(world.coordinator, seat=seat, user=user, **known)


def ask_guest(item, world, user, seat):
    by = world.coordinator
    return workflow.ask_guest(item, by=by, at=NOW, seat=seat, reason="x", user=user)


def participant(user):
    return user.infohus_meetings.latest("pk")


def block(case, user, world):
    return CaseBlock.objects.create(
        case=case, user=user, reason="x", set_at=NOW, set_by=world.leader
    )


@pytest.fixture
def shown(world):
    """Somebody who sees the one item of a convened meeting."""
    user, one = asked(world)
    item = infohus.convened(world, one).items.get()
    assert seen_by(user) == {item}
    return user, one, item


# -- Seat and basis -------------------------------------------------------------------------------
def test_every_seat_has_its_row():
    assert SEATS.keys() == set(Seat)


@pytest.mark.rule("R83", "R90")
def test_what_a_standing_member_and_her_deputy_see_follows_seat_and_basis(world):
    members = {seat: asked(world, seat) for seat in Seat}
    deputies = {seat: asked(world, deputises=one) for seat, (_user, one) in members.items()}
    meeting = infohus.convened(world, *(one for _user, one in members.values()))
    item = meeting.items.get()
    require_shown(item, world, {seat: user for seat, (user, _one) in members.items()}, SEATS)
    for seat, (user, _one) in members.items():
        deputy = deputies[seat][1]
        workflow.reply(participant(user), by=user, at=NOW, answer="deputy", deputy=deputy)
        assert seen_by(user) == set()
    require_shown(item, world, {seat: user for seat, (user, _one) in deputies.items()}, SEATS)


@pytest.mark.rule("R84", "R90")
def test_a_guest_sees_nothing_without_section_115_but_what_is_anonymised(world):
    item = infohus.convened(world).items.get()
    users = {seat: factories.user() for seat in Seat}
    for seat, user in users.items():
        ask_guest(item, world, user, seat)
    rows = {seat: bases - {Basis.NOT_MET} for seat, bases in SEATS.items()}
    require_shown(item, world, users, rows)


def require_shown(item, world, users, rows):
    for basis in Basis:
        infohus.prepare(item, world, basis=basis)
        for seat, user in users.items():
            expected = {item} if basis in rows[seat] else set()
            assert seen_by(user) == expected, f"{seat} {basis}"


@pytest.mark.rule("R90")
def test_within_section_115_only_those_of_whom_it_is_said_that_they_need_it_are_let_in(world):
    user, police = asked(world, Seat.POLICE)
    meeting = infohus.draft(world)
    item = infohus.prepare(meeting.items.get(), world, basis="anonymised", brief="En ung")
    workflow.ask_members(item, by=world.coordinator, at=NOW, members=[police])
    workflow.convene(meeting, by=world.coordinator, at=NOW)
    assert seen_by(user) == {item}
    infohus.prepare(item, world)
    assert seen_by(user) == set()
    infohus.ask(item, world, police)
    assert seen_by(user) == {item}


# -- From when until when -------------------------------------------------------------------------
@pytest.mark.rule("R84")
def test_an_item_is_shown_from_the_invitation_until_the_set_time_after_the_meeting(world):
    user, one = asked(world)
    guest = factories.user()
    meeting = infohus.draft(world)
    item = meeting.items.get()
    workflow.ask_members(item, by=world.coordinator, at=NOW, members=[one])
    ask_guest(item, world, guest, Seat.SCHOOL)
    assert seen_by(user) == seen_by(guest) == set()
    workflow.convene(meeting, by=world.coordinator, at=SOON)
    ends = ENDS + timedelta(days=7)
    for who in (user, guest):
        moments = [SOON - SECOND, SOON, STARTS, ends - SECOND, ends, AFTER]
        found = [bool(seen_by(who, at)) for at in moments]
        assert found == [False, True, True, True, False, False]
    assert seen_by(world.coordinator, AFTER) == {item}


@pytest.mark.rule("R84")
def test_of_a_meeting_only_the_items_to_which_she_is_asked_are_there(world):
    user, one = asked(world)
    meeting = infohus.convened(world, cases=(infohus.case(world), infohus.case(world)))
    first, second = meeting.items.all()
    workflow.ask_members(first, by=world.coordinator, at=NOW, members=[one])
    guest = factories.user()
    ask_guest(second, world, guest, Seat.POLICE)
    assert (seen_by(user), seen_by(guest)) == ({first}, {second})
    assert seen_by(world.coordinator) == {first, second}


def test_who_does_not_come_sees_nothing_until_she_does(world, shown):
    user, _one, item = shown
    for answer, expected in (("accepted", {item}), ("declined", set()), ("accepted", {item})):
        workflow.reply(participant(user), by=user, at=NOW, answer=answer)
        assert seen_by(user) == expected


def test_a_deputy_sees_it_only_while_she_is_the_one_who_is_sent(world, shown):
    user, one, item = shown
    first, row = asked(world, deputises=one)
    second, other = asked(world, deputises=one)
    seen = []
    for deputy in (row, other, row, None):
        answer = "deputy" if deputy else "accepted"
        workflow.reply(participant(user), by=user, at=NOW, answer=answer, deputy=deputy)
        seen.append((bool(seen_by(user)), bool(seen_by(first)), bool(seen_by(second))))
    assert seen == [
        (False, True, False),
        (False, False, True),
        (False, True, False),
        (True, False, False),
    ]
    assert seen_by(user) == {item}


def test_a_deputy_loses_it_with_the_member_whom_she_stands_in_for(world, shown):
    user, one, item = shown
    deputy, row = asked(world, deputises=one)
    workflow.reply(participant(user), by=user, at=NOW, answer="deputy", deputy=row)
    of_member = item.asked.get(participant__member=one)
    workflow.take_off(of_member, by=world.coordinator, at=NOW)
    assert seen_by(user) == seen_by(deputy) == set()


def test_who_is_taken_off_sees_nothing_until_she_is_asked_again(world, shown):
    user, one, item = shown
    workflow.ask_members(item, by=world.coordinator, at=NOW, members=[])
    assert seen_by(user) == set()
    workflow.ask_members(item, by=world.coordinator, at=NOW, members=[one])
    assert seen_by(user) == {item}


def test_of_a_cancelled_meeting_nobody_but_the_coordinator_knows(world, shown):
    user, _one, item = shown
    workflow.cancel_meeting(item.meeting, by=world.coordinator, at=NOW, reason="x")
    assert (seen_by(user), seen_by(world.coordinator)) == (set(), {item})


# -- Who she is -----------------------------------------------------------------------------------
def test_a_member_whose_row_has_ended_sees_nothing_from_the_next_day(world, shown):
    user, one, item = shown
    workflow.end_member(one, by=world.coordinator, at=NOW, last_day=SOON.date())
    assert seen_by(user) == {item}
    assert seen_by(user, SOON + timedelta(days=1)) == set()


@pytest.mark.parametrize("change", ["user", "seat"])
def test_a_member_whose_row_means_somebody_else_sees_nothing(world, shown, change):
    user, one, _item = shown
    to = {"user": factories.user()} if change == "user" else {"seat": Seat.POLICE}
    known = {"user": user, "seat": one.seat, "from_on": one.from_on, **to}
    workflow.change_member(one, by=world.coordinator, at=NOW, **known)
    assert seen_by(user) == set()


def test_who_is_blocked_from_the_case_sees_nothing_until_it_is_lifted(world, shown):
    user, _one, item = shown
    made = block(item.case, user, world)
    assert seen_by(user) == set()
    made.lifted_at, made.lifted_by = NOW, world.leader
    made.save()
    assert seen_by(user) == {item}


@pytest.mark.parametrize("length", [1, 2])
def test_who_is_blocked_from_the_case_that_another_was_joined_to_sees_neither(world, shown, length):
    user, _one, item = shown
    case = item.case
    for _number in range(length):
        into = factories.case(world)
        case = cases_workflow.join_case(case, into=into, by=world.adviser, at=STARTS)
    assert seen_by(user) == {item}
    block(case, user, world)
    assert seen_by(user) == set()


def test_a_case_that_is_closed_before_the_meeting_is_not_talked_of(world, shown):
    user, _one, item = shown
    cases_workflow.close_in_error(item.case, by=world.leader, at=NOW, reason="Dublet")
    assert (seen_by(user), seen_by(world.coordinator)) == (set(), {item})
    Case.objects.filter(pk=item.case_id).update(closed_at=STARTS)
    assert seen_by(user) == {item}


def test_who_is_not_active_any_more_sees_nothing(world, shown):
    user, _one, _item = shown
    User.objects.filter(pk__in=[user.pk, world.coordinator.pk]).update(is_active=False)
    assert seen_by(user) == seen_by(world.coordinator) == set()


def test_a_stranger_sees_nothing(world, shown):
    assert not AgendaItem.objects.visible_to(AnonymousUser(), SOON).exists()
    assert not Meeting.objects.visible_to(AnonymousUser(), SOON).exists()
    for who in (world.adviser, world.leader, world.administrator, factories.user(Role.POLICE)):
        assert seen_by(who) == set()


def test_the_coordinator_sees_the_items_on_cases_that_she_sees(world):
    other = factories.user(Role.COORDINATOR)
    meeting = infohus.draft(world, infohus.case(world), infohus.case(world))
    first, second = meeting.items.all()
    assert (seen_by(world.coordinator), seen_by(other)) == ({first, second}, set())
    grants.give(second.case, other, by=world.leader, at=NOW, reason="infohus")
    assert seen_by(other) == {second}
    block(second.case, other, world)
    block(first.case, world.coordinator, world)
    assert (seen_by(world.coordinator), seen_by(other)) == ({second}, set())


@pytest.mark.rule("R101")
def test_where_there_is_no_infohus_there_is_no_meeting(world, shown):
    user, _one, _item = shown
    Municipality.objects.update(has_infohus=False)
    assert seen_by(user) == seen_by(world.coordinator) == set()


# -- Queries --------------------------------------------------------------------------------------
def test_what_she_sees_is_one_query_however_many_meetings_there_are(world, shown):
    user, one, _item = shown
    known = {who.pk: User.objects.get(pk=who.pk) for who in (user, world.coordinator)}
    numbers = []
    for _times in range(2):
        infohus.convened(world, one)
        for who in known.values():
            assert AgendaItem.objects.visible_to(who, SOON).exists()
            for rows in (AgendaItem.objects, Meeting.objects):
                with CaptureQueriesContext(connection) as queries:
                    assert list(rows.visible_to(who, SOON))
                numbers.append(len(queries))
    # The coordinator's switch is asked beside it.
    assert numbers == [1, 1, 2, 2] * 2
