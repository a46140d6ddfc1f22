"""The duty rota in the settings, and the page of absences, which everybody has."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beredskab.accounts import duty, permissions, workflow
from beredskab.accounts import rota as registers
from beredskab.accounts.forms.people import AbsenceForm, ShiftForm
from beredskab.accounts.models import DutyShift, User
from beredskab.accounts.views.pages import form_page, saved
from beredskab.web.methods import get_or_post

SHIFT_FIELDS = ("unit", "kind", "user", "weekdays", "starts", "ends", "from_on", "to_on")


@require_safe
def rota(request: HttpRequest) -> HttpResponse:
    permissions.require_administer(request.user)
    now = timezone.now()
    on_duty = {shift.pk for shift in duty.shifts_at(now)}
    rows = [
        {
            "shift": shift,
            "weekdays": ", ".join(str(WEEKDAYS_ABBR[day]) for day in sorted(shift.weekdays)),
            "is_now": shift.pk in on_duty,
        }
        for shift in registers.lines(timezone.localdate())
    ]
    return render(request, "municipality/rota.html", {"rows": rows})


@get_or_post
def shift_add(request: HttpRequest) -> HttpResponse:
    by = permissions.require_administer(request.user)
    form = ShiftForm(request.POST or None, initial={"from_on": timezone.localdate()})
    if form.is_valid():
        workflow.add_shift(by=by, at=timezone.now(), **form.cleaned_data)
        return saved(request, "settings_rota")
    return form_page(request, form, _("Add to the rota"), "settings_rota")


@get_or_post
def shift_change(request: HttpRequest, pk: int) -> HttpResponse:
    by = permissions.require_administer(request.user)
    shift = get_object_or_404(DutyShift, pk=pk)
    now = {name: getattr(shift, name) for name in SHIFT_FIELDS}
    form = ShiftForm(request.POST or None, initial=now)
    if form.is_valid():
        workflow.change_shift(shift, by=by, at=timezone.now(), **form.cleaned_data)
        return saved(request, "settings_rota")
    return form_page(request, form, _("Change the rota"), "settings_rota")


@require_POST
def shift_end(request: HttpRequest, pk: int) -> HttpResponse:
    by = permissions.require_administer(request.user)
    shift = get_object_or_404(DutyShift, pk=pk)
    workflow.end_shift(shift, by=by, at=timezone.now())
    return saved(request, "settings_rota")


@require_safe
def absences(request: HttpRequest) -> HttpResponse:
    """Show the absences that the user may set: her own, of those she leads, or all."""
    now = timezone.now()
    users = permissions.absentees(request.user, now)
    rows = registers.absences(users, now)
    return render(request, "municipality/absences.html", {"absences": rows, "now": now})


@get_or_post
def absence_add(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    form = _absence_form(request, timezone.now())
    if form.is_valid():
        workflow.add_absence(by=request.user, at=timezone.now(), **form.cleaned_data)
        return saved(request, "absences")
    return form_page(request, form, _("Add absence"), "absences")


@require_POST
def absence_end(request: HttpRequest, pk: int) -> HttpResponse:
    assert isinstance(request.user, User)
    now = timezone.now()
    users = permissions.absentees(request.user, now)
    absence = get_object_or_404(registers.absences(users, now), pk=pk)
    workflow.end_absence(absence, by=request.user, at=now)
    return saved(request, "absences")


def _absence_form(request: HttpRequest, now: datetime) -> AbsenceForm:
    return AbsenceForm(
        request.POST or None,
        initial={"user": request.user.pk, "from_at": now},
        absentees=permissions.absentees(request.user, now),
        deputies=permissions.deputies(request.user, now),
    )
