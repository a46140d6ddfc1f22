"""What the board says is left of meetings that were held."""

import pytest

from cases import workflow as cases_workflow
from infohus import followups, workflow
from tests.factories import NOW
from tests.factories import holding as held
from tests.factories import infohus as made

pytestmark = pytest.mark.django_db


def unconcluded(world, at=made.AFTER, who="coordinator"):
    return followups.of(getattr(world, who), at).unconcluded


def test_an_item_that_was_held_is_listed_until_it_is_concluded(world):
    item = held.complete(world)
    held.write(item, world, "minutes")
    assert unconcluded(world, held.DURING) == []
    assert unconcluded(world) == [item]
    assert followups.of(world.coordinator, made.AFTER).without_minutes == []
    assert unconcluded(world, who="adviser") == []
    workflow.conclude_item(item, by=world.coordinator, at=made.AFTER)
    assert unconcluded(world) == []


def test_a_provisional_item_is_listed_as_well(world):
    item = held.complete(world, "ssp")
    workflow.make_provisional(item, by=world.coordinator, at=held.DURING)
    assert unconcluded(world) == [item]


def test_what_was_never_held_is_not_listed(world):
    made.draft(world)
    made.cancelled(made.convened(world), world)
    before, afterwards = (made.convened(world).items.get() for _number in range(2))
    close(before.case, world, NOW)
    close(afterwards.case, world, made.ENDS)
    follow = followups.of(world.coordinator, made.AFTER)
    assert (follow.unconcluded, follow.without_minutes) == ([afterwards], [afterwards])


def close(case, world, at):
    cases_workflow.close_in_error(case, by=world.leader, at=at, reason="Dublet")
