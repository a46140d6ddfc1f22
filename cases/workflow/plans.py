"""The plan of a child or a young person: written, and written anew as versions (R63, R64)."""

from datetime import datetime

from django.db import transaction

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.municipality.models import Municipality
from beredskab.timelimits import local_day
from cases import deadlines, kinds, permissions
from cases.models import Case, ChildPlan
from cases.states import require_open
from cases.workflow import sight
from cases.workflow.examination import NotAChild
from cases.workflow.versions import next_number


@transaction.atomic
@sight.kept
def write_plan(
    case: Case,
    *,
    by: User,
    at: datetime,
    seen: int,
    kind: str,
    goals: str,
    purpose: str,
    results: str = "",
    family_support: str = "",
    child_view: str = "",
) -> ChildPlan:
    """Write the plan, or its next version, which meets what is owed of it.

    `seen` is the version that the writer began from. Raises Changed when somebody has written
    one meanwhile, NotAChild.
    """
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    if not case.is_minor:
        raise NotAChild
    plan = ChildPlan.objects.create(
        case=case,
        number=next_number(ChildPlan.objects.filter(case=case), seen=seen),
        kind=kind,
        goals=goals,
        purpose=purpose,
        results=results or None,
        family_support=family_support or None,
        child_view=child_view or None,
        made_at=at,
        made_by=by,
    )
    duedates.meet(case, kinds.PLAN, at=at)
    trail.record(case, "cases.plan_written", by=by, at=at, kind=str(kind), version=plan.number)
    deadlines.refresh(case)
    return plan


def suggested_kind(case: Case, *, at: datetime) -> str:
    """The plan for the age: a youth plan from the age that the municipality has set (R63)."""
    age = case.exposed.age(local_day(at)) if case.exposed else None
    is_young = age is not None and age >= Municipality.objects.current().youth_plan_from_age
    return ChildPlan.Kind.YOUTH if is_young else ChildPlan.Kind.CHILD
