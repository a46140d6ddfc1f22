"""The safety plan: its need, its versions, and the paper that is handed over in person."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab import pdf
from beredskab.accounts.requests import StaffRequest
from beredskab.audit import trail
from beredskab.audit.refusals import refusals_on
from beredskab.web.methods import get_or_post
from cases import permissions, workflow
from cases.forms.safety import NeedForm, PrintForm, SafetyPlanForm, plan_values
from cases.models import Case, SafetyPlan
from cases.states import WrongState, require_open
from cases.views.case_page import back_to, form_page, render_case
from cases.views.conflicts import conflicts_on
from cases.views.loading import load_part
from cases.visibility import Part
from cases.workflow.safety_plan import ReviewPassed

# Says nothing to who finds the file, and the paper says no more.
FILE_NAME = "papir.pdf"


@get_or_post
def case_safety_need(request: StaffRequest, reference: str) -> HttpResponse:
    """Say whether a safety plan is needed, and why."""
    case = _load(request, reference)
    require_open(case.status)
    form = NeedForm(request.POST or None)
    if form.is_valid():
        need = workflow.judge_safety_plan(
            case, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _said(need.needed))
        return back_to(case, "case_safety")
    heading = _("Judge the need for a safety plan")
    return form_page(request, case, form, heading=heading, back=_tab(case))


@get_or_post
def case_safety_plan(request: StaffRequest, reference: str) -> HttpResponse:
    """Write the next version of the plan; nothing is lost when two write at once."""
    case = _load(request, reference)
    require_open(case.status)
    newest = case.safety_plans.newest()
    form = SafetyPlanForm(request.POST or None, newest=newest, initial=plan_values(newest))
    if form.is_valid():
        mendable = {ReviewPassed: "review_on"}
        with conflicts_on(form, request, plan_values), refusals_on(form, request, mendable):
            now = timezone.now()
            workflow.write_safety_plan(case, by=request.user, at=now, **form.cleaned_data)
            messages.success(request, _("The safety plan is saved. Tell the person in person."))
            return back_to(case, "case_safety")
    return form_page(
        request,
        case,
        form,
        heading=_("Safety plan"),
        warning=_("The person is told of it orally. Nothing is sent from here, ever."),
        back=_tab(case),
    )


@get_or_post
def case_safety_paper(request: StaffRequest, reference: str) -> HttpResponse:
    """Warn, show what the paper says, and print it once that is acknowledged."""
    case = _load(request, reference)
    plan = case.safety_plans.newest()
    if plan is None:
        raise WrongState
    form = PrintForm(request.POST or None, plan=plan)
    if form.is_valid():
        trail.look(request.user, "cases.safety_plan_printed", shown=[case], request=request)
        return _paper(plan, form.cleaned_data["parts"])
    context: dict[str, Any] = {"form": form, "plan": plan, "back": _tab(case)}
    return render_case(request, case, "cases/case_safety_paper.html", **context)


def _load(request: StaffRequest, reference: str) -> Case:
    case = load_part(request, reference, Part.SAFETY_PLAN)
    permissions.require_edit(request.user, case)
    return case


def _paper(plan: SafetyPlan, parts: list[str]) -> HttpResponse:
    texts = [getattr(plan, name).splitlines() for name in parts if name != "steps"]
    steps = plan.step_list if "steps" in parts else []
    made = pdf.render("pdf/paper.html", {"steps": steps, "texts": texts})
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{FILE_NAME}"'
    return response


def _said(needed: bool) -> str:
    if needed:
        return _("The answer is saved. The safety plan is to be written now.")
    return _("The answer is saved.")


def _tab(case: Case) -> str:
    return reverse("case_safety", args=[case.reference])
