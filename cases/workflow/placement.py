"""What was decided by phone at night: recorded at once, whatever is missing (R50)."""

from datetime import datetime

from django.db import transaction

from beredskab.accounts import duty
from beredskab.accounts.models import User
from cases import deadlines
from cases.choices import MeasureKind
from cases.models import Case, Measure
from cases.models.measure import PLACEMENTS
from cases.workflow import outside, sight
from cases.workflow.measures import record_measure
from cases.workflow.telling import tell

COMMITTEE = "task-committee"
# What the day after asks for besides what the measure itself misses.
NEXT_DAY = ("task-safety_plan", "task-siblings")


@transaction.atomic
@sight.kept
def decide_by_phone(
    case: Case,
    *,
    by: User,
    at: datetime,
    kind: str,
    decided_at: datetime | None = None,
    decided_by: str = "",
    where: str = "",
    acute_assessment: str = "",
) -> Measure:
    """Record an acute or provisional measure that was decided by phone; only its kind is asked.

    What is missing becomes tasks of the next weekday, contact to the legal office among them; the
    leaders are told in any case. Raises DecidedLater, WrongState on a closed case.
    """
    measure = record_measure(
        case,
        by=by,
        at=at,
        kind=kind,
        is_acute=True,
        decided_at=decided_at,
        decided_by=decided_by,
        what=where,
        acute_assessment=acute_assessment,
    )
    case = Case.objects.lock(case)
    is_placement = kind in PLACEMENTS
    lacks_contact = is_placement and case.is_minor and outside.owe_legal_office(case, at=at)
    kinds = list(NEXT_DAY) if case.is_minor else ["task-safety_plan"]
    if kind == MeasureKind.FORCED_PLACEMENT:
        kinds.append(COMMITTEE)
    _owe(case, kinds, at=at)
    for leader in duty.leaders_of(case.unit, at):
        if leader != by:
            key = f"measure:{measure.pk}"
            kind_of_notice = "placed_without_contact" if lacks_contact else "decided_by_phone"
            tell(case, leader, key, at=at, kind=kind_of_notice, urgent=True)
    deadlines.refresh(case)
    return measure


def _owe(case: Case, kinds: list[str], *, at: datetime) -> None:
    due_on = deadlines.next_weekday(at)
    for kind in kinds:
        if not deadlines.is_open(case, kind):
            deadlines.add_task(case, kind, owner=case.handler or case.holder, due_on=due_on, at=at)
