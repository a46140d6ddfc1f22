import pytest
import time_machine

from infohus.choices import Seat
from tests.factories import NOW
from tests.factories.infohus import member


@pytest.fixture(autouse=True)
def office_hours():
    """Set the clock to the moment from which the factories count."""
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def log_in(client):
    def log_in(user):
        client.force_login(user)
        return client

    return log_in


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
