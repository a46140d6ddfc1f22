"""The revision that § 15(3) asks for at least every fourth year (R2)."""

from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.urls import reverse

from beredskab.accounts import duty
from beredskab.notices import outbox
from beredskab.notices.outbox import Row
from beredskab.plan import permissions
from beredskab.plan.models import Edition
from beredskab.timelimits import local_day


class Stage(StrEnum):
    """How near the revision is; the values are the statuses of the components."""

    GREEN = "on_time"
    AMBER = "urgent"
    RED = "overdue"


_KINDS = {Stage.AMBER: "plan_review_near", Stage.RED: "plan_review_overdue"}


def stage(edition: Edition, day: date) -> Stage:
    """Tell how near the revision is: amber twelve months before the last day, red after it."""
    due, amber = edition.review_due_on, edition.review_amber_on
    if due is None or amber is None:
        return Stage.GREEN
    if day > due:
        return Stage.RED
    return Stage.AMBER if day >= amber else Stage.GREEN


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Tell editors and leaders of a stage that begins; return how many were told just now.

    Each is told once for an edition and a stage, however often this runs. The second stage
    takes the place of the first.
    """
    edition = Edition.objects.in_force().first()
    kind = _KINDS.get(stage(edition, local_day(at))) if edition else None
    if edition is None or kind is None:
        return 0
    told = duty.holders(permissions.OVERSEERS, at)
    key = f"{kind}:{edition.number}"
    settle(at=at, other_than=kind)
    path, is_urgent = _page(), kind.endswith("overdue")
    rows = [Row(user.pk, key, kind, path=path, urgent=is_urgent) for user in told]
    return len(outbox.post_many(rows, at=at))


def settle(*, at: datetime, other_than: str = "") -> None:
    """Let what was told of the revision be read: it is done, or a later stage has begun."""
    outbox.settle(set(_KINDS.values()) - {other_than}, path=_page(), at=at)


def _page() -> str:
    return reverse("plan_duties")
