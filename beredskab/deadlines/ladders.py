"""Ladders: who is alerted when. Pure; the municipality's configuration comes in as plain values.

A configuration is a list of rungs such as `{"after_hours": 12, "to": ["owner", "duty"]}`. `to`
names audiences: "owner", "duty" and "leader" (see `recipients`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from beredskab.timelimits import TZ, Calendar, Due, Weekdays, local_day

# Alerts that belong to a day come when the working day starts, so that there is time to act.
DAY_STARTS = time(8)
# A limit holds through its last moment; the first moment after it is too late.
TOO_LATE = timedelta(microseconds=1)


@dataclass(frozen=True)
class Step:
    """An alert: when, to which audiences, and whether it comes again every so many hours."""

    at: datetime
    to: tuple[str, ...]
    every_hours: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return the step as it is stored."""
        step = {"at": self.at.isoformat(), "to": list(self.to)}
        return {**step, "every": self.every_hours} if self.every_hours else step


def for_hours(
    due: Due, config: Iterable[Mapping[str, Any]], *, received: datetime
) -> tuple[Step, ...]:
    """Build the ladder of a limit in elapsed hours: `after_hours` counts from receipt."""
    return _in_order(
        Step(at=received + timedelta(hours=rung["after_hours"]), to=tuple(rung["to"]))
        if "after_hours" in rung
        else _late(due, rung)
        for rung in config
    )


def for_weekdays(
    due: Due, calendar: Calendar, config: Iterable[Mapping[str, Any]]
) -> tuple[Step, ...]:
    """Build the ladder of a limit in days: at the amber day, some weekdays before, when late."""
    return _in_order(
        _on_day(due, calendar, rung)
        if rung.get("at") == "amber" or "weekdays_before" in rung
        else _late(due, rung)
        for rung in config
        if rung.get("at") != "amber" or due.amber_at
    )


def for_task(due: Due) -> tuple[Step, ...]:
    """Build the ladder of a free task: its owner on the day it is due, her leader when late."""
    at = datetime.combine(local_day(due.at), DAY_STARTS, tzinfo=TZ)
    return _in_order(
        [Step(at=at, to=("owner",)), Step(at=due.at + TOO_LATE, to=("owner", "leader"))]
    )


def for_acute(due: Due, *, at: datetime) -> tuple[Step, ...]:
    """Build the ladder of what is to be done now: its owner at once, her leader in an hour."""
    return _in_order(
        [
            Step(at=at, to=("owner",)),
            Step(at=at + timedelta(hours=1), to=("owner", "leader")),
            Step(at=due.at + TOO_LATE, to=("owner", "leader")),
        ]
    )


def collapse(steps: Sequence[Step], *, due: datetime, at: datetime) -> tuple[Step, ...]:
    """Return what remains to be done at `at`, a moment in which the limit also breaches included.

    Steps that have passed become one alert now to all their audiences; a repeated one goes on.
    """
    passed = [step for step in steps if step.at <= at]
    to = tuple(dict.fromkeys(audience for step in passed for audience in step.to))
    now = [Step(at=at, to=to)] if to else []
    again = [replace(step, at=_next_repeat(step, at)) for step in passed if step.every_hours]
    ahead = [step for step in steps if step.at > at]
    breach = due + TOO_LATE
    if breach > at and all(step.at != breach for step in ahead):
        ahead.append(Step(at=breach, to=()))
    return _in_order([*now, *again, *ahead])


def _late(due: Due, rung: Mapping[str, Any]) -> Step:
    to, hours = tuple(rung["to"]), rung.get("repeat_hours", 0)
    return Step(at=due.at + TOO_LATE + timedelta(hours=hours), to=to, every_hours=hours)


def _on_day(due: Due, calendar: Calendar, rung: Mapping[str, Any]) -> Step:
    day: date = (
        local_day(due.amber_at)
        if rung.get("at") == "amber" and due.amber_at
        else Weekdays(rung["weekdays_before"]).before(local_day(due.at), calendar)
    )
    return Step(at=datetime.combine(day, DAY_STARTS, tzinfo=TZ), to=tuple(rung["to"]))


def _next_repeat(step: Step, at: datetime) -> datetime:
    every = timedelta(hours=step.every_hours)
    return step.at + every * ((at - step.at) // every + 1)


def _in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Sort by time, the repeated one last; steps of one moment become one."""
    merged: dict[tuple[bool, datetime, int], Step] = {}
    for step in steps:
        key = (bool(step.every_hours), step.at, step.every_hours)
        earlier = merged[key].to if key in merged else ()
        merged[key] = replace(step, to=tuple(dict.fromkeys((*earlier, *step.to))))
    return tuple(merged[key] for key in sorted(merged))
