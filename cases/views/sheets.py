"""The sheet without identity: one click from a case, and from one's own concern."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.timelimits import local_day
from beredskab.web.methods import get_or_post
from cases import answers, permissions, sheet, workflow
from cases.forms.talks import NamingForm
from cases.models import Concern, Consultation
from cases.states import ConcernStatus, WrongState
from cases.views.loading import load_case, load_own_concern
from cases.views.overview import ties_of
from cases.workflow.consultations import NamedNeedsBasis


@require_safe
def case_sheet(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the sheet of a case to who may work on it; nothing on it names the case."""
    case = load_case(request, reference, verb="cases.sheet_viewed")
    permissions.require_edit(request.user, case)
    concerns = [tie.concern for tie in ties_of(case)]
    made = sheet.of_case(case, concerns, reader=request.user, at=timezone.now())
    # Relative, so that the page itself holds no reference.
    return _page(request, made, record="../samtale/raad/")


@require_safe
def concern_sheet(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the sheet of one's own concern, before it is sent or after."""
    concern = load_own_concern(request, reference)
    made = sheet.of_concern(concern, reader=request.user, at=timezone.now())
    return _page(request, made, record="../samtale/?slags=sparring")


@get_or_post
def concern_plan_talk(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask how a call for advice is to be held; a reporter names nobody under 18 (R110)."""
    concern = load_own_concern(request, reference)
    if concern.status in {ConcernStatus.DRAFT, ConcernStatus.IN_ERROR}:
        raise WrongState
    now = timezone.now()
    form = NamingForm(request.POST or None, bases=_bases(concern, now))
    if form.is_valid():
        with refusals_on(form, request, {NamedNeedsBasis: "naming"}):
            workflow.plan_own_talk(concern, by=request.user, at=now, **form.cleaned_data)
            named = form.cleaned_data["naming"] == Consultation.Naming.NAMED
            return redirect("concern_consult" if named else "concern_sheet", concern.reference)
    context = {"concern": concern, "form": form, "heading": _("Prepare a call for advice")}
    return render(request, "cases/concern_plan_talk.html", context)


def _bases(concern: Concern, now: datetime) -> list[str]:
    minor = answers.is_minor(concern.answers, local_day(now))
    return [] if minor else [Consultation.Basis.ADULT_CONSENT]


def _page(request: StaffRequest, made: sheet.Sheet, **context: Any) -> HttpResponse:
    return render(request, "cases/sheet.html", {"sheet": made, **context})
