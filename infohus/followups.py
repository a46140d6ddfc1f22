"""What meetings leave to be done: to conclude, to answer, minutes to write and to agree to."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from beredskab.accounts.models import User
from beredskab.timelimits import local_day
from infohus import permissions
from infohus.choices import Section
from infohus.models import AgendaItem, ItemText, Recommendation
from infohus.querysets import AgendaItemQuerySet, RecommendationQuerySet


@dataclass(frozen=True)
class FollowUps:
    """Of the coordinator all that waits; of everybody else what waits for her own authority."""

    waiting: list[dict[str, Any]]
    unconcluded: list[AgendaItem]
    without_minutes: list[AgendaItem]
    to_agree: list[AgendaItem]

    @property
    def is_empty(self) -> bool:
        return not (self.waiting or self.unconcluded or self.without_minutes or self.to_agree)

    @property
    def overdue(self) -> int:
        return sum(row["is_late"] for row in self.waiting)


NOTHING = FollowUps(waiting=[], unconcluded=[], without_minutes=[], to_agree=[])


def of(user: User, now: datetime) -> FollowUps:
    """What `/infohus/` shows beside the meetings."""
    if not permissions.can_convene(user):
        return mine(user, now)
    return FollowUps(
        waiting=_waiting(Recommendation.objects.visible_to(user, now).waiting(), now),
        unconcluded=_listed(_held(user, now).filter(concluded_at__isnull=True)),
        without_minutes=_without_minutes(user, now),
        to_agree=_to_agree(user, now),
    )


def mine(user: User, now: datetime) -> FollowUps:
    """What waits for her as somebody who was at the table, as her overview shows it."""
    own = Recommendation.objects.visible_to(user, now).own(user, now)
    return replace(NOTHING, waiting=_waiting(own, now), to_agree=_to_agree(user, now))


def _to_agree(user: User, now: datetime) -> list[AgendaItem]:
    return _listed(AgendaItem.objects.to_agree(user, now))


def _waiting(known: RecommendationQuerySet, now: datetime) -> list[dict[str, Any]]:
    """Open recommendations, those that are due first; nobody is named."""
    today = local_day(now)
    rows = known.select_related("item__meeting", "unit").order_by("due_on", "pk")
    return [{"row": row, "is_late": row.is_late(today)} for row in rows]


def _without_minutes(user: User, now: datetime) -> list[AgendaItem]:
    minutes = ItemText.objects.filter(item=OuterRef("pk"), section=Section.MINUTES)
    return _listed(_held(user, now).filter(~Exists(minutes)))


def _held(user: User, now: datetime) -> AgendaItemQuerySet:
    """The items of the coordinator that were held, as far as the clock tells.

    Not those on a case that was closed before: nobody talked of it.
    """
    return AgendaItem.objects.kept_by(user, now).filter(
        Q(case__closed_at__isnull=True) | Q(case__closed_at__gte=F("meeting__starts_at")),
        meeting__convened_at__isnull=False,
        meeting__cancelled_at__isnull=True,
        meeting__ends_at__lte=now,
    )


def _listed(items: AgendaItemQuerySet) -> list[AgendaItem]:
    return list(items.select_related("meeting").order_by("meeting__starts_at", "pk"))
