"""An item while the meeting is on: who is there, what is missing, and its conclusion."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web.forms import PortalForm
from beredskab.web.htmx import vary_on_htmx, wants_partial
from beredskab.web.methods import get_or_post
from infohus import conclusion, quorum, table, workflow
from infohus.forms.holding import AttendanceForm, ConfirmForm, PresentForm
from infohus.models import AgendaItem
from infohus.views.loading import load_item
from infohus.workflow.attendance import NobodyThere, NotYet, TieUnknown
from infohus.workflow.concluding import (
    Lacking,
    NobodyMissing,
    NotMissing,
    NotProvisional,
    ProvisionalAlready,
    SeatMissing,
)
from infohus.workflow.holding import Concluded, NotConvened

# Why an item is not handed on as provisional, told at the top of its page.
NOT_PROVISIONAL = (
    Concluded,
    Lacking,
    NobodyMissing,
    NobodyThere,
    NotConvened,
    NotYet,
    ProvisionalAlready,
)


@require_safe
def item_hold(request: StaffRequest, reference: str, position: int) -> HttpResponse:
    """Show the coordinator all of an item that is held, with the way to each part of it."""
    item = load_item(request, reference, position)
    return _page(request, item)


@require_POST
@vary_on_htmx
def item_attendance(request: StaffRequest, reference: str, position: int) -> HttpResponse:
    """Note who of the invited is there; for htmx answer with who is missing now."""
    item = load_item(request, reference, position)
    form = _attendance(item, request.POST)
    if form.is_valid():
        mendable = {} if wants_partial(request) else {NotYet: "participants"}
        with refusals_on(form, request, mendable):
            known = form.cleaned_data
            found = workflow.mark_attendance(item, by=request.user, at=timezone.now(), **known)
            if wants_partial(request):
                return render(request, "infohus/_quorum_held.html", {"quorum": found})
            messages.success(request, _("It is noted who is there."))
            return redirect(f"{item.hold_path}#fremmoede")
    return _page(request, item, attendance=form)


@get_or_post
def item_present(request: StaffRequest, reference: str, position: int) -> HttpResponse:
    """Note somebody who was there without being invited by name."""
    item = load_item(request, reference, position)
    form = PresentForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form, request, {NotYet: "", TieUnknown: "has_no_tie"}):
            workflow.add_attendance(item, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("It is noted who is there."))
            return redirect(f"{item.hold_path}#fremmoede")
    return _form(request, item, form, _("Somebody else is there"))


@require_POST
def item_strike(request: StaffRequest, reference: str, position: int, pk: int) -> HttpResponse:
    """Strike out somebody who was not there after all."""
    item = load_item(request, reference, position)
    row = get_object_or_404(item.attendances.select_related("item__case", "item__meeting"), pk=pk)
    workflow.strike_attendance(row, by=request.user, at=timezone.now())
    messages.success(request, _("It is struck out."))
    return redirect(f"{item.hold_path}#fremmoede")


@get_or_post
def item_confirm(request: StaffRequest, reference: str, position: int) -> HttpResponse:
    """Note that somebody for a missing seat confirms afterwards."""
    item = load_item(request, reference, position)
    form = ConfirmForm(request.POST or None, missing=quorum.held(item).missing)
    if form.is_valid():
        fields = {NotMissing: "seat", NotProvisional: "", Lacking: "", TieUnknown: "has_no_tie"}
        with refusals_on(form, request, fields):
            workflow.confirm(item, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The confirmation is noted."))
            return redirect(item.hold_path)
    return _form(request, item, form, _("Note a confirmation"))


@require_POST
def item_conclude(request: StaffRequest, reference: str, position: int) -> HttpResponse:
    """Conclude the item, or say with links what it lacks."""
    item = load_item(request, reference, position)
    form = PortalForm(request.POST)
    with refusals_on(form, request, {Lacking: "", SeatMissing: "", NotConvened: ""}):
        workflow.conclude_item(item, by=request.user, at=timezone.now())
        messages.success(request, _("The item is concluded. The authorities have been told."))
        return redirect(item.hold_path)
    return _page(request, item, refused=form, status=409)


@require_POST
def item_provisional(request: StaffRequest, reference: str, position: int) -> HttpResponse:
    """Hand the recommendations on as provisional, or say with links what the item lacks."""
    item = load_item(request, reference, position)
    form = PortalForm(request.POST)
    with refusals_on(form, request, dict.fromkeys(NOT_PROVISIONAL, "")):
        workflow.make_provisional(item, by=request.user, at=timezone.now())
        messages.success(request, _("The recommendations are provisional until it is confirmed."))
        return redirect(item.hold_path)
    return _page(request, item, refused=form, status=409)


def _attendance(item: AgendaItem, posted: Any = None) -> AttendanceForm:
    rows = item.asked.select_related("participant").order_by("participant__seat", "pk")
    asked = [row.participant for row in rows if row.participant.removed_at is None]
    there = item.attendances.filter(struck_at__isnull=True, participant__isnull=False)
    initial = {"participants": list(there.values_list("participant", flat=True))}
    return AttendanceForm(posted, asked=asked, initial=initial)


def _page(
    request: StaffRequest,
    item: AgendaItem,
    *,
    attendance: AttendanceForm | None = None,
    refused: PortalForm | None = None,
    status: int = 200,
) -> HttpResponse:
    parts = table.of(item)
    content = conclusion.of_content(item)
    waits = bool(parts["missing"]) and not content
    context = {
        **parts,
        "item": item,
        "attendance": attendance or _attendance(item),
        "form": refused or attendance,
        "lacks": [*content, *conclusion.of_table(item), *conclusion.of_ties(item)],
        "may_be_provisional": waits and not item.is_provisional and bool(quorum.present(item)),
        "may_confirm": waits and item.is_provisional,
        "now": timezone.now(),
    }
    return render(request, "infohus/hold.html", context, status=status)


def _form(request: StaffRequest, item: AgendaItem, form: PortalForm, heading: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "back": item.hold_path}
    return render(request, "form.html", context)
