from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.audit.models import AuditEvent
from beredskab.deadlines.models import Deadline
from cases import kinds, workflow
from cases.models import Assessment
from cases.states import WrongState
from cases.workflow.assessment import AlreadyAssessed, AssessedBeforeReceipt, NotOwed
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db

SATURDAY_22 = datetime(2026, 11, 7, 21, 0, tzinfo=UTC)


def assess(tie, by, at, **answers):
    answers = {"danger": "yes", "act_now": "no", "grounds": "Samtale med skolen", **answers}
    return workflow.assess(tie, by=by, at=at, **answers)


@pytest.mark.rule("R36")
def test_signed_within_24_hours_without_the_leader_is_in_time(world):
    tie = factories.tie(world, at=SATURDAY_22)
    due = SATURDAY_22 + timedelta(hours=24)
    assert not assess(tie, world.officer, due).is_late
    deadline = Deadline.objects.of(tie).get(kind=kinds.ASSESSMENT)
    assert deadline.met_at == due
    assert deadline.breached_at is None


@pytest.mark.rule("R36")
def test_signed_a_minute_late_is_a_fact_that_stays(world):
    tie = factories.tie(world, at=SATURDAY_22)
    made = assess(tie, world.officer, SATURDAY_22 + timedelta(hours=24, minutes=1))
    workflow.explain_lateness(
        made, by=world.officer, at=made.signed_at, grounds="To sager på en gang"
    )
    made.refresh_from_db()
    deadline = Deadline.objects.of(tie).get(kind=kinds.ASSESSMENT)
    assert made.is_late
    assert deadline.breached_at == deadline.due_at


@pytest.mark.rule("R36")
@pytest.mark.parametrize(("answer", "acts"), [("yes", True), ("no", False), ("unknown", True)])
def test_not_knowing_yet_counts_as_acting_now(world, answer, acts):
    tie = factories.tie(world)
    made = assess(tie, world.adviser, NOW, act_now=answer)
    tie.case.refresh_from_db()
    assert made.must_act is acts
    assert tie.case.acute is acts


def test_the_leader_is_asked_to_countersign_and_nothing_waits_for_it(world):
    tie = factories.tie(world)
    made = assess(tie, world.adviser, NOW)
    task = Deadline.objects.of(tie).get(kind=kinds.COUNTERSIGN)
    assert task.owner == world.leader
    assert made.countersigned_at is None
    workflow.countersign(made, by=world.leader, at=NOW)
    task.refresh_from_db()
    assert task.met_at == NOW


def test_who_signed_does_not_countersign(world):
    tie = factories.tie(world)
    made = assess(tie, world.adviser, NOW)
    for other in (world.adviser, world.colleague, world.officer, world.adult_leader):
        with pytest.raises(PermissionDenied):
            workflow.countersign(made, by=other, at=NOW)


def test_what_else_is_needed_becomes_tasks_with_owners(world):
    tie = factories.tie(world)
    due_on = NOW.date() + timedelta(days=3)
    tasks = [{"kind": "task-partners", "owner": world.colleague, "due_on": due_on}]
    assess(tie, world.adviser, NOW, follow_ups=tasks)
    task = Deadline.objects.of(tie.case).get(kind="task-partners")
    assert task.owner == world.colleague
    workflow.complete_task(task, case=tie.case, by=world.colleague, at=NOW)
    task.refresh_from_db()
    assert task.met_at == NOW


def test_nobody_is_given_a_task_in_a_case_she_cannot_see(world):
    tie = factories.tie(world)
    tasks = [{"kind": "task-siblings", "owner": world.stranger, "due_on": NOW.date()}]
    with pytest.raises(PermissionDenied):
        assess(tie, world.adviser, NOW, follow_ups=tasks)
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(
    "who", ["professional", "leader", "coordinator", "adult_adviser", "stranger"]
)
def test_only_the_authority_signs(world, who):
    tie = factories.tie(world)
    with pytest.raises(PermissionDenied):
        assess(tie, getattr(world, who), NOW)
    assert not Assessment.objects.exists()


def test_it_is_signed_once(world):
    tie = factories.tie(world)
    assess(tie, world.adviser, NOW)
    with pytest.raises(AlreadyAssessed):
        assess(tie, world.colleague, NOW)


def test_it_is_not_made_before_the_receipt_or_after_now(world):
    tie = factories.tie(world)
    for moment in (NOW - timedelta(minutes=1), NOW + timedelta(minutes=1)):
        with pytest.raises(AssessedBeforeReceipt):
            assess(tie, world.adviser, NOW, assessed_at=moment)


@pytest.mark.rule("R77")
def test_there_is_none_for_adults(world):
    tie = factories.tie(world, persons=[factories.person(stated_age=19)])
    with pytest.raises(NotOwed):
        assess(tie, world.adult_adviser, NOW)


def test_it_leaves_the_trail(world):
    tie = factories.tie(world)
    assess(tie, world.adviser, NOW)
    event = AuditEvent.objects.get(verb="cases.assessed")
    assert event.actor == world.adviser
    assert event.details["late"] is False
    assert "Samtale" not in str(event.details)


def test_lateness_is_explained_once_and_only_where_there_is_one(world):
    made = assess(factories.tie(world), world.adviser, NOW)
    with pytest.raises(WrongState):
        workflow.explain_lateness(made, by=world.adviser, at=NOW, grounds="x")
