"""A case is told to another municipality; the duty stays until it is accepted there."""

from datetime import timedelta

import pytest

from beredskab.audit.models import AuditEvent
from beredskab.deadlines.models import Deadline
from cases import gates, workflow
from cases.models import Case, MunicipalityHandOver
from cases.workflow.closure import NotAccepted
from cases.workflow.municipality_hand_over import WrongOrder, is_accepted
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
TASK = "task-municipality"
LATER = NOW + timedelta(hours=3)


@pytest.fixture
def case(world):
    return factories.case(world)


def hand_over(case, world, *, at=NOW, **given):
    values = {
        "municipality": "Nabokøbing",
        "to_whom": "Vagthavende rådgiver Pia Sø",
        "told_at": at,
        "told": ["concerns", "safety_plan", "reporting", "return_watch"],
        "handed_over": "Alt er gennemgået i telefonen",
        **given,
    }
    return workflow.hand_to_municipality(case, by=world.adviser, at=at, **values)


def test_until_they_accept_the_duty_stays_and_a_task_asks(world, case):
    hand_over(case, world)
    assert Case.objects.get(pk=case.pk).holder == world.adviser
    assert not is_accepted(case)
    assert Deadline.objects.of(case).get(kind=TASK).owner == world.adviser


def test_a_named_function_accepts_and_the_task_is_done(world, case):
    hand_over(case, world)
    hand_over(case, world, at=LATER, accepted_at=LATER)
    assert is_accepted(case)
    assert Deadline.objects.of(case).get(kind=TASK).met_at == LATER
    assert Case.objects.get(pk=case.pk).holder == world.adviser
    assert MunicipalityHandOver.objects.filter(case=case).count() == 2


def test_what_was_not_told_is_named(world, case):
    told = hand_over(case, world, told=["concerns", "safety_plan"])
    assert len(told.untold) == len(MunicipalityHandOver.Told) - 2


@pytest.mark.parametrize(
    "times",
    [
        {"told_at": LATER},
        {"accepted_at": NOW - timedelta(hours=1)},
        {"accepted_at": LATER},
    ],
)
def test_the_times_come_in_their_order(world, case, times):
    with pytest.raises(WrongOrder):
        hand_over(case, world, **times)


def test_the_trail_says_nothing_of_where_somebody_moved(world, case):
    hand_over(case, world)
    event = AuditEvent.objects.get(verb="cases.municipality_told")
    assert event.details == {}


def test_it_is_closed_as_passed_on_only_once_they_have_accepted(world, case, monkeypatch):
    monkeypatch.setattr(gates, "missing", lambda _case: [])
    hand_over(case, world)
    end = {"by": world.adviser, "outcome": "other_municipality", "grounds": "Flyttet"}
    with pytest.raises(NotAccepted):
        workflow.propose_closing(case, at=NOW, **end)
    hand_over(case, world, at=LATER, accepted_at=LATER)
    assert workflow.propose_closing(case, at=LATER, **end).outcome == "other_municipality"
