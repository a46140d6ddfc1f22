"""Stays abroad: what is known of one, and that it was reported."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web.methods import get_or_post
from cases import answers, permissions, workflow
from cases.forms.stays import ReportForm, StayForm, stay_values, told_values
from cases.models import Case
from cases.states import require_open
from cases.views.case_page import back_to, form_page
from cases.views.conflicts import conflicts_on
from cases.views.loading import load_part
from cases.visibility import Part
from cases.workflow.stays import CameBackInFuture, ReportedInFuture, ReturnsBeforeDeparture


@get_or_post
def case_journey(request: StaffRequest, reference: str) -> HttpResponse:
    """Write what is known of the journey; it begins with what a concern told of it."""
    case = _load(request, reference)
    require_open(case.status)
    newest = case.stays.newest()
    initial = stay_values(newest) or _told(case)
    form = StayForm(request.POST or None, newest=newest, initial=initial)
    if form.is_valid():
        mendable = {ReturnsBeforeDeparture: "return_on", CameBackInFuture: "came_back_on"}
        with conflicts_on(form, request, stay_values), refusals_on(form, request, mendable):
            workflow.write_stay(case, by=request.user, at=timezone.now(), **form.known())
            messages.success(request, _("What is known of the journey is saved."))
            return back_to(case, "case_safety")
    heading = _("Journey or stay abroad")
    return form_page(request, case, form, heading=heading, back=_tab(case))


@get_or_post
def case_journey_report(request: StaffRequest, reference: str) -> HttpResponse:
    """Record that the journey was reported, also when the case is closed since."""
    case = _load(request, reference)
    form = ReportForm(request.POST or None, initial={"reported_at": timezone.now()})
    if form.is_valid():
        with refusals_on(form, request, {ReportedInFuture: "reported_at"}):
            now = timezone.now()
            workflow.report_journey(case, by=request.user, at=now, **form.cleaned_data)
            messages.success(request, _("It is recorded that the journey was reported."))
            return back_to(case, "case_safety")
    return form_page(
        request,
        case,
        form,
        heading=_("Record that the journey was reported"),
        warning=_("The parents are not asked, and not told."),
        back=_tab(case),
    )


def _load(request: StaffRequest, reference: str) -> Case:
    case = load_part(request, reference, Part.STAY)
    permissions.require_edit(request.user, case)
    return case


def _told(case: Case) -> dict[str, object]:
    """What the newest concern that tells of a journey told of it."""
    ties = case.concern_ties.select_related("concern").order_by("-tied_at", "-pk")
    found = (tie.concern.answers for tie in ties if answers.shows_stay(tie.concern.answers))
    return told_values(next(found, {}))


def _tab(case: Case) -> str:
    return reverse("case_safety", args=[case.reference])
