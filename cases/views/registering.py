"""Register what came in by phone, post, mail or web form, on one page."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab import references
from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.errors import Refused
from beredskab.web.methods import get_or_post
from cases import permissions, workflow
from cases.choices import Channel
from cases.forms.concerns_received import PersonsFormSet, ReceivedForm, persons_form
from cases.models import Case, Concern
from cases.workflow.assessment import AssessedBeforeReceipt
from cases.workflow.opening import NoReceiver
from cases.workflow.registration import ReceivedInFuture

from .loading import load_case

# Where a refusal belongs on the page; what is named "" stands above it.
FIELDS: dict[type[Refused], str] = {
    ReceivedInFuture: "received_at",
    AssessedBeforeReceipt: "assessed_at",
    NoReceiver: "",
}


@get_or_post
def notification_new(request: StaffRequest) -> HttpResponse:
    permissions.require_register(request.user)
    into = _case_asked_for(request)
    form, persons = _forms(request)
    if "one_more" in request.POST:
        form, persons = ReceivedForm(initial=form.as_typed()), persons.one_more()
    elif form.is_bound and all([form.is_valid(), persons.is_valid()]):
        concern = _register(request, form, persons, into)
        if concern:
            messages.success(request, _("The notification is registered."))
            return _next(request, concern)
    faulty = persons.is_bound and not persons.is_valid()
    context = {"form": form, "persons": persons, "into": into, "has_errors": faulty}
    return render(request, "cases/notification_new.html", context)


def _case_asked_for(request: StaffRequest) -> Case | None:
    """The case that it is to be registered on, if she came from one."""
    reference = request.GET.get("sag")
    if not reference:
        return None
    if not references.is_valid(reference):
        raise Http404
    case = load_case(request, references.normalise(reference))
    permissions.require_edit(request.user, case)
    return case


def _forms(request: StaffRequest) -> tuple[ReceivedForm, PersonsFormSet]:
    now = timezone.now()
    posted = request.POST if request.method == "POST" else None
    initial = {
        "received_at": now,
        "opened_at": now.isoformat(),
        "channel": Channel.PHONE,
        "assessed_at": now,
        "assessed_by_text": request.user.name,
    }
    return ReceivedForm(posted, initial=initial), persons_form(posted)


def _next(request: StaffRequest, concern: Concern) -> HttpResponse:
    """Go to the case, or straight to recording what was decided by phone in it."""
    if "decided" in request.POST:
        case = Case.objects.visible_to(request.user).from_concern(concern).first()
        if case:
            return redirect("case_placement", case.reference)
    return redirect(concern)


def _register(
    request: StaffRequest, form: ReceivedForm, persons: PersonsFormSet, into: Case | None
) -> Concern | None:
    """Register it; a refusal is put where it belongs on the form."""
    answers: dict[str, Any] = {**form.answers(), "persons": persons.persons()}
    receipt = form.receipt()
    with refusals_on(form, request, FIELDS):
        return workflow.register_received(
            by=request.user, at=timezone.now(), answers=answers, into=into, **receipt
        )
    return None
