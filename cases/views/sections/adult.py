"""The sections of an adult's case, and of the hand-overs of any."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.models import ActionPlan, AdultTransfer, AdviceOffer, MunicipalityHandOver
from cases.views.sections.base import Reading, Section
from cases.visibility import Part
from cases.wording import person_in_case


def adult_routing(reading: Reading) -> Section | None:
    """Which area knows the citizen and who helps, newest first."""
    if reading.case.is_minor or Part.ADULT_HELP not in reading.seen:
        return None
    found = list(reading.case.adult_routings.select_related("partner", "decided_by"))
    context = {"newest": found[0] if found else None, "former": found[1:]}
    state = reading.state("task-route_adult", done=bool(found))
    return _section("adult-routing", _("Which area helps"), context, reading, state)


def action_plan(reading: Reading) -> Section | None:
    """Whether a plan is needed, was offered, and what it says; of its risk not everybody reads."""
    if reading.case.is_minor or Part.ADULT_HELP not in reading.seen:
        return None
    plans = list(ActionPlan.objects.filter(case=reading.case).select_related("made_by"))
    need = reading.case.action_plan_needs.select_related("judged_by").first()
    offers = list(reading.case.action_plan_offers.select_related("recorded_by"))
    context = {
        "need": need,
        "offers": offers,
        "plan": plans[0] if plans else None,
        "rows": _rows(plans[0], reading) if plans else [],
        "former": [{"plan": plan, "rows": _rows(plan, reading)} for plan in plans[1:]],
    }
    waits = need is None or (need.needed and not offers)
    state = reading.state("task-action_plan", waits=waits, done=need is not None)
    return _section("action-plan", _("Action plan"), context, reading, state)


def advice(reading: Reading) -> Section | None:
    """To whom advice was offered; of a child's case only once there is some."""
    if Part.ADULT_HELP not in reading.seen:
        return None
    offers = AdviceOffer.objects.filter(case=reading.case).select_related("person", "recorded_by")
    found = list(offers.prefetch_related("person__roles"))
    rows = [{"offer": offer, "who": person_in_case(offer.person)} for offer in found]
    exposed = reading.case.exposed_id
    is_owed = not reading.case.is_minor and all(one.person_id != exposed for one in found)
    state = reading.state(waits=is_owed, done=bool(rows))
    context = {"rows": rows, "is_owed": is_owed}
    return _section("advice", _("Advice and guidance"), context, reading, state)


def hand_over(reading: Reading) -> Section | None:
    """What was handed over to the adult area, or told to another municipality."""
    if Part.ADULT_HELP not in reading.seen:
        return None
    related = ("from_unit", "to_unit", "offered_to", "offered_by")
    transfers = list(
        AdultTransfer.objects.filter(case=reading.case).select_related(*related),
    )
    told = list(
        MunicipalityHandOver.objects.filter(case=reading.case).select_related("recorded_by")
    )
    made: list[Any] = [*transfers, *told]
    state = reading.state(
        "task-adult_transfer",
        "task-municipality",
        waits=any(one.accepted_at is None for one in made),
        done=bool(made),
    )
    context = {"transfers": transfers, "told": told}
    return _section("hand-over", _("Handed over"), context, reading, state)


def _section(
    key: str, heading: Any, context: dict[str, Any], reading: Reading, state: str
) -> Section:
    template = f"cases/sections/{key.replace('-', '_')}.html"
    return Section(key, heading, template, {**context, "now": reading.now}, state=state)


def _rows(plan: ActionPlan, reading: Reading) -> list[dict[str, Any]]:
    """The four parts of a plan in words; its risk for those who see what is risky in the case."""
    risk = [(_("Risk"), plan.risk)] if Part.RISK in reading.seen else []
    facts = [
        *risk,
        (_("Housing now"), plan.housing),
        (_("Work and income now"), plan.work),
        (_("Education now"), plan.education),
        (_("Relatives now"), plan.relatives),
        (_("Support to housing"), plan.housing_support),
        (_("Support to work"), plan.work_support),
        (_("Support to education"), plan.education_support),
        (_("Purpose of the support"), plan.purpose),
        (_("Support under this act or others"), plan.other_support),
        (_("How the citizen took part"), plan.get_participation_display()),
        (_("What the citizen said about the plan"), plan.participation_remarks),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]
