from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from beredskab.audit import trail
from beredskab.audit.models import AuditEvent
from beredskab.errors import NeedsReason
from beredskab.notices.models import Notice
from cases import workflow
from cases.models import Checklist, Tick
from cases.states import CaseStatus, WrongState
from cases.workflow.checklist import NoCard, TicksItself, UnknownStep, WrongDay
from tests import factories
from tests.factories import NOW, cards
from tests.racing import at_once

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
STEPS = {
    "assess": {"action": "assess"},
    "answer": {"action": "answer"},
    "hand-over": {"action": "hand_over"},
    "screening": {"action": "screening"},
    "secure": {"heading": "Sikr dig, at barnet er trygt"},
}
OWN_STEPS = {
    "leader": {"action": "talk_leader"},
    "notify": {"action": "notify"},
    "watch": {},
}


@pytest.fixture
def all_cards(world):
    """The four cards in force."""
    return {
        (role, age): cards.card(role, age, steps=STEPS if role == "authority" else OWN_STEPS)
        for role in ("professional", "authority")
        for age in ("under_18", "adult")
    }


@pytest.fixture
def case(world, all_cards):
    return factories.case(world)


@pytest.fixture
def concern(world, all_cards):
    draft = factories.draft(world.professional)
    return workflow.clarify_first(draft, by=world.professional, at=NOW)


def say(subject, by, step="secure", state="done", **more):
    return workflow.tick(
        subject.checklist, **{"step_key": step, "state": state, "by": by, "at": NOW, **more}
    )


# -- Which card -----------------------------------------------------------------------------------
@pytest.mark.rule("R8")
@pytest.mark.parametrize(
    ("known", "age"),
    [
        ({"stated_age": 14}, "under_18"),
        ({"stated_age": 17}, "under_18"),
        ({"stated_age": 18}, "adult"),
        ({"stated_age": 40}, "adult"),
        ({"age_unknown": True}, "under_18"),
        ({"born_on": "2008-11-10"}, "adult"),
        ({"born_on": "2008-11-11"}, "under_18"),
    ],
)
def test_role_and_age_choose_the_card_of_the_case_and_of_the_concern(world, all_cards, known, age):
    """The 18th birthday is today in the last but one."""
    tie = factories.tie(world, persons=[factories.person(**known)])
    assert tie.case.checklist.version == all_cards["authority", age]
    assert tie.concern.checklist.version == all_cards["professional", age]
    assert tie.case.checklist.begun_at == NOW


@pytest.mark.rule("R8")
def test_the_age_counts_on_the_day_that_the_case_is_opened(world, all_cards):
    """She called on the last day before the 18th birthday; it is written down on the day."""
    yesterday = NOW - timedelta(days=1)
    person = factories.person(born_on="2008-11-10")
    made = factories.received(
        world.adviser, received_at=yesterday, reason="Ringede sent", answers={"persons": [person]}
    )
    case = made.case_ties.get().case
    assert case.is_minor
    assert case.checklist.version == all_cards["authority", "adult"]


@pytest.mark.rule("R8")
def test_with_several_persons_the_youngest_counts_for_the_reporter(world, all_cards):
    adult, child = factories.person(stated_age=19), factories.person(stated_age=12)
    made = factories.concern(world.professional, persons=[adult, child])
    assert made.checklist.version == all_cards["professional", "under_18"]
    chosen = {tie.case.checklist.version.card.age for tie in made.case_ties.all()}
    assert chosen == {"under_18", "adult"}
    unknown = factories.concern(
        world.professional, persons=[adult, factories.person(age_unknown=True)]
    )
    assert unknown.checklist.version == all_cards["professional", "under_18"]


def test_the_version_stays_when_a_later_one_comes_in_force(world, case, all_cards):
    first = case.checklist.version
    card = first.card
    first.status, first.ended_at = "superseded", NOW
    first.save()
    later = cards.draft(card)
    cards.step(later, "new")
    cards.publish(later)
    assert Checklist.objects.get(case=case).version == first
    with pytest.raises(UnknownStep):
        say(case, world.adviser, "new")


def test_without_a_card_in_force_there_is_no_checklist(world):
    tie = factories.tie(world)
    assert not Checklist.objects.exists()
    assert tie.case.status == CaseStatus.RECEIVED


def test_a_concern_being_clarified_keeps_its_checklist_when_it_is_sent(world, concern):
    begun = concern.checklist
    say(concern, world.professional, "watch")
    sent = workflow.send(concern, by=world.professional, at=NOW)
    assert Checklist.objects.get(concern=sent) == begun
    assert begun.ticks.count() == 1


def test_what_the_authority_registers_has_no_checklist_of_its_own(world, all_cards):
    made = factories.received(world.adviser)
    assert not Checklist.objects.filter(concern=made).exists()
    assert made.case_ties.get().case.checklist


# -- A card that comes later ----------------------------------------------------------------------
def test_the_card_is_taken_into_use_when_there_is_one(world):
    case = factories.case(world)
    with pytest.raises(NoCard):
        workflow.use_card(case, by=world.adviser, at=NOW)
    version = cards.card("authority", "under_18", steps=STEPS)
    made = workflow.use_card(case, by=world.adviser, at=NOW)
    assert (made.version, made.begun_at) == (version, NOW)
    event = AuditEvent.objects.get(verb="cases.checklist_begun")
    assert (event.actor, event.reference) == (world.adviser, case.reference)
    assert event.details == {"card": version.card.slug, "version": 1}
    with pytest.raises(WrongState):
        workflow.use_card(case, by=world.adviser, at=NOW)


def test_only_who_may_edit_the_open_case_takes_it_into_use(world):
    case, closed = factories.case(world), factories.case_in(CaseStatus.CLOSED, world)
    cards.card("authority", "under_18", steps=STEPS)
    for who in (world.professional, world.stranger, world.coordinator, world.administrator):
        with pytest.raises(PermissionDenied):
            workflow.use_card(case, by=who, at=NOW)
    with pytest.raises(WrongState):
        workflow.use_card(closed, by=world.leader, at=NOW)
    assert not Checklist.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_take_it_into_use_at_once_make_one_checklist(world):
    case = factories.case(world)
    cards.card("authority", "under_18", steps=STEPS)
    outcomes = at_once(
        lambda: workflow.use_card(case, by=world.adviser, at=NOW),
        lambda: workflow.use_card(case, by=world.leader, at=NOW),
    )
    assert {type(one) for one in outcomes} == {Checklist, WrongState}
    assert Checklist.objects.count() == 1


# -- Ticking --------------------------------------------------------------------------------------
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


# -- Who, and which steps -------------------------------------------------------------------------
def test_only_who_may_edit_the_open_case_ticks(world, case):
    for who in (world.professional, world.stranger, world.coordinator, world.administrator):
        with pytest.raises(PermissionDenied):
            say(case, who)
    for who in (world.adviser, world.colleague, world.leader):
        assert say(case, who)
    workflow.close_in_error(case, by=world.leader, at=NOW, reason="Dublet")
    with pytest.raises(WrongState):
        say(case, world.adviser)


def test_only_its_reporter_ticks_a_concern(world, concern):
    for who in (world.adviser, world.leader, world.stranger, factories.user("professional")):
        with pytest.raises(PermissionDenied):
            say(concern, who, "watch")
    assert say(concern, world.professional, "watch")


def test_a_concern_registered_in_error_is_left_as_it_is(world, all_cards):
    tie = factories.tie(world)
    workflow.close_in_error(tie.case, by=world.leader, at=NOW, reason="Dublet")
    with pytest.raises(WrongState):
        say(tie.concern, world.professional, "watch")


def test_a_step_that_is_not_on_the_card_is_refused(world, case):
    with pytest.raises(UnknownStep):
        say(case, world.adviser, "watch")
    assert not Tick.objects.exists()


@pytest.mark.parametrize("step", ["assess", "answer", "hand-over"])
@pytest.mark.parametrize("state", ["done", "waiting", "not_relevant", "open"])
def test_what_the_portal_knows_is_not_ticked_by_hand(world, case, step, state):
    with pytest.raises(TicksItself):
        say(case, world.adviser, step, state, reason="Fordi")


def test_what_has_a_task_in_the_case_is_done_there(world, case):
    say(case, world.adviser, "screening", "waiting")
    workflow.add_task(
        case, by=world.adviser, at=NOW, kind="task-screening", owner=world.adviser, due_on=TODAY
    )
    with pytest.raises(TicksItself):
        say(case, world.adviser, "screening")


def test_that_a_talk_was_held_is_said_by_recording_it(world, concern):
    """Its record holds whether to act at once (R31); leaving it out needs a reason (R29)."""
    by = world.professional
    with pytest.raises(TicksItself):
        say(concern, by, "leader")
    with pytest.raises(NeedsReason):
        say(concern, by, "leader", "not_relevant")
    say(concern, by, "leader", "not_relevant", reason="Min leder er i familien")
    workflow.consult(
        concern,
        by=by,
        at=NOW,
        kind="leader",
        held_at=NOW,
        with_whom="Skolelederen",
        acute="no",
        outcome="Vi underretter",
    )
    with pytest.raises(TicksItself):
        say(concern, by, "leader", "waiting")
    with pytest.raises(TicksItself):
        say(concern, by, "notify")


def test_an_unknown_state_is_no_state(world, case):
    with pytest.raises(ValueError, match="perhaps"):
        say(case, world.adviser, state="perhaps")


def fail(*_args, **_kwargs):
    raise RuntimeError("no trail")
