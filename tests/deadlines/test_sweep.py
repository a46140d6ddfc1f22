from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from beredskab.accounts.roles import Role
from beredskab.deadlines import duedates, sweep, tasks
from beredskab.deadlines.models import Deadline
from beredskab.notices.models import Notice
from tests.deadlines.conftest import MONDAY, Office, told
from tests.deadlines.conftest import sweep as sweep_all

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


def breach(deadline):
    return deadline.due_at + SECOND


@pytest.mark.rule("R36")
def test_the_whole_ladder_minute_by_minute(office):
    deadline = office.assessment()
    office.shift(office.officer, "00:00", "00:00")
    told_at = {}
    for minute in range(0, 24 * 60 * 3, 30):
        at = MONDAY + timedelta(minutes=minute) + SECOND
        before = Counter(Notice.objects.values_list("recipient", flat=True))
        duedates.alert_batch(at=at)
        now = Counter(Notice.objects.values_list("recipient", flat=True)) - before
        if now:
            told_at[minute // 60] = set(now)
    adviser, officer, leader = office.adviser.pk, office.officer.pk, office.leader.pk
    assert told_at == {
        12: {adviser, officer},
        20: {adviser, officer},
        22: {leader},
        24: {leader, adviser},
        48: {leader},
    }
    deadline.refresh_from_db()
    assert deadline.breached_at == deadline.due_at
    assert deadline.alert_at > MONDAY + 71 * HOUR


@pytest.mark.rule("R36")
def test_missed_steps_are_each_posted_once_but_missed_days_are_not_made_up(office):
    deadline = office.assessment()
    week_later = MONDAY + timedelta(days=7, hours=1)
    sweep_all(week_later)
    keys = [f"deadline:{deadline.pk}:{step}" for step in range(6)]
    assert told(office.adviser) == [keys[0], keys[1], keys[2], keys[4]]
    assert told(office.leader) == [keys[3], keys[4], keys[5]]
    deadline.refresh_from_db()
    assert timedelta(0) < deadline.alert_at - week_later < timedelta(days=1)
    assert sweep_all(week_later) == 0


def test_a_met_deadline_alerts_nobody(office):
    subject = office.subject()
    office.assessment(subject)
    duedates.meet(subject, "assessment", at=MONDAY + HOUR)
    assert sweep_all(MONDAY + 99 * HOUR) == 0


@pytest.mark.rule("R36")
def test_a_deputy_is_told_instead_and_her_deputy_too(office):
    deputy, second = office.user(), office.user()
    office.away(office.adviser, deputy)
    office.away(deputy, second)
    office.assessment()
    assert (len(told(second)), told(deputy, office.adviser)) == (1, [])


@pytest.mark.rule("R36")
def test_the_duty_officer_is_told_out_of_hours(office):
    office.shift(office.officer)
    office.assessment(received=MONDAY)
    assert told(office.officer) == []
    office.assessment(received=MONDAY + 9 * HOUR)  # 19 o'clock
    assert len(told(office.officer)) == 1


@pytest.mark.rule("R36")
def test_the_duty_officer_is_told_whenever_it_is_acute(office):
    office.shift(office.officer)
    office.assessment(received=MONDAY, acute=True)
    assert len(told(office.officer)) == 1
    assert Notice.objects.filter(urgent=True).count() == 2


@pytest.mark.parametrize("missing", ["no owner", "inactive", "barred"])
def test_without_the_owner_the_leader_is_told(office, missing, monkeypatch):
    subject = office.subject()
    if missing == "inactive":
        office.adviser.is_active = False
        office.adviser.save()
    if missing == "barred":
        bar(monkeypatch, subject, office.adviser)
    office.assessment(subject, owner=None if missing == "no owner" else office.adviser)
    assert (len(told(office.leader)), told(office.adviser)) == (1, [])


@pytest.mark.rule("R36")
def test_without_leaders_of_its_own_unit_any_leader_is_told(office):
    office.assessment(owner=None, unit=office.subject())
    assert len(told(office.leader)) == 1


def test_a_barred_person_is_told_neither_as_deputy_nor_as_leader(office, monkeypatch):
    subject, deputy = office.subject(), office.user()
    office.away(office.adviser, deputy)
    bar(monkeypatch, subject, deputy, office.leader)
    deadline = office.assessment(subject)
    other = office.assessment()
    assert told(deputy) == [f"deadline:{other.pk}:0"]
    assert told(office.leader) == []
    assert deadline.error == sweep.NOBODY


def bar(monkeypatch, subject, *users):
    def ask(_content_type_id, ids):
        return {(subject.pk, user.pk) for user in users if subject.pk in ids}

    monkeypatch.setattr("beredskab.deadlines.recipients._barred_by", [ask])


@pytest.mark.rule("R36")
def test_what_reaches_nobody_is_set_aside_visibly_and_tried_again(office):
    office.leader.is_active = False
    office.leader.save()
    deadline = office.assessment(owner=None)
    assert list(Deadline.objects.set_aside()) == [deadline]
    assert (deadline.error, deadline.step) == (sweep.NOBODY, 0)
    assert sweep_all(MONDAY + HOUR) == 0

    office.member(office.adviser, Role.LEADER)
    assert tasks.retry_set_aside() == 1
    assert sweep_all(MONDAY + HOUR) == 1
    assert told(office.adviser) == [f"deadline:{deadline.pk}:0"]


def test_a_broken_row_stops_nobody_else(office):
    rows = [office.assessment() for _ in range(9)]
    broken = rows[4]
    Deadline.objects.filter(pk=broken.pk).update(ladder=[{"at": "?", "to": ["nobody"]}])
    assert duedates.alert_batch(at=MONDAY + 13 * HOUR) == 9
    assert len(told(office.adviser)) == 9 + 8
    broken.refresh_from_db()
    assert (broken.error, broken.set_aside_at) == ("KeyError", MONDAY + 13 * HOUR)


def test_a_row_that_the_database_refuses_stops_nobody_else(office):
    rows = [office.assessment() for _ in range(3)]
    Deadline.objects.filter(pk=rows[0].pk).update(
        ladder=[{"at": "2026-01-05", "to": ["owner"]}, {"at": "never", "to": []}]
    )
    duedates.alert_batch(at=MONDAY + 13 * HOUR)
    assert [d.error for d in Deadline.objects.order_by("pk")] == ["DataError", "", ""]
    assert len(told(office.adviser)) == 3 + 2


def test_a_batch_takes_as_many_statements_with_1_as_with_60(office):
    def statements(rows):
        for _ in range(rows):
            office.assessment()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert duedates.alert_batch(at=MONDAY + 13 * HOUR) == rows
        return len(queries)

    assert statements(1) == statements(60) <= 12


def test_an_idle_sweep_is_one_statement(office):
    with CaptureQueriesContext(connection) as queries:
        assert duedates.alert_batch(at=MONDAY) == 0
    assert [q["sql"].split()[0] for q in queries if "SAVEPOINT" not in q["sql"]] == ["SELECT"]


@pytest.mark.rule("R36")
@pytest.mark.django_db(transaction=True)
def test_two_sweeps_side_by_side_post_each_alert_once():
    office = Office()
    deadlines = [office.assessment() for _ in range(120)]

    def work(_):
        try:
            return sum(iter(lambda: duedates.alert_batch(at=MONDAY + 25 * HOUR, size=7), 0))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(work, range(4))) >= 120 * 4
    sweep_all(MONDAY + 25 * HOUR)

    expected = sorted([f"deadline:{d.pk}:{step}" for d in deadlines for step in (0, 1, 2, 4)])
    assert sorted(told(office.adviser)) == expected
    assert not Deadline.objects.filter(breached_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_a_sweep_passes_by_what_another_holds():
    office = Office()
    held, free = office.assessment(), office.assessment()

    def work():
        try:
            return duedates.alert_batch(at=MONDAY + 13 * HOUR)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread, transaction.atomic():
        Deadline.objects.select_for_update().get(pk=held.pk)
        assert thread.submit(work).result() == 1
    assert told(office.adviser)[-1] == f"deadline:{free.pk}:1"


@pytest.mark.django_db(transaction=True)
def test_a_sweep_that_dies_leaves_nothing_behind(monkeypatch):
    office = Office()
    office.assessment()
    posted = duedates.sweep.outbox.post_many

    def die(rows, *, at):
        posted(rows, at=at)
        raise KeyboardInterrupt

    monkeypatch.setattr("beredskab.notices.outbox.post_many", die)
    with pytest.raises(KeyboardInterrupt):
        duedates.alert_batch(at=MONDAY + 13 * HOUR)
    monkeypatch.undo()
    assert len(told(office.adviser)) == 1
    assert sweep_all(MONDAY + 13 * HOUR) == 1
    assert len(told(office.adviser)) == 2
