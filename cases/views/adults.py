"""Which area helps an adult, what she is offered, and the plan made with her."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web.methods import get_or_post
from cases import wording, workflow
from cases.forms.adults import (
    ActionPlanForm,
    ActionPlanNeedForm,
    ActionPlanOfferForm,
    AdviceOfferForm,
    RoutingForm,
)
from cases.models import ActionPlan, AdultRouting, Case, Person
from cases.views.case_page import back_to, form_page, render_case
from cases.views.conflicts import conflicts_on
from cases.views.loading import load_to_edit
from cases.workflow import adult_routing
from cases.workflow.adult_routing import NotAnAdult, Unchosen

TAB = "case_assessments"
PLAN = [name for name in ActionPlanForm.base_fields if name != ActionPlanForm.SEEN]


@get_or_post
def case_route_adult(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask two questions, show what follows from them, and save it when that was seen."""
    case = _load_adult(request, reference)
    form = RoutingForm(request.POST or None)
    way = ""
    if form.is_valid():
        answers = form.cleaned_data
        way = adult_routing.way_for(answers["at_jobcenter"], answers["in_adult_area"])
        if form.cleaned_data["previewed"] == way:
            with refusals_on(form, request, {Unchosen: "chosen"}):
                _route(case, form, request)
                messages.success(request, _("It is recorded which area helps."))
                return back_to(case, TAB)
    return _routing_page(request, case, form, way)


@get_or_post
def case_action_plan_need(request: StaffRequest, reference: str) -> HttpResponse:
    case = _load_adult(request, reference)
    form = ActionPlanNeedForm(request.POST or None)
    if form.is_valid():
        now = timezone.now()
        workflow.judge_action_plan(case, by=request.user, at=now, **form.cleaned_data)
        messages.success(request, _("The judgement is saved."))
        return back_to(case, TAB)
    return _page(request, case, form, _("Need for an action plan"))


@get_or_post
def case_action_plan_offer(request: StaffRequest, reference: str) -> HttpResponse:
    case = _load_adult(request, reference)
    now = timezone.now()
    form = ActionPlanOfferForm(request.POST or None, initial={"offered_at": now})
    if form.is_valid():
        workflow.offer_action_plan(case, by=request.user, at=now, **form.cleaned_data)
        messages.success(request, _("The offer is saved."))
        return back_to(case, TAB)
    warning = _("Offer it orally, where nobody listens. Never by letter, text message or mail.")
    return _page(request, case, form, _("Offer of an action plan"), warning=warning)


@get_or_post
def case_action_plan(request: StaffRequest, reference: str) -> HttpResponse:
    """Write the plan, or its next version; what somebody else wrote meanwhile is shown beside."""
    case = _load_adult(request, reference)
    newest = ActionPlan.objects.of_case(case).newest()
    form = ActionPlanForm(request.POST or None, newest=newest, initial=_plan_values(newest))
    if form.is_valid():
        with conflicts_on(form, request, _plan_values):
            now = timezone.now()
            workflow.write_action_plan(case, by=request.user, at=now, **form.cleaned_data)
            messages.success(request, _("The action plan is saved."))
            return back_to(case, TAB)
    return _page(request, case, form, _("Action plan"), button=_("Save the plan"))


@get_or_post
def case_advice(request: StaffRequest, reference: str) -> HttpResponse:
    """Record advice offered to somebody in the case, whatever she is in it."""
    case = load_to_edit(request, reference)
    now = timezone.now()
    initial = {"offered_at": now, "person": str(case.exposed_id)}
    form = AdviceOfferForm(request.POST or None, persons=_persons(case), initial=initial)
    if form.is_valid():
        with refusals_on(form, request):
            workflow.offer_advice(case, by=request.user, at=now, **form.cleaned_data)
            messages.success(request, _("The advice is recorded."))
            return back_to(case, TAB)
    warning = _("Nothing is sent from here. Speak with her alone, by the safe way of contact.")
    return _page(request, case, form, _("Advice and guidance"), warning=warning)


def _load_adult(request: StaffRequest, reference: str) -> Case:
    case = load_to_edit(request, reference)
    if case.is_minor:
        raise NotAnAdult
    return case


def _route(case: Case, form: RoutingForm, request: StaffRequest) -> None:
    answers = {name: value for name, value in form.cleaned_data.items() if name != "previewed"}
    workflow.route_adult(case, by=request.user, at=timezone.now(), **answers)


def _routing_page(request: StaffRequest, case: Case, form: RoutingForm, way: str) -> HttpResponse:
    """The questions; once answered, what follows, and what that leaves open."""
    form.narrow(way)
    follows = AdultRouting.Way(way).label if way else ""
    context: dict[str, Any] = {"form": form, "way": way, "follows": follows, "back": _back(case)}
    context["jobcenter"] = adult_routing.jobcenter()
    return render_case(request, case, "cases/route_adult.html", **context)


def _page(
    request: StaffRequest, case: Case, form: Any, heading: str, **context: Any
) -> HttpResponse:
    return form_page(request, case, form, heading=heading, back=_back(case), **context)


def _back(case: Case) -> str:
    return reverse(TAB, args=[case.reference])


def _plan_values(plan: ActionPlan | None) -> dict[str, Any]:
    return {name: getattr(plan, name) or "" for name in PLAN} if plan else {}


def _persons(case: Case) -> list[tuple[Person, str]]:
    """Who in the case can be offered advice: everybody but groups, the exposed person first."""
    found = case.persons.filter(is_group=False).prefetch_related("roles")
    ordered = sorted(found, key=lambda person: person.pk != case.exposed_id)
    return [(person, wording.person_in_case(person)) for person in ordered]
