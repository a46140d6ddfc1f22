"""The minutes of an item: who is asked to agree, and to which version each answer is."""

import pytest

from infohus import workflow
from infohus.models import AgendaItem, MinutesAnswer
from infohus.workflow.minutes import NewMinutes, Undeclared
from tests.factories import holding as held
from tests.factories import infohus as made
from tests.unchanged import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(world):
    """Concluded, and everybody who was there is asked to agree to the first minutes."""
    item = held.concluded(world)
    ask(item, world)
    return item


def ask(item, world, **known):
    held.write(item, world, "minutes", **known)
    return workflow.ask_to_agree(item, by=world.coordinator, at=held.DURING)


def answer(item, by, seen, agrees=True, **known):
    own = held.participant(item, "child_authority")
    fields = {"participant": own, "at": made.AFTER, "seen": seen, "agrees": agrees}
    return workflow.answer_minutes(item, by=by, **fields, **known)


def test_nobody_is_asked_before_everybody_who_was_there_has_declared_her_ties(world):
    item = held.item(world)
    held.declare(item, world, "ssp")
    held.attend(item, world, "ssp", "child_authority")
    held.write(item, world, "minutes")
    with refused(Undeclared):
        workflow.ask_to_agree(item, by=world.coordinator, at=held.DURING)
    held.declare(item, world, "child_authority")
    workflow.ask_to_agree(item, by=world.coordinator, at=held.DURING)
    assert AgendaItem.objects.to_agree(world.adviser, held.DURING).get() == item


def test_who_is_noted_as_there_afterwards_declares_before_she_reads(world):
    item = held.item(world)
    held.take_part(item, world, "ssp", "child_authority")
    ask(item, world)
    held.attend(item, world, "ssp", "child_authority", "police")
    found = AgendaItem.objects.to_agree(world.stranger, held.DURING)
    assert not found.exists()
    held.declare(item, world, "police")
    assert found.exists()


@pytest.mark.parametrize("who", ["adviser", "coordinator"])
def test_an_answer_to_minutes_that_were_replaced_is_refused(world, item, who):
    """Neither she herself nor who notes what she said agrees to what she has not read."""
    by = getattr(world, who)
    ask(item, world, text="Rettet", seen=1)
    with refused(NewMinutes):
        answer(item, by, 1)
    assert answer(item, by, 2).version.text == "Rettet"


def test_newer_minutes_that_nobody_was_asked_about_change_no_answer(world, item):
    held.write(item, world, "minutes", text="En kladde til rettelser", seen=1)
    with refused(NewMinutes):
        answer(item, world.adviser, 2)
    assert answer(item, world.adviser, 1).version.number == 1
    assert MinutesAnswer.objects.count() == 1
