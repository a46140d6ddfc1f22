"""Who works on a case: take it, give it to somebody, answer, move it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beredskab.accounts import duty
from beredskab.accounts.models import User
from beredskab.accounts.requests import StaffRequest
from beredskab.accounts.roles import ADVISERS
from beredskab.audit.refusals import refusals_on
from beredskab.municipality.models import Unit
from beredskab.web.methods import get_or_post
from cases import permissions, workflow
from cases.forms.cases import AssignForm, MoveForm
from cases.models import Case
from cases.views.case_page import back_to, form_page
from cases.views.loading import load_case
from cases.workflow.assignment import NotAnAdviser, SameUnit
from cases.workflow.opening import NoReceiver


@require_POST
def case_take(request: StaffRequest, reference: str) -> HttpResponse:
    case = load_case(request, reference)
    permissions.require_take(request.user, case)
    workflow.take(case, by=request.user, at=timezone.now())
    messages.success(request, _("You have the case and the duty to act."))
    return back_to(case)


@get_or_post
def case_assign(request: StaffRequest, reference: str) -> HttpResponse:
    """Offer the case to an adviser of its unit."""
    case = load_case(request, reference)
    permissions.require_assign(request.user, case)
    now = timezone.now()
    form = AssignForm(request.POST or None, advisers=_others(case, now))
    if form.is_valid():
        with refusals_on(form, request, {NotAnAdviser: "to"}):
            workflow.assign(case, by=request.user, at=now, **form.cleaned_data)
            messages.success(request, _("The case is offered. The adviser is told."))
            return back_to(case)
    return form_page(request, case, form, heading=_("Assign the case"), button=_("Assign"))


@require_POST
def case_accept(request: StaffRequest, reference: str) -> HttpResponse:
    case = load_case(request, reference)
    permissions.require_accept(request.user, case)
    workflow.accept(case, by=request.user, at=timezone.now())
    messages.success(request, _("You have the case and the duty to act."))
    return back_to(case)


@require_POST
def case_decline(request: StaffRequest, reference: str) -> HttpResponse:
    """Decline; the offer was what opened the case, so that the way leads to the list."""
    case = load_case(request, reference)
    permissions.require_accept(request.user, case)
    workflow.decline(case, by=request.user, at=timezone.now())
    messages.success(request, _("The case is declined. The leader is told."))
    return redirect("case_list")


@get_or_post
def case_move(request: StaffRequest, reference: str) -> HttpResponse:
    """Move the case to another unit, whose intake sees it from now on."""
    case = load_case(request, reference)
    permissions.require_assign(request.user, case)
    form = MoveForm(request.POST or None, units=_other_units(case))
    if form.is_valid():
        with refusals_on(form, request, {SameUnit: "unit", NoReceiver: "unit"}):
            workflow.move_to_unit(case, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The case is moved. The receiving unit is told."))
            return redirect("case_list")
    return form_page(
        request,
        case,
        form,
        heading=_("Move to another unit"),
        button=_("Move the case"),
        warning=_("Your unit can't see the case after that, unless somebody has her own access."),
    )


@require_POST
def case_follow_up(request: StaffRequest, reference: str) -> HttpResponse:
    """Say that what was started is only followed up from now on."""
    case = load_case(request, reference)
    permissions.require_edit(request.user, case)
    workflow.follow_up(case, by=request.user, at=timezone.now())
    messages.success(request, _("The case is in follow-up."))
    return back_to(case)


def _others(case: Case, now: datetime) -> list[User]:
    """The advisers of the unit, without the one who has the case already."""
    members = duty.members(case.unit, ADVISERS, now)
    return [member for member in members if member.pk != case.handler_id]


def _other_units(case: Case) -> Any:
    receiving = [Unit.Kind.CHILD, Unit.Kind.ADULT]
    return Unit.objects.filter(is_active=True, kind__in=receiving).exclude(pk=case.unit_id)
