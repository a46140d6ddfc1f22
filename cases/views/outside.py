"""Risk assessments by others: asked for, and answered."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from beredskab.accounts.requests import StaffRequest
from beredskab.audit import trail
from beredskab.web.methods import get_or_post
from cases import acute, deadlines, permissions, workflow
from cases.forms.acute import OutsideAnswerForm, OutsideForm
from cases.models import Case, OutsideAssessment
from cases.states import WrongState
from cases.views.case_page import back_to, form_page
from cases.views.loading import load_case, load_to_edit

Assessor = OutsideAssessment.Assessor
PAGE = 25


@get_or_post
def case_outside_ask(request: StaffRequest, reference: str) -> HttpResponse:
    """Record that others were asked to judge the risk; the own assessment is still owed."""
    case = load_to_edit(request, reference)
    now = timezone.now()
    posted = request.POST if request.method == "POST" else None
    initial = {"asked_at": now, "due_on": deadlines.next_weekday(now)}
    form = OutsideForm(posted, initial=initial, assessors=_assessors())
    if form.is_valid():
        workflow.ask_outside(case, by=request.user, at=now, **form.cleaned_data)
        messages.success(request, _("It is recorded. You get a task to follow it up."))
        return back_to(case, "case_assessments")
    warning = _("It stands beside the authority's own risk assessment and never replaces it.")
    heading = _("Ask others for a risk assessment")
    return form_page(request, case, form, heading=heading, warning=warning, back=_back(case))


@get_or_post
def case_outside_answer(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Record what others judged, whenever it comes; the legal office records its own."""
    case = load_case(request, reference)
    asked = get_object_or_404(case.outside_assessments, pk=pk)
    permissions.require_answer_outside(request.user, case, asked.assessor)
    if asked.received_at is not None:
        raise WrongState
    posted = request.POST if request.method == "POST" else None
    form = OutsideAnswerForm(posted, initial={"received_at": timezone.now()})
    if form.is_valid():
        at = timezone.now()
        workflow.answer_outside(asked, by=request.user, at=at, **form.cleaned_data)
        messages.success(request, _("The answer is recorded."))
        return _after_answer(request, case)
    heading = _("Risk assessment: %(whom)s") % {"whom": asked.get_assessor_display()}
    return form_page(request, case, form, heading=heading, back=_back(case))


@require_safe
def outside_own(request: StaffRequest) -> HttpResponse:
    """Show the legal office what it answered itself: the question, the answer, nothing of the case.

    It stays when her sight of the case has ended.
    """
    permissions.require_read_own_answers(request.user)
    page = Paginator(OutsideAssessment.objects.answered_by(request.user), PAGE)
    shown = page.get_page(request.GET.get("page"))
    cases = [one.case for one in shown]
    trail.look(request.user, "cases.own_answers_viewed", shown=cases, request=request)
    context = {"page": shown, "now": timezone.now()}
    return render(request, "cases/outside_own.html", context)


def _after_answer(request: StaffRequest, case: Case) -> HttpResponse:
    """Back to the case for who still sees it, else to her own answer."""
    if Case.objects.visible_to(request.user).of_reference(case.reference).exists():
        return back_to(case, "case_assessments")
    return redirect("case_outside_own")


def _assessors() -> list[OutsideAssessment.Assessor]:
    """Whom there is to ask here: without a legal office it isn't offered."""
    has_office = acute.has_legal_office()
    return [one for one in Assessor if one != Assessor.LEGAL_OFFICE or has_office]


def _back(case: Case) -> str:
    return reverse("case_assessments", args=[case.reference])
