"""What `/frister/` shows, read in as few queries as there are questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext, ngettext

from beredskab.accounts import roles
from beredskab.accounts.models import User
from beredskab.accounts.roles import Role
from beredskab.dashboard import owed, tally
from beredskab.dashboard.filters import Filters
from beredskab.dashboard.owed import Borders, Row
from beredskab.dashboard.tally import Month, Tally
from beredskab.timelimits import TZ, Calendar, Weekdays
from cases.models import Case

PAGE_SIZE = 25
ALERTS_SHOWN = 5
MONTHS = 3
STALE_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class Board:
    """The open deadlines in somebody's sight, filtered and cut to a page."""

    units: list[str]
    filters: Filters
    counted: Tally
    page: Page[Any]
    now: datetime
    leads: frozenset[int]

    @property
    def total(self) -> int:
        """How many deadlines the filters leave."""
        return self.page.paginator.count

    @property
    def cases(self) -> list[Case]:
        """The cases on this page."""
        return owed.shown_cases(self.page.object_list)

    @property
    def overdue(self) -> int:
        """How many deadlines are overdue, whatever the filters."""
        return self.counted.count("overdue")

    @property
    def worst(self) -> list[Row]:
        """The overdue deadlines to name above the list: where the list itself begins with them."""
        if self.filters.chosen or self.page.number > 1:
            return []
        return [row for row in self.page.object_list if row.is_late][:ALERTS_SHOWN]

    @property
    def more_overdue(self) -> int:
        """How many overdue deadlines are not named."""
        return self.overdue - len(self.worst)

    @property
    def is_stale(self) -> bool:
        """Whether alerts are owed and nobody has looked at them lately."""
        swept_at = self.counted.swept_at
        late = swept_at is None or self.now - swept_at > STALE_AFTER
        return bool(self.counted.groups) and late


def read(user: User, asked: QueryDict, *, at: datetime, calendar: Calendar) -> Board:
    """Read the page of open deadlines that an address asks for."""
    scope, borders = owed.in_sight(user, at=at), _borders(at, calendar)
    counted = tally.open_deadlines(scope, borders)
    filters = Filters.read(asked, counted)
    left = filters.narrow(scope.open(), borders)
    page = owed.page(left, number=asked.get("page"), size=PAGE_SIZE, total=filters.total, at=at)
    led = roles.units_with_role(user, [Role.LEADER])
    return Board(_names(user), filters, counted, page, at, frozenset(led))


def everything(user: User, asked: QueryDict, *, at: datetime, calendar: Calendar) -> list[Row]:
    """Read all that the filters leave, for the file."""
    scope, borders = owed.in_sight(user, at=at), _borders(at, calendar)
    filters = Filters.read(asked, tally.open_deadlines(scope, borders))
    rows = owed.for_rows(filters.narrow(scope.open(), borders))
    return [owed.row(deadline, at=at) for deadline in rows]


def months(user: User, *, at: datetime) -> list[Month]:
    """How the units that the user leads kept the 24 hours in these and the months before."""
    first = at.astimezone(TZ).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    for _month in range(MONTHS - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    return tally.assessments(owed.led_by(user), at=at, since=first)


def conclusion(kept: Sequence[Month]) -> str:
    """Say in one sentence what the months show."""
    below = [date_format(month.first, "F") for month in tally.below_target(kept)]
    if not below:
        return gettext("Every 24-hour assessment was made in time.")
    named = get_text_list(below, gettext("and"))
    text = ngettext(
        "%(months)s is below the target of 100 %%.",
        "%(months)s are below the target of 100 %%.",
        len(below),
    )
    return capfirst(text % {"months": named})


def _borders(at: datetime, calendar: Calendar) -> Borders:
    return Borders.at(at, Weekdays(5).due(at, calendar).at)


def _names(user: User) -> list[str]:
    held = roles.current_memberships(user)
    return sorted({membership.unit.name for membership in held if membership.role == Role.LEADER})
