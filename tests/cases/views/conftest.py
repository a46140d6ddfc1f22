from contextlib import ExitStack, contextmanager

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from cases import workflow
from tests import factories

CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@pytest.fixture
def reporter(client, world):
    """Somebody who is logged in and writes a concern."""
    client.force_login(world.professional)
    return world.professional


@pytest.fixture
def draft(reporter):
    return factories.draft(reporter)


@pytest.fixture
def clarifying(reporter):
    """A concern that its reporter has to clarify first."""
    draft = factories.draft(reporter)
    return workflow.clarify_first(draft, by=reporter, at=factories.NOW)


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
