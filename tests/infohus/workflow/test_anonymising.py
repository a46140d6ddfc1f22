"""An anonymised item tells nobody's name: not before the meeting, not at it, not afterwards."""

import pytest

from infohus.models import ItemText, Recommendation
from infohus.workflow.anonymising import TellsWho
from tests import factories
from tests.factories import holding as held
from tests.factories import infohus as made

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R90")]


@pytest.fixture
def item(world):
    """Anonymised, with the police at the table."""
    item = held.item(world, persons=[factories.person(name="Amira Opdigtet", stated_age=14)])
    return held.assessed(made.prepare(item, world, basis="anonymised"), world)


@pytest.mark.parametrize("name", ["text", "needs", "risks", "resources"])
def test_no_recommendation_names_her(world, item, name):
    for text in ("Tal med Amira om rejsen", "Tal med Amiras mor"):
        with pytest.raises(TellsWho):
            held.recommend(item, world, **{name: text})
    assert not Recommendation.objects.exists()
    assert held.recommend(item, world, **{name: "Tal med hende om rejsen"})


def test_the_minutes_do_not(world, item):
    with pytest.raises(TellsWho):
        held.write(item, world, "minutes", text="Amira blev drøftet.")
    assert not ItemText.objects.filter(section="minutes").exists()
    # What the coordinator alone reads may.
    assert held.write(item, world, "mapping", text="Amira følges til skole.", seen=1)


def test_what_is_written_already_is_looked_at_when_an_item_becomes_anonymised(world):
    item = held.item(world, persons=[factories.person(name="Amira Opdigtet", stated_age=14)])
    held.assessed(item, world)
    held.recommend(item, world, text="Tal med Amira")
    with pytest.raises(TellsWho):
        made.prepare(item, world, basis="anonymised")
    item.refresh_from_db()
    assert item.basis == "s115"
