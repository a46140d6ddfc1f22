"""`/infohus/medlemmer/`: who always sits at the table; and in the settings, who must."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from beredskab.accounts.models import User
from beredskab.accounts.permissions import require_administer
from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.municipality.models import Municipality
from beredskab.municipality.workflow import change_confirm_weekdays
from beredskab.web.methods import get_or_post
from infohus import permissions, register, workflow
from infohus.choices import Group
from infohus.forms.members import MemberEndForm, MemberForm, RequiredSeatsForm
from infohus.models import Member, RequiredSeat
from infohus.workflow.members import DeputyOfDeputy, EndsBeforeItBegan

FIELDS = ("deputises", "seat", "is_secondary", "user", "name", "email", "unit", "from_on")


@require_safe
def member_list(request: StaffRequest) -> HttpResponse:
    """Show the members of today and those to come, each with her deputies."""
    permissions.require_convene(request.user)
    today = timezone.localdate()
    context = {"rows": register.rows(today), "missing": register.unmanned(today), "today": today}
    return render(request, "infohus/members.html", context)


@get_or_post
def member_add(request: StaffRequest) -> HttpResponse:
    by = permissions.require_convene(request.user)
    today = timezone.localdate()
    form = MemberForm(request.POST or None, on=today, initial={"from_on": today})
    if form.is_valid():
        with refusals_on(form, request, {DeputyOfDeputy: "deputises"}):
            workflow.add_member(by=by, at=timezone.now(), **form.cleaned_data)
            return _saved(request)
    return _form_page(request, form, _("Add a standing member"))


@get_or_post
def member_change(request: StaffRequest, pk: int) -> HttpResponse:
    by = permissions.require_convene(request.user)
    member = get_object_or_404(Member, pk=pk)
    begun = {name: getattr(member, name) for name in FIELDS}
    form = MemberForm(request.POST or None, member=member, on=timezone.localdate(), initial=begun)
    if form.is_valid():
        with refusals_on(form, request, {DeputyOfDeputy: "deputises"}):
            workflow.change_member(member, by=by, at=timezone.now(), **form.cleaned_data)
            return _saved(request)
    return _form_page(request, form, _("Edit standing member"))


@get_or_post
def member_end(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask for the last day; meetings that were held keep her."""
    by = permissions.require_convene(request.user)
    member = get_object_or_404(Member, pk=pk)
    form = MemberEndForm(request.POST or None, initial={"to_on": timezone.localdate()})
    if form.is_valid():
        last_day = form.cleaned_data["to_on"]
        with refusals_on(form, request, {EndsBeforeItBegan: "to_on"}):
            workflow.end_member(member, by=by, at=timezone.now(), last_day=last_day)
            return _saved(request)
    return _form_page(request, form, _("End a membership"))


@get_or_post
def required_seats(request: StaffRequest) -> HttpResponse:
    """Say who must be there before an item is concluded (R86, R87)."""
    by = require_administer(request.user)
    if not Municipality.objects.current().has_infohus:
        raise Http404
    days = Municipality.objects.current().confirm_weekdays
    begun: dict[str, Any] = {group.value: [] for group in Group} | {"confirm_weekdays": days}
    for row in RequiredSeat.objects.all():
        begun[row.group].append(row.seat)
    form = RequiredSeatsForm(request.POST or None, initial=begun)
    if form.is_valid():
        _save_settings(by, form.cleaned_data)
        messages.success(request, _("The settings are saved."))
        return redirect("settings")
    context = {"form": form, "heading": _("Infohus: who must be there")}
    return render(request, "form.html", {**context, "back": reverse("settings")})


@transaction.atomic
def _save_settings(by: User, known: dict[str, Any]) -> None:
    at = timezone.now()
    for group in Group:
        workflow.set_required_seats(by=by, at=at, group=group, seats=known[group.value])
    change_confirm_weekdays(by=by, at=at, confirm_weekdays=known["confirm_weekdays"])


def _saved(request: StaffRequest) -> HttpResponse:
    messages.success(request, _("The register is saved."))
    return redirect("infohus_members")


def _form_page(request: StaffRequest, form: Any, heading: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "back": reverse("infohus_members")}
    return render(request, "form.html", context)
