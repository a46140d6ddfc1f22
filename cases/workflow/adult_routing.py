"""An adult is led to the area that helps: the adult area, the jobcenter, or both."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts import duty, grants
from beredskab.accounts.models import User
from beredskab.accounts.roles import Role
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.errors import NeedsReason, Refused
from beredskab.municipality.models import Route, Unit
from cases import deadlines, kinds, permissions
from cases.choices import Answer
from cases.models import AdultRouting, Case
from cases.states import require_open
from cases.workflow import sight
from cases.workflow.relocation import COOPERATION, relocate
from cases.workflow.telling import blocked, tell

Way, Area = AdultRouting.Way, AdultRouting.Area
# Days in which is found out who knows the citizen, when nobody can say it now.
ASK_AGAIN = 3
PARTNERS = (Role.JOBCENTER, Role.ADVISER_ADULT)


class NotAnAdult(Refused):
    message = _("Only a case about somebody who has turned 18 is led to an area for adults.")


class Unchosen(Refused):
    message = _("Only the jobcenter knows the citizen. Choose who helps.")


def way_for(at_jobcenter: str, in_adult_area: str) -> str:
    """Who helps by the two answers (R71-R73); the jobcenter alone is a proposal only."""
    if at_jobcenter == Answer.NO:
        return Way.ADULT_AREA
    if Answer.UNKNOWN in {at_jobcenter, in_adult_area}:
        return Way.UNCLEAR
    return Way.COOPERATION if in_adult_area == Answer.YES else Way.JOBCENTER


@transaction.atomic
@sight.kept
def route_adult(
    case: Case,
    *,
    by: User,
    at: datetime,
    at_jobcenter: str,
    in_adult_area: str,
    chosen: str = "",
    coordinates: str = Area.ADULT_AREA,
    grounds: str = "",
) -> AdultRouting:
    """Record which area knows an adult, and let the areas that help see the case.

    The duty to act stays with one adviser of the adult area, or goes to one: nobody at the
    jobcenter can hold it. Raises NotAnAdult; Unchosen and NeedsReason where only the jobcenter
    knows the citizen, since the plan says nothing of that (R73).
    """
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    if case.is_minor:
        raise NotAnAdult
    proposed = way_for(at_jobcenter, in_adult_area)
    way = _choose(chosen, grounds) if proposed == Way.JOBCENTER else proposed
    has_partner = way in {Way.COOPERATION, Way.JOBCENTER}
    routing = AdultRouting.objects.create(
        case=case,
        at_jobcenter=at_jobcenter,
        in_adult_area=in_adult_area,
        way=way,
        coordinates=coordinates if has_partner else Area.ADULT_AREA,
        partner=jobcenter() if has_partner else None,
        grounds=grounds.strip() or None,
        decided_at=at,
        decided_by=by,
    )
    trail.record(case, "cases.adult_routed", by=by, at=at, way=str(way))
    _move_to_adult_area(case, by=by, at=at)
    _open_to_partner(case, routing.partner, by=by, at=at)
    _ask_again(case, way, at=at)
    if proposed == Way.JOBCENTER:
        _tell_coordinators(case, routing, by=by, at=at)
    deadlines.refresh(case)
    return routing


def jobcenter() -> Unit | None:
    """The jobcenter of the municipality, if the portal knows one."""
    return Unit.objects.filter(kind=Unit.Kind.JOB, is_active=True).order_by("pk").first()


def adult_area(source: str = "") -> Unit | None:
    """The specialised adult area by the routes of the municipality, else any unit of the kind."""
    routed = (Route.objects.unit_for(one, is_adult=True) for one in (source, ""))
    found = next((unit for unit in routed if unit and unit.kind == Unit.Kind.ADULT), None)
    units = Unit.objects.filter(kind=Unit.Kind.ADULT, is_active=True)
    return found or units.order_by("pk").first()


def source_of(case: Case) -> str:
    """Where the first concern of the case came from."""
    first = case.concern_ties.select_related("concern").order_by("pk").first()
    return first.concern.source if first else ""


def _choose(chosen: str, grounds: str) -> str:
    if chosen not in {Way.JOBCENTER, Way.ADULT_AREA}:
        raise Unchosen
    if not grounds.strip():
        raise NeedsReason(_("Say why you choose so."), field="grounds")
    return chosen


def _move_to_adult_area(case: Case, *, by: User, at: datetime) -> None:
    """Whoever else has an adult's case gives it to the adult area, where there is one."""
    unit = adult_area(source_of(case))
    if case.unit.kind != Unit.Kind.ADULT and unit is not None:
        relocate(case, unit, by=by, at=at)


def _open_to_partner(case: Case, partner: Unit | None, *, by: User, at: datetime) -> None:
    grants.take_all(case, by=by, at=at, reason=COOPERATION)
    if partner is None:
        sight.pass_on_owed(case, at=at)
        return
    for role in PARTNERS:
        grants.give(case, grants.group_of(partner, role), by=by, at=at, reason=COOPERATION)
    for consultant in duty.members(partner, [Role.JOBCENTER], at):
        key = f"cooperation:{case.pk}:{at.isoformat()}"
        if consultant.pk not in blocked(case):
            tell(case, consultant, key, at=at, kind="case_shared", urgent=case.acute)


def _ask_again(case: Case, way: str, *, at: datetime) -> None:
    """What nobody can say now, is asked again within few days."""
    if way == Way.UNCLEAR and not deadlines.is_open(case, kinds.ROUTE_ADULT):
        due_on = deadlines.next_weekday(at, ASK_AGAIN)
        deadlines.add_task(case, kinds.ROUTE_ADULT, owner=case.holder, due_on=due_on, at=at)
    elif way != Way.UNCLEAR:
        duedates.meet(case, kinds.ROUTE_ADULT, at=at)


def _tell_coordinators(case: Case, routing: AdultRouting, *, by: User, at: datetime) -> None:
    """Who is told may look at the case, as far as a coordinator does."""
    barred = blocked(case)
    for coordinator in duty.holders_of(Role.COORDINATOR, at):
        if coordinator.pk not in barred:
            grants.give(case, coordinator, by=by, at=at, reason="routing")
            tell(case, coordinator, f"routing:{routing.pk}", at=at, kind="adult_routed")
