from datetime import timedelta

import pytest
import time_machine
from django.db import connections
from django.test.utils import CaptureQueriesContext

from beredskab.deadlines import duedates
from tests import factories

# Not a query of the page, but the edges of the transactions of the test and of the session.
EDGES = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@pytest.fixture
def world(db):
    return factories.world()


@pytest.fixture
def clock():
    """Stand still at `factories.NOW`, with the deadlines swept a minute ago."""
    with time_machine.travel(factories.NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def swept(db, clock):
    duedates.stamp(at=factories.NOW - timedelta(minutes=1))


@pytest.fixture
def page(client, swept):
    """Return a function that gives the text of a page as a user sees it."""

    def read(user, url, **headers):
        client.force_login(user)
        response = client.get(url, headers=headers)
        assert response.status_code == 200, response.status_code
        return " ".join(response.content.decode().split())

    return read


@pytest.fixture
def queries(client):
    """Return a function that gives the statements, on both databases, that a page takes."""

    def count(user, url):
        client.force_login(user)
        client.get(url)
        default = CaptureQueriesContext(connections["default"])
        audit = CaptureQueriesContext(connections["audit"])
        with default, audit:
            assert client.get(url).status_code == 200
        found = [query["sql"] for captured in (default, audit) for query in captured]
        return [sql for sql in found if not sql.startswith(EDGES)]

    return count


@pytest.fixture
def cases(world):
    """Return a case whose 24 hours have run out, one with four hours left and one just received."""
    return [
        factories.case(world, at=at)
        for at in (
            factories.NOW - timedelta(hours=30),
            factories.NOW - timedelta(hours=20, minutes=1),
            factories.NOW - timedelta(minutes=5),
        )
    ]
