from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from beredskab.deadlines import duedates, ladders
from beredskab.deadlines.models import Deadline, State
from beredskab.municipality.models import DEFAULT_LADDER
from beredskab.notices.models import Notice
from beredskab.timelimits import Calendar, Due, Hours, Weekdays
from tests.deadlines.conftest import MONDAY, sweep, told

HOUR = timedelta(hours=1)


@pytest.mark.rule("R36")
def test_the_adviser_is_told_at_once(office):
    deadline = office.assessment()
    notice = Notice.objects.get()
    assert (notice.recipient, notice.reference) == (office.adviser, "7K2-PQ9")
    assert (notice.kind, notice.urgent) == ("deadline_alert", False)
    assert deadline.alert_at == MONDAY + 12 * HOUR


@pytest.mark.rule("R36")
def test_registered_late_the_newest_step_goes_at_once_and_only_once(office):
    deadline = office.assessment(received=MONDAY - 23 * HOUR, at=MONDAY)
    assert told(office.adviser, office.leader) == [f"deadline:{deadline.pk}:0"] * 2
    assert deadline.alert_at == deadline.due_at + timedelta(microseconds=1)
    assert deadline.breached_at is None


@pytest.mark.rule("R36")
def test_registered_after_24_hours_it_is_a_breach_at_once(office):
    deadline = office.assessment(received=MONDAY - 30 * HOUR, at=MONDAY)
    assert deadline.breached_at == deadline.due_at
    assert {n.kind for n in Notice.objects.all()} == {"deadline_breached"}
    assert len(told(office.leader)) == 1


@pytest.mark.rule("R36")
@pytest.mark.parametrize(
    ("hours", "late"), [(23, False), (24, False), (24 + 1 / 60, True), (40, True)]
)
def test_24_hours_are_inclusive_and_a_late_one_stays_late(office, hours, late):
    subject = office.subject()
    office.assessment(subject)
    deadline = duedates.meet(subject, "assessment", at=MONDAY + hours * HOUR)
    assert deadline.was_late is late
    assert deadline.state(MONDAY + 99 * HOUR) == State.MET
    sweep(MONDAY + 99 * HOUR)
    assert len(told(office.adviser)) == 1


@pytest.mark.rule("R36")
def test_a_breach_that_the_sweep_has_noted_stays_when_it_is_met(office):
    subject = office.subject()
    office.assessment(subject)
    sweep(MONDAY + 25 * HOUR)
    duedates.meet(subject, "assessment", at=MONDAY + 26 * HOUR)
    assert Deadline.objects.get().breached_at == MONDAY + 24 * HOUR


@pytest.mark.rule("R36")
def test_an_assessment_made_before_registration_counts_with_its_own_time(office):
    received = MONDAY - 30 * HOUR
    deadline = office.assessment(received=received, at=MONDAY, met_at=received + 2 * HOUR)
    assert (deadline.met_at, deadline.breached_at) == (received + 2 * HOUR, None)
    assert not Notice.objects.exists()


def test_one_open_deadline_per_subject_and_kind(office):
    subject = office.subject()
    office.assessment(subject)
    with pytest.raises(IntegrityError, match="deadline_one_open"), transaction.atomic():
        office.assessment(subject)
    duedates.meet(subject, "assessment", at=MONDAY)
    office.assessment(subject)
    assert Deadline.objects.of(subject).count() == 2


def test_a_subject_may_have_many_free_tasks(office):
    subject, due = office.subject(), Due(at=MONDAY + 48 * HOUR)
    first, second = (
        duedates.add(
            subject, "task", due, at=MONDAY, owner=office.adviser, unit=office.unit,
            ladder=ladders.for_task(due), reference="7K2-PQ9", title="Ring to the school",
        )
        for _ in range(2)
    )  # fmt: skip
    duedates.finish(first, at=MONDAY)
    assert list(Deadline.objects.open()) == [second]


@pytest.mark.rule("R36")
def test_moved_back_it_alerts_at_once_what_has_passed(office):
    subject = office.subject()
    office.assessment(subject)
    at, received = MONDAY + HOUR, MONDAY - 22 * HOUR
    due = Hours(24).due(received)
    moved = duedates.move(
        subject, "assessment", due, at=at,
        ladder=ladders.for_hours(due, DEFAULT_LADDER["assessment"], received=received),
    )  # fmt: skip
    assert moved.due_at == MONDAY + 2 * HOUR
    assert told(office.leader) == [f"deadline:{moved.pk}:1"]
    assert sweep(at) == 0


@pytest.mark.parametrize(("hours", "late"), [(-2, True), (3, False)])
def test_moved_it_keeps_a_breach_only_if_it_is_one_still(office, hours, late):
    subject = office.subject()
    office.assessment(subject)
    at = MONDAY + 25 * HOUR
    sweep(at)
    due = Due(at=MONDAY + 24 * HOUR + hours * HOUR)
    moved = duedates.move(subject, "assessment", due, at=at, ladder=[])
    assert moved.was_late is late
    assert moved.due_at == due.at


def test_cancelled_it_is_quiet_and_tells_why(office):
    subject = office.subject()
    office.assessment(subject)
    assert duedates.cancel(subject, "assessment", at=MONDAY, reason="Registered in error") == 1
    assert sweep(MONDAY + 99 * HOUR) == 0
    deadline = Deadline.objects.get()
    assert deadline.cancel_reason == "Registered in error"
    assert deadline.state(MONDAY + 99 * HOUR) == State.CANCELLED


def test_the_next_alert_goes_to_the_new_owner(office):
    subject, colleague = office.subject(), office.user()
    office.assessment(subject)
    assert duedates.reassign(subject, None, owner=colleague, at=MONDAY) == 1
    sweep(MONDAY + 12 * HOUR)
    assert len(told(colleague)) == len(told(office.adviser)) == 1


def test_nothing_open_is_nothing_to_meet_or_move(office):
    subject = office.subject()
    assert duedates.meet(subject, "assessment", at=MONDAY) is None
    assert duedates.move(subject, "assessment", Due(MONDAY), at=MONDAY, ladder=[]) is None


@pytest.mark.rule("R37")
def test_a_weekday_deadline_keeps_the_skipped_days_and_its_amber_date(office):
    due = Weekdays(6).due(MONDAY, Calendar())
    deadline = duedates.add(
        office.subject(), "confirmation", due, at=MONDAY, owner=office.adviser, unit=office.unit,
        ladder=ladders.for_weekdays(due, Calendar(), DEFAULT_LADDER["weekdays"]),
        reference="7K2-PQ9",
    )  # fmt: skip
    assert deadline.skipped == [["2026-01-10", "weekend"], ["2026-01-11", "weekend"]]
    states = [deadline.state(at) for at in (MONDAY, due.amber_at + HOUR, due.at + HOUR)]
    assert states == [State.IN_TIME, State.AMBER, State.OVERDUE]


def test_the_last_four_of_24_hours_are_urgent(office):
    deadline = office.assessment()
    hours = {19: State.IN_TIME, 21: State.URGENT, 24: State.URGENT, 25: State.OVERDUE}
    assert {hour: deadline.state(MONDAY + hour * HOUR) for hour in hours} == hours


def test_counting_takes_one_query(office, django_assert_num_queries):
    for hours in (-30, -10, 0):
        office.assessment(received=MONDAY + hours * HOUR, at=MONDAY)
    with django_assert_num_queries(1):
        counts = Deadline.objects.counts(MONDAY, soon=MONDAY + 20 * HOUR, later=MONDAY + 24 * HOUR)
    assert counts == {
        "overdue": 1, "soon": 1, "later": 2, "in_time": 2, "unassigned": 0, "all": 3
    }  # fmt: skip
