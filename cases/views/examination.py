"""The examination under § 20, the plan, and judging anew with somebody new to the case."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web.methods import get_or_post
from cases import workflow
from cases.forms.examination import (
    ChildPlanForm,
    ConcludeExaminationForm,
    OpenExaminationForm,
    PreliminaryForm,
    ReassessForm,
    SiblingForm,
)
from cases.models import Case, ChildPlan, ConcernCase, Examination
from cases.states import WrongState
from cases.views.case_page import back_to
from cases.views.conflicts import conflicts_on
from cases.views.loading import load_to_edit
from cases.views.measures import TAB, page
from cases.workflow import reassessment
from cases.workflow.examination import other_children
from cases.workflow.plans import suggested_kind


@get_or_post
def case_examination_open(request: StaffRequest, reference: str) -> HttpResponse:
    case = load_to_edit(request, reference)
    form = OpenExaminationForm(request.POST or None)
    if form.is_valid():
        workflow.open_examination(case, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The examination has begun."))
        return back_to(case, TAB)
    return page(request, case, form, _("Begin the examination (§ 20)"))


@get_or_post
def case_examination_conclude(request: StaffRequest, reference: str) -> HttpResponse:
    case = load_to_edit(request, reference)
    examination = _open_examination(case)
    form = ConcludeExaminationForm(request.POST or None)
    if form.is_valid():
        workflow.conclude_examination(
            examination, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("The examination is finished."))
        return back_to(case, TAB)
    return page(request, case, form, _("Finish the examination (§ 20)"))


@get_or_post
def case_preliminary(request: StaffRequest, reference: str) -> HttpResponse:
    """Judge for the time being when the examination is or will be late (LR4)."""
    case = load_to_edit(request, reference)
    examination = _open_examination(case)
    form = PreliminaryForm(request.POST or None)
    if form.is_valid():
        workflow.write_preliminary(
            examination, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("The preliminary assessment is saved."))
        return back_to(case, TAB)
    return page(request, case, form, _("Preliminary assessment"))


@get_or_post
def case_sibling(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Judge whether another child of the family needs an examination too (LR5)."""
    case = load_to_edit(request, reference)
    child = get_object_or_404(other_children(case), pk=pk)
    examination = Examination.objects.of_case(case).first()
    if examination is None:
        raise WrongState
    form = SiblingForm(request.POST or None)
    if form.is_valid():
        workflow.assess_sibling(
            examination, child=child, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("The change is saved."))
        return back_to(case, TAB)
    name = child.name or _("A person without a name")
    return page(request, case, form, _("Another child of the family"), warning=name)


@get_or_post
def case_child_plan(request: StaffRequest, reference: str) -> HttpResponse:
    """Write the plan, or its next version; who comes second sees both texts."""
    case = load_to_edit(request, reference)
    newest = ChildPlan.objects.filter(case=case).first()
    now = timezone.now()
    initial = _values(newest) if newest else {"kind": suggested_kind(case, at=now)}
    form = ChildPlanForm(request.POST or None, newest=newest, initial=initial)
    if form.is_valid():
        with conflicts_on(form, request, _values):
            workflow.write_plan(case, by=request.user, at=now, **form.cleaned_data)
            messages.success(request, _("The plan is saved."))
            return back_to(case, TAB)
    return page(request, case, form, _("The plan of the child"))


@get_or_post
def case_reassess(request: StaffRequest, reference: str, concern: str) -> HttpResponse:
    """Record what two came to on a new notification; the page says who may be the second (LR6)."""
    case = load_to_edit(request, reference)
    found = ConcernCase.objects.of_case(case).of_concern(concern).select_related("concern")
    tie = get_object_or_404(found)
    tie.case = case
    now = timezone.now()
    form = ReassessForm(request.POST or None, users=reassessment.new_to(case, at=now))
    if form.is_valid():
        with refusals_on(form, request, {reassessment.HasWritten: "with_"}):
            workflow.reassess(tie, by=request.user, at=now, **form.cleaned_data)
            messages.success(request, _("The re-assessment is saved."))
            return back_to(case, TAB)
    return page(request, case, form, _("Assess anew with somebody new to the case"))


def _open_examination(case: Case) -> Examination:
    examination = Examination.objects.of_case(case).open().first()
    if examination is None:
        raise WrongState
    return examination


def _values(plan: Any) -> dict[str, Any]:
    return {field: getattr(plan, field) or "" for field in ChildPlanForm.TEXTS}
