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


def tell(to: Iterable[User], event: AuditEvent, kind: str, url_name: str) -> None:
    """Post a notice about the plan; it leads to one of its pages."""
    for user in to:
        outbox.post(user, f"event:{event.pk}", at=event.at, kind=kind, path=reverse(url_name))


def settle(*, at: datetime) -> None:
    """Let what editors were told of the plan's drafts be read: something newer has happened."""
    outbox.settle(TEXTS, path=reverse("plan_edit"), at=at)


def approvers(edition: Edition, at: datetime) -> list[User]:
    """The editors who may approve an edition."""
    barred = permissions.barred(edition)
    return [one for one in editors(at) if permissions.can_edit(one) and one.pk not in barred]


def editors(at: datetime) -> list[User]:
    """All who write the plan."""
    return duty.holders(permissions.EDITORS, at)
