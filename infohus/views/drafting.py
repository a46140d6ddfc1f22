"""The agenda of a meeting whose invitations are not sent: cases are put on it and taken off."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web.forms import PortalForm
from beredskab.web.methods import get_or_post
from infohus import workflow
from infohus.forms.choosing import CaseForm
from infohus.views.loading import load_item, load_own_meeting, offered_to
from infohus.workflow.drafting import CaseTwice, LastCase, NotDraft


@get_or_post
def case_take_up(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask which case is put on the agenda too."""
    meeting = load_own_meeting(request, reference)
    if not meeting.is_draft:
        raise NotDraft
    form = CaseForm(request.POST or None, offered=offered_to(request, but=meeting))
    if form.is_valid():
        with refusals_on(form, request, {CaseTwice: "case"}):
            item = workflow.take_up(
                meeting, form.cleaned_data["case"], by=request.user, at=timezone.now()
            )
            return redirect("infohus_item", meeting.reference, item.position)
    context = {
        "form": form,
        "heading": _("Put one more case on the agenda"),
        "button": _("Go on to participants"),
        "back": meeting.get_absolute_url(),
    }
    return render(request, "form.html", context)


@require_POST
def item_shift(request: StaffRequest, reference: str, position: int) -> HttpResponse:
    """Move the item up or down the agenda."""
    item = load_item(request, reference, position)
    workflow.shift_item(item, by=request.user, at=timezone.now(), up="up" in request.POST)
    return redirect(item.meeting)


@get_or_post
def item_drop(request: StaffRequest, reference: str, position: int) -> HttpResponse:
    """Ask whether the case is taken off the agenda."""
    item = load_item(request, reference, position)
    form = PortalForm(request.POST)
    if request.method == "POST":
        with refusals_on(form, request, {LastCase: ""}):
            workflow.drop_item(item, by=request.user, at=timezone.now())
            messages.success(request, _("The case is off the agenda."))
            return redirect(item.meeting)
    context = {
        "form": form,
        "heading": _("Take case %(case)s off the agenda") % {"case": item.case.reference},
        "note": _("What you wrote for the item is gone with it. Nobody has been told of it."),
        "button": _("Take off the agenda"),
        "is_destructive": True,
        "back": item.meeting.get_absolute_url(),
    }
    return render(request, "form.html", context)
