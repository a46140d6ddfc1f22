"""What is said of a step is kept, with its day and by whom."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from beredskab.audit import trail
from beredskab.audit.models import AuditEvent
from beredskab.errors import NeedsReason
from beredskab.notices.models import Notice
from cases import workflow
from cases.models import Checklist, Tick
from cases.states import WrongState
from cases.workflow.checklist import WrongDay
from tests import factories
from tests.cases.workflow.checklist.ticks import STEPS, fail, say
from tests.factories import NOW, cards
from tests.racing import at_once

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def test_a_step_is_done_on_a_day_by_somebody(world, case):
    yesterday = TODAY - timedelta(days=1)
    made = say(case, world.adviser, done_on=TODAY)
    assert (made.state, made.done_on, made.ticked_by) == ("done", TODAY, world.adviser)
    assert (made.ticked_at, made.reason) == (NOW, None)
    with pytest.raises(WrongDay):
        say(case, world.adviser, done_on=yesterday)


def test_the_day_is_today_unless_told_otherwise(world, case):
    assert say(case, world.adviser).done_on == TODAY
    late = datetime(2026, 11, 10, 23, 30, tzinfo=UTC)
    assert say(case, world.adviser, at=late).done_on == date(2026, 11, 11)


def test_the_day_is_neither_before_the_receipt_nor_after_today(world, all_cards):
    received = factories.received(
        world.adviser, received_at=NOW - timedelta(days=2), reason="Skrevet ned siden"
    )
    case = received.case_ties.get().case
    say(case, world.adviser, done_on=TODAY - timedelta(days=2))
    for day in (TODAY - timedelta(days=3), TODAY + timedelta(days=1)):
        with pytest.raises(WrongDay):
            say(case, world.adviser, done_on=day)


def test_a_reporter_may_have_done_it_before_she_wrote_it_down(world, concern):
    made = say(concern, world.professional, "watch", done_on=TODAY - timedelta(days=4))
    assert made.done_on == TODAY - timedelta(days=4)
    with pytest.raises(WrongDay):
        say(concern, world.professional, "watch", done_on=TODAY + timedelta(days=1))


def test_only_what_is_done_has_a_day(world, case):
    made = say(case, world.adviser, state="waiting", done_on=TODAY, reason="Venter på skolen")
    assert (made.done_on, made.reason) == (None, "Venter på skolen")


@pytest.mark.parametrize("reason", ["", "   "])
def test_not_relevant_needs_a_reason(world, case, reason):
    with pytest.raises(NeedsReason):
        say(case, world.adviser, state="not_relevant", reason=reason)
    assert not Tick.objects.exists()
    made = say(case, world.adviser, state="not_relevant", reason=" Intet søskende ")
    assert made.reason == "Intet søskende"


def test_what_was_said_is_undone_by_saying_so_and_stays(world, case):
    with pytest.raises(WrongState):
        say(case, world.adviser, state="open")
    say(case, world.adviser)
    say(case, world.colleague, state="open")
    with pytest.raises(WrongState):
        say(case, world.adviser, state="open")
    said = list(case.checklist.ticks.values_list("state", "ticked_by"))
    assert said == [("done", world.adviser.pk), ("open", world.colleague.pk)]


def test_ticking_leaves_the_trail_without_the_reason_and_tells_nobody(world, case):
    told = Notice.objects.count()
    say(case, world.adviser, state="not_relevant", reason="Hemmelig grund")
    event = AuditEvent.objects.get(verb="cases.step_ticked")
    assert (event.actor, event.subject_id) == (world.adviser, case.pk)
    assert event.details == {
        "card": case.checklist.version.card.slug,
        "version": 1,
        "step": "secure",
        "state": "not_relevant",
    }
    assert Notice.objects.count() == told


def test_the_reason_is_encrypted(world, case):
    made = say(case, world.adviser, state="waiting", reason="Hemmelig grund")
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM cases_tick WHERE id = %s", [made.pk])
        stored = bytes(cursor.fetchone()[0])
    assert b"Hemmelig" not in stored


def test_nothing_remains_if_the_trail_fails(world, case, monkeypatch):
    monkeypatch.setattr(trail, "record", fail)
    with pytest.raises(RuntimeError):
        say(case, world.adviser)
    assert not Tick.objects.exists()


def test_no_checklist_remains_if_the_trail_fails(world, monkeypatch):
    case = factories.case(world)
    cards.card("authority", "under_18", steps=STEPS)
    monkeypatch.setattr(trail, "record", fail)
    with pytest.raises(RuntimeError):
        workflow.use_card(case, by=world.adviser, at=NOW)
    assert not Checklist.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_tick_at_once_both_are_kept_and_the_last_counts(world, case):
    checklist = case.checklist
    outcomes = at_once(
        lambda: say(case, world.adviser, state="waiting"),
        lambda: say(case, world.colleague),
    )
    assert [type(one) for one in outcomes] == [Tick, Tick]
    newest = Tick.objects.order_by("pk").last()
    assert checklist.ticks.last_of_each() == {"secure": newest}


@pytest.mark.rule("LR23")
def test_the_portal_may_neither_change_nor_delete_what_was_said(world, case):
    say(case, world.adviser)
    for statement in (
        "UPDATE cases_tick SET state = 'waiting', done_on = NULL",
        "DELETE FROM cases_tick",
        "DELETE FROM cases_checklist",
    ):
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert Tick.objects.get().state == "done"
