"""The settings as production reads them, and the addresses that others rely on."""

import base64
import json
import os
import subprocess
import sys

import pytest
from django.core import checks
from django.urls import get_resolver, reverse

import embedded

ADDRESSES = {
    "/": "front",
    "/log-ind/": "account_login",
    "/log-ud/": "account_logout",
    "/overblik/": "overview",
    "/akut/": "acute",
    "/bekymringer/": "concern_list",
    "/bekymringer/ny/": "concern_new",
    "/underretninger/ny/": "notification_new",
    "/sager/": "case_list",
    "/frister/": "deadlines",
    "/indstillinger/": "settings",
    "/plan/": "plan",
    "/plan/plan.pdf": "plan_pdf",
    "/plan/arkiv/": "plan_archive",
    "/plan/soeg/": "plan_search",
    "/plan/rediger/": "plan_edit",
    "/admin/": "admin:index",
    "/design/": "design",
    "/healthz": "healthz",
    "/readyz": "readyz",
}
KEY = base64.b64encode(bytes(32)).decode()
PRODUCTION = {
    "BEREDSKAB_HOME": "/nonexistent",
    "PATH": os.environ["PATH"],
    "SECRET_KEY": "only-for-this-test-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF",
    "FIELD_KEYS": f"test:{KEY}",
    "HASH_KEY": KEY,
    "ALLOWED_HOSTS": "beredskab.example",
    "SITE_URL": "https://beredskab.example",
    "DATABASE_URL": "postgres://beredskab_app:x@localhost:1/beredskab",
    "AUDIT_DATABASE_URL": "postgres://beredskab_audit:x@localhost:1/beredskab",
    "REDIS_URL": "redis://localhost:1/0",
}
# What each lack is called; a start without them says all of it at once.
NEEDED = {
    "SECRET_KEY": "portal.E001",
    "FIELD_KEYS": "portal.E002",
    "HASH_KEY": "portal.E003",
    "DATABASE_URL": "portal.E004",
    "AUDIT_DATABASE_URL": "portal.E005",
    "REDIS_URL": "portal.E007",
    "ALLOWED_HOSTS": "portal.E008",
}
READ = """
import django, json
from django.conf import settings
django.setup()
# The editor's script has its address when static files are collected.
names = [name for name in dir(settings) if name.isupper() and "PROSE_EDITOR" not in name]
print(json.dumps({name: getattr(settings, name) for name in names}, default=str))
"""


def run(program, environment):
    environment = {**environment, "DJANGO_SETTINGS_MODULE": "beredskab.settings"}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        cwd=embedded.CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def production():
    return json.loads(run(READ, PRODUCTION).stdout)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_fixed_addresses_are_where_others_look_for_them(address):
    assert reverse(ADDRESSES[address]) == address


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_errors_have_pages_of_their_own(status):
    handler = get_resolver().resolve_error_handler(status)
    assert handler.__module__ == "beredskab.web.views"


def test_production_is_strict_by_default(production):
    assert production["DEBUG"] is False
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"):
        assert production[name] is True, name
    assert production["SECURE_HSTS_SECONDS"] >= 31536000
    assert production["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert production["SESSION_COOKIE_HTTPONLY"] is True


def test_scripts_and_styles_come_from_here_alone(production):
    rules = production["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert rules["default-src"] == ["'none'"]
    assert not any("unsafe" in str(source) for sources in rules.values() for source in sources)
    assert not any(str(s).startswith("http") for sources in rules.values() for s in sources)


def test_web_and_worker_do_not_know_the_owner(production):
    assert set(production["DATABASES"]) == {"default", "audit"}


def test_every_statement_has_its_time(production):
    for config in production["DATABASES"].values():
        for limit in ("statement_timeout", "lock_timeout", "idle_in_transaction"):
            assert limit in config["OPTIONS"]["options"]


def test_log_in_is_the_rule(production):
    middleware = production["MIDDLEWARE"]
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in middleware


@pytest.mark.parametrize("name", NEEDED)
def test_the_portal_does_not_start_without(name):
    environment = {key: value for key, value in PRODUCTION.items() if key != name}
    done = run("from beredskab import checks; checks.require()", environment)
    assert done.returncode != 0
    lines = [line for line in done.stderr.splitlines() if line.startswith("portal.")]
    assert [line.split(":")[0] for line in lines] == [NEEDED[name]], done.stderr
    assert name in lines[0]


def test_all_that_is_missing_is_said_at_once():
    bare = {name: PRODUCTION[name] for name in ("BEREDSKAB_HOME", "PATH")}
    done = run("from beredskab import checks; checks.require()", bare)
    assert done.returncode != 0
    assert all(check_id in done.stderr for check_id in NEEDED.values())


def test_one_role_for_both_databases_is_refused():
    environment = {**PRODUCTION, "AUDIT_DATABASE_URL": PRODUCTION["DATABASE_URL"]}
    done = run("from beredskab import checks; checks.require()", environment)
    assert "portal.E006" in done.stderr


def test_these_settings_are_right():
    assert [m for m in checks.run_checks(tags=["portal"]) if m.is_serious()] == []
