from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.audit.models import AuditEvent
from beredskab.deadlines.models import Deadline
from cases import gates, kinds, workflow
from cases.models import SafetyPlanNeed
from cases.states import CaseStatus, WrongState
from cases.workflow.safety_plan import ReviewPassed
from cases.workflow.versions import Changed
from tests import factories
from tests.factories import NOW, safety

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world):
    return factories.case(world)


def judge(case, by, needed, at=NOW):
    return workflow.judge_safety_plan(case, by=by, at=at, needed=needed, grounds="Hun er bange")


def owed(case):
    return Deadline.objects.of(case).open().filter(kind=kinds.SAFETY_PLAN)


def is_missing(case):
    return "safety_plan" in {gate.key for gate in gates.missing(case)}


@pytest.mark.rule("R42")
def test_yes_makes_a_plan_owed_until_one_is_written(world, case):
    judge(case, world.adviser, True)
    assert owed(case).get().owner == case.holder
    safety.plan(case, world.adviser)
    assert not owed(case).exists()


@pytest.mark.rule("R42")
def test_no_owes_nothing_and_takes_back_what_was_owed(world, case):
    judge(case, world.adviser, True)
    judge(case, world.colleague, False, NOW + timedelta(hours=1))
    assert not owed(case).exists()
    assert [need.needed for need in case.safety_needs.all()] == [False, True]


@pytest.mark.rule("R42")
def test_closing_waits_for_an_answer_and_for_the_plan_that_is_needed(world, case):
    assert is_missing(case)
    judge(case, world.adviser, True)
    assert is_missing(case)
    safety.plan(case, world.adviser)
    assert not is_missing(case)


@pytest.mark.rule("R42")
def test_no_lets_the_case_be_closed(world, case):
    judge(case, world.adviser, False)
    assert not is_missing(case)


def test_the_task_of_the_assessment_is_met_by_the_answer(world, case):
    due_on = NOW.date() + timedelta(days=3)
    workflow.add_task(
        case,
        by=world.adviser,
        at=NOW,
        kind=kinds.SAFETY_PLAN,
        owner=world.adviser,
        due_on=due_on,
    )
    judge(case, world.adviser, False)
    assert not owed(case).exists()


def test_the_plan_is_gone_through_again_on_its_day(world, case):
    safety.plan(case, world.adviser)
    first = Deadline.objects.of(case).get(kind=kinds.PLAN_REVIEW)
    later = first.due_at.date() + timedelta(days=30)
    safety.plan(case, world.adviser, at=NOW + timedelta(days=1), seen=1, review_on=later)
    first.refresh_from_db()
    assert first.met_at
    second = Deadline.objects.of(case).open().get(kind=kinds.PLAN_REVIEW)
    assert second.due_at > first.due_at


def test_versions_are_kept_and_who_saw_no_newer_one_is_stopped(world, case):
    safety.plan(case, world.adviser)
    with pytest.raises(Changed):
        safety.plan(case, world.colleague, seen=0)
    safety.plan(case, world.colleague, seen=1)
    assert [plan.number for plan in case.safety_plans.all()] == [2, 1]


def test_a_review_lies_ahead(world, case):
    with pytest.raises(ReviewPassed):
        safety.plan(case, world.adviser, review_on=NOW.date() - timedelta(days=1))


@pytest.mark.parametrize("who", ["professional", "coordinator", "stranger", "adult_adviser"])
def test_only_who_works_on_the_case_judges_and_plans(world, case, who):
    user = getattr(world, who)
    with pytest.raises(PermissionDenied):
        judge(case, user, True)
    with pytest.raises(PermissionDenied):
        safety.plan(case, user)
    assert not SafetyPlanNeed.objects.exists()


def test_a_closed_case_has_no_new_plan(world):
    case = factories.case_in(CaseStatus.CLOSED, world)
    with pytest.raises(WrongState):
        judge(case, world.adviser, True)
    with pytest.raises(WrongState):
        safety.plan(case, world.adviser)


def test_the_trail_tells_that_it_was_written_and_no_word_of_it(world, case):
    judge(case, world.adviser, True)
    safety.plan(case, world.adviser)
    verbs = {"cases.safety_plan_needed", "cases.safety_plan_written"}
    events = AuditEvent.objects.filter(verb__in=verbs)
    assert {event.verb for event in events} == verbs
    assert "blåbær" not in str([event.details for event in events])
    assert "bange" not in str([event.details for event in events])
