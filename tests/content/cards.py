"""The cards of each pack as they are shown, read once for all tests."""

from collections.abc import Collection
from datetime import UTC, datetime
from functools import cache

from django.db import transaction

from actioncards import shown
from actioncards.models import CardVersion
from actioncards.shown import ShownCard, ShownStep
from beredskab.content import loading
from beredskab.municipality.models import Contact

# A Tuesday, in office hours.
NOW = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
CHILD_PROFESSIONAL, CHILD_AUTHORITY = "under-18-fagperson", "under-18-myndighed"
ADULT_PROFESSIONAL, ADULT_AUTHORITY = "fyldt-18-fagperson", "fyldt-18-myndighed"
PROFESSIONALS = [CHILD_PROFESSIONAL, ADULT_PROFESSIONAL]
CHILDREN, ADULTS = [CHILD_PROFESSIONAL, CHILD_AUTHORITY], [ADULT_PROFESSIONAL, ADULT_AUTHORITY]
CARDS = [*CHILDREN, *ADULTS]
PACKS = ["aalborg", "faxe", "demo"]
STAFF = frozenset({Contact.Audience.PUBLIC, Contact.Audience.STAFF})
EVERYBODY = frozenset(Contact.Audience)


def card(pack: str, slug: str, audiences: Collection[str] = STAFF) -> ShownCard:
    """A card of a pack as these audiences are shown it."""
    return _cards(pack, frozenset(audiences))[slug]


@cache
def _cards(pack: str, audiences: frozenset[str]) -> dict[str, ShownCard]:
    with transaction.atomic():
        loading.load(pack, at=NOW)
        versions = CardVersion.objects.in_force().with_steps()
        found = {one.card.slug: shown.show(one, at=NOW, audiences=audiences) for one in versions}
        transaction.set_rollback(True)
    return found


def step(found: ShownCard, key: str) -> ShownStep:
    """The step of a card that has this key."""
    return next(one for one in (*found.steps, *found.acute_steps) if one.key == key)


def keys(found: ShownCard) -> list[str]:
    """The keys of all its steps, in their order."""
    return [one.key for one in (*found.steps, *found.acute_steps)]


def called(found: ShownCard, key: str) -> set[str]:
    """Whom a step of a card names."""
    return {line.contact.slug for line in step(found, key).lines}
