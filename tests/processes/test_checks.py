"""The portal refuses to start on wrong settings, with one line for each."""

import os
import subprocess
import sys

import pytest

import embedded

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
# What is set wrong (None: missing), and what is said about it.
WRONG = [
    ({"SECRET_KEY": None}, ["portal.E001: SECRET_KEY is missing"]),
    ({"SECRET_KEY": "short"}, ["portal.E001"]),
    ({"FIELD_KEYS": None}, ["portal.E002: FIELD_KEYS"]),
    ({"FIELD_KEYS": "k1:c2hvcnQ="}, ["portal.E002"]),
    ({"HASH_KEY": None}, ["portal.E003: HASH_KEY"]),
    ({"DATABASE_URL": None}, ["portal.E004: DATABASE_URL"]),
    ({"DATABASE_URL": "sqlite:///x"}, ["portal.E004"]),
    ({"AUDIT_DATABASE_URL": None}, ["portal.E005: AUDIT_DATABASE_URL"]),
    ({"AUDIT_DATABASE_URL": RIGHT["DATABASE_URL"]}, ["portal.E006"]),
    ({"REDIS_URL": None}, ["portal.E007: REDIS_URL"]),
    ({"ALLOWED_HOSTS": None}, ["portal.E008: ALLOWED_HOSTS"]),
    ({"ALLOWED_HOSTS": "*"}, ["portal.E009"]),
    ({"SITE_URL": "http://beredskab.example"}, ["portal.E010"]),
    (dict.fromkeys(RIGHT), [f"portal.E{n:03}" for n in (1, 2, 3, 4, 5, 7, 8, 10)]),
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


@pytest.mark.parametrize(("changes", "said"), WRONG)
def test_the_web_process_says_what_is_missing_or_wrong(changes, said):
    done = start(changes, "-c", "import beredskab.wsgi")
    assert done.returncode == 1
    lines = done.stderr.strip().splitlines()
    assert len(lines) == len(said)
    assert all(line.startswith(start) for line, start in zip(lines, said, strict=True))


def test_commands_refuse_too():
    done = start({"REDIS_URL": None}, "manage.py", "check")
    assert done.returncode == 1
    assert "portal.E007" in done.stderr
    assert "HINT" in done.stderr


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"HTTPS": "off"}, "portal.W001"),
        ({"EMAIL_URL": None}, "portal.W002"),
        ({"DATABASE_OWNER_URL": RIGHT["DATABASE_URL"]}, "portal.W003"),
    ],
)
def test_the_deployment_check_warns(changes, said):
    deploy = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert start({}, *deploy).returncode == 0
    done = start(changes, *deploy)
    assert done.returncode == 1
    assert said in done.stderr
