"""The alert ladder of R36: who is told when, and the floor below which it can't be set."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beredskab.errors import Refused
from beredskab.municipality.models import DEFAULT_LADDER

Step = dict[str, Any]

WHO = {
    "owner": _("whoever has the duty to act"),
    "duty": _("the duty officer"),
    "leader": _("the leader"),
}
# What a step may start from, beside "to".
STARTS = {"after_hours", "weekdays_before", "repeat_hours", "at"}
LATEST_HOUR = 22
LONGEST_REPEAT = 24


class UnsafeLadder(Refused):
    """Raised for a ladder that leaves somebody unwarned."""


def problems(ladder: object) -> list[str | Promise]:
    """Return what is wrong with a ladder: steps that can't be read, or a floor that is missing."""
    if not isinstance(ladder, dict) or set(ladder) != set(DEFAULT_LADDER):
        return [_("A ladder has the parts assessment and weekdays.")]
    if not all(_is_step(step) for steps in ladder.values() for step in _listed(steps)):
        return [_("Each step says when and whom it alerts.")]
    return [*_assessment_floor(ladder["assessment"]), *_weekdays_floor(ladder["weekdays"])]


def require_safe(ladder: object) -> None:
    """Raise UnsafeLadder, with the first problem, unless the ladder warns in time."""
    found = problems(ladder)
    if found:
        raise UnsafeLadder(found[0])


def _assessment_floor(steps: Sequence[Step]) -> list[str | Promise]:
    found: list[str | Promise] = []
    if not any(step.get("after_hours") == 0 and _reaches(step, "owner", "duty") for step in steps):
        found.append(_("Somebody who can assess must be told at once."))
    if not any(
        step.get("after_hours", LATEST_HOUR + 1) <= LATEST_HOUR and _reaches(step, "leader")
        for step in steps
    ):
        found.append(_("The leader must be told after 22 hours at the latest."))
    return found + _late_floor(steps)


def _weekdays_floor(steps: Sequence[Step]) -> list[str | Promise]:
    found: list[str | Promise] = []
    early = [step for step in steps if step.get("at") == "amber" or "weekdays_before" in step]
    if not any(_reaches(step, "owner") for step in early):
        found.append(_("Whoever has the duty to act must be told before the 6 weekdays end."))
    return found + _late_floor(steps)


def _late_floor(steps: Sequence[Step]) -> list[str | Promise]:
    found: list[str | Promise] = []
    if not any(step.get("at") == "breach" and _reaches(step, "leader") for step in steps):
        found.append(_("The leader must be told when a limit is exceeded."))
    if not any(
        step.get("repeat_hours", LONGEST_REPEAT + 1) <= LONGEST_REPEAT and _reaches(step, "leader")
        for step in steps
    ):
        found.append(_("The leader must be told again every day until it is done."))
    return found


def _reaches(step: Step, *anybody: str) -> bool:
    return not set(anybody).isdisjoint(step["to"])


def _listed(steps: object) -> Iterable[object]:
    return steps if isinstance(steps, list) and steps else [None]


def _is_step(step: object) -> bool:
    if not isinstance(step, dict) or not isinstance(step.get("to"), list):
        return False
    if not step["to"] or not set(step["to"]) <= set(WHO):
        return False
    starts = set(step) - {"to"}
    if len(starts) != 1 or not starts <= STARTS:
        return False
    (start,) = starts
    if start == "at":
        return step["at"] in {"amber", "breach"}
    value = step[start]
    lowest = 0 if start == "after_hours" else 1
    return isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= 240
