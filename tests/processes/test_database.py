"""The database set-up that all other tests stand on, and the rights of the three roles."""

import psycopg
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connections

from tests.conftest import empty_tables


def as_role(address, statement):
    with psycopg.connect(address) as connection:
        return connection.execute(statement).fetchall()


@pytest.mark.django_db
def test_each_process_has_a_database_of_its_own(worker_id):
    name = connections["default"].settings_dict["NAME"]
    assert name == f"test_{'main' if worker_id == 'master' else worker_id}"
    assert connections["audit"].settings_dict["NAME"] == name


@pytest.mark.parametrize("name", ["DATABASE_URL", "AUDIT_DATABASE_URL"])
def test_neither_role_of_the_web_process_may_change_tables(db_urls, name):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_role(db_urls[name], "CREATE TABLE public.own (x int)")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_role(db_urls[name], "ALTER TABLE accounts_user ADD COLUMN x int")


def test_the_audit_role_reads_no_case(db_urls):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_role(db_urls["AUDIT_DATABASE_URL"], "SELECT * FROM cases_case")


@pytest.mark.parametrize("alias", ["default", "audit"])
@pytest.mark.django_db
def test_no_query_or_lock_of_the_web_process_waits_forever(alias):
    with connections[alias].cursor() as cursor:
        for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
            cursor.execute(f"SHOW {name}")
            assert cursor.fetchone() != ("0",)


@pytest.mark.django_db(transaction=True)
def test_tables_are_emptied_to_what_the_migrations_made(django_db_setup):
    types = ContentType.objects.count()
    with connections["default"].cursor() as cursor:
        cursor.execute("INSERT INTO auth_group (name) VALUES ('left over')")
    empty_tables(django_db_setup)
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM auth_group WHERE name = 'left over'")
        assert cursor.fetchone() == (0,)
    assert ContentType.objects.count() == types > 0
