"""What a calendar means in practice: dates of receipt and when their 6 weekdays end."""

from dataclasses import dataclass
from datetime import date, datetime, time

from beredskab.timelimits import Calendar, Weekdays, local_day, localise

# Each of them shows another trap: a weekend, Easter, Ascension, 5 June, Christmas.
RECEIVED = (
    date(2026, 1, 9),
    date(2026, 4, 1),
    date(2026, 5, 13),
    date(2026, 5, 29),
    date(2026, 12, 23),
)


@dataclass(frozen=True)
class Example:
    """A day of receipt, the last day in time, and the amber day if there is one."""

    received_on: date
    due_on: date
    amber_on: date | None


def examples(calendar: Calendar, *, show_amber: bool) -> list[Example]:
    """Return when 6 weekdays end for each of the dates shown on the settings page."""
    return [_example(day, calendar, show_amber=show_amber) for day in RECEIVED]


def _example(day: date, calendar: Calendar, *, show_amber: bool) -> Example:
    due = Weekdays(6).due(localise(datetime.combine(day, time(12))), calendar)
    amber = local_day(due.amber_at) if show_amber and due.amber_at else None
    return Example(received_on=day, due_on=local_day(due.at), amber_on=amber)
