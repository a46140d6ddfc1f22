"""Who is looked after before the summer holiday, and who is looked for after it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from beredskab.timelimits import local_day
from cases import safety, wording
from cases.models import Case, CheckIn, Stay

MOST = 500
# Danish schools begin again in August; who was seen since then has been seen after the holiday.
SCHOOL_BEGINS = (8, 1)


def since(today: date) -> date:
    """The first day of the school year in which `today` lies."""
    month, day = SCHOOL_BEGINS
    this_year = date(today.year, month, day)
    return this_year if today >= this_year else date(today.year - 1, month, day)


def read(cases: Any) -> list[Case]:
    """The cases with all that the two lists tell of them, by a constant number of queries."""
    found: list[Case] = list(cases.for_list()[:MOST])
    stays = Prefetch("stays", safety.newest_stays(), to_attr="newest_stays")
    moments = CheckIn.objects.defer("how", "with_whom", "if_missed", "note")
    prefetch_related_objects(found, stays, Prefetch("check_ins", moments, to_attr="moments"))
    return found


def row(case: Any, now: datetime) -> dict[str, Any]:
    """What a list tells of a case: no name, no country, no word of anybody."""
    stay: Stay | None = case.newest_stays[0] if case.newest_stays else None
    next_one = next((one for one in case.moments if one.is_open), None)
    return {
        "case": case,
        "who": wording.person_words(case.exposed, local_day(now)),
        "departure_on": stay.departure_on if stay else None,
        "return_on": stay.return_on if stay else None,
        "is_written": stay is not None,
        "next": next_one,
        "seen_at": _seen_at(case.moments),
    }


def did_not_come_back(case: Any, now: datetime) -> bool:
    """Whether a day of return has passed, and nobody has recorded that the person is back."""
    today = local_day(now)
    for stay in case.newest_stays:
        is_late = stay.return_on is not None and stay.return_on < today and not stay.is_over
        if is_late and not _kept_since(case.moments, stay.return_on):
            return True
    returns = [one for one in case.moments if one.kind == CheckIn.Kind.RETURN]
    return any(_is_missed(one, case.moments, now) for one in returns)


def is_unseen(case: Any, first: date) -> bool:
    """Whether nobody has recorded to have seen the person, or her return, since a day."""
    back = any(stay.came_back_on and stay.came_back_on >= first for stay in case.newest_stays)
    return not back and not _kept_since(case.moments, first)


def _is_missed(check_in: CheckIn, moments: Sequence[CheckIn], now: datetime) -> bool:
    """Missed, and the person was not seen later either."""
    if check_in.outcome == CheckIn.Outcome.MISSED:
        return not _kept_since(moments, local_day(check_in.due_at))
    return check_in.is_open and check_in.due_at < now


def _kept_since(moments: Sequence[CheckIn], first: date) -> bool:
    seen_at = _seen_at(moments)
    return seen_at is not None and local_day(seen_at) >= first


def _seen_at(moments: Sequence[CheckIn]) -> datetime | None:
    """When the person was seen or heard last: as said for a sighting, else when it was noted."""
    kept = [one for one in moments if one.outcome == CheckIn.Outcome.KEPT]
    times = [one.due_at if one.kind == CheckIn.Kind.SEEN else one.settled_at for one in kept]
    return max((at for at in times if at is not None), default=None)
