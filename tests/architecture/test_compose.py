"""docker-compose.yml says nothing that the portal doesn't read, and forgets nothing it needs."""

import re
import subprocess
import sys

import pytest
import yaml
from django.core.management import get_commands

import embedded

COMPOSE = yaml.safe_load((embedded.CHECKOUT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
PORTAL = {name: s for name, s in SERVICES.items() if s["image"] == "beredskab"}
LONG_RUNNING = sorted(SERVICES.keys() - {"migrate"})
STAYING = sorted(PORTAL.keys() - {"migrate"})
BUILD = SERVICES["web"]["build"]["dockerfile_inline"]
# What of the checkout is for those who work on the portal or set it up; the image runs without.
NOT_IN_IMAGE = {
    ".ci",
    ".gitignore",
    "README.md",
    "docker-compose.yml",
    "docs",
    "pyproject.toml",
    "requirements-dev.txt",
    "script",
    "tests",
}


def read_by(*names):
    text = "".join((embedded.CHECKOUT / name).read_text() for name in names)
    return set(re.findall(r'(?:env\.\w+|environ\.get|_database)\(\s*"([A-Z_]+)"', text))


def test_the_services_of_the_portal_are_all_there():
    assert {"web", "worker", "beat", "watchdog", "migrate", "postgres", "redis"} == set(SERVICES)


@pytest.mark.parametrize("name", sorted(PORTAL))
def test_each_variable_is_one_that_the_settings_read(name):
    known = read_by("beredskab/settings.py", "beredskab/serving.py")
    assert set(PORTAL[name]["environment"]) <= known


def copied():
    """What the build takes from the checkout, and where it lays each."""
    for line in re.findall(r"^COPY (?!--from)(.*)$", BUILD, re.MULTILINE):
        *names, place = line.split()
        yield from ((name, place) for name in names)


def test_all_of_the_checkout_is_in_the_image_or_named_as_not_needed():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=embedded.CHECKOUT, check=True, capture_output=True, text=True
    )
    held = {name.split("/")[0] for name in listed.stdout.splitlines()}
    assert {name for name, _place in copied()} == held - NOT_IN_IMAGE


def test_what_the_image_holds_lies_where_it_lies_in_the_checkout():
    """COPY lays the contents of a folder into the place, and a file into the folder."""
    folders = {name: (embedded.CHECKOUT / name).is_dir() for name, _place in copied()}
    assert dict(copied()) == {name: name if folder else "./" for name, folder in folders.items()}


def test_the_image_sets_only_known_variables():
    (line,) = re.findall(r"^ENV (.*)$", BUILD, re.MULTILINE)
    known = read_by("beredskab/settings.py", "beredskab/serving.py") | {"PYTHONUNBUFFERED"}
    assert {word.split("=")[0] for word in line.split()} <= known


@pytest.mark.parametrize("name", STAYING)
def test_only_the_step_that_migrates_knows_the_owner(name):
    assert "DATABASE_OWNER_URL" not in PORTAL[name]["environment"]
    assert "OWNER_PASSWORD" not in str(PORTAL[name])


@pytest.mark.parametrize("name", sorted(PORTAL))
def test_each_management_command_exists(name):
    service = PORTAL[name]
    words = f"{service['command']} {' '.join(service.get('healthcheck', {}).get('test', []))}"
    assert set(re.findall(r"manage\.py (\w+)", words)) <= set(get_commands())


@pytest.mark.parametrize("name", LONG_RUNNING)
def test_each_long_running_service_is_watched_and_restarted(name):
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_no_secret_stands_in_the_file():
    for service in SERVICES.values():
        for name, value in service["environment"].items():
            if re.search("KEY|PASSWORD|AUTH", name):
                assert re.fullmatch(r"\$\{[A-Z_]+:\?\}", value)


def test_the_roles_are_made_as_the_embedded_server_makes_them():
    plain = " ".join(COMPOSE["configs"]["roles"]["content"].split())
    for statement in embedded.DATABASE_SQL.format(database="beredskab").splitlines():
        assert " ".join(statement.split()) in plain


@pytest.mark.parametrize(
    "words", ["gunicorn -c python:beredskab.serving beredskab.wsgi", "celery -A beredskab"]
)
def test_each_program_is_installed(words):
    program = words.split()[0]
    assert any(words in service["command"] for service in PORTAL.values())
    subprocess.run([sys.executable, "-m", program, "--version"], check=True, capture_output=True)
