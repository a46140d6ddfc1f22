from contextlib import ExitStack, contextmanager

import pytest
import time_machine
from django.db import connections
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW

CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@pytest.fixture
def office_hours():
    """Set the clock to the moment from which the factories count."""
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def log_in(client):
    """Return a client that is logged in as the user."""

    def log_in(user):
        client.force_login(user)
        return client

    return log_in


@contextmanager
def counted_queries():
    """Collect the queries of the web process, those of the look-up log too."""
    queries = []
    with ExitStack() as stack:
        contexts = [
            stack.enter_context(CaptureQueriesContext(connections[alias]))
            for alias in ("default", "audit")
        ]
        yield queries
    for context in contexts:
        found = (query["sql"] for query in context.captured_queries)
        queries.extend(sql for sql in found if not sql.startswith(CONTROL))
