"""The talk with the child: planned, called off, recorded, left out."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts import duty
from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web.methods import get_or_post
from cases import locks, permissions, workflow
from cases.forms.child_talks import CancelTalkForm, HeldTalkForm, LeaveOutTalkForm, PlanTalkForm
from cases.models import Case, Person, PlannedChildTalk
from cases.states import require_open
from cases.views.case_page import back_to, form_page
from cases.views.loading import load_case
from cases.workflow.child_talks import HeldLater, LockedPersonPresent, PlannedTooEarly
from cases.workflow.examination import NotAChild
from cases.workflow.interpreters import ForbiddenInterpreter

TAB = "case_assessments"
SECTION = "child_talk"


@get_or_post
def case_child_talk_plan(request: StaffRequest, reference: str) -> HttpResponse:
    """Plan a talk; nobody of the family is there, and nobody of it is told (R58, R59)."""
    case = _load(request, reference)
    form = PlanTalkForm(request.POST or None, persons=_persons(case))
    places = {
        PlannedTooEarly: "planned_for",
        ForbiddenInterpreter: "interpreter_tie",
        LockedPersonPresent: "present",
    }
    if form.is_valid():
        with refusals_on(form, request, places):
            workflow.plan_child_talk(case, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The talk is planned. Nobody of the family is told."))
            return back_to(case, TAB)
    return _page(request, case, form, _("Plan a talk with the child"))


@get_or_post
def case_child_talk(request: StaffRequest, reference: str) -> HttpResponse:
    """Record a talk as it was held; one that was planned is named in the query."""
    case = _load(request, reference)
    planned = _planned(case, request.GET.get("plan", ""))
    form = HeldTalkForm(request.POST or None, persons=_persons(case), initial=_initial(planned))
    if form.is_valid():
        with refusals_on(form, request, {HeldLater: "held_at"}):
            talk = workflow.record_child_talk(
                case, by=request.user, at=timezone.now(), planned=planned, **form.cleaned_data
            )
            messages.success(request, _("The talk is recorded. Nobody of the family is told."))
            if talk.was_watched:
                words = _("Somebody was present who is locked. The holder is alerted.")
                messages.warning(request, words)
            return back_to(case, TAB)
    return _page(request, case, form, _("Record a talk with the child"))


@get_or_post
def case_child_talk_cancel(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    case = _load(request, reference)
    planned = get_object_or_404(PlannedChildTalk.objects.filter(case=case), pk=pk)
    form = CancelTalkForm(request.POST or None)
    if form.is_valid():
        workflow.cancel_child_talk(planned, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The talk is called off. It is still to be held."))
        return back_to(case, TAB)
    return _page(request, case, form, _("Call the talk off"))


@get_or_post
def case_child_talk_left_out(request: StaffRequest, reference: str) -> HttpResponse:
    """Leave the talk out, for one of the two grounds that there are (R57)."""
    case = _load(request, reference)
    now = timezone.now()
    form = LeaveOutTalkForm(request.POST or None, leaders=duty.leaders_of(case.unit, now))
    if form.is_valid():
        with refusals_on(form, request):
            workflow.leave_out_child_talk(case, by=request.user, at=now, **form.cleaned_data)
            messages.success(request, _("It is recorded that the talk is left out."))
            return back_to(case, TAB)
    return _page(request, case, form, _("Leave the talk with the child out"))


def _load(request: StaffRequest, reference: str) -> Case:
    case = load_case(request, reference)
    permissions.require_talk_with_child(request.user, case)
    require_open(case.status)
    if not case.is_minor:
        raise NotAChild
    return case


def _page(request: StaffRequest, case: Case, form: Any, heading: str) -> HttpResponse:
    back = f"{reverse(TAB, args=[case.reference])}#{SECTION}"
    return form_page(request, case, form, heading=heading, back=back)


def _persons(case: Case) -> dict[Person, str]:
    """Who could be there beside the child, each with her lock."""
    standings = locks.standings(case)
    persons = case.persons.exclude(pk=case.exposed_id or 0).prefetch_related("roles")
    return {person: _words(person, standings.get(person.pk)) for person in persons}


def _words(person: Person, standing: locks.Standing | None) -> str:
    known = standing.words if standing else ""
    words = ", ".join(filter(None, [person.name or _("A person without a name"), known]))
    is_locked = standing is not None and standing.is_locked
    return _("%(who)s (locked)") % {"who": words} if is_locked else words


def _planned(case: Case, key: str) -> PlannedChildTalk | None:
    """The planned talk that a key of the query names, as long as it can be held."""
    if not key.isdecimal() or len(key) > 18:
        return None
    waiting = PlannedChildTalk.objects.filter(case=case, cancelled_at=None, held=None)
    return waiting.select_related("interpreter").filter(pk=key).first()


def _initial(planned: PlannedChildTalk | None) -> dict[str, Any]:
    """Begin from what was planned."""
    if planned is None:
        return {"held_at": timezone.now()}
    fields = ("place", "basis", "others", "family_present")
    supporter = ("supporter", "supporter_tie", "supporter_reason")
    known = {field: getattr(planned, field) for field in (*fields, *supporter)}
    if use := planned.interpreter:
        known |= {f"interpreter_{part}": getattr(use, part) for part in ("tie", "name", "language")}
    present = [str(person.pk) for person in planned.present.all()]
    return {**known, "held_at": planned.planned_for, "present": present}
