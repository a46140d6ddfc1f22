"""A case is handed over: to the adult area at 18, or to another municipality."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web.methods import get_or_post
from cases import workflow
from cases.forms.hand_overs import ToAdultsForm, ToMunicipalityForm
from cases.models import Case
from cases.views.case_page import back_to, render_case
from cases.views.loading import load_to_edit
from cases.workflow.coming_of_age import StillAChild
from cases.workflow.municipality_hand_over import WrongOrder
from cases.workflow.opening import NoReceiver

TAB = "case_assessments"


@get_or_post
def case_to_adults(request: StaffRequest, reference: str) -> HttpResponse:
    """Offer the case of somebody who turned 18 to the adult area."""
    case = load_to_edit(request, reference)
    form = ToAdultsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        fields = {StillAChild: "message", NoReceiver: "message"}
        with refusals_on(form, request, fields):
            now = timezone.now()
            workflow.hand_to_adults(case, by=request.user, at=now, **form.cleaned_data)
            messages.success(request, _("The case is offered. The adult area is told."))
            return back_to(case, TAB)
    return _page(
        request,
        case,
        form,
        heading=_("Hand over to the adult authority"),
        button=_("Offer the case"),
        warning=_(
            "The duty to act stays where it is until somebody accepts. Then your unit can't see "
            "the case any more. Limits that only a child has end; the safety plan, locks, "
            "check-ins, journeys and the duty to report them (§ 44 c) go on."
        ),
    )


@get_or_post
def case_to_municipality(request: StaffRequest, reference: str) -> HttpResponse:
    """Record what another municipality was told, and whether it accepted the case."""
    case = load_to_edit(request, reference)
    now = timezone.now()
    form = ToMunicipalityForm(request.POST or None, initial={"told_at": now})
    if form.is_valid():
        with refusals_on(form, request, {WrongOrder: "accepted_at"}):
            workflow.hand_to_municipality(case, by=request.user, at=now, **form.cleaned_data)
            messages.success(request, _said(form))
            return back_to(case, TAB)
    return _page(
        request,
        case,
        form,
        heading=_("Hand over to another municipality"),
        warning=_(
            "Call them, and let a named function accept. The duty to act stays here until then. "
            "Say aloud: the safety plan, the duty to report a journey (§ 44 c), and who watches "
            "for a return."
        ),
    )


def _said(form: ToMunicipalityForm) -> str:
    if form.cleaned_data["accepted_at"]:
        return _("It is recorded that they accepted. Now the case can be closed as passed on.")
    return _("The talk is recorded. The duty to act stays here, and a task asks again.")


def _page(request: StaffRequest, case: Case, form: Any, **context: Any) -> HttpResponse:
    """The form, below what of the case must be said to whoever takes it over."""
    context |= {"form": form, "back": reverse(TAB, args=[case.reference])}
    context |= {"lasting": lasting(case), "button": context.get("button") or _("Save")}
    return render_case(request, case, "cases/hand_over_form.html", **context)


def lasting(case: Case) -> list[str]:
    """What in the case keeps the person safe, and goes on whoever has it."""
    found = []
    if plan := case.safety_plans.newest():
        day = date_format(plan.review_on, "j. F Y")
        found.append(_("A safety plan, to be looked at again by %(day)s") % {"day": day})
    stay = case.stays.newest()
    if stay and not stay.is_over:
        found.append(_("A journey or stay abroad, with its dates"))
    if stay and stay.is_suspected:
        found.append(_("The duty to report a journey against her will (§ 44 c), also after 18"))
    if waiting := case.check_ins.filter(outcome="").count():
        text = ngettext("%(count)d agreed moment", "%(count)d agreed moments", waiting)
        found.append(text % {"count": waiting})
    return found
