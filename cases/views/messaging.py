"""What notifier and adviser write to each other: on the case, and on the concern."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web.methods import get_or_post
from cases import permissions, workflow
from cases.forms.notes import MessageForm
from cases.states import require_open
from cases.views.case_page import back_to, form_page
from cases.views.loading import load_own_concern, load_tie
from cases.workflow.messages import NotReached


@get_or_post
def case_message(request: StaffRequest, reference: str, concern: str) -> HttpResponse:
    """Write to the notifier of a concern in the case."""
    tie = load_tie(request, reference, concern)
    permissions.require_edit(request.user, tie.case)
    require_open(tie.case.status)
    form = MessageForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form, request, {NotReached: "text"}):
            now, text = timezone.now(), form.cleaned_data["text"]
            workflow.write_to_notifier(
                tie.concern, case=tie.case, by=request.user, at=now, text=text
            )
            messages.success(request, _("The message is sent."))
            return back_to(tie.case, "case_notes")
    return form_page(
        request,
        tie.case,
        form,
        heading=_("Write to the notifier"),
        button=_("Send"),
        back=reverse("case_notes", args=[tie.case.reference]),
        warning=_("Tell nothing of the case that the notifier may not know."),
    )


@require_POST
def case_messages_read(request: StaffRequest, reference: str, concern: str) -> HttpResponse:
    """Mark what the notifier wrote as read."""
    tie = load_tie(request, reference, concern)
    workflow.read_as_authority(tie.concern, case=tie.case, by=request.user, at=timezone.now())
    return back_to(tie.case, "case_notes")


@get_or_post
def concern_message(request: StaffRequest, reference: str) -> HttpResponse:
    """Write to whoever handles one's own concern."""
    concern = load_own_concern(request, reference)
    form = MessageForm(request.POST or None)
    if form.is_valid():
        now, text = timezone.now(), form.cleaned_data["text"]
        workflow.write_to_authority(concern, by=request.user, at=now, text=text)
        messages.success(request, _("The message is sent."))
        return redirect(concern)
    context = {"concern": concern, "form": form, "heading": _("Write to the authority")}
    return render(request, "cases/concern_form.html", context)


@require_POST
def concern_messages_read(request: StaffRequest, reference: str) -> HttpResponse:
    """Mark what the authority wrote as read."""
    concern = load_own_concern(request, reference)
    workflow.read_as_notifier(concern, by=request.user, at=timezone.now())
    return redirect(concern)
