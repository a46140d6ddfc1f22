"""The long clocks of a child's case: the examination's four months, the plan's three."""

from datetime import datetime, timedelta
from typing import Any

from beredskab.deadlines import duedates, ladders
from beredskab.deadlines.ladders import TOO_LATE, Step
from beredskab.deadlines.models import Deadline
from beredskab.municipality.models import Municipality
from beredskab.timelimits import Due, Months
from cases.kinds import EXAMINATION, PLAN, TITLES
from cases.models import Case, Concern, Examination
from cases.states import ConcernStatus

EXAMINATION_LIMIT = Months(4)
PLAN_LIMIT = Months(3)
# Months are long: the adviser is reminded a month ahead, her leader a week ahead (LR4).
_LADDER: list[dict[str, Any]] = [
    {"weekdays_before": 20, "to": ["owner"]},
    {"weekdays_before": 5, "to": ["owner", "leader"]},
    {"at": "breach", "to": ["owner", "leader"]},
    {"repeat_hours": 24, "to": ["leader"]},
]
_WEEK = timedelta(days=7)


def aware_at(case: Case, *, after: datetime | None = None) -> datetime | None:
    """When the first notification in the case was received; only those after a moment, if given."""
    received = Concern.objects.filter(
        case_ties__case=case, status=ConcernStatus.SENT, received_at__isnull=False
    )
    if after is not None:
        received = received.filter(received_at__gt=after)
    return received.order_by("received_at").values_list("received_at", flat=True).first()


def open_examination(case: Case, *, due: Due, at: datetime) -> Deadline:
    """Start the four months of an examination, which run from awareness (LR4)."""
    return _add(case, EXAMINATION, due, at=at)


def calm_examination(case: Case, *, due: datetime, at: datetime) -> None:
    """Alert about a late examination once a week only, now that a preliminary assessment is there.

    What lies ahead until the limit stays as it is.
    """
    breach = due + TOO_LATE
    late = Step(at=max(breach, at) + _WEEK, to=("owner", "leader"), every_hours=7 * 24)
    steps = [step for step in _ladder(Due(at=due)) if step.at > at and not step.every_hours]
    duedates.move(case, EXAMINATION, Due(at=due), at=at, ladder=[*steps, late])


def move_awareness(case: Case, *, at: datetime) -> None:
    """Count the open examination anew after the received time of a notification was corrected."""
    examination = Examination.objects.of_case(case).open().first()
    last = Examination.objects.of_case(case).exclude(concluded_at=None).first()
    moment = aware_at(case, after=last.concluded_at if last else None)
    if examination is None or moment is None or moment == examination.aware_at:
        return
    due = EXAMINATION_LIMIT.due(moment)
    examination.aware_at, examination.due_at = moment, due.at
    examination.save(update_fields=["aware_at", "due_at"])
    duedates.move(case, EXAMINATION, due, at=at, ladder=_ladder(due))


def owe_plan(case: Case, *, decided_at: datetime, at: datetime, now: bool = False) -> None:
    """Owe a plan three months after the decision (R63), or at once; what binds first stays."""
    due = Due(at=at) if now else PLAN_LIMIT.due(decided_at)
    owed = Deadline.objects.of(case).open().filter(kind=PLAN).first()
    if owed is None:
        _add(case, PLAN, due, at=at)
    elif due.at < owed.due_at:
        duedates.move(case, PLAN, due, at=at, ladder=_ladder(due))


def _add(case: Case, kind: str, due: Due, *, at: datetime) -> Deadline:
    return duedates.add(
        case,
        kind,
        due,
        title=TITLES[kind],
        at=at,
        owner=case.handler or case.holder,
        unit=case.unit,
        ladder=_ladder(due),
        reference=case.reference,
    )


def _ladder(due: Due) -> tuple[Step, ...]:
    return ladders.for_weekdays(due, Municipality.objects.current().calendar, _LADDER)
