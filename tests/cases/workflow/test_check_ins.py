from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from beredskab.audit.models import AuditEvent
from beredskab.deadlines import tasks
from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason
from beredskab.notices.models import Notice
from cases import workflow
from cases.models import Case, CheckIn
from cases.states import CaseStatus, WrongState
from cases.workflow.check_ins import MomentPassed, SeenInFuture
from tests import factories
from tests.factories import NOW, safety

pytestmark = pytest.mark.django_db

PASSED = NOW + timedelta(hours=2, minutes=1)


@pytest.fixture
def case(world):
    return factories.case_in(CaseStatus.ASSESSED, world)


@pytest.fixture
def check_in(world, case):
    return safety.check_in(case, world.adviser)


def fresh(case):
    return Case.objects.get(pk=case.pk)


def deadline(case):
    return Deadline.objects.of(case).get(kind__startswith="check-in")


def sweep(at):
    with time_machine.travel(at, tick=False):
        return tasks.alert_due()


def told(user, check_in):
    found = Notice.objects.filter(recipient=user, path=check_in.get_absolute_url())
    return [notice.urgent for notice in found]


def test_nothing_happens_before_the_moment(world, case, check_in):
    sweep(NOW + timedelta(hours=2))
    assert not told(world.adviser, check_in)
    assert not fresh(case).acute


def test_the_sweep_alerts_holder_and_officer_the_moment_it_is_missed(world, case, check_in):
    """The task that Celery runs, with the clock moved; in office hours no officer is on shift."""
    sweep(PASSED)
    assert told(case.holder, check_in) == [True]
    assert told(world.officer, check_in) == [True]
    assert fresh(case).acute
    check_in.refresh_from_db()
    assert check_in.missed_at == PASSED
    assert check_in.is_open


@pytest.mark.parametrize("age", [14, 30])
def test_the_officer_at_night_can_open_what_her_alert_leads_to(world, client, age):
    """The adult area has no officer of its own, so that the officer of another unit is asked."""
    case = factories.case(world, persons=[factories.person(stated_age=age)])
    at = NOW + timedelta(hours=12)
    check_in = safety.check_in(case, case.holder, due_at=at)
    later = at + timedelta(minutes=1)
    sweep(later)
    assert told(world.officer, check_in) == [True]
    with time_machine.travel(later, tick=False):
        client.force_login(world.officer)
        assert client.get(check_in.get_absolute_url()).status_code == 200


def test_who_is_alerted_at_night_may_see_the_case(world, case):
    at = NOW + timedelta(hours=12)
    check_in = safety.check_in(case, world.adviser, due_at=at)
    seen = Case.objects.visible_to(world.officer, at=at + timedelta(minutes=1))
    assert not seen.filter(pk=case.pk).exists()
    sweep(at + timedelta(minutes=1))
    assert told(world.officer, check_in)
    with time_machine.travel(at + timedelta(minutes=1), tick=False):
        assert Case.objects.visible_to(world.officer).filter(pk=case.pk).exists()


def test_the_leader_hears_of_it_an_hour_later_and_it_goes_on(world, case, check_in):
    sweep(PASSED)
    assert not told(world.leader, check_in)
    sweep(PASSED + timedelta(hours=1))
    sweep(PASSED + timedelta(hours=2))
    assert len(told(world.leader, check_in)) == 2
    assert len(told(case.holder, check_in)) == 3


def test_two_sweeps_alert_once(world, case, check_in):
    sweep(PASSED)
    sweep(PASSED)
    assert told(case.holder, check_in) == [True]
    assert AuditEvent.objects.filter(verb="cases.check_in_missed").count() == 1


def test_alerts_go_out_though_noting_fails(world, case, check_in, monkeypatch):
    from beredskab.deadlines import sweep as sweeping

    def fail(*, at):
        raise RuntimeError

    monkeypatch.setattr(sweeping, "_first", [fail])
    with pytest.raises(RuntimeError):
        sweep(PASSED)
    assert told(case.holder, check_in) == [True]


def test_kept_in_time_is_quiet(world, case, check_in):
    workflow.keep_check_in(check_in, by=world.colleague, at=NOW, note="Hun ringede")
    sweep(PASSED)
    assert not told(case.holder, check_in)
    assert deadline(case).met_at == NOW
    assert not fresh(case).acute


def test_kept_too_late_stays_missed_and_acute_and_is_quiet_again(world, case, check_in):
    sweep(PASSED)
    kept = workflow.keep_check_in(check_in, by=world.officer, at=PASSED)
    sweep(PASSED + timedelta(hours=3))
    assert (kept.outcome, kept.missed_at) == ("kept", PASSED)
    assert fresh(case).acute
    assert told(case.holder, check_in) == [True]


def test_moved_has_a_follower_with_the_same_agreement(world, case, check_in):
    later = NOW + timedelta(hours=5)
    made = workflow.move_check_in(
        check_in, by=world.adviser, at=NOW, due_at=later, note="Bussen er forsinket"
    )
    assert (made.follows, made.how, made.due_at) == (check_in, check_in.how, later)
    sweep(PASSED)
    assert not fresh(case).acute
    sweep(later + timedelta(minutes=1))
    assert fresh(case).acute


def test_moving_needs_a_reason_and_a_moment_ahead(world, check_in):
    later = NOW + timedelta(hours=5)
    with pytest.raises(NeedsReason):
        workflow.move_check_in(check_in, by=world.adviser, at=NOW, due_at=later, note=" ")
    with pytest.raises(MomentPassed):
        workflow.move_check_in(check_in, by=world.adviser, at=NOW, due_at=NOW, note="x")


def test_recorded_as_missed_the_case_is_acute_and_both_are_told_now(world, case, check_in):
    night = NOW + timedelta(hours=10)
    made = safety.check_in(case, world.adviser, due_at=night)
    workflow.miss_check_in(made, by=world.colleague, at=NOW, note="Hun er kørt")
    assert fresh(case).acute
    for user in {case.holder, world.adviser}:
        assert Notice.objects.filter(recipient=user, kind="check_in_missed", urgent=True).exists()


def test_recorded_at_night_the_officer_is_told(world, case):
    night = NOW + timedelta(hours=10)
    made = safety.check_in(case, world.adviser, due_at=night)
    workflow.miss_check_in(made, by=world.colleague, at=night + timedelta(minutes=5))
    assert Notice.objects.filter(recipient=world.officer, kind="check_in_missed").exists()


def test_what_is_settled_is_settled(world, check_in):
    workflow.keep_check_in(check_in, by=world.adviser, at=NOW)
    for verb, more in (
        (workflow.keep_check_in, {}),
        (workflow.miss_check_in, {}),
        (workflow.move_check_in, {"due_at": PASSED, "note": "x"}),
    ):
        with pytest.raises(WrongState):
            verb(check_in, by=world.adviser, at=NOW, **more)


def test_a_moment_lies_ahead_and_a_sighting_behind(world, case):
    with pytest.raises(MomentPassed):
        safety.check_in(case, world.adviser, due_at=NOW)
    with pytest.raises(SeenInFuture):
        workflow.record_seen(case, by=world.adviser, at=NOW, seen_at=PASSED, how="x")
    seen = workflow.record_seen(case, by=world.adviser, at=NOW, seen_at=NOW, how="På skolen")
    assert (seen.kind, seen.outcome) == ("seen", "kept")


@pytest.mark.parametrize("who", ["professional", "coordinator", "stranger", "adult_adviser"])
def test_only_who_works_on_the_case_agrees_and_settles(world, case, check_in, who):
    user = getattr(world, who)
    with pytest.raises(PermissionDenied):
        safety.check_in(case, user)
    with pytest.raises(PermissionDenied):
        workflow.keep_check_in(check_in, by=user, at=NOW)
    assert CheckIn.objects.count() == 1


def test_a_closed_case_is_not_watched(world):
    with pytest.raises(WrongState):
        safety.check_in(factories.case_in(CaseStatus.CLOSED, world), world.adviser)


def test_the_trail_holds_no_word(world, check_in):
    workflow.miss_check_in(check_in, by=world.adviser, at=NOW, note="Hun er kørt")
    found = AuditEvent.objects.filter(verb__startswith="cases.check_in")
    assert {event.verb for event in found} == {"cases.check_in_agreed", "cases.check_in_missed"}
    assert "kørt" not in str([event.details for event in found])


def test_the_sweep_asks_little_when_nothing_is_missed(world, check_in):
    with CaptureQueriesContext(connection) as queries:
        workflow.note_missed(at=NOW)
    assert len(queries) == 1
