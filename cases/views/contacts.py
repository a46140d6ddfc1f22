"""Contacts with persons of a case: plan, hold, drop, record, and a silence that alarms."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web.methods import get_or_post
from cases import locks, permissions, visibility, wording, workflow
from cases.forms.contacts import (
    DropContactForm,
    HoldContactForm,
    PlanContactForm,
    RecordContactForm,
    SilenceForm,
)
from cases.models import Case, Person, PersonContact
from cases.views.case_page import back_to, form_page
from cases.views.loading import load_case, load_to_edit
from cases.workflow.contacts import (
    ContactLocked,
    HappenedInFuture,
    NeverInWriting,
    PlannedInPast,
)
from cases.workflow.interpreters import ForbiddenInterpreter

_TAB = "case_safety"
# Where on the form each refusal stands.
_PLANNED = {
    ContactLocked: "about",
    NeverInWriting: "way",
    PlannedInPast: "planned_for",
    ForbiddenInterpreter: "interpreter_tie",
}


@get_or_post
def case_contact_plan(request: StaffRequest, reference: str) -> HttpResponse:
    """Plan a contact; what the standing rules forbid is refused with what to do instead."""
    case = load_to_edit(request, reference)
    form = PlanContactForm(request.POST or None, persons=_persons(request, case))
    status = 200
    if form.is_valid():
        with refusals_on(form, request, _PLANNED):
            workflow.plan_contact(case, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The contact is planned. It is among your tasks."))
            return back_to(case, _TAB)
        status = 409
    page = _page(
        request,
        case,
        form,
        heading=_("Plan a contact"),
        warning=_("Nothing in writing to the exposed person or her home. Nobody talks with a "
                  "locked person about the concern."),
    )  # fmt: skip
    page.status_code = status
    return page


@get_or_post
def case_contact_record(request: StaffRequest, reference: str) -> HttpResponse:
    """Record a contact that happened: never refused, whoever it was with."""
    case = load_case(request, reference)
    permissions.require_edit(request.user, case)
    form = RecordContactForm(request.POST or None, persons=_persons(request, case))
    if form.is_valid():
        with refusals_on(form, request, {HappenedInFuture: "happened_at"}):
            contact = workflow.record_contact(
                case, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            return _recorded(request, case, contact)
    return _page(
        request,
        case,
        form,
        heading=_("Record a contact that happened"),
        note=_("You can record every contact that happened, also one that should not have."),
    )


@get_or_post
def case_contact_hold(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Record that a planned contact was held."""
    case = load_case(request, reference)
    permissions.require_edit(request.user, case)
    contact = _contact(case, pk)
    initial = {"way": contact.way, "about": contact.about, "happened_at": contact.planned_for}
    form = HoldContactForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_on(form, request, {HappenedInFuture: "happened_at"}):
            held = workflow.hold_contact(
                contact, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            return _recorded(request, case, held)
    return _page(request, case, form, heading=_("Record that the contact was held"))


@get_or_post
def case_contact_drop(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Drop a planned contact, and say why."""
    case = load_to_edit(request, reference)
    contact = _contact(case, pk)
    form = DropContactForm(request.POST or None)
    if form.is_valid():
        workflow.drop_contact(contact, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The contact is dropped."))
        return back_to(case, _TAB)
    return _page(request, case, form, heading=_("Drop the planned contact"))


@get_or_post
def case_silence(request: StaffRequest, reference: str) -> HttpResponse:
    """Record that nobody hears of a person any more."""
    case = load_case(request, reference)
    permissions.require_edit(request.user, case)
    form = SilenceForm(request.POST or None, persons=_persons(request, case))
    if form.is_valid():
        with refusals_on(form, request, {HappenedInFuture: "since"}):
            workflow.record_silence(case, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The silence is recorded. The holder of the case is told."))
            return back_to(case, _TAB)
    return _page(
        request,
        case,
        form,
        heading=_("Record a sudden silence"),
        warning=_("A sudden silence can mean danger. Is it acute? Then call first: 112 or 114."),
    )


def _recorded(request: StaffRequest, case: Case, contact: PersonContact) -> HttpResponse:
    if contact.despite:
        messages.warning(
            request,
            _("It is recorded and marked. Who has the duty to act is told; assess the risk anew."),
        )
    else:
        messages.success(request, _("The contact is recorded."))
    return back_to(case, _TAB)


def _contact(case: Case, pk: int) -> PersonContact:
    contact: PersonContact = get_object_or_404(case.contacts.open(), pk=pk)
    contact.case = case
    return contact


def _persons(request: StaffRequest, case: Case) -> list[tuple[Person, str]]:
    """Whom a contact can be with: their names or what they are, and whether they are locked."""
    seen = visibility.parts(request.user, case)
    standings = locks.standings(case)
    named = []
    for person in case.persons.prefetch_related("roles"):
        person.case = case
        words = wording.known_as(person, case, seen)
        standing = standings.get(person.pk)
        if standing and standing.is_locked:
            words = _("%(who)s (locked)") % {"who": words}
        named.append((person, words))
    return named


def _page(request: StaffRequest, case: Case, form: Any, **context: Any) -> HttpResponse:
    back = reverse(_TAB, args=[case.reference])
    return form_page(request, case, form, back=back, **context)
