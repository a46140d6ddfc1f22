"""Mark a step of the checklist, on a case or on one's own concern."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.deadlines.models import Deadline
from beredskab.timelimits import local_day
from beredskab.web.methods import get_or_post
from cases import checklist, deadlines, permissions, workflow
from cases.checklist import Row, ShownChecklist
from cases.forms.checklist import TickForm
from cases.models import Case
from cases.views import drafts
from cases.views.case_page import back_to, render_case
from cases.views.loading import load_case, load_own_concern, load_to_edit
from cases.views.overview import facts_of, ties_of
from cases.workflow.checklist import TicksItself, WrongDay


@require_POST
def case_use_card(request: StaffRequest, reference: str) -> HttpResponse:
    """Take the card in force into use as the checklist of a case that has none."""
    case = load_case(request, reference)
    permissions.require_edit(request.user, case)
    workflow.use_card(case, by=request.user, at=timezone.now())
    messages.success(request, _("The action card is now the checklist of the case."))
    return back_to(case)


@get_or_post
def case_tick(request: StaffRequest, reference: str, key: str) -> HttpResponse:
    """Say how a step of a case stands."""
    case = load_to_edit(request, reference)
    now = timezone.now()
    listed, row = _step(_of_case(request, case, now), key)
    form = _form(request, row, now)
    if _saved(request, form, listed, row, now):
        return redirect(f"{case.get_absolute_url()}#step-{key}")
    context: dict[str, Any] = {"form": form, "row": row, "said": _said(listed, row)}
    back = f"{case.get_absolute_url()}#step-{key}"
    return render_case(request, case, "cases/case_tick.html", back=back, **context)


@get_or_post
def concern_tick(request: StaffRequest, reference: str, key: str) -> HttpResponse:
    """Say how a step of one's own concern stands."""
    concern = load_own_concern(request, reference)
    now = timezone.now()
    listed, row = _step(checklist.of_concern(concern, request.user, at=now), key)
    form = _form(request, row, now)
    if _saved(request, form, listed, row, now):
        return redirect(f"{concern.get_absolute_url()}#step-{key}")
    context = {
        "form": form,
        "row": row,
        "said": _said(listed, row),
        "concern": concern,
        "is_acute": drafts.is_acute(concern),
    }
    return render(request, "cases/concern_tick.html", context)


def _of_case(request: StaffRequest, case: Case, now: datetime) -> ShownChecklist | None:
    found = list(Deadline.objects.filter(deadlines.about(case)).for_list())
    return checklist.of_case(facts_of(case, request.user, ties_of(case), found), at=now)


def _step(listed: ShownChecklist | None, key: str) -> tuple[ShownChecklist, Row]:
    """The step of an address; one that follows what is done elsewhere can't be marked."""
    row = listed.row(key) if listed else None
    if listed is None or row is None:
        raise Http404
    if not row.says:
        raise TicksItself
    return listed, row


def _form(request: StaffRequest, row: Row, now: datetime) -> TickForm:
    asked = request.GET.get("status", "")
    initial = {"state": asked if asked in row.says else "", "done_on": local_day(now)}
    posted = request.POST if request.method == "POST" else None
    return TickForm(posted, initial=initial, says=row.says)


def _saved(
    request: StaffRequest, form: TickForm, listed: ShownChecklist, row: Row, now: datetime
) -> bool:
    """Mark the step; what a field can mend is put there."""
    if not form.is_valid():
        return False
    with refusals_on(form, request, {WrongDay: "done_on"}):
        workflow.tick(
            listed.checklist, step_key=row.step.key, by=request.user, at=now, **form.cleaned_data
        )
        messages.success(request, _("The step is marked."))
        return True
    return False


def _said(listed: ShownChecklist, row: Row) -> list[dict[str, Any]]:
    """What was said of the step before, newest first, as the timeline component wants it."""
    ticks = listed.checklist.ticks.for_step(row.step.key)
    return [
        {
            "title": tick.get_state_display(),
            "at": tick.ticked_at,
            "who": tick.ticked_by.name,
            "text": (tick.reason or "") if listed.sees_reasons else "",
        }
        for tick in ticks
    ]
