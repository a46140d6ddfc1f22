"""Stays abroad: what is known of one, the days that run, the duty to report a child's journey."""

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
from cases import answers, deadlines, kinds, permissions, safety_deadlines
from cases.choices import Permit
from cases.models import Case, Concern, JourneyReport, Stay
from cases.states import require_open
from cases.workflow import sight
from cases.workflow.check_ins import watch_return
from cases.workflow.versions import next_number

# Whom to ask about a child's passport (LR16); of an unknown basis the title names nobody.
ASK_IMMIGRATION = gettext_noop("Ask the Danish Immigration Service about the passport")
PASSPORT_TITLES: dict[str, str] = {
    Permit.DANISH: gettext_noop("Ask the police about the passport"),
    Permit.UNKNOWN: kinds.TITLES[kinds.PASSPORT],
}


class ReturnsBeforeDeparture(Refused):
    message = _("The return can't be earlier than the departure.")


class CameBackInFuture(Refused):
    message = _("The day on which the person came back can't be later than today.")


class ReportedInFuture(Refused):
    message = _("The report can't be later than now.")


@transaction.atomic
@sight.kept
def write_stay(case: Case, *, by: User, at: datetime, seen: int, **known: Any) -> Stay:
    """Write what is known of a stay abroad; a later version replaces this one.

    Its days begin to run, the return is watched, and what is owed for a child is asked: to report
    the journey under section 44 c, once more at each version that still suspects one (LR15), and
    to ask about the passport (LR16). Raises Changed, ReturnsBeforeDeparture, CameBackInFuture.
    """
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    number = next_number(case.stays, seen=seen)
    _require_days(known, today=local_day(at))
    texts = {name: known.pop(name, None) or None for name in ("permit_words", "remarks")}
    stay = Stay.objects.create(case=case, number=number, made_at=at, made_by=by, **known, **texts)
    duedates.meet(case, kinds.STAY, at=at)
    safety_deadlines.count_months(stay, at=at)
    watch_return(stay, by=by, at=at)
    trail.record(
        case,
        "cases.stay_written",
        by=by,
        at=at,
        version=number,
        journey=str(stay.journey),
        permit=str(stay.permit),
    )
    _ask_for_child(stay, at=at)
    deadlines.refresh(case)
    return stay


@transaction.atomic
@sight.kept
def report_journey(
    case: Case, *, by: User, at: datetime, to: str, reported_at: datetime, how: str
) -> JourneyReport:
    """Record that the journey was reported, to whom and how; parents are not asked (LR15).

    What was done is recorded whatever the state of the case. Raises ReportedInFuture.
    """
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    if reported_at > at:
        raise ReportedInFuture
    report = JourneyReport.objects.create(
        case=case, to=to, reported_at=reported_at, how=how, recorded_at=at, recorded_by=by
    )
    duedates.meet(case, kinds.REPORT_JOURNEY, at=at)
    trail.record(case, "cases.journey_reported", by=by, at=at, to=to)
    deadlines.refresh(case)
    return report


def note_concern(case: Case, concern: Concern, *, at: datetime) -> None:
    """Open the section on stays abroad where a concern shows a sign of one (R21).

    Runs inside the caller's transaction, as the next two do.
    """
    if answers.shows_stay(concern.answers):
        ask_about_stay(case, at=at)
    note_news(case, at=at)


def ask_about_stay(case: Case, *, at: datetime) -> None:
    """Ask the holder to write what is known of the journey, unless it is written already."""
    stay = case.stays.newest()
    if stay is None or stay.is_over:
        safety_deadlines.ask(case, kinds.STAY, at=at)


def note_news(case: Case, *, at: datetime) -> None:
    """New information on a suspected journey of a child is to be reported again (LR15)."""
    stay = case.stays.newest()
    if stay is not None and not stay.is_over:
        _ask_for_child(stay, at=at)


def must_report(stay: Stay, *, on: date) -> bool:
    """Whether the journey of a child is to be reported; the duty outlives the 18th birthday.

    A child is who was under 18 when the case was received, when she left, or is today. Danish
    citizens are not reported; of an unknown basis of residence the strictest is taken.
    """
    return stay.is_suspected and stay.permit != Permit.DANISH and was_child(stay, on)


def _ask_for_child(stay: Stay, *, at: datetime) -> None:
    case, today = stay.case, local_day(at)
    if not must_report(stay, on=today):
        duedates.cancel(case, kinds.REPORT_JOURNEY, at=at, reason="not_suspected")
    elif not stay.is_over:
        safety_deadlines.ask_now(case, kinds.REPORT_JOURNEY, at=at)
    is_child = case.exposed is None or case.exposed.is_minor(today)
    has_asked = kinds.PASSPORT in deadlines.kinds_of_tasks(case)
    if stay.is_suspected and not stay.is_over and is_child and not has_asked:
        title = PASSPORT_TITLES.get(stay.permit, ASK_IMMIGRATION)
        safety_deadlines.ask_now(case, kinds.PASSPORT, at=at, title=title)


def was_child(stay: Stay, on: date) -> bool:
    """Whether the person was under 18 at receipt, at departure, or is that day."""
    person = stay.case.exposed
    days = [on] if stay.departure_on is None else [on, stay.departure_on]
    return stay.case.is_minor or person is None or any(map(person.is_minor, days))


def _require_days(known: dict[str, Any], *, today: date) -> None:
    departure, back = known.get("departure_on"), known.get("came_back_on")
    if departure and known.get("return_on") and known["return_on"] < departure:
        raise ReturnsBeforeDeparture
    if back and back > today:
        raise CameBackInFuture
