"""What every test stands on: a database of its own for each process, a broker, a mail server."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

import psycopg
import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connections
from django.test import TransactionTestCase
from psycopg import sql
from whitenoise import WhiteNoise

import embedded

MD5 = ["django.contrib.auth.hashers.MD5PasswordHasher"]
BASELINE = "baseline"  # schema that keeps the rows which the migrations made
MIGRATED = "migrated"  # database that each process copies; script/test keeps it between runs


def pytest_configure(config):
    """Hash passwords fast, and stop at once where there is no database to test on."""
    if not os.environ.get("DATABASE_OWNER_URL") and "owner" not in django_settings.DATABASES:
        raise pytest.UsageError("Run the tests with script/test, which starts their servers.")
    django_settings.PASSWORD_HASHERS = MD5
    _read_static_files_once()


def pytest_collection_modifyitems(items):
    """Let each database test use both roles of the web process."""
    for item in items:
        if "db" in item.fixturenames and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db)
        for mark in item.iter_markers("django_db"):
            mark.kwargs.setdefault("databases", ["default", "audit"])


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, request):
    """Make this process its own database, as the owner, and empty it past the triggers."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock():
        filled = _make_database(f"test_{worker}")
    patch = pytest.MonkeyPatch()
    patch.setattr(
        TransactionTestCase, "_fixture_teardown", lambda _: empty_tables(filled), raising=True
    )
    yield filled
    patch.undo()
    with django_db_blocker.unblock():
        for connection in connections.all():
            connection.close()


@pytest.fixture
def log_in(client):
    """Return a function that gives a client that is logged in as the user."""

    def log_in(user):
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def office_hours():
    """Set the clock to the moment from which the factories count."""
    from tests.factories import NOW

    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def portal_env(db_urls):
    """Return an environment in which another process sees this test's database and broker."""
    return dict(os.environ, **db_urls)


@pytest.fixture(scope="session")
def db_urls(django_db_setup):
    """Return the three addresses of this process's own database."""
    known = embedded.read_env(embedded.portal_home() / "portal.env")
    name = connections["default"].settings_dict["NAME"]
    return {n: known[n].replace("/beredskab?", f"/{name}?") for n in embedded.ROLES}


@pytest.fixture
def mailbox(settings) -> Iterator[list[EmailMessage]]:
    """Run a mail server and collect what the portal sends to it."""
    messages: list[EmailMessage] = []

    class Collector(Message):
        def handle_message(self, message):
            messages.append(message)

    class AnyPort(Controller):
        """Listens on a free port, and knows which before it looks whether it answers."""

        def _trigger_server(self):
            self.port = self.server.sockets[0].getsockname()[1]
            super()._trigger_server()

    controller = AnyPort(Collector(EmailMessage), hostname="127.0.0.1", port=0)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.server.sockets[0].getsockname()
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield messages
    controller.stop()


def env_of_another_home(home, **more):
    """Return an environment without this test run's own addresses and keys."""
    own = embedded.read_env(embedded.portal_home() / "portal.env")
    env = {name: value for name, value in os.environ.items() if name not in own}
    return env | {"BEREDSKAB_HOME": str(home)} | more


def _read_static_files_once() -> None:
    """Keep what WhiteNoise found on disk; each test client would look at every file anew."""
    read, known = WhiteNoise.update_files_dictionary, {}

    def update_files_dictionary(self, root, prefix):
        if (root, prefix) not in known:
            read(self, root, prefix)
            known[root, prefix] = dict(self.files)
        self.files.update(known[root, prefix])

    WhiteNoise.update_files_dictionary = update_files_dictionary


def _make_database(name: str) -> list[str]:
    """Make this process a database of its own, and return the tables that migrations filled."""
    with _owner(autocommit=True) as owner:
        # Whichever process comes first migrates; the others wait here.
        owner.execute("SET lock_timeout = 0")
        owner.execute("SELECT pg_advisory_lock(1)")
        made = owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [MIGRATED])
        if not made.fetchone():
            _migrate(owner)
        _create(owner, name, template=MIGRATED)
    _point_at(name)
    with _owner() as owner:
        return _tables(owner, BASELINE)


def _migrate(owner: psycopg.Connection) -> None:
    """Make the database that is copied; it has its name only when it is whole."""
    unfinished = f"{MIGRATED}_unfinished"
    _create(owner, unfinished)
    _point_at(unfinished)
    for command in ("migrate", "createcachetable"):
        call_command(command, database="owner", verbosity=0)
    with _owner() as inside:
        _keep_baseline(inside)
    for connection in connections.all():
        connection.close()
    names = map(sql.Identifier, (unfinished, MIGRATED))
    owner.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*names))


def _create(owner: psycopg.Connection, name: str, template: str = "template1") -> None:
    names = [sql.Identifier(name), sql.Identifier(template)]
    owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} (FORCE)").format(names[0]))
    owner.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))


def _point_at(name: str) -> None:
    """Let the three aliases mean the database, with the rights that the portal has in its own."""
    for connection in connections.all():
        connection.close()
        connection.settings_dict["NAME"] = name
        django_settings.DATABASES[connection.alias]["NAME"] = name
    with _owner() as owner:
        owner.execute(embedded.DATABASE_SQL.format(database=name))


@contextmanager
def _owner(autocommit: bool = False) -> Iterator[psycopg.Connection]:
    """Connect as the owner, past Django's guard of the aliases that a test may use."""
    known = connections["owner"].get_connection_params()
    names = {"host", "port", "user", "password", "dbname", "options"}
    arguments = {name: value for name, value in known.items() if name in names}
    with psycopg.connect(**arguments, autocommit=autocommit) as owner:
        yield owner


def _tables(owner: psycopg.Connection, schema: str = "public") -> list[str]:
    asked = "SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1"
    return [name for (name,) in owner.execute(asked, [schema])]


def _keep_baseline(owner: psycopg.Connection) -> None:
    """Keep a copy of each table that the migrations filled."""
    owner.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(BASELINE)))
    for table in _tables(owner):
        source = sql.Identifier("public", table)
        if owner.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(source)).fetchone():
            copy = sql.Identifier(BASELINE, table)
            owner.execute(sql.SQL("CREATE TABLE {} AS TABLE {}").format(copy, source))


def empty_tables(filled: list[str]) -> None:
    """Bring every table back to what the migrations made, past triggers and foreign keys."""
    with _owner() as owner:
        owner.execute("SET LOCAL session_replication_role = replica")
        delete, insert = sql.SQL("DELETE FROM {}"), sql.SQL("INSERT INTO {} TABLE {}")
        kept = {"django_migrations", "django_content_type", "auth_permission"}
        statements = [
            delete.format(sql.Identifier("public", t)) for t in _tables(owner) if t not in kept
        ] + [
            insert.format(sql.Identifier("public", t), sql.Identifier(BASELINE, t))
            for t in filled
            if t not in kept
        ]
        owner.execute(sql.SQL("; ").join(statements))
