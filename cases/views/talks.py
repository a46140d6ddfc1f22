"""Talks about a case: recorded, prepared."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts import duty
from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web.methods import get_or_post
from cases import workflow
from cases.forms.talks import LeaderTalkForm, NamingForm, SparringForm
from cases.models import Case, Consultation
from cases.views.case_page import back_to, form_page, render_case
from cases.views.loading import load_to_edit
from cases.workflow.consultations import (
    HeldInFuture,
    NamedNeedsBasis,
    WrongBasis,
    possible_bases,
)

REFUSALS = {HeldInFuture: "held_at", WrongBasis: "basis"}


@get_or_post
def case_talk_leader(request: StaffRequest, reference: str) -> HttpResponse:
    """Record a talk with the nearest leader (R54)."""
    case = load_to_edit(request, reference)
    form = LeaderTalkForm(request.POST or None, initial={"held_at": timezone.now()})
    return _record(request, case, form, Consultation.Kind.LEADER, _("Talk with the leader"))


@get_or_post
def case_talk_adviser(request: StaffRequest, reference: str) -> HttpResponse:
    """Record advice that was given; what has happened is recorded, with names or without."""
    case = load_to_edit(request, reference)
    initial = {"held_at": timezone.now()}
    form = SparringForm(request.POST or None, initial=initial, **_offered(case))
    return _record(request, case, form, Consultation.Kind.SPARRING, _("Record advice on the case"))


@get_or_post
def case_plan_talk(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask how a call for advice is to be held; with names only on a basis (R110)."""
    case = load_to_edit(request, reference)
    form = NamingForm(request.POST or None, **_offered(case))
    if form.is_valid():
        with refusals_on(form, request, {NamedNeedsBasis: "naming", WrongBasis: "basis"}):
            workflow.plan_talk(case, by=request.user, at=timezone.now(), **form.cleaned_data)
            named = form.cleaned_data["naming"] == Consultation.Naming.NAMED
            return redirect("case_talk_adviser" if named else "case_sheet", case.reference)
    context: dict[str, Any] = {"form": form, "back": _notes(case)}
    context["heading"] = _("Prepare a call for advice")
    return render_case(request, case, "cases/case_plan_talk.html", **context)


def _record(request: StaffRequest, case: Case, form: Any, kind: str, heading: str) -> HttpResponse:
    if form.is_valid():
        with refusals_on(form, request, REFUSALS):
            now = timezone.now()
            workflow.record_talk(case, by=request.user, at=now, kind=kind, **form.cleaned_data)
            messages.success(request, _("The talk is recorded."))
            return back_to(case, "case_notes")
    return form_page(request, case, form, heading=heading, back=_notes(case))


def _offered(case: Case) -> Mapping[str, Any]:
    now = timezone.now()
    return {"bases": possible_bases(case, now), "leaders": duty.leaders_of(case.unit, now)}


def _notes(case: Case) -> str:
    return reverse("case_notes", args=[case.reference])
