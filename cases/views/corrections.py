"""The leader sets right what was registered wrongly."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web.methods import get_or_post
from cases import permissions, workflow
from cases.forms.cases import CloseInErrorForm, ReceiptForm
from cases.states import require_open
from cases.views.case_page import back_to, form_page, render_case
from cases.views.loading import load_case, load_tie
from cases.workflow.receipt import AfterRegistration


@get_or_post
def case_receipt(request: StaffRequest, reference: str, concern: str) -> HttpResponse:
    """Correct when a concern was received; its deadlines move with it."""
    tie = load_tie(request, reference, concern)
    permissions.require_correct_receipt(request.user, tie.case)
    form = ReceiptForm(request.POST or None, initial={"received_at": tie.concern.received_at})
    if form.is_valid():
        with refusals_on(form, request, {AfterRegistration: "received_at"}):
            workflow.correct_receipt(
                tie.concern,
                case=tie.case,
                by=request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
            messages.success(request, _("The received time is corrected. The deadlines moved."))
            return back_to(tie.case)
    corrections = tie.concern.receipt_corrections.select_related("corrected_by")
    return render_case(
        request,
        tie.case,
        "cases/case_receipt.html",
        form=form,
        concern=tie.concern,
        corrections=corrections,
    )


@get_or_post
def case_close_in_error(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask before a case is closed as registered in error; nothing of it is deleted (LR23)."""
    case = load_case(request, reference)
    permissions.require_close_in_error(request.user, case)
    require_open(case.status)
    form = CloseInErrorForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form, request):
            workflow.close_in_error(case, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The case is closed."))
            return back_to(case)
    return form_page(
        request,
        case,
        form,
        heading=_("Close as registered in error"),
        button=_("Close the case"),
        is_destructive=True,
        warning=_("Its deadlines end, and nobody is reminded any more. Nothing is deleted."),
    )
