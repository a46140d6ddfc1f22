"""The acute way of a case: whom to call, what makes it acute, what was done."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beredskab.accounts.audiences import audiences_of
from beredskab.accounts.requests import StaffRequest
from beredskab.web.methods import get_or_post
from cases import acute, permissions, visibility, workflow
from cases.forms.acute import AcuteCallForm, AcuteForm, EndAcuteForm, HandoverForm, PlacementForm
from cases.models import Case
from cases.states import CaseStatus, WrongState
from cases.views.case_page import back_to, form_page, render_case
from cases.views.loading import load_case, load_to_edit
from cases.views.sections.acute import acts_of


@get_or_post
def case_acute(request: StaffRequest, reference: str) -> HttpResponse:
    """Whom to call first; then mark the case as acute, and record who was called."""
    case = load_case(request, reference)
    permissions.require_act_acutely(request.user, case)
    now = timezone.now()
    posted = request.POST if request.method == "POST" else None
    form = AcuteForm(posted, triggers=acute.triggers(case, now))
    if posted is not None:
        permissions.require_edit(request.user, case)
    if form.is_valid():
        workflow.begin_acute(case, by=request.user, at=now, **form.cleaned_data)
        messages.success(request, _("The case is marked as acute. Call the police now."))
        return back_to(case, "case_acute")
    return _page(request, case, form=form, marking=form)


@require_POST
def case_acute_call(request: StaffRequest, reference: str) -> HttpResponse:
    """Record who was called, in whatever state the case is."""
    case = load_case(request, reference)
    permissions.require_act_acutely(request.user, case)
    form = AcuteCallForm(request.POST)
    if form.is_valid():
        workflow.record_call(case, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The call is recorded."))
        return back_to(case, "case_acute")
    return _page(request, case, form=form, calling=form)


@get_or_post
def case_acute_end(request: StaffRequest, reference: str) -> HttpResponse:
    """Say that the case is no longer acute, and why."""
    case = load_case(request, reference)
    permissions.require_end_acute(request.user, case)
    if not case.acute:
        raise WrongState
    form = EndAcuteForm(request.POST or None)
    if form.is_valid():
        workflow.end_acute(case, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The case is no longer acute."))
        return back_to(case)
    return form_page(request, case, form, heading=_("No longer acute"), back=_acute_url(case))


@get_or_post
def case_handover(request: StaffRequest, reference: str) -> HttpResponse:
    """Record that the police took over; who has the duty to act in the case stays."""
    case = load_case(request, reference)
    permissions.require_act_acutely(request.user, case)
    now = timezone.now()
    posted = request.POST if request.method == "POST" else None
    form = HandoverForm(posted, initial={"accepted_at": now})
    if form.is_valid():
        workflow.hand_over_to_police(case, by=request.user, at=now, **form.values())
        messages.success(request, _("The hand-over is recorded. You still follow up."))
        return back_to(case, "case_acute")
    warning = _("A call alone is no hand-over. The authority keeps the duty to act in the case.")
    heading, back = _("Hand over to the police"), _acute_url(case)
    return form_page(request, case, form, heading=heading, warning=warning, back=back)


@get_or_post
def case_placement(request: StaffRequest, reference: str) -> HttpResponse:
    """Record what was decided by phone; what is missing becomes tasks of the next weekday."""
    case = load_to_edit(request, reference)
    now = timezone.now()
    posted = request.POST if request.method == "POST" else None
    initial = {"decided_at": now, "decided_by": request.user.name}
    form = PlacementForm(posted, initial=initial, is_minor=acute.is_minor(case, now))
    if form.is_valid():
        workflow.decide_by_phone(case, by=request.user, at=now, **form.cleaned_data)
        messages.success(request, _("It is recorded. What is missing stands among the tasks."))
        return back_to(case, "case_tasks")
    warning = _("Write what you know. What is missing becomes tasks of the next weekday.")
    heading, back = _("Decided by phone"), _acute_url(case)
    return form_page(request, case, form, heading=heading, warning=warning, back=back)


def _page(request: StaffRequest, case: Case, **forms: Any) -> HttpResponse:
    """The page with its two forms; the one that was sent stands as it was filled in."""
    now, user = timezone.now(), request.user
    is_open = case.status != CaseStatus.CLOSED
    may_edit = permissions.can_edit(user, case)
    context = {
        "marking": AcuteForm(triggers=acute.triggers(case, now)),
        "calling": AcuteCallForm(initial={"called_at": now}),
        "legal_office": acute.legal_office(now, audiences=audiences_of(user)),
        "is_minor": acute.is_minor(case, now),
        "may_mark": is_open and may_edit and not case.acute,
        "may_end": is_open and case.acute and permissions.can_end_acute(user, case),
        "may_edit": is_open and may_edit,
        "may_register": not is_open and permissions.can_register(user),
        "acts": acts_of(case, visibility.parts(user, case)),
        "back": case.get_absolute_url(),
        **forms,
    }
    return render_case(request, case, "cases/case_acute.html", **context)


def _acute_url(case: Case) -> str:
    return reverse("case_acute", args=[case.reference])
