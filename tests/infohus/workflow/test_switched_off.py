"""What follows from a meeting ends when the municipality switches Infohus off (R101)."""

from datetime import timedelta

import pytest

from beredskab.deadlines.models import Deadline
from cases import kinds
from infohus import workflow
from infohus.models import Recommendation
from tests.factories import holding as held
from tests.factories import infohus as made

pytestmark = pytest.mark.django_db
OF_MEETINGS = {kinds.RECOMMENDATION, kinds.CONFIRM_TALK, kinds.RULE_TIE, kinds.DISCUSS_AGAIN}


@pytest.fixture
def item(world):
    """Provisional, with a recommendation, somebody to be discussed again, and a tie to rule on."""
    item = held.assessed(held.item(world), world)
    held.take_part(item, world, "ssp")
    held.declare(item, world, "police", "unsure")
    held.recommend(item, world)
    again_on = (held.DURING + timedelta(days=20)).date()
    held.recommend(item, world, outcome="again", seat="", text="", again_on=again_on, due_on=None)
    return workflow.make_provisional(item, by=world.coordinator, at=held.DURING)


def owed(item):
    rows = Deadline.objects.of(item.case).open().filter(kind__in=kinds.BEHIND_INFOHUS)
    return set(rows.values_list("kind", flat=True))


@pytest.mark.rule("R101")
def test_tasks_that_nobody_could_end_any_more_are_withdrawn(world, item):
    assert owed(item) == OF_MEETINGS
    made.switched(has_infohus=False, by=world.administrator)
    assert owed(item) == set()
    made.switched(has_infohus=True, by=world.administrator)
    assert owed(item) == set()


def test_what_was_recommended_can_be_answered_when_it_is_on_again(world, item):
    for has_infohus in (False, True):
        made.switched(has_infohus=has_infohus, by=world.administrator)
    row = Recommendation.objects.get(outcome="measure")
    workflow.answer_recommendation(row, by=world.adviser, at=held.DURING, answer="done")
    row.refresh_from_db()
    assert row.answer == "done"
    known = {"by": world.coordinator, "at": held.DURING, **held.vouched("child_authority")}
    assert workflow.confirm(item, **known).is_concluded
