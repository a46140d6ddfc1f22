"""Which card somebody is to use: the role and the age choose it (R8)."""

from actioncards.choices import CardAge, CardRole
from actioncards.models import CardVersion


def version_for(role: CardRole, age: int | None) -> CardVersion | None:
    """Return the version in force for a role and an age; unknown age is under 18."""
    is_minor = age is None or age < 18
    return CardVersion.objects.for_(role, is_minor=is_minor).first()


def versions_for(role: CardRole, age: CardAge | None) -> list[CardVersion]:
    """Return the cards to offer; with an unknown age both, under 18 first."""
    found = CardVersion.objects.in_force().filter(card__role=role)
    return list(found.filter(card__age=age) if age else found)
