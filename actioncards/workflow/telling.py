"""What every verb of the cards leaves behind: its line in the trail, and a notice to editors."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from actioncards import permissions
from actioncards.models import CardVersion
from actioncards.notices import TEXTS
from beredskab.accounts import duty
from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.audit.models import AuditEvent
from beredskab.notices import outbox


def record(
    version: CardVersion, verb: str, *, by: User, at: datetime, **details: Any
) -> AuditEvent:
    """Write on the card what was done to one of its versions, which may be gone one day."""
    return trail.record(
        version.card,
        f"actioncards.{verb}",
        by=by,
        at=at,
        version=version.pk,
        number=version.number,
        **details,
    )


def tell(to: User, event: AuditEvent, version: CardVersion, kind: str, url_name: str) -> None:
    """Post a notice about a card; it names the card alone, and leads to one of its pages."""
    outbox.post(
        to,
        f"event:{event.pk}",
        at=event.at,
        kind=kind,
        reference=version.title[:40],
        path=reverse(url_name, args=[version.card.slug]),
    )


def settle(version: CardVersion, *, at: datetime) -> None:
    """Let what editors were told of the card before be read: something newer has happened."""
    outbox.settle(TEXTS, path=version.card.get_absolute_url(), at=at)


def approvers(version: CardVersion, at: datetime) -> list[User]:
    """The editors who may approve a version."""
    return [user for user in _editors(at) if permissions.can_approve(user, version)]


def tell_others(by: User, event: AuditEvent, version: CardVersion, kind: str) -> None:
    """Post a notice about a card to every editor but the one who did it."""
    for editor in _editors(event.at):
        if editor.pk != by.pk:
            tell(editor, event, version, kind, "card_versions")


def _editors(at: datetime) -> list[User]:
    return duty.holders(permissions.EDITORS, at)
