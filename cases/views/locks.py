"""The contact lock of one person: the leader lifts it, any adviser puts it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web.methods import get_or_post
from cases import locks, permissions, risk, workflow
from cases.forms.locks import LiftLockForm, PutLockBackForm
from cases.models import Case, Person
from cases.states import require_open
from cases.views.case_page import back_to, form_page, render_case
from cases.views.loading import load_case, load_to_edit
from cases.workflow.locks import RiskNotAssessed


@get_or_post
def case_lock_lift(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Stop the leader and ask what she builds on, before she lifts the lock of one person."""
    case = load_case(request, reference)
    permissions.require_lift_lock(request.user, case)
    require_open(case.status)
    person = _person(case, pk)
    now = timezone.now()
    form = LiftLockForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form, request, {RiskNotAssessed: "grounds"}):
            workflow.lift_lock(person, by=request.user, at=now, **form.cleaned_data)
            messages.success(request, _("The contact lock is lifted for this person alone."))
            return back_to(case, "case_persons")
    return render_case(
        request,
        case,
        "cases/lock_lift.html",
        form=form,
        words=_words(case, person),
        is_assessed=risk.is_in_force(case, now),
        back=_back(case),
    )


@get_or_post
def case_lock_back(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Lock a person again, at once."""
    case = load_to_edit(request, reference)
    person = _person(case, pk)
    form = PutLockBackForm(request.POST or None)
    if form.is_valid():
        workflow.put_lock_back(person, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The contact lock is on again."))
        return back_to(case, "case_persons")
    return form_page(
        request,
        case,
        form,
        heading=_("Put the contact lock back: %(who)s") % {"who": _words(case, person)},
        button=_("Put the lock back now"),
        back=_back(case),
    )


def _person(case: Case, pk: int) -> Person:
    """A person of the case, or of one that was joined to it."""
    person: Person = get_object_or_404(locks.persons_of(case), pk=pk)
    return person


def _words(case: Case, person: Person) -> str:
    standing = locks.standings(case).get(person.pk)
    return standing.words if standing else ""


def _back(case: Case) -> str:
    return reverse("case_persons", args=[case.reference])
