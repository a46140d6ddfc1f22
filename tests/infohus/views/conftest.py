import pytest

from infohus.choices import Seat
from tests.factories.infohus import member


@pytest.fixture(autouse=True)
def _at_the_moment_of_the_factories(office_hours):
    """Meetings are convened and looked at in the same hour."""


@pytest.fixture
def table(world):
    """Standing members: SSP, the child authority, and the leader of adults with a deputy."""
    by = world.coordinator
    leadership = member(by, Seat.ADULT_LEADERSHIP, user=world.adult_leader)
    return {
        "ssp": member(by, user=world.coordinator),
        "child": member(by, Seat.CHILD_AUTHORITY, user=world.adviser),
        "leader": leadership,
        "deputy": member(by, Seat.ADULT_LEADERSHIP, deputises=leadership, user=world.stranger),
    }
