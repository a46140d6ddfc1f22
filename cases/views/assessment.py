"""The 24-hour assessment: signed, explained when late, countersigned."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts import duty
from beredskab.accounts.models import User
from beredskab.accounts.requests import StaffRequest
from beredskab.accounts.roles import ADVISERS, Role
from beredskab.audit.refusals import refusals_on
from beredskab.web.methods import get_or_post
from cases import actions, deadlines, permissions, visibility, workflow
from cases.forms.assessment import AssessmentForm, CountersignForm, LatenessForm
from cases.models import Assessment, Case, ConcernCase
from cases.states import CaseStatus, WrongState
from cases.views.case_page import back_to, form_page, render_case
from cases.views.loading import load_tie
from cases.views.overview import concern_rows, read_records
from cases.workflow.assessment import AssessedBeforeReceipt, NotOwed

FOLLOW_UP_WEEKDAYS = 5


@get_or_post
def case_assess(request: StaffRequest, reference: str, concern: str) -> HttpResponse:
    """Answer the two questions and sign; who comes second reads what was signed."""
    tie = load_tie(request, reference, concern)
    permissions.require_assess(request.user, tie.case)
    if not tie.case.is_minor:
        raise NotOwed
    if request.method != "POST" and actions.assessment_of(tie) is not None:
        return _assessed(request, tie)
    if tie.case.status == CaseStatus.CLOSED:
        raise WrongState
    now = timezone.now()
    form = AssessmentForm(request.POST or None, **_follow_ups(tie.case, request.user, now))
    if form.is_valid():
        with refusals_on(form, request, {AssessedBeforeReceipt: "assessed_at"}):
            signed = workflow.assess(tie, by=request.user, at=now, **form.cleaned_data)
            return _signed(request, tie, signed)
    return render_case(request, tie.case, "cases/assess.html", form=form, **_page(request, tie))


@get_or_post
def case_late(request: StaffRequest, reference: str, concern: str) -> HttpResponse:
    """Ask after saving why the assessment came too late; nothing waits for it."""
    tie = load_tie(request, reference, concern)
    permissions.require_assess(request.user, tie.case)
    assessment = _require_signed(tie)
    if not assessment.is_late or assessment.late_grounds is not None:
        raise WrongState
    form = LatenessForm(request.POST or None)
    if form.is_valid():
        workflow.explain_lateness(
            assessment, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("The grounds are saved."))
        return back_to(tie.case)
    heading = _("Give grounds for the lateness")
    warning = _("The assessment is signed. The 24 hours had passed.")
    return form_page(request, tie.case, form, heading=heading, warning=warning)


@get_or_post
def case_countersign(request: StaffRequest, reference: str, concern: str) -> HttpResponse:
    """Let the leader put her name beside the adviser's."""
    tie = load_tie(request, reference, concern)
    assessment = _require_signed(tie)
    permissions.require_countersign(request.user, tie.case, assessment)
    if assessment.countersigned_at is not None:
        return _assessed(request, tie)
    form = CountersignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        workflow.countersign(assessment, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The assessment is countersigned."))
        return back_to(tie.case)
    return render_case(
        request, tie.case, "cases/countersign.html", form=form, **_page(request, tie)
    )


def _page(request: StaffRequest, tie: ConcernCase) -> dict[str, Any]:
    seen = visibility.parts(request.user, tie.case)
    assert tie.concern.received_at is not None
    read_records([tie])
    return {
        "row": concern_rows(tie, request.user, seen),
        "due": deadlines.ASSESSMENT_LIMIT.due(tie.concern.received_at).at,
    }


def _assessed(request: StaffRequest, tie: ConcernCase) -> HttpResponse:
    return render_case(request, tie.case, "cases/case_assessed.html", **_page(request, tie))


def _signed(request: StaffRequest, tie: ConcernCase, assessment: Assessment) -> HttpResponse:
    messages.success(request, _("The assessment is signed."))
    if assessment.is_late:
        return redirect("case_late", tie.case.reference, tie.concern.reference)
    return back_to(tie.case)


def _require_signed(tie: ConcernCase) -> Assessment:
    assessment: Assessment | None = actions.assessment_of(tie)
    if assessment is None:
        raise WrongState
    return assessment


def _follow_ups(case: Case, user: User, now: datetime) -> dict[str, Any]:
    """Who may be given a follow-up, who gets it unless told otherwise, and until when."""
    return {
        "owners": task_owners(case, user, now),
        "owner": case.handler or user,
        "due_on": deadlines.next_weekday(now, FOLLOW_UP_WEEKDAYS),
    }


def task_owners(case: Case, user: User, now: datetime) -> list[User]:
    """The users whom a task of the case can be given to: all of them see it."""
    members = duty.members(case.unit, ADVISERS | {Role.LEADER}, now)
    others = [user, case.handler or case.holder]
    return [one for one in dict.fromkeys([*others, *members]) if permissions.can_see(one, case)]
