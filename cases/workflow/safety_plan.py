"""The safety plan: whether one is needed, and what it says."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.errors import Refused
from beredskab.timelimits import local_day
from cases import deadlines, kinds, permissions, safety_deadlines
from cases.models import Case, SafetyPlan, SafetyPlanNeed
from cases.states import require_open
from cases.workflow import sight
from cases.workflow.versions import next_number

WRITE_IT = gettext_noop("Write the safety plan")


class ReviewPassed(Refused):
    message = _("The plan is to be gone through again on a day that has not passed.")


@transaction.atomic
@sight.kept
def judge_safety_plan(
    case: Case, *, by: User, at: datetime, needed: bool, grounds: str
) -> SafetyPlanNeed:
    """Say whether a safety plan is needed, and why; the newest answer counts (R42).

    Yes makes a plan owed until one is written; no takes that back.
    """
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    need = SafetyPlanNeed.objects.create(
        case=case, needed=needed, grounds=grounds, judged_at=at, judged_by=by
    )
    duedates.meet(case, kinds.SAFETY_PLAN, at=at)
    if needed and not case.safety_plans.exists():
        safety_deadlines.ask(case, kinds.SAFETY_PLAN, at=at, title=WRITE_IT)
    verb = "cases.safety_plan_needed" if needed else "cases.safety_plan_not_needed"
    trail.record(case, verb, by=by, at=at)
    deadlines.refresh(case)
    return need


@transaction.atomic
@sight.kept
def write_safety_plan(
    case: Case, *, by: User, at: datetime, seen: int, review_on: date, **parts: Any
) -> SafetyPlan:
    """Write the next version of the plan, which meets what was owed and sets its review.

    `parts` are the other fields of a plan. To have written one is to have found it needed.
    Raises Changed when there is a version that the writer has not seen, ReviewPassed.
    """
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    number = next_number(case.safety_plans, seen=seen)
    if review_on < local_day(at):
        raise ReviewPassed
    kept = {name: value or None for name, value in parts.items()}
    plan = SafetyPlan.objects.create(
        case=case, number=number, made_at=at, made_by=by, review_on=review_on, **kept
    )
    duedates.meet(case, kinds.SAFETY_PLAN, at=at)
    safety_deadlines.review(plan, at=at)
    trail.record(case, "cases.safety_plan_written", by=by, at=at, version=number)
    deadlines.refresh(case)
    return plan
