"""How a case ends: proposed, signed or sent back; and how it is taken up again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.models import User
from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web.methods import get_or_post
from cases import actions, gates, permissions, workflow
from cases.forms.closing import CloseForm, ReopenForm, SignClosingForm
from cases.models import Case, ClosingProposal
from cases.states import CaseStatus, WrongState
from cases.views.case_page import back_to, form_page, render_case
from cases.views.loading import load_case, load_to_edit
from cases.workflow.closure import NotAccepted, NotReady
from cases.workflow.opening import NoReceiver
from cases.workflow.reopening import ClosedInError


@get_or_post
def case_close(request: StaffRequest, reference: str) -> HttpResponse:
    """Show what is missing before the case can be closed, and propose it when nothing is."""
    case = load_to_edit(request, reference)
    form = CloseForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form, request, {NotReady: "", NotAccepted: "outcome"}):
            workflow.propose_closing(case, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The leader is asked to sign. Then the case is closed."))
            return back_to(case)
    context = {"form": form, **_checklist(request.user, case)}
    return render_case(request, case, "cases/case_close.html", **context)


@get_or_post
def case_close_sign(request: StaffRequest, reference: str) -> HttpResponse:
    """Let the leader sign the closing, or send it back with what is lacking."""
    case = load_case(request, reference)
    permissions.require_sign_closing(request.user, case)
    proposal = _proposal(case)
    permissions.require_sign_closing(request.user, case, proposal)
    form = SignClosingForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form, request, {NotReady: ""}):
            return _answer(request, case, proposal, form.cleaned_data)
    context = {"form": form, "proposal": proposal, **_checklist(request.user, case)}
    return render_case(request, case, "cases/case_close_sign.html", **context)


@get_or_post
def case_reopen(request: StaffRequest, reference: str) -> HttpResponse:
    """Take a closed case up again, in a new period with a holder."""
    case = load_case(request, reference)
    permissions.require_reopen(request.user, case)
    if case.status != CaseStatus.CLOSED:
        raise WrongState
    form = ReopenForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form, request, {ClosedInError: "", NoReceiver: ""}):
            workflow.reopen(case, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The case is reopened. The duty has the duty to act."))
            return back_to(case)
    return form_page(
        request,
        case,
        form,
        heading=_("Reopen the case"),
        button=_("Reopen the case"),
        warning=_("What was written stays. A new period begins, and the duty has the case."),
    )


def _answer(
    request: StaffRequest, case: Case, proposal: ClosingProposal, answer: dict[str, Any]
) -> HttpResponse:
    """Do what the leader chose."""
    now = timezone.now()
    if answer["answer"] == SignClosingForm.SIGN:
        workflow.sign_closing(proposal, by=request.user, at=now)
        messages.success(request, _("The case is closed."))
        return back_to(case)
    workflow.return_closing(proposal, by=request.user, at=now, remark=answer["remark"])
    messages.success(request, _("The proposal is sent back. The adviser is told."))
    return redirect(reverse("case_assessments", args=[case.reference]))


def _proposal(case: Case) -> ClosingProposal:
    """The proposal that waits for the leader; what is answered already is shown as such."""
    found = case.closings.select_related("proposed_by").filter(answer="").first()
    if found is None:
        raise WrongState
    return found


def _checklist(user: User, case: Case) -> dict[str, Any]:
    """Each gate of closing, whether it is passed, and where it is done by who may."""
    missing = gates.missing(case)
    return {
        "is_ready": not missing,
        "gates": [
            {
                "label": gate.label,
                "is_passed": gate not in missing,
                "url": actions.way_to(gate.url_name, user, case),
            }
            for gate in gates.GATES
        ],
    }
