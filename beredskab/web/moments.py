"""Words for time, the same on every page: "i dag kl. 13.10", "2 t 40 min tilbage"."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beredskab import timelimits

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def day_words(day: date, today: date) -> str:
    """Return "i dag", "i går", "i morgen", else "tir. 14. april", with the year if not this one."""
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}.get((day - today).days)
    if near:
        return near
    return date_format(day, "D. j. F" if day.year == today.year else "D. j. F Y")


def moment_words(moment: datetime, now: datetime) -> str:
    """Return day and time of day; the end of a day is the day alone."""
    local = timezone.localtime(moment, timelimits.TZ)
    day = day_words(local.date(), timezone.localtime(now, timelimits.TZ).date())
    if is_end_of_day(moment):
        return day
    return _("%(day)s at %(time)s") % {"day": day, "time": f"{local:%H.%M}"}


def exact_words(moment: datetime) -> str:
    """Return it all: "tirsdag den 14. april 2026 kl. 23.59"."""
    local = timezone.localtime(moment, timelimits.TZ)
    return _("%(weekday)s %(date)s at %(time)s") % {
        "weekday": date_format(local, "l"),
        "date": date_format(local, "j. F Y"),
        "time": f"{local:%H.%M}",
    }


def time_left(deadline: datetime, now: datetime) -> str:
    """Return "2 t 40 min tilbage" or "Overskredet 18 t"; whole days from two days on.

    A limit at the end of a day is no matter of hours, so it is told in days from one day on.
    """
    days_from = 1 if is_end_of_day(deadline) else 2
    if now > deadline:
        span = _span(now - deadline, minutes_to_hours=1, days_from=days_from)
        return _("Overdue by %(time)s") % {"time": span}
    span = _span(deadline - now, minutes_to_hours=24, days_from=days_from)
    return _("%(time)s left") % {"time": span}


def is_end_of_day(moment: datetime) -> bool:
    """Tell whether a moment is the very end of its day in Denmark."""
    return moment == timelimits.end_of_day(timelimits.local_day(moment))


def left_words() -> dict[str, str]:
    """Return the words of `time_left`, for script to fill in."""
    return {
        "left": _("%(time)s left"),
        "overdue": _("Overdue by %(time)s"),
        "days": ngettext("%(count)d day", "%(count)d days", 2),
        "hours": _("%(hours)d h"),
        "both": _("%(hours)d h %(minutes)d min"),
        "minutes": _("%(minutes)d min"),
        "none": _("under 1 min"),
    }


def _span(span: timedelta, *, minutes_to_hours: int, days_from: int) -> str:
    """Round down to what matters: days, hours, hours and minutes, or minutes."""
    if span >= days_from * _DAY:
        days = span // _DAY
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    hours, minutes = span // _HOUR, span % _HOUR // _MINUTE
    if hours >= minutes_to_hours or (hours and not minutes):
        return _("%(hours)d h") % {"hours": hours}
    if hours:
        return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}
    if not minutes:
        return _("under 1 min")
    return _("%(minutes)d min") % {"minutes": minutes}
