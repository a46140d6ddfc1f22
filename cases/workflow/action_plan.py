"""The action plan of an adult: judged to be needed or not, offered, made with the citizen."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.errors import NeedsReason
from cases import deadlines, permissions
from cases.models import ActionPlan, ActionPlanNeed, ActionPlanOffer, Case
from cases.states import require_open
from cases.workflow import sight
from cases.workflow.adult_routing import NotAnAdult
from cases.workflow.advice import InFuture
from cases.workflow.versions import next_number

TASK = "task-action_plan"
# Weekdays in which somebody in a serious conflict is to be offered a plan.
OFFER_WITHIN = 5
Reply = ActionPlanOffer.Reply


@transaction.atomic
@sight.kept
def judge_action_plan(
    case: Case, *, by: User, at: datetime, needed: bool, grounds: str
) -> ActionPlanNeed:
    """Judge whether an adult must be offered an action plan (R69, LR25).

    It is an answer of its own, whatever was judged of the safety plan. Yes makes it a task to
    offer the plan. Raises NeedsReason without grounds, NotAnAdult.
    """
    case = _lock(case, by)
    if not grounds.strip():
        raise NeedsReason(_("Write what the judgement builds on"), field="grounds")
    need = ActionPlanNeed.objects.create(
        case=case, needed=needed, grounds=grounds.strip(), judged_at=at, judged_by=by
    )
    verb = "cases.action_plan_needed" if needed else "cases.action_plan_not_needed"
    trail.record(case, verb, by=by, at=at)
    if needed and not deadlines.is_open(case, TASK):
        due_on = deadlines.next_weekday(at, OFFER_WITHIN)
        deadlines.add_task(case, TASK, owner=case.handler or case.holder, due_on=due_on, at=at)
    elif not needed:
        duedates.cancel(case, TASK, at=at, reason="not_needed")
    deadlines.refresh(case)
    return need


@transaction.atomic
@sight.kept
def offer_action_plan(
    case: Case, *, by: User, at: datetime, offered_at: datetime, reply: str, remarks: str = ""
) -> ActionPlanOffer:
    """Record that the plan was offered, orally, and the answer; a no can be a yes later.

    Raises InFuture, NotAnAdult.
    """
    case = _lock(case, by)
    if offered_at > at:
        raise InFuture
    offer = ActionPlanOffer.objects.create(
        case=case,
        offered_at=offered_at,
        reply=reply,
        remarks=remarks.strip() or None,
        recorded_at=at,
        recorded_by=by,
    )
    declined = reply == Reply.DECLINED
    verb = "cases.action_plan_declined" if declined else "cases.action_plan_offered"
    trail.record(case, verb, by=by, at=at, reply=str(reply))
    if declined:
        duedates.meet(case, TASK, at=at)
    deadlines.refresh(case)
    return offer


@transaction.atomic
@sight.kept
def write_action_plan(
    case: Case, *, by: User, at: datetime, seen: int, **content: str
) -> ActionPlan:
    """Write the next version of the plan; the former ones stay.

    Raises Changed when somebody wrote one that the writer has not seen, NotAnAdult.
    """
    case = _lock(case, by)
    number = next_number(ActionPlan.objects.filter(case=case), seen=seen)
    texts = {name: value.strip() or None for name, value in content.items()}
    plan = ActionPlan.objects.create(case=case, number=number, made_at=at, made_by=by, **texts)
    trail.record(case, "cases.action_plan_written", by=by, at=at, version=number)
    duedates.meet(case, TASK, at=at)
    deadlines.refresh(case)
    return plan


def _lock(case: Case, by: User) -> Case:
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    if case.is_minor:
        raise NotAnAdult(_("An action plan is for adults. A child gets a plan of its own."))
    return case
