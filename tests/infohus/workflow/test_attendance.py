"""Who was there at an item, and who confirms afterwards."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.audit.models import AuditEvent
from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason
from beredskab.timelimits import local_day
from cases import kinds
from infohus import quorum, workflow
from infohus.models import AgendaItem, Attendance
from infohus.workflow.attendance import NotYet, TieUnknown
from infohus.workflow.concluding import NotMissing, NotProvisional
from infohus.workflow.holding import Concluded, Held, NotConvened
from tests.factories import NOW
from tests.factories import holding as held
from tests.factories import infohus as made

LATER = made.AFTER + timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def item(world):
    return held.item(world)


@pytest.mark.rule("R86")
def test_who_was_there_decides_who_is_missing(world, item):
    found = held.attend(item, world, "ssp")
    assert found.missing == ["child_authority"]
    assert held.attend(item, world, "ssp", "child_authority").is_met
    assert AuditEvent.objects.filter(verb="infohus.attended").count() == 2


@pytest.mark.rule("R86")
def test_nobody_needs_a_log_in_to_have_been_there(world, item):
    held.attend(item, world, "ssp")
    known = held.vouched("child_authority")
    row = workflow.add_attendance(item, by=world.coordinator, at=held.DURING, **known)
    assert row.participant is None
    assert quorum.held(item).is_met


@pytest.mark.rule("R87")
def test_an_employee_does_not_speak_for_the_leadership(world):
    item = held.item(world, "ssp", persons=[{"stated_age": 30}])
    held.attend(item, world, "ssp")
    known = {"by": world.coordinator, "at": held.DURING}
    workflow.add_attendance(item, **held.vouched("adult_authority"), **known)
    assert quorum.held(item).missing == ["adult_leadership"]
    workflow.add_attendance(item, **held.vouched("adult_leadership"), **known)
    assert quorum.held(item).is_met


@pytest.mark.rule("R88")
def test_a_mixed_item_needs_both_minimums(world):
    item = held.item(world, "ssp", "child")
    cousin = item.case.persons.create(stated_age=30, stated_on=held.DUE, added_at=NOW)
    cousin.roles.create(role="exposed")
    made.prepare(item, world, persons=list(item.case.persons.all()))
    assert held.attend(item, world, "ssp").missing == ["child_authority", "adult_leadership"]
    assert held.attend(item, world, "ssp", "child_authority").missing == ["adult_leadership"]


def test_what_was_ticked_by_mistake_is_struck_out_and_kept(world, item):
    held.attend(item, world, "ssp", "child_authority")
    held.attend(item, world, "ssp")
    struck = Attendance.objects.get(struck_at__isnull=False)
    assert (struck.seat, struck.struck_by) == ("child_authority", world.coordinator)
    assert not quorum.held(item).is_met
    row = workflow.add_attendance(
        item, by=world.coordinator, at=held.DURING, **held.vouched("child_authority")
    )
    workflow.strike_attendance(row, by=world.coordinator, at=held.DURING)
    assert not quorum.held(item).is_met


@pytest.mark.parametrize("answer", ["declined", "deputy"])
def test_who_comes_in_spite_of_her_answer_has_accepted(world, item, answer):
    """So she is asked about the minutes, and told what is recommended to her authority."""
    child, by = held.participant(item, "child_authority"), world.coordinator
    deputy = made.member(by, deputises=child.member, user=world.colleague)
    sent = deputy if answer == "deputy" else None
    workflow.reply(child, by=world.adviser, at=NOW, answer=answer, deputy=sent)
    now = {"by": by, "at": held.DURING}
    workflow.declare_tie(item, participant=child, answer="none", **now)
    workflow.mark_attendance(item, participants=[child], **now)
    child.refresh_from_db()
    assert (child.reply, child.replied_at) == ("accepted", held.DURING)
    told = AuditEvent.objects.filter(verb="infohus.replied").order_by("pk").last()
    assert (told.actor, told.details) == (by, {"participant": child.pk, "answer": "accepted"})
    held.write(item, world, "minutes")
    workflow.ask_to_agree(item, **now)
    assert AgendaItem.objects.to_agree(world.adviser, held.DURING).get() == item


def test_who_was_not_there_keeps_her_answer(world, item):
    police = held.participant(item, "police")
    workflow.reply(police, by=world.stranger, at=NOW, answer="declined")
    held.attend(item, world, "ssp")
    police.refresh_from_db()
    assert police.reply == "declined"


def test_who_was_there_needs_a_name(world, item):
    known = {"by": world.coordinator, "at": held.DURING}
    with pytest.raises(NeedsReason):
        workflow.add_attendance(item, **held.vouched("school", name=" "), **known)


def test_who_has_a_personal_tie_neither_takes_part_nor_confirms(world):
    item = held.complete(world, "ssp")
    known = {"by": world.coordinator, "at": held.DURING}
    tied = {**held.vouched("child_authority"), "has_no_tie": False}
    with pytest.raises(TieUnknown):
        workflow.add_attendance(item, **tied, **known)
    item = workflow.make_provisional(item, **known)
    with pytest.raises(TieUnknown):
        workflow.confirm(item, **tied, **known)


def test_nobody_was_there_before_the_day(world, item):
    with pytest.raises(NotYet):
        workflow.mark_attendance(item, by=world.coordinator, at=NOW, participants=[])


def test_a_draft_and_a_cancelled_meeting_are_not_held(world):
    item = made.draft(world).items.get()
    with pytest.raises(NotConvened):
        held.attend(item, world, "ssp")


def test_participants_do_not_keep_the_attendance(world, item):
    for by in (world.adviser, world.leader, world.stranger):
        with pytest.raises(PermissionDenied):
            workflow.mark_attendance(item, by=by, at=held.DURING, participants=[])


def test_after_the_conclusion_the_attendance_stands(world):
    item = held.concluded(world)
    with pytest.raises(Concluded):
        held.attend(item, world, "ssp")


@pytest.mark.rule("R86")
def test_a_provisional_item_is_final_when_the_missing_seat_has_confirmed(world):
    item = held.complete(world, "ssp")
    item = workflow.make_provisional(item, by=world.coordinator, at=held.DURING)
    task = Deadline.objects.get(kind=kinds.CONFIRM_TALK)
    assert task.owner == world.coordinator
    # Thursday: three weekdays on is Tuesday.
    assert (local_day(task.due_at) - local_day(held.DURING)).days == 5
    item = workflow.confirm(
        item, by=world.coordinator, at=held.DURING, **held.vouched("child_authority")
    )
    assert item.is_concluded
    task.refresh_from_db()
    assert task.met_at == held.DURING


def test_only_what_is_provisional_and_missing_is_confirmed(world):
    item = held.complete(world, "ssp")
    known = {"by": world.coordinator, "at": held.DURING}
    with pytest.raises(NotProvisional):
        workflow.confirm(item, **held.vouched("child_authority"), **known)
    item = workflow.make_provisional(item, **known)
    with pytest.raises(NotMissing):
        workflow.confirm(item, **held.vouched("police"), **known)


def test_what_is_handed_on_is_neither_moved_nor_cancelled_nor_prepared_anew(world):
    item = held.concluded(world)
    known = {"by": world.coordinator, "at": held.DURING}
    with pytest.raises(Held):
        workflow.cancel_meeting(item.meeting, reason="Prøve", **known)
    with pytest.raises(Held):
        workflow.move_meeting(item.meeting, starts_at=made.AFTER, ends_at=LATER, **known)
    with pytest.raises(Concluded):
        made.prepare(item, world)


@pytest.mark.rule("R86")
def test_a_deputy_counts_for_the_seat_of_her_member(world):
    table = held.members(world)
    deputy = made.member(world.coordinator, deputises=table["child"], user=world.colleague)
    meeting = made.convened(world, table["ssp"], table["child"])
    item, asked = meeting.items.get(), meeting.participants.get(user=world.adviser)
    workflow.reply(asked, by=world.adviser, at=NOW, answer="deputy", deputy=deputy)
    there = meeting.participants.exclude(pk=asked.pk)
    found = workflow.mark_attendance(
        item, by=world.coordinator, at=held.DURING, participants=list(there)
    )
    assert found.is_met


def test_who_was_there_after_all_ends_the_waiting_as_well(world):
    item = held.complete(world, "ssp")
    item = workflow.make_provisional(item, by=world.coordinator, at=held.DURING)
    held.declare(item, world, "child_authority")
    held.attend(item, world, "ssp", "child_authority")
    workflow.conclude_item(item, by=world.coordinator, at=held.DURING)
    assert not Deadline.objects.open().filter(kind=kinds.CONFIRM_TALK).exists()
