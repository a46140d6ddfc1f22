"""A version of a card comes into being, or is thrown away before it was in force."""

from datetime import datetime
from itertools import chain, count

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from actioncards import permissions
from actioncards.choices import CardAge, CardRole
from actioncards.models import Card, CardStep, CardVersion, StepContact
from actioncards.states import WrongState
from actioncards.workflow.telling import record, settle
from beredskab.accounts.models import User
from beredskab.errors import Refused

_SLUGS = {
    CardAge.UNDER_18: "under-18",
    CardAge.ADULT: "fyldt-18",
    CardRole.PROFESSIONAL: "fagperson",
    CardRole.AUTHORITY: "myndighed",
}


class CardTaken(Refused):
    message = _("There is a card for that role and age. Withdraw it, or begin a new version of it.")


class AlreadyInWork(Refused):
    message = _("Somebody has begun a new version of the card. Write in that one.")


@transaction.atomic
def begin_card(*, by: User, at: datetime, role: str, age: str) -> CardVersion:
    """Begin a card for a role and an age that have none, with an empty first draft.

    Raises CardTaken if there is one that is not withdrawn.
    """
    permissions.require_edit(by)
    try:
        with transaction.atomic():
            card = Card.objects.create(slug=_free_slug(role, age), role=role, age=age)
    except IntegrityError as error:
        raise CardTaken from error
    version = CardVersion.objects.create(
        card=card, number=1, title="", must_not=[], edited_at=at, edited_by=by
    )
    record(version, "card_begun", by=by, at=at)
    return version


@transaction.atomic
def begin_draft(card: Card, *, by: User, at: datetime) -> CardVersion:
    """Begin the next version of a card: what is in force, with its steps and their contacts.

    Raises AlreadyInWork if one is begun, WrongState if the card is withdrawn.
    """
    card = Card.objects.lock(card)
    permissions.require_edit(by)
    if card.withdrawn_at is not None:
        raise WrongState
    if card.versions.in_work().exists():
        raise AlreadyInWork
    number = card.versions.aggregate(number=Max("number"))["number"] or 0
    draft = CardVersion(card=card, number=number + 1, must_not=[], edited_at=at, edited_by=by)
    former = card.versions.in_force().with_steps().first()
    if former:
        for field in ("title", "summary", "must_not", "acute_when"):
            setattr(draft, field, getattr(former, field))
    draft.save()
    if former:
        _copy_steps(former, draft)
    record(draft, "draft_begun", by=by, at=at)
    return draft


@transaction.atomic
def discard_draft(version: CardVersion, *, by: User, at: datetime) -> None:
    """Throw away a version that was never in force; the trail keeps that there was one."""
    Card.objects.lock(version.card)
    found = CardVersion.objects.in_work().filter(pk=version.pk).first()
    permissions.require_edit(by)
    if found is None:
        raise WrongState
    settle(found, at=at)
    record(found, "draft_discarded", by=by, at=at)
    found.delete()


def _free_slug(role: str, age: str) -> str:
    """The short name of a card; withdrawn ones keep theirs, so that the next gets a number."""
    slug = f"{_SLUGS[CardAge(age)]}-{_SLUGS[CardRole(role)]}"
    taken = set(Card.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    numbered = (f"{slug}-{number}" for number in count(2))
    return next(one for one in chain([slug], numbered) if one not in taken)


def _copy_steps(former: CardVersion, draft: CardVersion) -> None:
    fields = ("key", "part", "position", "heading", "text", "action", "law")
    for step in former.steps.all():
        values = {field: getattr(step, field) for field in fields}
        copy = CardStep.objects.create(version=draft, **values)
        StepContact.objects.bulk_create(
            StepContact(step=copy, contact_id=tie.contact_id, position=tie.position)
            for tie in step.contact_ties.all()
        )
