"""Who says something of a step, and of which."""

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.errors import NeedsReason
from cases import workflow
from cases.models import Tick
from cases.states import WrongState
from cases.workflow.checklist import TicksItself, UnknownStep
from tests import factories
from tests.cases.workflow.checklist.ticks import say
from tests.factories import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


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
