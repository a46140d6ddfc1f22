"""How the cards of a pack come into force: the first version, and later ones that nobody bars.

A municipality that has written its own text, writes on one, or has withdrawn the card keeps that.
"""

from datetime import datetime

from actioncards.models import Card, CardStep, CardVersion, StepContact
from actioncards.states import VersionStatus
from beredskab.content.cards import CardText
from beredskab.content.rows import Load
from beredskab.municipality.models import Contact


def put(text: CardText, load: Load, *, at: datetime) -> None:
    """Bring a card of the pack into force, unless it says so already or is no longer the pack's.

    Runs inside the caller's transaction, after the contacts are loaded.
    """
    name = f"card:{text.slug}"
    card = Card.objects.select_for_update().filter(slug=text.slug).first()
    if card is None and not _is_taken(text):
        card = Card.objects.create(slug=text.slug, role=text.role, age=text.age)
        load.outcome.added += 1
    elif card is None or not _is_the_packs(card):
        load.outcome.kept += 1
        return
    elif load.given(name) == text.canonical:
        return
    elif card.versions.in_work().exists():
        load.outcome.kept += 1
        return
    else:
        load.outcome.changed += 1
    _publish(card, text, at)
    load.give(name, text.canonical)


def _is_taken(text: CardText) -> bool:
    """Tell whether the municipality has a card of its own for the role and the age."""
    return Card.objects.in_use().filter(role=text.role, age=text.age).exists()


def _is_the_packs(card: Card) -> bool:
    """Tell whether what is in force came from a pack."""
    return card.versions.in_force().filter(from_pack=True).exists()


def _publish(card: Card, text: CardText, at: datetime) -> None:
    last = card.versions.order_by("number").last()
    version = CardVersion.objects.create(
        card=card,
        number=last.number + 1 if last else 1,
        changes=text.changes if last else "",
        from_pack=True,
        edited_at=at,
        **text.version,
    )
    _write_steps(version, text)
    # A version in force stays as it is, so it comes into force when all of it is there.
    for earlier in card.versions.in_force():
        earlier.status, earlier.ended_at = VersionStatus.SUPERSEDED, at
        earlier.save(update_fields=["status", "ended_at"])
    version.status, version.published_at = VersionStatus.PUBLISHED, at
    version.save(update_fields=["status", "published_at"])


def _write_steps(version: CardVersion, text: CardText) -> None:
    slugs = {slug for step in text.steps for slug in step["contacts"]}
    contacts = {contact.slug: contact for contact in Contact.objects.filter(slug__in=slugs)}
    for place, step in enumerate(text.steps, start=1):
        values = {field: value for field, value in step.items() if field != "contacts"}
        made = CardStep.objects.create(version=version, position=place * 10, **values)
        for order, slug in enumerate(step["contacts"]):
            StepContact.objects.create(step=made, contact=contacts[slug], position=order)
