"""The four flows, each from first concern to closing, and every prohibition tried on the way."""

import pytest
from time_machine import travel

from tests import factories
from tests.e2e.flows import acute, adult, child, closing
from tests.e2e.flows.town import town
from tests.e2e.flows.walk import Walk

PACKS = ["faxe", "aalborg"]
pytestmark = pytest.mark.slow


@pytest.fixture
def walk(browse_as, pack):
    with travel(factories.NOW, tick=True):
        yield Walk(browse_as, town(pack))


@pytest.mark.parametrize("pack", PACKS)
def test_professional_and_authority_help_a_child(walk):
    child.professional(walk)
    child.authority(walk)
    acute.call(walk)
    closing.infohus(walk, walk.town.adviser)
    child.end(walk)
    closing.close(walk, walk.town.adviser, walk.town.leader)
    closing.reopen(walk, walk.town.leader)
    child.answer(walk)


@pytest.mark.parametrize("pack", PACKS)
def test_professional_and_authority_help_an_adult(walk):
    adult.professional(walk)
    adult.authority(walk)
    closing.infohus(walk, walk.town.adult_adviser)
    closing.close(walk, walk.town.adult_adviser, walk.town.adult_leader)
    closing.reopen(walk, walk.town.adult_leader)
