from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction

from beredskab.audit.models import AuditEvent
from beredskab.notices.models import Notice
from cases import workflow
from cases.models import Case, CaseBlock, Message
from cases.states import WrongState
from cases.workflow import messages
from cases.workflow.messages import NotReached
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def tie(world):
    return factories.tie(world)


def ask(world, tie, *, by=None, at=NOW, text="Hvornår ser du hende?"):
    by = by or world.adviser
    return workflow.write_to_notifier(tie.concern, case=tie.case, by=by, at=at, text=text)


def answer(world, tie, *, by=None, at=LATER, text="I morgen kl. 8."):
    by = by or world.professional
    return workflow.write_to_authority(tie.concern, by=by, at=at, text=text)


def told(user):
    return Notice.objects.filter(recipient=user, kind="message_received", read_at__isnull=True)


def block(case, user, by):
    CaseBlock.objects.create(case=case, user=user, reason="Familie", set_at=NOW, set_by=by)


def test_the_notifier_is_told_that_a_message_waits_and_no_more(world, tie):
    made = ask(world, tie)
    notice = told(world.professional).get()
    assert (notice.reference, notice.path) == (
        tie.concern.reference,
        tie.concern.get_absolute_url(),
    )
    event = AuditEvent.objects.get(verb="cases.message_to_notifier")
    assert event.details == {"concern": tie.concern.reference, "message": made.pk}


def test_who_has_the_duty_to_act_is_told_of_the_answer(world, tie):
    made = answer(world, tie)
    assert made.from_notifier
    notice = told(world.adviser).get()
    assert (notice.reference, notice.path) == (tie.case.reference, tie.case.get_absolute_url())


def test_who_answers_has_read_what_came_before(world, tie):
    first = ask(world, tie)
    second = answer(world, tie)
    assert not told(world.professional)
    first.refresh_from_db()
    assert (first.read_at, first.read_by) == (LATER, world.professional)
    ask(world, tie, at=LATER)
    assert not told(world.adviser)
    second.refresh_from_db()
    assert second.read_by == world.adviser


def test_it_is_marked_as_read_on_either_side(world, tie):
    ask(world, tie)
    read = {"by": world.professional, "at": LATER}
    assert workflow.read_as_notifier(tie.concern, **read) == 1
    assert workflow.read_as_notifier(tie.concern, **read) == 0
    assert not told(world.professional)
    answer(world, tie)
    read = {"case": tie.case, "by": world.colleague, "at": LATER}
    assert workflow.read_as_authority(tie.concern, **read) == 1
    assert not told(world.adviser)


def test_a_message_is_never_changed(world, tie):
    made = ask(world, tie)
    made.text = "Andet"
    for change in (made.save, made.delete):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()
    Message.objects.filter(pk=made.pk).update(read_at=LATER, read_by=world.professional)


def test_who_is_blocked_is_told_nothing(world, tie):
    block(tie.case, world.adviser, world.leader)
    answer(world, tie)
    assert not told(world.adviser)
    assert told(world.leader)


def test_nobody_writes_to_a_notifier_who_is_blocked_from_the_case(world, tie):
    block(tie.case, world.professional, world.leader)
    with pytest.raises(NotReached):
        ask(world, tie)
    assert not told(world.professional)


def test_a_notifier_without_log_in_has_no_messages(world):
    tie = factories.received(world.adviser).case_ties.get()
    with pytest.raises(NotReached):
        ask(world, tie)
    with pytest.raises(NotReached):
        answer(world, tie, by=world.adviser)


@pytest.mark.rule("LR13")
def test_the_notifier_does_not_learn_that_the_case_is_closed(world, tie):
    sibling = factories.concern(
        world.professional, persons=[factories.person(), factories.person()]
    )
    for other in sibling.case_ties.select_related("case").order_by("pk")[:1]:
        workflow.close_in_error(other.case, by=world.leader, at=NOW, reason="Dublet")
    workflow.write_to_authority(sibling, by=world.professional, at=LATER, text="Nyt")
    still = Case.objects.open().get(concern_ties__concern=sibling)
    assert told(world.adviser).get().reference == still.reference
    still.duty_periods.update(ended_at=LATER)
    Case.objects.filter(pk=still.pk).update(
        status="closed",
        closed_at=LATER,
        closed_by=world.leader,
        awaits_assessment=False,
    )
    workflow.write_to_authority(sibling, by=world.professional, at=LATER, text="Mere nyt")
    assert sibling.messages.count() == 2


def test_it_needs_the_right(world, tie):
    for other in (world.stranger, world.coordinator, world.professional):
        with pytest.raises(PermissionDenied):
            ask(world, tie, by=other)
        read = {"case": tie.case, "by": other, "at": LATER}
        with pytest.raises(PermissionDenied):
            workflow.read_as_authority(tie.concern, **read)
    for other in (world.adviser, world.leader):
        with pytest.raises(PermissionDenied):
            answer(world, tie, by=other)
        with pytest.raises(PermissionDenied):
            workflow.read_as_notifier(tie.concern, by=other, at=LATER)


def test_nothing_is_written_of_what_was_registered_in_error(world, tie):
    workflow.close_in_error(tie.case, by=world.leader, at=NOW, reason="Dublet")
    for write in (ask, answer):
        with pytest.raises(WrongState):
            write(world, tie)


def test_nothing_remains_if_nobody_can_be_told(world, tie, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(messages, "tell", fail)
    with pytest.raises(RuntimeError):
        answer(world, tie)
    assert not Message.objects.exists()


def test_a_concern_of_another_case_is_not_answered_from_this_one(world, tie):
    other = factories.tie(world, persons=[factories.person(stated_age=9)])
    with pytest.raises(WrongState):
        workflow.write_to_notifier(
            other.concern, case=tie.case, by=world.adviser, at=NOW, text="Hvem er du?"
        )
    assert not Message.objects.exists()
