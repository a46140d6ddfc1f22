"""The limits that keep somebody safe: plan, journey, agreed moments."""

from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext_noop as _

from beredskab.deadlines import duedates, ladders
from beredskab.deadlines.ladders import DAY_STARTS, Step
from beredskab.deadlines.models import Deadline
from beredskab.timelimits import TZ, Due, end_of_day, local_day
from cases import deadlines, kinds
from cases.models import Case, CheckIn, SafetyPlan, Stay
from cases.models.stays import MONTHS

WATCH_TITLES = {
    CheckIn.Kind.CHECK_IN: _("Agreed sign of life"),
    CheckIn.Kind.RETURN: _("Agreed return"),
}
LEADER_AFTER = timedelta(hours=1)
# A permit is lost by what takes months to change, so that the alerts come long before.
PERMIT_DAYS_BEFORE = (60, 30, 7)


def ask(case: Case, kind: str, *, at: datetime, title: str = "") -> None:
    """Give the holder a task that is due within the next day, unless she has it already."""
    if not deadlines.is_open(case, kind):
        due_on = local_day(at + timedelta(hours=24))
        deadlines.add_task(case, kind, owner=case.holder, due_on=due_on, at=at, title=title)


def ask_now(case: Case, kind: str, *, at: datetime, title: str = "") -> None:
    """Give the holder a task that is due today, unless she has it already; she is told now."""
    if not deadlines.is_open(case, kind):
        due_on = local_day(at)
        deadlines.add_task(case, kind, owner=case.holder, due_on=due_on, at=at, title=title)


def watch(check_in: CheckIn, *, at: datetime) -> Deadline:
    """Alert holder and duty officer the very moment it is missed, and the leader an hour later."""
    case, moment = check_in.case, check_in.due_at
    late = moment + ladders.TOO_LATE
    return duedates.add(
        case,
        check_in.deadline_kind,
        Due(at=moment),
        at=at,
        owner=case.holder,
        unit=case.unit,
        ladder=(
            Step(at=late, to=("owner", "duty")),
            Step(at=late + LEADER_AFTER, to=("owner", "duty", "leader"), every_hours=1),
        ),
        title=WATCH_TITLES[CheckIn.Kind(check_in.kind)],
        acute=True,
        reference=case.reference,
        path=check_in.get_absolute_url(),
    )


def review(plan: SafetyPlan, *, at: datetime) -> None:
    """Set when the plan is to be gone through again; the newest version counts."""
    case, due = plan.case, Due(at=end_of_day(plan.review_on))
    duedates.meet(case, kinds.PLAN_REVIEW, at=at)
    duedates.add(
        case,
        kinds.PLAN_REVIEW,
        due,
        at=at,
        owner=case.holder,
        unit=case.unit,
        ladder=ladders.for_task(due),
        title=kinds.TITLES[kinds.PLAN_REVIEW],
        reference=case.reference,
    )


def count_months(stay: Stay, *, at: datetime) -> None:
    """Let the days run after which a permit may lapse, as the newest version has them (LR14)."""
    days = {} if stay.is_over else stay.permit_days
    for months in MONTHS:
        kind = f"stay-{months}"
        day = days.get(months) if months in stay.counting_months else None
        if day is None:
            duedates.cancel(stay.case, kind, at=at)
        else:
            _count_to(stay.case, kind, day, at=at)


def _count_to(case: Case, kind: str, day: date, *, at: datetime) -> None:
    due = Due(at=end_of_day(day))
    ladder = _permit_ladder(day, due)
    if duedates.move(case, kind, due, at=at, ladder=ladder):
        return
    duedates.add(
        case,
        kind,
        due,
        at=at,
        owner=case.holder,
        unit=case.unit,
        ladder=ladder,
        title=kinds.TITLES[kind],
        reference=case.reference,
    )


def _permit_ladder(day: date, due: Due) -> tuple[Step, ...]:
    before = (
        Step(
            at=datetime.combine(day - timedelta(days=count), time(DAY_STARTS.hour), tzinfo=TZ),
            to=("owner",),
        )
        for count in PERMIT_DAYS_BEFORE
    )
    return (*before, Step(at=due.at + ladders.TOO_LATE, to=("owner", "leader")))
