"""What staff do in the stories, at moments told backwards from now."""

from datetime import datetime, time, timedelta
from typing import Any

from beredskab.accounts.models import User
from beredskab.timelimits import TZ, localise
from cases import workflow
from cases.choices import Source
from cases.models import Case, Concern, ConcernCase

Staff = dict[str, User]


def write(by: User, *, at: datetime, source: str = Source.SCHOOL, **answers: Any) -> Concern:
    """Begin a concern that could be sent."""
    return workflow.begin_draft(by=by, at=at, answers={"source": source, **answers}, step=4)


def send(by: User, *, at: datetime, **answers: Any) -> Concern:
    """Send a concern."""
    return workflow.send(write(by, at=at, **answers), by=by, at=at)


def receive(
    by: User,
    *,
    at: datetime,
    received_at: datetime | None = None,
    reason: str = "",
    source: str = Source.CITIZEN,
    channel: str = "phone",
    notifier_kind: str = "private",
    notifier_name: str = "",
    notifier_contact: str = "",
    notifier_in_family: str = "no",
    **answers: Any,
) -> Concern:
    """Register what came in by phone, unless told otherwise."""
    return workflow.register_received(
        by=by,
        at=at,
        answers={"acute": "no", **answers},
        source=source,
        channel=channel,
        received_at=received_at or at,
        reason=reason,
        notifier_kind=notifier_kind,
        notifier_name=notifier_name,
        notifier_contact=notifier_contact,
        notifier_in_family="" if notifier_kind == "anonymous" else notifier_in_family,
    )


def tie_of(concern: Concern) -> ConcernCase:
    """The concern in its first case."""
    ties = concern.case_ties.select_related("case__unit", "case__holder", "concern")
    return ties.order_by("pk")[0]


def mark(
    case: Case, *steps: str, by: User, at: datetime, state: str = "done", reason: str = ""
) -> None:
    """Say of steps of the case's checklist how they stand."""
    for step in steps:
        workflow.tick(case.checklist, step_key=step, state=state, by=by, at=at, reason=reason)


def local(now: datetime, days: int, clock: time) -> datetime:
    """A Danish time of day, so many days ago."""
    return localise(datetime.combine(now.astimezone(TZ).date() - timedelta(days=days), clock))


def workday(now: datetime, back: int, hour: int) -> datetime:
    """An hour of the weekday that lies `back` weekdays before today."""
    day = now.astimezone(TZ).date()
    while back:
        day -= timedelta(days=1)
        back -= day.weekday() < 5
    return localise(datetime.combine(day, time(hour)))
