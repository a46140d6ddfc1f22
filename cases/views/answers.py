"""What the notifier is told: the confirmation, its letter, the orientation."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from beredskab import pdf
from beredskab.accounts import duty
from beredskab.accounts.requests import StaffRequest
from beredskab.audit import trail
from beredskab.audit.refusals import refusals_on
from beredskab.errors import Refused
from beredskab.municipality.models import Municipality
from beredskab.web.methods import get_or_post
from cases import permissions, workflow
from cases.forms.notifier import ConfirmForm, ExemptForm, OrientForm
from cases.models import Concern, ConcernCase
from cases.states import WrongState
from cases.views.case_page import back_to, form_page, render_case
from cases.views.loading import load_own_concern, load_tie
from cases.visibility import Part, parts
from cases.workflow.answers import NotBeforeReceipt, possible_endings

TIME: dict[type[Refused], str] = {NotBeforeReceipt: "given_at"}


@get_or_post
def case_confirm(request: StaffRequest, reference: str, concern: str) -> HttpResponse:
    """Record how receipt was confirmed; the letter can be printed here first."""
    tie = load_tie(request, reference, concern)
    permissions.require_answer(request.user, tie.case)
    _require(tie, "confirmation")
    now = timezone.now()
    endings = possible_endings(tie.concern)
    leaders = duty.leaders_of(tie.case.unit, now)
    form = ConfirmForm(request.POST or None, endings=endings, leaders=leaders)
    if form.is_valid():
        with refusals_on(form, request, TIME):
            workflow.confirm(
                tie.concern, case=tie.case, by=request.user, at=now, **form.cleaned_data
            )
            messages.success(request, _("The confirmation is recorded."))
            return back_to(tie.case)
    return render_case(request, tie.case, "cases/confirm.html", form=form, **_page(tie))


@get_or_post
def case_orient(request: StaffRequest, reference: str, concern: str) -> HttpResponse:
    """Record that the professional was told whether something was started."""
    tie = load_tie(request, reference, concern)
    permissions.require_answer(request.user, tie.case)
    _require(tie, "orientation")
    form = OrientForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form, request, TIME):
            workflow.give_orientation(
                tie.concern,
                case=tie.case,
                by=request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
            messages.success(request, _("The orientation is recorded."))
            return back_to(tie.case)
    return render_case(request, tie.case, "cases/orient.html", form=form, **_page(tie))


@get_or_post
def case_exempt(request: StaffRequest, reference: str, concern: str) -> HttpResponse:
    """Leave the orientation out, by a leader and with a reason (R38)."""
    tie = load_tie(request, reference, concern)
    permissions.require_answer(request.user, tie.case)
    _require(tie, "orientation")
    now = timezone.now()
    form = ExemptForm(request.POST or None, leaders=duty.leaders_of(tie.case.unit, now))
    if form.is_valid():
        with refusals_on(form, request):
            workflow.exempt_orientation(
                tie.concern, case=tie.case, by=request.user, at=now, **form.cleaned_data
            )
            messages.success(request, _("It is recorded that the orientation is left out."))
            return back_to(tie.case)
    heading = _("Leave the orientation out")
    return form_page(request, tie.case, form, heading=heading)


@require_safe
def case_letter(request: StaffRequest, reference: str, concern: str) -> HttpResponse:
    """Print the confirmation, to be handed over or posted by staff; never sent from here."""
    tie = load_tie(request, reference, concern)
    permissions.require_answer(request.user, tie.case)
    if not possible_endings(tie.concern) or not hasattr(tie.concern, "confirmation"):
        raise Http404
    name = tie.concern.notifier_name if Part.NOTIFIER in parts(request.user, tie.case) else ""
    trail.look(request.user, "cases.letter_printed", shown=[tie.case], request=request)
    return _letter(tie.concern, name or "")


@require_safe
def own_confirmation(request: StaffRequest, reference: str) -> HttpResponse:
    """Let a notifier with log-in read the confirmation of what she sent herself."""
    concern = load_own_concern(request, reference)
    if concern.notifier_id != request.user.pk or not hasattr(concern, "confirmation"):
        raise Http404
    return _letter(concern, request.user.name)


def _letter(concern: Concern, name: str) -> HttpResponse:
    municipality = Municipality.objects.current()
    context = {
        "name": name,
        "reference": concern.reference,
        "received_at": concern.received_at,
        "made_on": timezone.localdate(),
        "municipality_name": municipality.name,
        "law_chapter": municipality.law_chapter,
        "signature": municipality.confirmation_signature,
    }
    response = HttpResponse(
        pdf.render("pdf/confirmation.html", context), content_type="application/pdf"
    )
    filename = f"bekraeftelse-{concern.reference}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    return response


def _require(tie: ConcernCase, answer: str) -> None:
    """Raise Http404 where it was never owed, WrongState where it has an ending."""
    owed = getattr(tie.concern, answer, None)
    if owed is None:
        raise Http404
    if owed.ending:
        raise WrongState


def _page(tie: ConcernCase) -> dict[str, Any]:
    return {"concern": tie.concern}
