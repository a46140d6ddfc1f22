"""What `script/bench` measures on: the demo grown large, and its copy from when it was small.

Beside them a page that knows the user and does nothing else, which no page can be faster than.
"""

import re
import sys
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import include, path
from django.utils import timezone

import embedded
from beredskab.accounts import roles
from beredskab.accounts.models import UnitGroup, User
from beredskab.demo import bulk
from beredskab.municipality.models import Unit
from cases.models import Case

Parameters = Sequence[Any] | Mapping[str, Any] | None
ALIASES = ("default", "audit", "owner")
CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
# So many cases the small database holds, and so many of them `raadgiver` sees, in both.
FEW, SEEN = 1_000, 200
# Every tenth of so many cases is in the unit of `leder`, who sees 20,000 then; of more, none is.
SHARED = 200_000
PAGE = 25
# The cases of a list by the union of grants; a page of them, and their number up to the cap.
_SEEN = """
    FROM cases_case WHERE (status = 'closed') = %(closed)s AND id IN (
        SELECT content_object_id FROM cases_caseusergrant
        WHERE user_id = %(user)s AND (until IS NULL OR until > now())
        UNION
        SELECT content_object_id FROM cases_casegroupgrant
        WHERE group_id = ANY(%(groups)s) AND (until IS NULL OR until > now())
    )
"""
_BARE_LIST = f"SELECT reference {_SEEN} ORDER BY next_due_at NULLS LAST, id LIMIT {PAGE}"
_BARE_COUNT = f"SELECT count(*) FROM (SELECT 1 {_SEEN} LIMIT 1001) AS seen"  # noqa: S608
REFERENCE = re.compile(r'href="/sager/([0-9A-Z]{3}-[0-9A-Z]{3})/"')


class WrongAnswerError(Exception):
    """What was measured did not do what it was asked for, so its time says nothing."""


def require(held: bool, what: str) -> None:
    """Raise WrongAnswerError unless it held."""
    if not held:
        raise WrongAnswerError(what)


class Database:
    """One of the databases of the cluster, with connections of its own for each role."""

    def __init__(self, name: str) -> None:
        self._connections = {alias: connections.create_connection(alias) for alias in ALIASES}
        for connection in self._connections.values():
            connection.settings_dict = {**connection.settings_dict, "NAME": name}

    def use(self) -> None:
        """Let the portal in this process work on it."""
        for alias, connection in self._connections.items():
            connections[alias] = connection


LARGE, SMALL = Database(embedded.DATABASE), Database("beredskab_small")


class Reader:
    """Somebody who is logged in on one of the databases."""

    def __init__(self, username: str, database: Database = LARGE) -> None:
        self.database = database
        database.use()
        self.user = User.objects.get(username=username)
        self.client = Client(SERVER_NAME="localhost")
        self.client.force_login(self.user)

    def page(self, address: str) -> str:
        """Return a page, which must be there."""
        self.database.use()
        response = self.client.get(address)
        require(response.status_code == 200, f"{address} answers {response.status_code}")
        return response.content.decode()

    def queries(self, address: str) -> list[str]:
        """Return what a page asks both roles' connections, without beginnings and ends."""
        self.page(address)
        with (
            CaptureQueriesContext(connections["default"]) as own,
            CaptureQueriesContext(connections["audit"]) as audit,
        ):
            self.page(address)
        asked = [query["sql"] for query in (*own.captured_queries, *audit.captured_queries)]
        return [sql for sql in asked if not sql.startswith(CONTROL)]

    def bare_list(self, *, closed: bool) -> list[str]:
        """Return what her list begins with, by the fewest words of SQL; count the cases too."""
        self.database.use()
        asked = {"closed": closed, "user": self.user.pk, "groups": self._groups}
        rows(_BARE_COUNT, asked)
        return [reference for (reference,) in rows(_BARE_LIST, asked)]

    @cached_property
    def _groups(self) -> list[int]:
        held = {(member.unit_id, member.role) for member in roles.current_memberships(self.user)}
        return [one.group_id for one in UnitGroup.objects.all() if (one.unit_id, one.role) in held]


def rows(sql: str, parameters: Parameters = None) -> list[tuple[Any, ...]]:
    """Return the rows of a query."""
    with connections["default"].cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def references(page: str) -> list[str]:
    """Return the references of the cases that a page leads to, each once, in order."""
    return list(dict.fromkeys(REFERENCE.findall(page)))


def bare(request: HttpRequest) -> HttpResponse:
    """Say who asks: the session is read and written, the user is read."""
    return HttpResponse(request.user.get_username())


urlpatterns = [path("bare/", bare), path("", include("beredskab.urls"))]


def prepare(size: int) -> None:
    """Make the databases, or migrate them, and let the large one hold `size` cases at least."""
    settings.ROOT_URLCONF = __name__
    made = settings.HOME / "made"
    if not made.exists():
        _say("Making the databases, once ...")
        _migrate(LARGE)
        call_command("demo", size=FEW, visible=SEEN, stdout=sys.stderr)
        _copy()
        _tidy(SMALL)
        made.touch()
    for database in (SMALL, LARGE):
        _migrate(database)
    _grow(size)


def _migrate(database: Database) -> None:
    database.use()
    for command in ("migrate", "createcachetable"):
        call_command(command, database="owner", verbosity=0)


def _copy() -> None:
    """Make the small database of the large one, from which nobody may be connected meanwhile."""
    connections.close_all()
    Database("postgres").use()
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE DATABASE beredskab_small TEMPLATE beredskab")
    connections.close_all()


def _grow(size: int) -> None:
    """Add cases that `raadgiver` doesn't see, in the leader's unit as long as those are shared."""
    LARGE.use()
    present = Case.objects.count()
    if present >= size:
        return
    _say(f"Growing from {present:,} cases to {size:,}, once ...")
    if present < SHARED:
        more = min(size, SHARED) - present
        call_command("demo", size=more, visible=0, stdout=sys.stderr)
    if size > SHARED:
        bulk.build(
            size - Case.objects.count(),
            unit=Unit.objects.get(slug="masse-0"),
            holder=User.objects.get(username="raadgiver2"),
            viewer=User.objects.get(username="raadgiver"),
            viewer_sees=0,
            at=timezone.now(),
        )
    _tidy(LARGE)


def _tidy(database: Database) -> None:
    """Let the planner know what there is, as autovacuum would in a while."""
    database.use()
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
