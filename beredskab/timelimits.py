"""When time limits end: elapsed hours, weekdays (hverdage), calendar months, and ages.

Pure functions over plain values. What a municipality has chosen comes in as a `Calendar`.
Moments are aware and in UTC; days are Danish days.
"""

import calendar as gregorian
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

TZ = ZoneInfo("Europe/Copenhagen")
WEEKEND = "weekend"
HOLIDAY = "holiday:"
# Not public holidays, but many are off: a municipality may leave them out of the count.
HALF_HOLIDAYS = {(6, 5): "Grundlovsdag", (12, 24): "Juleaftensdag", (12, 31): "Nytårsaftensdag"}
_DAY = timedelta(days=1)


@cache
def _public_holidays(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("DK", years=year, language="da"))


@dataclass(frozen=True)
class Calendar:
    """Which days count as weekdays in this municipality."""

    saturday_counts: bool = False
    half_holidays_count: bool = True

    def strict(self) -> "Calendar":
        """Return the strictest reading, which gives the amber date: all but holidays count."""
        return replace(self, saturday_counts=True, half_holidays_count=True)

    def is_weekday(self, day: date) -> bool:
        """Say whether the day counts."""
        return not self.why_skipped(day)

    def why_skipped(self, day: date) -> str:
        """Return "holiday:<name>" or "weekend" for a day that does not count, else ""."""
        if name := _public_holidays(day.year).get(day):
            return HOLIDAY + name
        if day.weekday() == gregorian.SUNDAY:
            return WEEKEND
        if day.weekday() == gregorian.SATURDAY and not self.saturday_counts:
            return WEEKEND
        half = HALF_HOLIDAYS.get((day.month, day.day))
        return HOLIDAY + half if half and not self.half_holidays_count else ""


@dataclass(frozen=True)
class Due:
    """When something is due, the stricter amber moment, and the days that were skipped."""

    at: datetime
    amber_at: datetime | None = None
    skipped: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True)
class Hours:
    """A limit in elapsed hours, through nights, weekends and changes of the clock."""

    count: int

    def due(self, received: datetime) -> Due:
        """Return the last moment that is in time."""
        return Due(at=received.astimezone(UTC) + timedelta(hours=self.count))


@dataclass(frozen=True)
class Weekdays:
    """A limit in whole weekdays; the day of receipt is not counted."""

    count: int

    def due(self, received: datetime, calendar: Calendar) -> Due:
        """Return the end of the last day, the amber moment if it differs, and what was skipped."""
        start = local_day(received)
        last = _nth(_days_after(start), self.count, calendar)
        strict = _nth(_days_after(start), self.count, calendar.strict())
        between = (start + _DAY * n for n in range(1, (last - start).days))
        return Due(
            at=end_of_day(last),
            amber_at=end_of_day(strict) if strict != last else None,
            skipped=tuple((day, why) for day in between if (why := calendar.why_skipped(day))),
        )

    def before(self, day: date, calendar: Calendar) -> date:
        """Return the weekday that lies this many weekdays before the day."""
        return _nth(_days_before(day), self.count, calendar)


@dataclass(frozen=True)
class Months:
    """A limit in calendar months, ending on the same day of the month or on the month's last.

    It is not moved when it ends in a weekend or on a holiday: it binds the authority.
    """

    count: int

    def due(self, decided: datetime) -> Due:
        """Return the end of the last day."""
        start = local_day(decided)
        years, month = divmod(start.month - 1 + self.count, 12)
        year, month = start.year + years, month + 1
        day = min(start.day, gregorian.monthrange(year, month)[1])
        return Due(at=end_of_day(date(year, month, day)))


def local_day(moment: datetime) -> date:
    """Return the Danish day in which the moment lies."""
    return moment.astimezone(TZ).date()


def end_of_day(day: date) -> datetime:
    """Return the last moment of the Danish day."""
    return datetime.combine(day, time.max, tzinfo=TZ).astimezone(UTC)


def localise(naive: datetime) -> datetime:
    """Make a Danish wall-clock time aware; an ambiguous one in October is the earlier instant."""
    return naive.replace(tzinfo=TZ, fold=0).astimezone(UTC)


def age_on(born: date, day: date) -> int:
    """Return the age in whole years; born on 29 February, one turns a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def turns_18(born: date) -> date:
    """Return the 18th birthday, the first day on which the person is an adult."""
    year = born.year + 18
    if (born.month, born.day) == (2, 29) and not gregorian.isleap(year):
        return date(year, 3, 1)
    return born.replace(year=year)


def _days_after(day: date) -> Iterator[date]:
    while True:
        day += _DAY
        yield day


def _days_before(day: date) -> Iterator[date]:
    while True:
        day -= _DAY
        yield day


def _nth(days: Iterator[date], count: int, calendar: Calendar) -> date:
    """Return the day on which this many weekdays have passed."""
    weekdays = (day for day in days if calendar.is_weekday(day))
    for _ in range(count - 1):
        next(weekdays)
    return next(weekdays)
