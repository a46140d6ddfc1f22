"""The tasks of a case: given, done."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beredskab.accounts.models import User
from beredskab.accounts.requests import StaffRequest
from beredskab.deadlines.models import FREE, Deadline
from beredskab.web.methods import get_or_post
from cases import actions, deadlines, hidden, kinds, permissions, visibility, wording, workflow
from cases.forms.cases import TaskForm
from cases.models import Case
from cases.views.assessment import task_owners
from cases.views.case_page import back_to, form_page, render_case
from cases.views.loading import load_case, load_to_edit


@require_safe
def case_tasks(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the tasks, open ones first."""
    case = load_case(request, reference)
    now = timezone.now()
    may_edit = permissions.can_edit(request.user, case) and case.closed_at is None
    return render_case(
        request,
        case,
        "cases/case_tasks.html",
        "case_tasks",
        tasks=_rows(case, request.user, now),
        may_edit=may_edit,
    )


@get_or_post
def case_task_add(request: StaffRequest, reference: str) -> HttpResponse:
    case = load_to_edit(request, reference)
    now = timezone.now()
    form = TaskForm(request.POST or None, owners=task_owners(case, request.user, now))
    if form.is_valid():
        workflow.add_task(case, by=request.user, at=now, **form.cleaned_data)
        messages.success(request, _("The task is added."))
        return back_to(case, "case_tasks")
    back = reverse("case_tasks", args=[case.reference])
    return form_page(request, case, form, heading=_("Add a task"), back=back)


@require_POST
def case_task_done(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Mark a task of the case as done."""
    case = load_case(request, reference)
    task = get_object_or_404(_tasks(case), pk=pk)
    permissions.require_complete(request.user, case, task.owner_id)
    workflow.complete_task(task, case=case, by=request.user, at=timezone.now())
    messages.success(request, _("The task is done."))
    return back_to(case, "case_tasks")


def _tasks(case: Case) -> Any:
    return Deadline.objects.filter(deadlines.about(case), kind__startswith=FREE).for_list()


def _rows(case: Case, user: User, now: datetime) -> list[dict[str, Any]]:
    seen = visibility.parts(user, case)
    told = [task for task in _tasks(case).by_urgency() if hidden.is_told(task, user, seen)]
    tasks = sorted(told, key=lambda task: not task.is_open)
    return [
        {
            "task": task,
            "status": wording.deadline_status(task, now),
            "may_finish": _may_finish(task, case, user),
            "done_at": _done_at(task, user, case),
        }
        for task in tasks
    ]


def _done_at(task: Deadline, user: User, case: Case) -> str:
    """Where a task is done that is not done by a tick, for who may do it."""
    if not task.is_open or task.kind not in kinds.DONE_AT:
        return ""
    return actions.way_to(kinds.DONE_AT[task.kind], user, case)


def _may_finish(task: Deadline, case: Case, user: User) -> bool:
    is_owed = task.is_open and case.closed_at is None and task.kind not in kinds.DONE_AT
    return is_owed and permissions.can_complete(user, case, task.owner_id)
