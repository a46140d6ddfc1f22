"""System checks: one line for each setting that is missing or wrong, with what to do about it."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from beredskab import encryption

TAG = "portal"
ROLES = {
    "default": ("DATABASE_URL", "the role that reads and writes cases"),
    "audit": ("AUDIT_DATABASE_URL", "the role that only adds to the look-up log"),
}


def require() -> None:
    """End the process when a setting is missing or wrong, with one line for each."""
    wrong = [message for message in checks.run_checks(tags=[TAG]) if message.is_serious()]
    if wrong:
        raise SystemExit("\n".join(f"{m.id}: {m.msg} {m.hint}" for m in wrong))


@checks.register(TAG)
def check_settings(**_options: Any) -> Sequence[checks.CheckMessage]:
    """Say all that is missing at once, not one at a time."""
    return [*_secrets(), *_servers(), *_addresses()]


def _secrets() -> Iterator[checks.CheckMessage]:
    try:
        secret = settings.SECRET_KEY
    except ImproperlyConfigured:
        secret = ""
    if len(secret) < 50:
        yield checks.Error(
            "SECRET_KEY is missing or shorter than 50 characters.",
            hint="Make a random one and keep it out of the repository.",
            id="portal.E001",
        )
    yield from _readable(encryption.parse_keys, "FIELD_KEYS", "portal.E002")
    yield from _readable(encryption.parse_hash_key, "HASH_KEY", "portal.E003")


def _readable(parse: Any, name: str, check_id: str) -> Iterator[checks.CheckMessage]:
    try:
        parse(getattr(settings, name))
    except ImproperlyConfigured as error:
        hint = "See docs/deployment.md, Keys. Without the old keys nothing can be read."
        yield checks.Error(str(error), hint=hint, id=check_id)


def _servers() -> Iterator[checks.CheckMessage]:
    for number, (alias, (name, role)) in enumerate(ROLES.items(), start=4):
        config = settings.DATABASES[alias]
        if not config.get("NAME"):
            yield checks.Error(
                f"{name} is missing.", hint=f"Give {role}.", id=f"portal.E{number:03}"
            )
        elif "postgresql" not in config["ENGINE"]:
            yield checks.Error(
                f"{name} is not an address of PostgreSQL.",
                hint="Write postgres://role:password@host/database.",
                id=f"portal.E{number:03}",
            )
    users = [settings.DATABASES[alias].get("USER") for alias in ROLES]
    if all(users) and users[0] == users[1]:
        yield checks.Error(
            "DATABASE_URL and AUDIT_DATABASE_URL use the same role.",
            hint="Give each its own, so that the log can't be changed by the pages.",
            id="portal.E006",
        )
    if not settings.REDIS_URL:
        yield checks.Error(
            "REDIS_URL is missing.", hint="Give the address of the broker.", id="portal.E007"
        )


def _addresses() -> Iterator[checks.CheckMessage]:
    if not settings.ALLOWED_HOSTS:
        yield checks.Error(
            "ALLOWED_HOSTS is missing.",
            hint="Give the names under which the portal is reached, separated by commas.",
            id="portal.E008",
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield checks.Error(
            "ALLOWED_HOSTS allows every name.", hint="Give the real names.", id="portal.E009"
        )
    if settings.HTTPS and not settings.SITE_URL.startswith("https://"):
        yield checks.Error(
            "SITE_URL is not an https address, though HTTPS is on.",
            hint="Give the address that stands in mails, such as https://beredskab.example.",
            id="portal.E010",
        )


@checks.register(TAG, deploy=True)
def check_deployment(**_options: Any) -> Sequence[checks.CheckMessage]:
    """Warn of what is right on a developer's machine only."""
    found: list[checks.CheckMessage] = []
    if not settings.HTTPS:
        found.append(
            checks.Warning(
                "HTTPS is off.", hint="Turn it on wherever cases are real.", id="portal.W001"
            )
        )
    if "dummy" in settings.EMAIL_BACKEND:
        found.append(
            checks.Warning(
                "EMAIL_URL is missing: no mail is sent.", hint="Give it.", id="portal.W002"
            )
        )
    if "owner" in settings.DATABASES:
        found.append(
            checks.Warning(
                "DATABASE_OWNER_URL is known here.",
                hint="Only the step that migrates needs it; web and worker must not have it.",
                id="portal.W003",
            )
        )
    return found
