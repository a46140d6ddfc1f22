"""Contacts of the directory, and action cards in force."""

from itertools import count
from typing import Any

from django.utils import timezone

from actioncards.models import Card, CardStep, CardVersion, Explanation, StepContact
from actioncards.states import VersionStatus
from beredskab.municipality.models import Contact

_numbers = count(1)
OFFICE = [[day, "09:00", "15:00"] for day in range(5)]


def contact(**fields: Any) -> Contact:
    """A contact of its own, open on weekdays from 9 to 15 and shown to everybody."""
    number = next(_numbers)
    values = {
        "slug": f"kontakt-{number}",
        "name": f"Kontakt {number}",
        "phone": f"70 55 {number // 100:02} {number % 100:02}",
        "audience": Contact.Audience.PUBLIC,
        "hours": OFFICE,
        **fields,
    }
    return Contact.objects.create(**values)


def step(version: CardVersion, key: str, *, contacts: list[Contact] | None = None, **fields: Any):
    """A step of a version that is not in force yet."""
    values = {"position": 10 * version.steps.count() + 10, "heading": f"Gør {key}", **fields}
    made = CardStep.objects.create(version=version, key=key, **values)
    for position, one in enumerate(contacts or []):
        StepContact.objects.create(step=made, contact=one, position=position)
    return made


def draft(card: Card | None = None, **fields: Any) -> CardVersion:
    """A version that somebody writes on, without steps."""
    card = card or card_of()
    values = {
        "number": card.versions.count() + 1,
        "title": "Under 18 år – fagperson",
        "summary": "Når du er bekymret for et barn.",
        "must_not": ["Tal ikke med familien om bekymringen.", "Send ikke brev, sms eller mail."],
        "acute_when": "Når nogen er i fare nu.",
        "edited_at": timezone.now(),
        **fields,
    }
    return CardVersion.objects.create(card=card, **values)


def publish(version: CardVersion) -> CardVersion:
    """Put a version in force as a content pack does."""
    version.status, version.from_pack = VersionStatus.PUBLISHED, True
    version.published_at = timezone.now()
    version.save()
    return version


def card_of(role: str = "professional", age: str = "under_18", **fields: Any) -> Card:
    """A card without versions."""
    slug = fields.pop("slug", f"{age.replace('_', '-')}-{role}")
    return Card.objects.create(slug=slug, role=role, age=age, **fields)


def card(
    role: str = "professional",
    age: str = "under_18",
    *,
    steps: dict[str, dict[str, Any]] | None = None,
    **fields: Any,
) -> CardVersion:
    """A card in force with these steps: `{"talk": {"contacts": [...], "action": "notify"}}`."""
    version = draft(card_of(role, age), **fields)
    for key, values in (steps or {"first": {}}).items():
        step(version, key, **values)
    return publish(version)


def explanation(kind: str = "category", key: str = "social_control", **fields: Any) -> Explanation:
    """What a word of the forms means, as a content pack says it."""
    values = {
        "title": f"Ordet {key}",
        "text": "Når andre bestemmer over ens liv.",
        "position": next(_numbers),
        "edited_at": timezone.now(),
        **fields,
    }
    return Explanation.objects.create(kind=kind, key=key, **values)


def withdraw(version: CardVersion, by: Any, *, replaced_by: Card | None = None) -> None:
    """Take a card in force out of use."""
    now = timezone.now()
    version.status, version.ended_at = VersionStatus.WITHDRAWN, now
    version.save()
    card = version.card
    card.withdrawn_at, card.withdrawn_by, card.replaced_by = now, by, replaced_by
    card.save()
