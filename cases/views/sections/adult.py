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
    return _section("adult-routing", _("Which area helps"), context, reading)


def action_plan(reading: Reading) -> Section | None:
    """Whether a plan is needed, was offered, and what it says; of its risk not everybody reads."""
    if reading.case.is_minor or Part.ADULT_HELP not in reading.seen:
        return None
    plans = list(ActionPlan.objects.filter(case=reading.case).select_related("made_by"))
    context = {
        "need": reading.case.action_plan_needs.select_related("judged_by").first(),
        "offers": list(reading.case.action_plan_offers.select_related("recorded_by")),
        "plan": plans[0] if plans else None,
        "rows": _rows(plans[0], reading) if plans else [],
        "former": [{"plan": plan, "rows": _rows(plan, reading)} for plan in plans[1:]],
    }
    return _section("action-plan", _("Action plan"), context, reading)


def advice(reading: Reading) -> Section | None:
    """To whom advice was offered; of a child's case only once there is some."""
    if Part.ADULT_HELP not in reading.seen:
        return None
    offers = AdviceOffer.objects.filter(case=reading.case).select_related("person", "recorded_by")
    found = list(offers.prefetch_related("person__roles"))
    rows = [{"offer": offer, "who": person_in_case(offer.person)} for offer in found]
    exposed = reading.case.exposed_id
    is_owed = not reading.case.is_minor and all(one.person_id != exposed for one in found)
    return _section("advice", _("Advice and guidance"), {"rows": rows, "is_owed": is_owed}, reading)


def hand_over(reading: Reading) -> Section | None:
    """What was handed over to the adult area, or told to another municipality."""
    if Part.ADULT_HELP not in reading.seen:
        return None
    transfers = AdultTransfer.objects.filter(case=reading.case)
    related = ("from_unit", "to_unit", "offered_to", "offered_by")
    told = MunicipalityHandOver.objects.filter(case=reading.case).select_related("recorded_by")
    context = {"transfers": list(transfers.select_related(*related)), "told": list(told)}
    return _section("hand-over", _("Handed over"), context, reading)


def _section(key: str, heading: Any, context: dict[str, Any], reading: Reading) -> Section:
    template = f"cases/sections/{key.replace('-', '_')}.html"
    return Section(key, heading, template, {**context, "now": reading.now})


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
