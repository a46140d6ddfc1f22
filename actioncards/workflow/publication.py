"""Put a version in force, and take a card out of use."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from actioncards import permissions, states
from actioncards.models import Card, CardVersion
from actioncards.states import VersionStatus, WrongState
from actioncards.workflow.review import require_ready
from actioncards.workflow.telling import record, settle, tell_others
from beredskab.accounts.models import User
from beredskab.errors import NeedsReason, Refused


class StillInWork(Refused):
    message = _("There is a new version in work. Discard it before you withdraw the card.")


class NotInForce(Refused):
    message = _("Choose another card, one that is in force, to replace this one.")


class NeedsReplacement(Refused):
    message = _(
        "Choose the card that replaces it. A card without a replacement can't be withdrawn."
    )


@transaction.atomic
def publish(version: CardVersion, *, by: User, at: datetime) -> CardVersion:
    """Put an approved version in force; the one before it ends, and cases on it keep it.

    Raises NotReady if a contact was taken out of use since it was sent for approval.
    """
    card = Card.objects.lock(version.card)
    found = CardVersion.objects.lock(version)
    permissions.require_edit(by)
    if found is None:
        raise WrongState
    states.require_move(found.status, VersionStatus.PUBLISHED)
    require_ready(found)
    _end(card, VersionStatus.SUPERSEDED, at=at)
    found.status = VersionStatus.PUBLISHED
    found.published_at, found.published_by = at, by
    found.save(update_fields=["status", "published_at", "published_by"])
    settle(found, at=at)
    event = record(found, "published", by=by, at=at)
    tell_others(by, event, found, "card_published")
    return found


@transaction.atomic
def withdraw(
    card: Card, *, by: User, at: datetime, reason: str, replaced_by: Card | None = None
) -> Card:
    """Take a card out of use for another, and tell the other editors; cases on it keep it.

    Raises StillInWork while somebody works on a new version, NeedsReplacement without another
    card, NotInForce if the other can't replace it.
    """
    card = Card.objects.lock(card)
    permissions.require_edit(by)
    in_force = card.versions.in_force().first()
    if card.withdrawn_at is not None or in_force is None:
        raise WrongState
    if card.versions.in_work().exists():
        raise StillInWork
    if not reason.strip():
        raise NeedsReason(_("Write why the card is withdrawn."))
    if replaced_by is None:
        raise NeedsReplacement
    if not _can_replace(replaced_by, card):
        raise NotInForce
    _end(card, VersionStatus.WITHDRAWN, at=at)
    card.withdrawn_at, card.withdrawn_by = at, by
    card.withdrawal_reason, card.replaced_by = reason.strip(), replaced_by
    card.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason", "replaced_by"])
    settle(in_force, at=at)
    event = record(in_force, "withdrawn", by=by, at=at, replaced_by=replaced_by.slug)
    tell_others(by, event, in_force, "card_withdrawn")
    return card


def _can_replace(other: Card, card: Card) -> bool:
    return other.pk != card.pk and other.versions.in_force().exists()


def _end(card: Card, status: VersionStatus, *, at: datetime) -> None:
    for former in card.versions.in_force():
        former.status, former.ended_at = status, at
        former.save(update_fields=["status", "ended_at"])
