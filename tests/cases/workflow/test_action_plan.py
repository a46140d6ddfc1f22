"""Whether an adult needs an action plan, that it was offered, and what it says."""

import pytest
from django.db import ProgrammingError

from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason
from cases import workflow
from cases.models import ActionPlan, ActionPlanNeed, ActionPlanOffer
from cases.workflow.adult_routing import NotAnAdult
from cases.workflow.versions import Changed
from tests import factories
from tests.factories import NOW
from tests.factories.adult import adult_case

pytestmark = pytest.mark.django_db
TASK = "task-action_plan"


@pytest.fixture
def case(world):
    return adult_case(world)


def judge(case, world, needed=True, grounds="Trusler og planer om rejse"):
    by = world.adult_adviser
    return workflow.judge_action_plan(case, by=by, at=NOW, needed=needed, grounds=grounds)


def offer(case, world, reply):
    by = world.adult_adviser
    return workflow.offer_action_plan(case, by=by, at=NOW, offered_at=NOW, reply=reply)


def write(case, world, seen=0, **content):
    content = {
        "risk": "Vold fra broderen",
        "housing": "Bor hos en veninde",
        "work": "Rengøring to dage",
        "education": "FVU dansk",
        "relatives": "Mosteren støtter hende",
        "housing_support": "Egen bolig",
        "work_support": "Mentor",
        "education_support": "SU og vejleder",
        "purpose": "At hun kan bo og leve alene",
        "other_support": "Krisecenter, serviceloven § 109",
        "participation": "together",
        **content,
    }
    return workflow.write_action_plan(case, by=world.adult_adviser, at=NOW, seen=seen, **content)


@pytest.mark.rule("R69")
def test_the_need_is_an_answer_of_its_own_with_grounds(world, case):
    with pytest.raises(NeedsReason):
        judge(case, world, grounds=" ")
    judge(case, world, needed=False, grounds="Ikke alvorlig")
    judge(case, world)
    assert list(ActionPlanNeed.objects.values_list("needed", flat=True)) == [True, False]


@pytest.mark.rule("LR25")
def test_who_needs_a_plan_is_to_be_offered_it(world, case):
    judge(case, world)
    task = Deadline.objects.of(case).get(kind=TASK)
    assert task.is_open
    offer(case, world, "accepted")
    task.refresh_from_db()
    assert task.is_open
    write(case, world)
    task.refresh_from_db()
    assert task.met_at == NOW


@pytest.mark.rule("LR25")
def test_who_says_no_is_not_pressed(world, case):
    judge(case, world)
    offer(case, world, "declined")
    assert Deadline.objects.of(case).get(kind=TASK).met_at == NOW
    assert ActionPlanOffer.objects.get().reply == "declined"


def test_what_turns_out_not_to_be_needed_is_owed_no_more(world, case):
    judge(case, world)
    judge(case, world, needed=False)
    assert Deadline.objects.of(case).get(kind=TASK).cancelled_at == NOW


@pytest.mark.rule("R69", "LR25")
def test_the_plan_has_the_four_parts_and_how_the_citizen_took_part(world, case):
    write(case, world)
    plan = ActionPlan.objects.get()
    parts = ("risk", "housing", "work", "education", "relatives", "housing_support")
    parts = (*parts, "work_support", "education_support", "purpose", "other_support")
    assert all(getattr(plan, part) for part in parts)
    assert plan.participation == "together"


def test_a_change_is_a_new_version_and_the_former_stays(world, case):
    write(case, world)
    write(case, world, seen=1, housing="Har fået egen bolig")
    assert list(ActionPlan.objects.values_list("number", flat=True)) == [2, 1]
    with pytest.raises(Changed):
        write(case, world, seen=1)


def test_the_database_keeps_what_was_written(world, case):
    write(case, world)
    with pytest.raises(ProgrammingError):
        ActionPlan.objects.update(number=9)


def test_a_child_gets_a_plan_of_another_law(world):
    case = factories.case(world)
    with pytest.raises(NotAnAdult):
        workflow.judge_action_plan(case, by=world.adviser, at=NOW, needed=True, grounds="x")
