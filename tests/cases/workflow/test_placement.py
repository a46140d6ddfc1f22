"""What was decided by phone is recorded; what is missing becomes tasks, and the leader is told."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from beredskab.deadlines.models import Deadline
from beredskab.notices.models import Notice
from beredskab.timelimits import TZ, local_day
from cases import workflow
from cases.models import Examination, Measure
from cases.states import WrongState
from cases.workflow.measures import DecidedLater
from tests import factories
from tests.factories import acute as acute_factories

pytestmark = pytest.mark.django_db
SATURDAY = datetime(2026, 11, 14, 3, tzinfo=TZ).astimezone(UTC)
MONDAY = datetime(2026, 11, 16).date()


@pytest.fixture(autouse=True)
def saturday_night():
    with time_machine.travel(SATURDAY, tick=False):
        yield


def open_tasks(case):
    found = Deadline.objects.of(case).open().filter(kind__startswith="task-")
    return {task.kind: local_day(task.due_at) for task in found}


def decide(case, by, kind="forced_placement", **given):
    return workflow.decide_by_phone(case, by=by, at=SATURDAY, kind=kind, **given)


@pytest.mark.rule("R50")
@pytest.mark.parametrize("kind", ["forced_placement", "placement"])
def test_a_placement_without_contact_is_recorded_with_a_task_and_an_alert(world, kind):
    acute_factories.legal_office()
    case = factories.case(world, at=SATURDAY)
    decide(case, world.officer, kind)
    assert Measure.objects.get(case=case).is_acute
    assert open_tasks(case)["task-legal_office"] == MONDAY
    told = Notice.objects.get(kind="placed_without_contact")
    assert (told.recipient, told.urgent) == (world.leader, True)


def test_with_the_contact_made_the_leader_is_told_and_no_contact_is_owed(world):
    acute_factories.legal_office()
    case = factories.case(world, at=SATURDAY)
    workflow.record_call(case, by=world.officer, at=SATURDAY, to="legal_office", called_at=SATURDAY)
    decide(case, world.officer)
    assert "task-legal_office" not in open_tasks(case)
    assert Notice.objects.get(kind="decided_by_phone").recipient == world.leader


def test_everything_missing_stands_on_the_lists_of_monday(world):
    acute_factories.legal_office()
    case = factories.case(world, at=SATURDAY)
    decide(case, world.officer)
    expected = {
        "task-legal_office",
        "task-committee",
        "task-safety_plan",
        "task-siblings",
        "task-measure_acute",
        "task-measure_purpose",
    }
    due = open_tasks(case)
    assert expected <= due.keys()
    assert {due[kind] for kind in expected} == {MONDAY}
    assert Examination.objects.filter(case=case, concluded_at=None).exists()


def test_an_adult_is_owed_neither_committee_nor_legal_office(world):
    acute_factories.legal_office()
    case = acute_factories.adult_case(world, at=SATURDAY)
    decide(case, world.adult_adviser, "safe_stay", where="Et sikkert sted")
    assert "task-safety_plan" in open_tasks(case)
    assert {"task-legal_office", "task-committee", "task-siblings"}.isdisjoint(open_tasks(case))
    assert Measure.objects.get().what == "Et sikkert sted"


def test_it_refuses_the_future_a_closed_case_and_who_may_not(world):
    case = factories.case(world, at=SATURDAY)
    with pytest.raises(DecidedLater):
        decide(case, world.officer, decided_at=SATURDAY + timedelta(minutes=1))
    for who in (world.stranger, world.professional, world.coordinator):
        with pytest.raises(PermissionDenied):
            decide(case, who)
    workflow.close_in_error(case, by=world.leader, at=SATURDAY, reason="x")
    with pytest.raises(WrongState):
        decide(case, world.adviser)
