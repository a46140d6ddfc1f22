"""A convened meeting is moved, or called off."""

from datetime import timedelta

import pytest

from beredskab.audit.models import AuditEvent
from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason
from cases import handlings, kinds
from cases import workflow as cases_workflow
from infohus import board, workflow
from infohus.models import Attendance, Invitation
from infohus.workflow.meetings import (
    SIGHT,
    BeginsInThePast,
    Cancelled,
    EndsBeforeItBegins,
    IsOver,
)
from tests.factories import NOW, infohus
from tests.factories.infohus import AFTER, STARTS, member
from tests.unchanged import refused

pytestmark = pytest.mark.django_db
LATER = STARTS + timedelta(days=3)
HOUR = timedelta(hours=1)


def move(meeting, world, **given):
    times = {"at": NOW, "starts_at": LATER, "ends_at": LATER + HOUR, **given}
    return workflow.move_meeting(meeting, by=world.coordinator, **times)


def cancel(meeting, world, reason="Sygdom"):
    return workflow.cancel_meeting(meeting, by=world.coordinator, at=NOW, reason=reason)


def answer(participant, world, answer, **known):
    return workflow.reply(participant, by=world.coordinator, at=NOW, answer=answer, **known)


def mails():
    return list(Invitation.objects.order_by("pk").values_list("method", "sequence", "starts_at"))


def test_who_is_asked_is_asked_anew_by_the_next_invitation(world):
    meeting = move(infohus.convened(world), world, place="Rådhuset")
    assert (meeting.starts_at, meeting.sight_ends_at) == (LATER, LATER + HOUR + SIGHT)
    assert (meeting.sequence, meeting.place) == (1, "Rådhuset")
    assert mails() == [("REQUEST", 0, STARTS), ("REQUEST", 1, LATER)]
    waiting = Invitation.objects.filter(next_mail_at__isnull=False).get()
    assert waiting.sequence == 1
    event = AuditEvent.objects.get(verb="infohus.moved")
    assert event.details == {"starts_at": LATER.isoformat()}


def test_everybody_answers_anew_but_who_sends_a_deputy(world):
    by = world.coordinator
    seats = ["ssp", "police", "jobcenter"]
    members = [member(by, seat=seat) for seat in seats]
    deputy = member(by, deputises=members[2], email="d@example.com")
    meeting = infohus.convened(world, *members)
    answers = dict(zip(seats, ["accepted", "declined", "deputy"], strict=True))
    for one in meeting.participants.all():
        answer(one, world, answers[one.seat], deputy=deputy)
    answer(meeting.participants.get(member=deputy), world, "accepted")
    move(meeting, world)
    found = {one.member: (one.reply, bool(one.replied_at)) for one in meeting.participants.all()}
    assert found == {
        members[0]: ("", False),
        members[1]: ("", False),
        members[2]: ("deputy", True),
        deputy: ("", False),
    }


def test_who_sets_the_time_herself_comes_and_is_not_asked_whether(world):
    by = world.coordinator
    meeting = infohus.convened(world, member(by, user=by), member(by, seat="police"))
    for _times in range(2):
        found = {one.user: (one.reply, one.replied_at) for one in meeting.participants.all()}
        assert found == {by: ("accepted", NOW), None: ("", None)}
        move(meeting, world)
    assert len(mails()) == 6


def test_who_was_noted_as_there_is_struck_out(world):
    """Nobody can have been there, as it is yet to be held."""
    meeting = infohus.convened(world)
    item, by = meeting.items.get(), world.coordinator
    morning = STARTS - timedelta(minutes=30)
    there = {"participants": list(meeting.participants.all())}
    workflow.mark_attendance(item, by=by, at=morning, **there)
    named = {"name": "Prøve Vikar", "seat": "child_authority", "has_no_tie": True}
    workflow.add_attendance(item, by=by, at=morning, **named)
    move(meeting, world, at=morning)
    found = Attendance.objects.values_list("struck_at", "struck_by")
    assert list(found) == [(morning, by.pk)] * 2
    struck = AuditEvent.objects.filter(verb="infohus.attendance_struck").order_by("pk")
    assert [event.details["seat"] for event in struck] == ["ssp", "child_authority"]


def test_a_draft_is_moved_without_a_mail(world):
    meeting = move(infohus.draft(world), world)
    assert (meeting.starts_at, meeting.sequence, mails()) == (LATER, 0, [])


@pytest.mark.rule("R84")
def test_what_nobody_sees_any_more_does_not_come_back_by_a_move(world):
    meeting = infohus.convened(world)
    again = AFTER + timedelta(days=2)
    with refused(IsOver):
        move(meeting, world, at=AFTER, starts_at=again, ends_at=again + HOUR)


def test_a_meeting_moves_ahead_and_not_when_it_is_cancelled(world):
    meeting = infohus.convened(world)
    with refused(EndsBeforeItBegins):
        move(meeting, world, ends_at=LATER)
    with refused(BeginsInThePast):
        move(meeting, world, starts_at=NOW - HOUR)
    cancel(meeting, world)
    with refused(Cancelled):
        move(meeting, world)


def test_a_meeting_is_called_off(world):
    meeting = cancel(infohus.convened(world), world, reason=" Sygdom ")
    assert (meeting.cancelled_at, meeting.cancelled_by) == (NOW, world.coordinator)
    assert (meeting.cancel_reason, meeting.sequence) == ("Sygdom", 1)
    assert mails() == [("REQUEST", 0, STARTS), ("CANCEL", 1, STARTS)]
    assert AuditEvent.objects.get(verb="infohus.cancelled").details == {}


def to_convene(case):
    rows = Deadline.objects.of(case).open().filter(kind=kinds.CONVENE)
    return list(rows.values_list("owner", flat=True))


@pytest.mark.rule("R81")
def test_cases_whose_meeting_is_called_off_are_to_come_before_another(world):
    case, closed, other = (infohus.case(world) for _ in range(3))
    meeting = infohus.convened(world, cases=(case, closed, other))
    infohus.convened(world, infohus.member(world.coordinator, "school"), cases=(other,))
    cases_workflow.close_in_error(closed, by=world.leader, at=NOW, reason="Dublet")
    cancel(meeting, world)
    assert to_convene(case) == [world.coordinator.pk]
    assert to_convene(closed) == to_convene(other) == []
    assert not handlings.is_settled(case)
    assert case in board.to_convene(world.coordinator, NOW)
    assert AuditEvent.objects.filter(verb="cases.infohus_called_off", subject_id=case.pk).exists()


@pytest.mark.rule("R81")
def test_a_case_that_was_not_to_be_taken_up_waits_again_when_its_meeting_is_called_off(world):
    case = infohus.case(world)
    decision = {"decision": "not_discussed", "reason": "Løses i familien"}
    cases_workflow.handle_infohus(case, by=world.coordinator, at=NOW, **decision)
    assert handlings.is_settled(case)
    cancel(infohus.convened(world, cases=(case,)), world)
    assert not handlings.is_settled(case)


def test_of_a_draft_that_is_called_off_nobody_hears(world):
    meeting = infohus.draft(world)
    by = world.coordinator
    workflow.ask_members(meeting.items.get(), by=by, at=NOW, members=[member(by)])
    cancel(meeting, world)
    assert mails() == []


def test_a_meeting_is_called_off_once_with_a_reason(world):
    meeting = infohus.convened(world)
    with refused(NeedsReason):
        cancel(meeting, world, reason=" ")
    cancel(meeting, world)
    with refused(Cancelled):
        cancel(meeting, world)


@pytest.mark.parametrize(
    "verb",
    [
        lambda item, **now: workflow.ask_members(item, members=[], **now),
        lambda item, **now: workflow.ask_guest(
            item, seat="school", reason="x", name="Kim", email="kim@example.com", **now
        ),
        lambda item, **now: workflow.take_off(item.asked.get(), **now),
        lambda item, **now: workflow.cancel_meeting(item.meeting, reason="x", **now),
    ],
    ids=["ask_members", "ask_guest", "take_off", "cancel_meeting"],
)
def test_when_nobody_sees_it_any_more_nobody_is_asked_or_told(world, verb):
    item = infohus.convened(world).items.get()
    before = mails()
    with pytest.raises(IsOver):
        verb(item, by=world.coordinator, at=AFTER)
    assert mails() == before
