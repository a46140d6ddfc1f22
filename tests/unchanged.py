"""That a refusal, or a trail that fails, changes nothing in the database."""

from contextlib import contextmanager
from functools import cache

import pytest
from django.apps import apps
from django.db import connection

from beredskab.audit import trail


@contextmanager
def refused(error, **more):
    """Expect that what is done is refused, and leaves every row as it was."""
    before = _rows()
    with pytest.raises(error, **more):
        yield
    assert _rows() == before


@contextmanager
def no_trail():
    """Let the trail fail: nothing may remain of what is done."""

    def broken(*_args, **_named):
        raise RuntimeError("no trail")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trail, "record", broken)
        with refused(RuntimeError, match="no trail"):
            yield


def _rows():
    """The rows of each table, as one digest."""
    with connection.cursor() as cursor:
        # To share so little among processes takes ten times as long.
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute(_question())
        return dict(cursor.fetchall())


@cache
def _question():
    """Ask about every table at once: there are a hundred, and many tests that ask."""
    one = "SELECT '{0}', md5(string_agg(it::text, ';' ORDER BY it::text)) FROM \"{0}\" AS it"
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    return " UNION ALL ".join(map(one.format, sorted(tables)))
