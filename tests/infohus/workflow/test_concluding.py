"""What the end of an item tells its case."""

import pytest

from cases import handlings
from infohus import workflow
from tests.factories import holding as held
from tests.factories import infohus as made

pytestmark = pytest.mark.django_db


def written(item):
    return list(item.case.infohus.order_by("pk").values_list("decision", "decided_at"))


@pytest.mark.rule("R75", "R81")
@pytest.mark.parametrize("age", [14, 30])
def test_a_case_is_settled_in_infohus_once_its_item_is_handed_on(world, age):
    persons = [{"stated_age": age}]
    item = held.assessed(held.item(world, "ssp", persons=persons), world)
    held.take_part(item, world, "ssp")
    held.recommend(item, world)
    assert not handlings.is_settled(item.case)
    item = workflow.make_provisional(item, by=world.coordinator, at=held.DURING)
    assert handlings.is_settled(item.case)
    assert written(item)[1:] == [("held", made.STARTS)]


@pytest.mark.rule("R81")
def test_that_it_was_discussed_is_written_once(world):
    item = held.complete(world, "ssp")
    known = {"by": world.coordinator, "at": held.DURING}
    item = workflow.make_provisional(item, **known)
    item = workflow.confirm(item, **held.vouched("child_authority"), **known)
    assert item.is_concluded
    assert written(item)[1:] == [("held", made.STARTS)]


@pytest.mark.rule("R81")
def test_a_concluded_item_settles_it_as_well(world):
    item = held.concluded(world)
    assert handlings.is_settled(item.case)
    assert written(item)[1:] == [("held", made.STARTS)]
