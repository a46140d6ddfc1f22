"""The portal refuses to start on wrong settings, with one line for each."""

import os
import subprocess
import sys

import pytest

import embedded
from beredskab import checks

KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
RIGHT = {
    "SECRET_KEY": "0123456789" * 5,
    "FIELD_KEYS": f"k1:{KEY}",
    "HASH_KEY": KEY,
    "ALLOWED_HOSTS": "beredskab.example",
    "SITE_URL": "https://beredskab.example",
    "DATABASE_URL": "postgres://beredskab_app:x@localhost:1/beredskab",
    "AUDIT_DATABASE_URL": "postgres://beredskab_audit:x@localhost:1/beredskab",
    "REDIS_URL": "redis://localhost:1/0",
    "EMAIL_URL": "smtp+tls://portal:x@localhost:587",
}
# A setting, what it is set to, and what is said about it.
WRONG = [
    ("SECRET_KEY", "", "portal.E001"),
    ("SECRET_KEY", "short", "portal.E001"),
    ("FIELD_KEYS", "", "portal.E002"),
    ("FIELD_KEYS", "k1:c2hvcnQ=", "portal.E002"),
    ("HASH_KEY", "", "portal.E003"),
    ("REDIS_URL", "", "portal.E007"),
    ("ALLOWED_HOSTS", [], "portal.E008"),
    ("ALLOWED_HOSTS", ["*"], "portal.E009"),
    ("HTTPS", True, "portal.E010"),
]


def start(changes, *command):
    env = {"PATH": os.environ["PATH"], "BEREDSKAB_HOME": "/nonexistent"}
    env["STATIC_ROOT"] = str(embedded.static_root())
    env |= RIGHT | changes
    return subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, cwd=embedded.CHECKOUT,
        env={name: value for name, value in env.items() if value is not None},
    )  # fmt: skip


def test_the_web_process_starts_on_right_settings():
    done = start({}, "-c", "import beredskab.wsgi")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_web_process_says_all_that_is_missing_at_once():
    done = start(dict.fromkeys(RIGHT), "-c", "import beredskab.wsgi")
    assert done.returncode == 1
    said = [line.partition(":")[0] for line in done.stderr.strip().splitlines()]
    assert said == [f"portal.E{number:03}" for number in (1, 2, 3, 4, 5, 7, 8, 10)]


@pytest.mark.parametrize(("name", "value", "said"), WRONG)
def test_each_wrong_setting_has_a_line_of_its_own(settings, name, value, said):
    settings.ALLOWED_HOSTS = ["beredskab.example"]
    checks.require()
    setattr(settings, name, value)
    assert lines().startswith(f"{said}: ")


@pytest.mark.parametrize(
    ("alias", "change", "said"),
    [
        ("default", {"NAME": ""}, "portal.E004"),
        ("default", {"ENGINE": "django.db.backends.sqlite3"}, "portal.E004"),
        ("audit", {"NAME": ""}, "portal.E005"),
        ("audit", {"USER": "beredskab_app"}, "portal.E006"),
    ],
)
def test_each_role_needs_its_own_address(settings, monkeypatch, alias, change, said):
    config = settings.DATABASES[alias]
    monkeypatch.setitem(settings.DATABASES, alias, config | change)
    assert lines().startswith(f"{said}: ")


def lines():
    with pytest.raises(SystemExit) as refused:
        checks.require()
    (line,) = str(refused.value).splitlines()
    return line


def test_commands_refuse_too():
    done = start({"REDIS_URL": None}, "manage.py", "check")
    assert done.returncode == 1
    assert "portal.E007" in done.stderr
    assert "HINT" in done.stderr


def test_the_deployment_check_warns():
    deploy = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert start({}, *deploy).returncode == 0
    careless = {"HTTPS": "off", "EMAIL_URL": None, "DATABASE_OWNER_URL": RIGHT["DATABASE_URL"]}
    done = start(careless, *deploy)
    assert done.returncode == 1
    for said in ("portal.W001", "portal.W002", "portal.W003"):
        assert said in done.stderr
