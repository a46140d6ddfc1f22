"""Measures: recorded, filled in, ended."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web.methods import get_or_post
from cases import workflow
from cases.forms.measures import CompleteMeasureForm, EndMeasureForm, MeasureForm
from cases.models import Case, Measure
from cases.views.case_page import back_to, form_page
from cases.views.loading import load_to_edit
from cases.workflow import measures
from cases.workflow.measures import DecidedLater, EndsBeforeDecision

TAB = "case_assessments"


@get_or_post
def case_measure_add(request: StaffRequest, reference: str) -> HttpResponse:
    """Record a measure that was decided; an acute one asks for its short assessment first."""
    case = load_to_edit(request, reference)
    form = MeasureForm(
        request.POST or None,
        is_minor=case.is_minor,
        is_assessed=measures.is_assessed(case),
        has_plan=measures.has_plan(case),
        initial={"decided_at": timezone.now()},
    )
    if form.is_valid():
        with refusals_on(form, request, {DecidedLater: "decided_at"}):
            made = workflow.record_measure(
                case, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("The measure is recorded."))
            if measures.missing_of(made, assessed=measures.is_assessed(case)):
                messages.info(request, _("What is missing of it stands among the tasks."))
            return back_to(case, TAB)
    return page(request, case, form, _("Record a measure"))


@get_or_post
def case_measure(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Fill in what was not known when the measure was recorded."""
    case = load_to_edit(request, reference)
    measure = get_object_or_404(Measure.objects.of_case(case), pk=pk)
    open_to = measures.open_to(measure)
    form = CompleteMeasureForm(request.POST or None, open_to=open_to)
    if form.is_valid():
        with refusals_on(form, request):
            workflow.complete_measure(
                measure, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("The change is saved."))
            return back_to(case, TAB)
    return page(request, case, form, _("Fill in a measure"))


@get_or_post
def case_measure_end(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    case = load_to_edit(request, reference)
    measure = get_object_or_404(Measure.objects.of_case(case).active(), pk=pk)
    form = EndMeasureForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form, request, {EndsBeforeDecision: "ended_on"}):
            workflow.end_measure(measure, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The measure has ended."))
            return back_to(case, TAB)
    return page(request, case, form, _("End a measure"))


def page(
    request: StaffRequest, case: Case, form: Any, heading: str, **context: Any
) -> HttpResponse:
    """Render a form that leads back to the assessments of the case."""
    back = reverse(TAB, args=[case.reference])
    return form_page(request, case, form, heading=heading, back=back, **context)
