"""When a contact can be called: pure functions over stored opening hours.

Hours are `[[weekday, "09:00", "15:00"], ...]` with Monday as 0; without any, nobody is known to
answer. Whatever has hours is closed on public holidays, and on the half ones too: it is safer to
be sent to the police than to wait at a telephone that nobody answers.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from django.utils.dates import WEEKDAYS_ABBR

from beredskab.timelimits import HOLIDAY, TZ, Calendar

Hours = Sequence[Sequence[int | str]]

WEEKDAY_KEYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CALENDAR = Calendar(half_holidays_count=False)
_LOOK_AHEAD = 21


def is_open(hours: Hours, at: datetime) -> bool:
    """Tell whether somebody answers at `at`; the closing time itself is closed."""
    local = at.astimezone(TZ)
    return any(opens <= local.time() < closes for opens, closes in _on_day(hours, local))


def next_opening(hours: Hours, at: datetime) -> datetime | None:
    """Return when it opens next after `at`; None if it is open now or never opens."""
    if is_open(hours, at):
        return None
    local = at.astimezone(TZ)
    for ahead in range(_LOOK_AHEAD):
        day = local + timedelta(days=ahead)
        moments = (
            datetime.combine(day.date(), opens, tzinfo=TZ) for opens, _closes in _on_day(hours, day)
        )
        later = [moment for moment in moments if moment > local]
        if later:
            return min(later)
    return None


def words(hours: Hours) -> list[str]:
    """Return the hours for people to read, equal days in a row together: "Mon-Fri 9-15"."""
    spans: dict[int, list[str]] = {}
    for weekday, opens, closes in hours:
        span = f"{_clock(str(opens))}-{_clock(str(closes))}"
        spans.setdefault(int(weekday), []).append(span)
    runs: list[tuple[int, int, str]] = []
    for weekday in sorted(spans):
        text = ", ".join(spans[weekday])
        if runs and runs[-1][1] == weekday - 1 and runs[-1][2] == text:
            runs[-1] = (runs[-1][0], weekday, text)
        else:
            runs.append((weekday, weekday, text))
    return [
        f"{WEEKDAYS_ABBR[first]}-{WEEKDAYS_ABBR[last]} {text}"
        if first != last
        else f"{WEEKDAYS_ABBR[first]} {text}"
        for first, last, text in runs
    ]


def problem(hours: object) -> str:
    """Return what is wrong with stored hours, or "" when nothing is."""
    if not isinstance(hours, list):
        return "hours are a list"
    for interval in hours:
        try:
            weekday, opens, closes = interval
            start, end = time.fromisoformat(opens), time.fromisoformat(closes)
        except (TypeError, ValueError):
            return "each interval is [weekday, opening, closing]"
        if weekday not in range(7):
            return "weekdays are 0 to 6"
        if start >= end:
            return "it closes before it opens"
    return ""


def _clock(text: str) -> str:
    hour, _colon, minute = text.partition(":")
    return f"{int(hour)}.{minute}" if int(minute) else str(int(hour))


def _on_day(hours: Hours, day: datetime) -> Iterable[tuple[time, time]]:
    if _CALENDAR.why_skipped(day.date()).startswith(HOLIDAY):
        return
    for weekday, opens, closes in hours:
        if weekday == day.weekday():
            yield time.fromisoformat(str(opens)), time.fromisoformat(str(closes))
