"""The acute way of one's own concern: whom to call, what was done; and the question asked again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from beredskab.web.methods import get_or_post
from cases import answers as reading
from cases import duty_holder, workflow
from cases.choices import Answer
from cases.forms.acute import AcuteCallForm, HandoverForm
from cases.forms.concerns import AcuteAgainForm
from cases.models import Concern

from . import drafts
from .loading import load_own_concern
from .sections.acute import acts_of_concern


@get_or_post
def acute(request: StaffRequest, reference: str) -> HttpResponse:
    """Say whom to call, and record that it was done, whatever the state of the concern.

    While it is written, it goes on with or without a call.
    """
    concern = load_own_concern(request, reference)
    now = timezone.now()
    is_writable = concern.status in drafts.WRITABLE
    posted = request.POST if request.method == "POST" else None
    if posted is not None and is_writable and not posted.get("to"):
        return redirect("concern_step", concern.reference, concern.step)
    form = AcuteCallForm(posted, initial={"called_at": now})
    if form.is_valid():
        workflow.record_call(concern, by=request.user, at=now, **form.cleaned_data)
        messages.success(request, _("The call is recorded."))
        if is_writable:
            return redirect("concern_step", concern.reference, concern.step)
        return redirect("concern_acute", concern.reference)
    context = {"form": form, "is_writable": is_writable, **_around(concern)}
    return render(request, "cases/concern_acute.html", context)


@get_or_post
def handover(request: StaffRequest, reference: str) -> HttpResponse:
    """Record that the police took over; until then the reporter's duty stays hers (R48)."""
    concern = load_own_concern(request, reference)
    now = timezone.now()
    posted = request.POST if request.method == "POST" else None
    form = HandoverForm(posted, initial={"accepted_at": now})
    if form.is_valid():
        workflow.hand_over_to_police(concern, by=request.user, at=now, **form.values())
        messages.success(request, _("The hand-over to the police is recorded."))
        return redirect("concern_acute", concern.reference)
    return render(request, "cases/concern_handover.html", {"form": form, **_around(concern)})


@get_or_post
def acute_again(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask again whether it is acute; not knowing counts as acute (R24)."""
    concern = load_own_concern(request, reference)
    if concern.status not in drafts.WRITABLE:
        return redirect(concern)
    pressing = sorted(reading.pressing(concern.answers))
    form = AcuteAgainForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer = form.cleaned_data["acute"]
        answers = {"acute": answer, "fear_acute": answer, "fear_asked": pressing}
        workflow.save_draft(concern, by=request.user, at=timezone.now(), answers=answers)
        if answer == Answer.NO:
            return redirect("concern_step", concern.reference, concern.step)
        return redirect("concern_acute", concern.reference)
    context = {"form": form, "concern": concern, "pressing": pressing}
    return render(request, "cases/concern_acute_again.html", context)


def _around(concern: Concern) -> dict[str, Any]:
    handovers = list(concern.police_handovers.all())
    return {
        "concern": concern,
        "now": timezone.now(),
        "is_acute": drafts.is_acute(concern),
        "holders": duty_holder.lines(concern, handovers),
        "acts": acts_of_concern(concern, handovers),
    }
