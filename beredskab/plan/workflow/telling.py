"""What every verb of the plan leaves behind: its line in the trail, and a notice to editors."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from beredskab.accounts import duty
from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.audit.models import AuditEvent
from beredskab.notices import outbox
from beredskab.plan import permissions
from beredskab.plan.models import Edition
from beredskab.plan.notices import TEXTS


def record(
    edition: Edition, verb: str, *, by: User | None, at: datetime, **details: Any
) -> AuditEvent:
    """Write what was done to an edition, which may be gone one day."""
    return trail.record(edition, f"plan.{verb}", by=by, at=at, number=edition.name, **details)


def tell(
    to: Iterable[User], event: AuditEvent, edition: Edition, kind: str, *, path: str = ""
) -> None:
    """Post a notice about an edition; it leads to where editors work on it, or to `path`."""
    key, path = f"event:{event.pk}", path or _page_of(edition)
    for user in to:
        outbox.post(user, key, at=event.at, kind=kind, reference=edition.name, path=path)


def settle(edition: Edition, *, at: datetime) -> None:
    """Let what editors were told of an edition in work be read: something newer has happened."""
    outbox.settle(TEXTS, path=_page_of(edition), at=at)


def approvers(edition: Edition, at: datetime) -> list[User]:
    """The editors who may approve an edition."""
    barred = permissions.barred(edition)
    return [one for one in editors(at) if permissions.can_edit(one) and one.pk not in barred]


def editors(at: datetime) -> list[User]:
    """All who write the plan."""
    return duty.holders(permissions.EDITORS, at)


def _page_of(edition: Edition) -> str:
    return reverse("plan_draft", args=[edition.name])
