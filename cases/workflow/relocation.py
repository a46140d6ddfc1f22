"""A case goes to another unit, with the duty to act, its limits and who may see it."""

from datetime import datetime

from beredskab.accounts import duty, grants
from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.municipality.models import Unit
from cases import deadlines, kinds
from cases.models import Case, DutyPeriod
from cases.workflow.duty import pass_on
from cases.workflow.offers import end_offer
from cases.workflow.opening import NoReceiver, open_to_unit
from cases.workflow.telling import blocked, countersigner, tell

# Why the jobcenter sees a case: it helps beside the adult area.
COOPERATION = "cooperation"


def relocate(
    case: Case,
    unit: Unit,
    *,
    by: User,
    at: datetime,
    holder: User | None = None,
    how: str = DutyPeriod.How.MOVED,
) -> Case:
    """Give a locked case to another unit: its intake sees it from now on, the former no longer.

    Nor does the jobcenter that helped beside the former; whether it goes on is settled anew.
    Runs inside the caller's transaction, who has asked for the right. Without `holder` the unit's
    receiver takes the duty to act. Raises NoReceiver when the unit has nobody to take it.
    """
    holder = holder or duty.receiver_of(unit, at, without=blocked(case))
    if holder is None:
        raise NoReceiver
    former = case.holder
    for reason in ("intake", "holder", "offered", "duty"):
        grants.take_all(case, by=by, at=at, reason=reason)
    had_partner = grants.take_all(case, by=by, at=at, reason=COOPERATION)
    case.unit, case.handler = unit, None
    case.save(update_fields=["unit", "handler"])
    end_offer(case)
    pass_on(case, holder, how=how, at=at)
    open_to_unit(case, by=by, at=at)
    deadlines.hand_over(case, owner=holder, from_=None, at=at)
    if had_partner and not deadlines.is_open(case, kinds.ROUTE_ADULT):
        day = deadlines.next_weekday(at)
        deadlines.add_task(case, kinds.ROUTE_ADULT, owner=holder, due_on=day, at=at)
    deadlines.hand_over_countersigning(case, owner=countersigner(case, at=at), at=at)
    event = trail.record(case, "cases.moved", by=by, at=at, unit=unit.slug, former=former.pk)
    if holder.pk != by.pk:
        tell(case, holder, f"event:{event.pk}", at=at, kind="case_received", urgent=case.acute)
    return case
