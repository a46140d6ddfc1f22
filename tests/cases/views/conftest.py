from contextlib import ExitStack, contextmanager

from django.db import connections
from django.test.utils import CaptureQueriesContext

CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


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
