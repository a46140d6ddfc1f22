"""What the tests of the checklist begin from."""

import pytest

from cases import workflow
from tests import factories
from tests.cases.workflow.checklist.ticks import OWN_STEPS, STEPS
from tests.factories import NOW, cards


@pytest.fixture
def all_cards(world):
    """The four cards in force."""
    return {
        (role, age): cards.card(role, age, steps=STEPS if role == "authority" else OWN_STEPS)
        for role in ("professional", "authority")
        for age in ("under_18", "adult")
    }


@pytest.fixture
def case(world, all_cards):
    return factories.case(world)


@pytest.fixture
def concern(world, all_cards):
    draft = factories.draft(world.professional)
    return workflow.clarify_first(draft, by=world.professional, at=NOW)
