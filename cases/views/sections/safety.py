"""The sections of the tab Safety: the plan, the journey, the agreed moments."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beredskab.timelimits import local_day
from cases import answers, kinds, permissions
from cases.choices import Category, Permit
from cases.forms.safety import SafetyPlanForm
from cases.forms.stays import StayForm
from cases.models import Case, CheckIn, ConcernCase, Person, SafetyPlan, Stay
from cases.visibility import Part
from cases.workflow import stays

from .base import Reading, Section

PLAN, STAY, CHECK_INS = "plan", "journey", "check-ins"
EARLIER = 10


def plan(reading: Reading) -> Section | None:
    """Whether a plan is needed, what it says, and when it is gone through again."""
    if Part.SAFETY_PLAN not in reading.seen:
        return None
    case = reading.case
    needs = list(case.safety_needs.select_related("judged_by")[:EARLIER])
    versions = list(case.safety_plans.select_related("made_by")[:EARLIER])
    newest = versions[0] if versions else None
    is_owed = bool(needs) and needs[0].needed and newest is None
    is_due = newest is not None and newest.review_on < local_day(reading.now)
    context = {
        "need": needs[0] if needs else None,
        "earlier_needs": needs[1:],
        "plan": newest,
        "rows": plan_rows(newest),
        "is_owed": is_owed,
        "is_due": is_due,
        "earlier": [{"version": one, "rows": plan_rows(one)} for one in versions[1:]],
        "now": reading.now,
    }
    waits = not needs or is_owed or is_due
    state = reading.state(kinds.SAFETY_PLAN, kinds.PLAN_REVIEW, waits=waits, done=bool(needs))
    heading = gettext_lazy("Safety plan")
    return Section(PLAN, heading, "cases/_safety_plan.html", context, state=state)


def journey(reading: Reading) -> Section | None:
    """What is known of a stay abroad, what it may cost, and what is owed for a child."""
    if Part.STAY not in reading.seen:
        return None
    case = reading.case
    versions = list(case.stays.select_related("made_by")[:EARLIER])
    newest = versions[0] if versions else None
    if newest is not None:
        newest.case = case
    signs = _signs(case)
    context = {
        "stay": newest,
        "rows": stay_rows(newest),
        "days": _days(newest),
        "is_open": bool(signs) or case.asks_about_stay,  # type: ignore[attr-defined]
        "in_conflict": not case.acute and any(map(answers.journey_in_conflict, signs)),
        "acute_url": acute_url(case),
        "earlier": [{"version": one, "rows": stay_rows(one)} for one in versions[1:]],
        "now": reading.now,
        **_for_child(case, newest, reading),
    }
    state = reading.state(
        kinds.STAY,
        kinds.PASSPORT,
        kinds.REPORT_JOURNEY,
        waits=context["is_open"] and newest is None,
        done=newest is not None,
    )
    heading = gettext_lazy("Journey or stay abroad")
    return Section(STAY, heading, "cases/_stay.html", context, state=state)


def check_ins(reading: Reading) -> Section | None:
    """What is agreed, what was kept and what was missed."""
    if Part.STAY not in reading.seen:
        return None
    found = list(CheckIn.objects.of_case(reading.case))
    settled = [one for one in found if not one.is_open]
    context: dict[str, Any] = {
        "open": [check_in_row(one, reading) for one in found if one.is_open],
        "settled": [check_in_row(one, reading) for one in reversed(settled)][:EARLIER],
        "now": reading.now,
    }
    is_late = any(row["is_late"] for row in context["open"])
    waits = reading.state(waits=bool(context["open"]), done=bool(settled))
    state = "overdue" if is_late else waits
    heading = gettext_lazy("Agreed moments")
    return Section(CHECK_INS, heading, "cases/_check_ins.html", context, state=state)


def plan_rows(plan: SafetyPlan | None) -> list[dict[str, Any]]:
    """What the plan says, as the list component wants it; its steps stand apart."""
    if plan is None:
        return []
    return [
        {"label": field.label, "value": getattr(plan, name)}
        for name, field in SafetyPlanForm.base_fields.items()
        if name not in {"seen", "steps", "review_on"} and getattr(plan, name)
    ]


def stay_rows(stay: Stay | None) -> list[dict[str, Any]]:
    """What is known of a stay, as the list component wants it."""
    if stay is None:
        return []
    fields, unknown = StayForm.base_fields, _("Unknown")
    values = (
        ("journey", stay.get_journey_display()),
        ("departure_on", stay.departure_on or unknown),
        ("return_on", stay.return_on or unknown),
        ("country", stay.country),
        ("permit", _permit_words(stay)),
        ("passport", stay.passport),
        ("remarks", stay.remarks),
        ("came_back_on", stay.came_back_on),
        ("is_off", _("Yes") if stay.is_off else ""),
    )
    return [{"label": fields[name].label, "value": value} for name, value in values if value]


def check_in_row(check_in: CheckIn, reading: Reading) -> dict[str, Any]:
    """An agreed moment with the words that it has by itself where none were written."""
    is_late = check_in.missed_at is not None or check_in.due_at < reading.now
    args = [reading.case.reference, check_in.pk]
    return {
        "check_in": check_in,
        "how": check_in.how or _("The expected return of the journey"),
        "if_missed": check_in.if_missed
        or _("Follow the safety plan, and call who was to see that the person came back."),
        "is_late": check_in.is_open and is_late,
        "url": reverse("case_check_in", args=args),
    }


def acute_url(case: Case) -> str:
    """Where it is said that a case is acute, and who is called."""
    return reverse("case_acute", args=[case.reference])


def _permit_words(stay: Stay) -> str:
    words = stay.get_permit_display()
    return f"{words}: {stay.permit_words}" if stay.permit_words else words


def _signs(case: Case) -> list[dict[str, Any]]:
    """The answers of the concerns that tell of a stay abroad."""
    ties: Iterable[ConcernCase] = case.concern_ties.select_related("concern")
    found = [tie.concern.answers for tie in ties if answers.shows_stay(tie.concern.answers)]
    return found or ([{}] if Category.FOREIGN_STAY in case.categories else [])


def _days(stay: Stay | None) -> list[dict[str, Any]]:
    """The two days after which a permit may lapse, and whether they count here (LR14)."""
    if stay is None or stay.permit == Permit.DANISH or stay.is_over:
        return []
    return [
        {"months": months, "day": day, "counts": months in stay.counting_months}
        for months, day in stay.permit_days.items()
    ]


def _for_child(case: Case, stay: Stay | None, reading: Reading) -> dict[str, Any]:
    """The duty to report, what was reported, and whom to ask about the passport."""
    today = local_day(reading.now)
    person = case.exposed or Person()
    is_over = stay is None or stay.is_over
    is_at_risk = stay is not None and stay.is_suspected and not is_over
    return {
        "is_at_risk": is_at_risk,
        "is_danish": stay is not None and stay.permit == Permit.DANISH,
        "is_unknown": stay is not None and stay.permit == Permit.UNKNOWN,
        "is_child": person.is_minor(today),
        "was_child": stay is not None and stays.was_child(stay, today),
        "must_report": is_at_risk and stay is not None and stays.must_report(stay, on=today),
        "owes_report": case.owes_report,  # type: ignore[attr-defined]
        "reports": list(case.journey_reports.select_related("recorded_by")),
        "is_abroad": not is_over
        and stay is not None
        and stay.departure_on is not None
        and stay.departure_on <= today,
        "may_edit": permissions.can_edit(reading.user, case),
    }
