"""How many deadlines are open, of which kind, of whom, how near: one query for all counts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, QuerySet, Subquery
from django.db.models.functions import TruncMonth

from beredskab.dashboard.owed import IS_UNASSIGNED, Borders
from beredskab.deadlines import duedates
from beredskab.deadlines.models import FREE, Sweep
from beredskab.deadlines.querysets import DeadlineQuerySet
from beredskab.timelimits import TZ
from cases.kinds import ASSESSMENT

SPANS = ("overdue", "day", "week", "later")
Group = dict[str, Any]


@dataclass(frozen=True)
class Tally:
    """The open deadlines in sight, grouped by unit, kind and owner, counted by span."""

    groups: list[Group]

    def count(self, span: str = "", where: Callable[[Group], Any] = bool) -> int:
        """Count the deadlines of a span, or of all, in the groups for which `where` holds."""
        spans = [span] if span else SPANS
        return sum(group[name] for group in self.groups if where(group) for name in spans)

    @property
    def set_aside(self) -> int:
        """How many cannot be alerted."""
        return sum(group["set_aside"] for group in self.groups)

    @property
    def unassigned(self) -> int:
        """How many are in cases that no adviser has taken."""
        return self.count(where=lambda group: group["unassigned"])

    @property
    def swept_at(self) -> datetime | None:
        """When the alerts were last looked at; asked only where something is owed."""
        return next((group["swept_at"] for group in self.groups), None)

    def pairs(self, key: str, label: str) -> list[tuple[str, str]]:
        """Return the different values of a key with their labels, by label."""
        found = {str(g[key]): str(g[label]) for g in self.groups if g[key] is not None}
        return sorted(found.items(), key=lambda pair: pair[1])


@dataclass(frozen=True)
class Month:
    """The 24-hour assessments due in a month: how many were in time, of how many."""

    first: datetime
    on_time: int
    total: int

    @property
    def percent(self) -> int:
        """The share in time, rounded down: 100 means all of them."""
        return self.on_time * 100 // self.total


def open_deadlines(scope: DeadlineQuerySet, borders: Borders) -> Tally:
    """Count what is open in `scope`."""
    unassigned = ExpressionWrapper(IS_UNASSIGNED, output_field=BooleanField())
    swept_at = Subquery(Sweep.objects.filter(name=duedates.ALERTS).values("at"))
    counts = {span: Count("pk", filter=borders.within(span)) for span in SPANS}
    groups = (
        scope.open()
        .order_by()
        .annotate(unassigned=unassigned, swept_at=swept_at)
        .values("unit", "unit__name", "owner", "owner__name", "kind", "unassigned", "swept_at")
        .annotate(**counts, set_aside=Count("pk", filter=Q(set_aside_at__isnull=False)))
    )
    return Tally([{**group, "family": family(group["kind"])} for group in groups])


def family(kind: str) -> str:
    """The kind that a filter offers: what the law sets one by one, all tasks together."""
    return FREE if kind.startswith(FREE) else kind


def of_family(chosen: str) -> Q:
    """The condition that a deadline is of a kind that a filter offers."""
    return Q(kind__startswith=FREE) if chosen == FREE else Q(kind=chosen)


def assessments(scope: DeadlineQuerySet, *, at: datetime, since: datetime) -> list[Month]:
    """Count the 24-hour assessments by the month they were due in.

    One that is open and late counts as late; one that is open and in time is not counted yet.
    """
    decided = Q(met_at__isnull=False) | Q(due_at__lt=at)
    months: QuerySet[Any, Any] = (
        scope.filter(decided, kind=ASSESSMENT, cancelled_at__isnull=True, due_at__gte=since)
        .order_by()
        .annotate(month=TruncMonth("due_at", tzinfo=TZ))
        .values("month")
        .annotate(total=Count("pk"), on_time=Count("pk", filter=Q(met_at__lte=F("due_at"))))
        .order_by("month")
    )
    return [Month(row["month"], row["on_time"], row["total"]) for row in months]


def below_target(months: Iterable[Month]) -> list[Month]:
    """The months in which not every assessment was in time."""
    return [month for month in months if month.on_time < month.total]
