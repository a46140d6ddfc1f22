"""When a contact can be called: pure functions over stored opening hours.

Hours are `[[weekday, "09:00", "15:00"], ...]` with Monday as 0; without any, nobody is known to
answer. Whatever has hours is closed on public holidays, and on the half ones too: it is safer to
be sent to the police than to wait at a telephone that nobody answers.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from beredskab.timelimits import HOLIDAY, TZ, Calendar

Hours = Sequence[Sequence[int | str]]

WEEKDAY_KEYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CALENDAR = Calendar(half_holidays_count=False)
# When an office that has written no hours may be thought to answer.
_OFFICE: Hours = [[day, "09:00", "15:00"] for day in range(5)]
_LOOK_AHEAD = 21
_WEEK = 7


def is_open(hours: Hours, at: datetime) -> bool:
    """Tell whether somebody answers at `at`; the closing time itself is closed."""
    local = at.astimezone(TZ)
    return any(opens <= local.time() < closes for opens, closes in _on_day(hours, local))


def is_office_time(at: datetime) -> bool:
    """Tell whether offices usually answer at `at`: weekdays from 9 to 15, no public holiday."""
    return is_open(_OFFICE, at)


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
    """Return the hours for people to read, equal days in a row together: "man-fre kl. 9-15"."""
    runs: list[tuple[int, int, str]] = []
    for weekday, text in by_weekday(hours).items():
        if runs and runs[-1][1:] == (weekday - 1, text):
            runs[-1] = (runs[-1][0], weekday, text)
        else:
            runs.append((weekday, weekday, text))
    return [
        _("%(days)s at %(hours)s") % {"days": _days(first, last), "hours": text}
        for first, last, text in runs
    ]


def by_weekday(hours: Hours) -> dict[int, str]:
    """Return the hours of each day that has some: "9-12 og 13-15"."""
    spans: dict[int, list[str]] = {}
    for weekday, opens, closes in sorted(hours, key=tuple):
        span = f"{_clock(str(opens))}-{_clock(str(closes))}"
        spans.setdefault(int(weekday), []).append(span)
    return {weekday: get_text_list(on_day, _("and")) for weekday, on_day in spans.items()}


def moment_words(moment: datetime, now: datetime) -> str:
    """Return when it opens as people say it: "i dag kl. 13", "mandag kl. 8.30"."""
    local, today = moment.astimezone(TZ), now.astimezone(TZ).date()
    ahead = (local.date() - today).days
    near = {0: _("today"), 1: _("tomorrow")}.get(ahead)
    day = near or date_format(local, "l" if ahead < _WEEK else "l j. F")
    return _("%(day)s at %(time)s") % {"day": day, "time": _clock(f"{local:%H:%M}")}


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


def _days(first: int, last: int) -> str:
    if (first, last) == (0, 6):
        return _("every day")
    names = dict.fromkeys(str(WEEKDAYS_ABBR[day]) for day in (first, last))
    return "-".join(names)


def _clock(text: str) -> str:
    hour, _colon, minute = text.partition(":")
    return f"{int(hour)}.{minute}" if int(minute) else str(int(hour))


def _on_day(hours: Hours, day: datetime) -> Iterable[tuple[time, time]]:
    if _CALENDAR.why_skipped(day.date()).startswith(HOLIDAY):
        return
    for weekday, opens, closes in hours:
        if weekday == day.weekday():
            yield time.fromisoformat(str(opens)), time.fromisoformat(str(closes))
