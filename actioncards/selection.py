"""Which card somebody is to use: the role and the age choose it (R8)."""

from typing import Any

from actioncards.choices import CardRole
from actioncards.models import CardVersion
from beredskab.accounts import roles
from beredskab.accounts.roles import ADVISERS, Role

_AUTHORITY = ADVISERS | {Role.DUTY_OFFICER, Role.LEADER, Role.LAWYER, Role.COORDINATOR}
# They control the log; nobody comes to them with a worry.
_WITHOUT_CARDS = frozenset({Role.LOG_CONTROLLER, Role.DPO})
READERS = frozenset(Role.values) - _WITHOUT_CARDS


def role_of(user: Any) -> CardRole | None:
    """Return which card is the user's own; none for a stranger and for who controls the log."""
    if roles.has_role(user, *_AUTHORITY):
        return CardRole.AUTHORITY
    return CardRole.PROFESSIONAL if roles.has_role(user, *READERS) else None


def version_for(role: CardRole, age: int | None) -> CardVersion | None:
    """Return the version in force for a role and an age; unknown age is under 18."""
    is_minor = age is None or age < 18
    return CardVersion.objects.for_(role, is_minor=is_minor).first()


def versions_for(
    role: str = "", age: str | None = None, *, own: CardRole | None = None
) -> list[CardVersion]:
    """Return the cards to offer for what is known, those of the reader's own role first.

    While the age is not known those for both ages are there, under 18 first.
    """
    found = [
        version
        for version in CardVersion.objects.in_force()
        if role in {"", version.card.role} and age in {None, "", version.card.age}
    ]
    return sorted(found, key=lambda version: version.card.role != (own or CardRole.PROFESSIONAL))


def own_versions(user: Any) -> list[CardVersion]:
    """Return the cards of the user's own role, for the way to them from her overview."""
    role = role_of(user)
    return versions_for(role) if role else []
