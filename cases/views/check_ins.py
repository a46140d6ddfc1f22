"""Agreed moments: agree, and say what became of them; the page that an alert leads to."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web.methods import get_or_post
from cases import permissions, visibility, workflow
from cases.forms.check_ins import AgreeForm, KeptForm, MissedForm, MovedForm, SeenForm
from cases.models import Case, CheckIn
from cases.states import WrongState, require_open
from cases.views.case_page import back_to, form_page, render_case
from cases.views.loading import load_part
from cases.views.sections.base import Reading
from cases.views.sections.safety import acute_url, check_in_row, plan_rows
from cases.visibility import Part
from cases.workflow.check_ins import MomentPassed, SeenInFuture


@require_safe
def case_check_in(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Show what was agreed and, when it is missed, what is to be done now, step by step."""
    check_in = _load(request, reference, pk)
    case, now = check_in.case, timezone.now()
    seen = visibility.parts(request.user, case)
    plan = case.safety_plans.newest() if Part.SAFETY_PLAN in seen else None
    context: dict[str, Any] = {
        "row": check_in_row(check_in, Reading(case, request.user, seen, now)),
        "plan": plan,
        "plan_rows": plan_rows(plan),
        "acute_url": acute_url(case),
        "may_edit": permissions.can_edit(request.user, case),
        "back": _tab(case),
    }
    return render_case(request, case, "cases/case_check_in.html", **context)


@get_or_post
def case_check_in_new(request: StaffRequest, reference: str) -> HttpResponse:
    """Agree on a moment."""
    case = load_part(request, reference, Part.STAY)
    permissions.require_edit(request.user, case)
    require_open(case.status)
    form = AgreeForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form, request, {MomentPassed: "due_at"}):
            now = timezone.now()
            workflow.agree_check_in(case, by=request.user, at=now, **form.cleaned_data)
            messages.success(request, _("The moment is agreed on."))
            return back_to(case, "case_safety")
    return form_page(request, case, form, heading=_("Agree on a moment"), back=_tab(case))


@get_or_post
def case_check_in_kept(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Record that the person was heard from, or came back, in time or not."""
    check_in = _load_open(request, reference, pk)
    case, form = check_in.case, KeptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        workflow.keep_check_in(check_in, by=request.user, at=now, **form.cleaned_data)
        messages.success(request, _("It is recorded that the moment was kept."))
        if check_in.is_of_stay:
            messages.info(request, _("Write on the journey too which day the person came back."))
            return redirect("case_journey", case.reference)
        return back_to(case, "case_safety")
    heading = _("The person was heard from, or is back")
    return form_page(request, case, form, heading=heading, back=_tab(case))


@get_or_post
def case_check_in_moved(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Agree on another moment instead."""
    check_in = _load_open(request, reference, pk)
    case, form = check_in.case, MovedForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form, request, {MomentPassed: "due_at"}):
            now = timezone.now()
            workflow.move_check_in(check_in, by=request.user, at=now, **form.cleaned_data)
            messages.success(request, _("The moment is moved."))
            return back_to(case, "case_safety")
    return form_page(request, case, form, heading=_("Move the moment"), back=_tab(case))


@get_or_post
def case_check_in_missed(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Record that it was missed, and go on to the acute page."""
    check_in = _load_open(request, reference, pk)
    case, form = check_in.case, MissedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        workflow.miss_check_in(check_in, by=request.user, at=now, **form.cleaned_data)
        messages.warning(request, _("The case is acute now. Act on it at once."))
        return redirect(acute_url(case))
    return form_page(
        request,
        case,
        form,
        heading=_("The moment was missed"),
        warning=_("The case becomes acute, and holder and duty officer are alerted."),
        button=_("Missed: make the case acute"),
        back=_tab(case),
    )


@get_or_post
def case_seen(request: StaffRequest, reference: str) -> HttpResponse:
    """Record that somebody has seen the person, without an agreement."""
    case = load_part(request, reference, Part.STAY)
    permissions.require_edit(request.user, case)
    form = SeenForm(request.POST or None, initial={"seen_at": timezone.now()})
    if form.is_valid():
        with refusals_on(form, request, {SeenInFuture: "seen_at"}):
            workflow.record_seen(case, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("It is recorded that the person was seen."))
            return back_to(case, "case_safety")
    heading = _("Record that the person was seen")
    return form_page(request, case, form, heading=heading, back=_tab(case))


def _load(request: StaffRequest, reference: str, pk: int) -> CheckIn:
    case = load_part(request, reference, Part.STAY)
    check_in = get_object_or_404(CheckIn.objects.of_case(case), pk=pk)
    check_in.case = case
    return check_in


def _load_open(request: StaffRequest, reference: str, pk: int) -> CheckIn:
    check_in = _load(request, reference, pk)
    permissions.require_edit(request.user, check_in.case)
    if not check_in.is_open:
        raise WrongState
    return check_in


def _tab(case: Case) -> str:
    return reverse("case_safety", args=[case.reference])
