"""What somebody who is asked answers, and the deputy whom she sends."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.accounts.roles import Role
from beredskab.audit.models import AuditEvent
from beredskab.notices.models import Notice
from cases.models import CaseBlock
from infohus import workflow
from infohus.choices import Seat
from infohus.models import Invitation, Member
from infohus.workflow.participants import NoDeputy, NotAsked
from tests import factories
from tests.factories import NOW, infohus
from tests.factories.infohus import STARTS, member
from tests.unchanged import refused

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(hours=1)


@pytest.fixture
def leader(world):
    """The leader of the adult area in the register, who has two deputies."""
    one = member(world.coordinator, user=world.adult_leader, seat=Seat.ADULT_LEADERSHIP)
    for number in (1, 2):
        member(world.coordinator, deputises=one, user=factories.user(name=f"Vikar {number}"))
    return one


def deputies(leader):
    return list(leader.deputies.order_by("pk"))


def participant(meeting, member):
    return meeting.participants.filter(member=member).latest("pk")


def reply(participant, answer, by=None, deputy=None):
    by = by or participant.user
    return workflow.reply(participant, by=by, at=SOON, answer=answer, deputy=deputy)


def items_of(meeting, member):
    found = meeting.participants.filter(member=member, removed_at__isnull=True)
    return [row.item for one in found for row in one.asked.order_by("item__position")]


def two_items(world, *members):
    return infohus.convened(world, *members, cases=(infohus.case(world), infohus.case(world)))


@pytest.mark.parametrize("answer", ["accepted", "declined"])
def test_she_answers_herself(world, leader, answer):
    meeting = infohus.convened(world, leader)
    found = reply(meeting.participants.get(), answer)
    assert (found.reply, found.replied_at) == (answer, SOON)
    event = AuditEvent.objects.get(verb="infohus.replied")
    assert event.details == {"participant": found.pk, "answer": answer}
    told = Notice.objects.filter(kind="infohus_declined", recipient=world.coordinator)
    assert told.count() == (1 if answer == "declined" else 0)


def test_the_coordinator_answers_for_who_told_her_and_hears_nothing_of_it(world):
    meeting = infohus.convened(world)
    found = reply(meeting.participants.get(), "declined", by=world.coordinator)
    assert found.reply == "declined"
    assert not Notice.objects.filter(kind="infohus_declined").exists()


def test_nobody_answers_for_another(world, leader):
    found = infohus.convened(world, leader).participants.get()
    for by in (world.leader, world.adviser, factories.user(Role.COORDINATOR)):
        with refused(PermissionDenied):
            reply(found, "declined", by=by)


def test_who_convened_it_is_told_nothing_once_she_is_blocked(world, leader):
    meeting = infohus.convened(world, leader)
    CaseBlock.objects.create(
        case=meeting.items.get().case,
        user=world.coordinator,
        reason="x",
        set_at=NOW,
        set_by=world.leader,
    )
    reply(meeting.participants.get(), "declined")
    assert not Notice.objects.filter(kind="infohus_declined").exists()


def test_only_to_what_she_is_asked_to_can_she_answer(world, leader):
    draft = infohus.draft(world)
    by = world.coordinator
    workflow.ask_members(draft.items.get(), by=by, at=NOW, members=[leader])
    cancelled, removed = infohus.convened(world, leader), infohus.convened(world, leader)
    workflow.cancel_meeting(cancelled, by=by, at=NOW, reason="x")
    read_before = removed.participants.get()
    workflow.take_off(removed.items.get().asked.get(), by=by, at=NOW)
    for found in (draft.participants.get(), cancelled.participants.get(), read_before):
        with refused(NotAsked):
            reply(found, "accepted", by=world.adult_leader)


@pytest.mark.rule("R83")
def test_a_deputy_is_asked_to_the_same_items_in_the_same_seat(world, leader):
    meeting = two_items(world, leader)
    first, _second = deputies(leader)
    reply(participant(meeting, leader), "deputy", deputy=first)
    sent = participant(meeting, first)
    assert (sent.seat, sent.stands_in_for) == (leader.seat, participant(meeting, leader))
    assert items_of(meeting, first) == list(meeting.items.all())
    assert Invitation.objects.get(participant=sent).method == "REQUEST"


def test_who_sends_another_deputy_calls_off_the_first(world, leader):
    meeting = two_items(world, leader)
    first, second = deputies(leader)
    reply(participant(meeting, leader), "deputy", deputy=first)
    reply(participant(meeting, leader), "deputy", deputy=first)
    assert items_of(meeting, first) == list(meeting.items.all())
    reply(participant(meeting, leader), "deputy", deputy=second)
    assert items_of(meeting, first) == []
    assert items_of(meeting, second) == list(meeting.items.all())
    assert Invitation.objects.latest("pk").participant == participant(meeting, second)
    gone = Invitation.objects.filter(method="CANCEL").get()
    assert gone.participant == participant(meeting, first)
    reply(participant(meeting, leader), "deputy", deputy=first)
    assert items_of(meeting, second) == []
    assert items_of(meeting, first) == list(meeting.items.all())


@pytest.mark.parametrize("answer", ["accepted", "declined"])
def test_who_comes_herself_or_not_at_all_has_no_deputy_there(world, leader, answer):
    meeting = two_items(world, leader)
    first, _second = deputies(leader)
    reply(participant(meeting, leader), "deputy", deputy=first)
    reply(participant(meeting, leader), answer)
    assert items_of(meeting, first) == []


def test_a_deputy_goes_with_whom_she_stands_in_for(world, leader):
    meeting = two_items(world, leader)
    first, _second = deputies(leader)
    reply(participant(meeting, leader), "deputy", deputy=first)
    one, other = meeting.items.all()
    row = one.asked.get(participant__member=leader)
    workflow.take_off(row, by=world.coordinator, at=SOON)
    assert items_of(meeting, first) == [other]
    workflow.ask_members(other, by=world.coordinator, at=SOON, members=[])
    assert items_of(meeting, first) == []


def test_a_deputy_is_hers_and_in_the_register_on_the_day(world, leader):
    meeting = infohus.convened(world, leader)
    found = participant(meeting, leader)
    police = member(world.coordinator, seat=Seat.POLICE)
    past, ended = member(world.coordinator, deputises=police), deputies(leader)[0]
    Member.objects.filter(pk=ended.pk).update(to_on=STARTS.date() - timedelta(days=1))
    for wrong in (None, police, past, leader, ended):
        with refused(NoDeputy):
            reply(found, "deputy", deputy=wrong)


@pytest.mark.rule("R84")
def test_a_guest_sends_nobody(world):
    item = infohus.convened(world).items.get()
    guest = workflow.ask_guest(
        item, by=world.coordinator, at=NOW, seat="school", reason="x", user=world.professional
    )
    police = member(world.coordinator, seat=Seat.POLICE)
    with refused(NoDeputy):
        reply(guest, "deputy", deputy=police)


def test_a_deputy_who_is_blocked_or_there_as_a_guest_is_not_sent(world, leader):
    meeting = infohus.convened(world, leader)
    first, second = deputies(leader)
    item = meeting.items.get()
    CaseBlock.objects.create(
        case=item.case, user=first.user, reason="x", set_at=NOW, set_by=world.leader
    )
    by = world.coordinator
    workflow.ask_guest(item, by=by, at=NOW, seat="school", reason="x", user=second.user)
    for wrong in (first, second):
        with refused(NoDeputy):
            reply(participant(meeting, leader), "deputy", deputy=wrong)
