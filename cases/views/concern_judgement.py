"""A professional judges her own concern about an adult: acute, and if not, what is needed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from beredskab.web.methods import get_or_post
from cases import workflow
from cases.forms.concerns_clarified import JudgementForm
from cases.models import Concern, Consultation
from cases.workflow.judgement import AboutAChild, is_about_a_child

from . import drafts
from .loading import load_own_concern


@get_or_post
def judge(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask what the card asks; talks that were not held are reminded of, and hold nothing up."""
    concern = load_own_concern(request, reference)
    if is_about_a_child(concern, timezone.now()):
        raise AboutAChild
    form = JudgementForm(request.POST or None)
    if form.is_valid():
        made = workflow.judge_concern(
            concern, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        if made.is_acute:
            return _acute(concern)
        messages.success(request, _("Your judgement is saved."))
        return redirect(concern)
    context = {"concern": concern, "form": form, "reminders": reminders(concern)}
    context["is_acute"] = drafts.is_acute(concern)
    return render(request, "cases/concern_judge.html", context)


def reminders(concern: Concern) -> list[str]:
    """The talks of the card that are not recorded, in their order (R65)."""
    held = {talk.kind for talk in concern.consultations.all()}
    talks = [
        (Consultation.Kind.LEADER, _("You have recorded no talk with your nearest leader.")),
        (
            Consultation.Kind.SPARRING,
            _("You have recorded no advice from SSP or a security consultant."),
        ),
    ]
    return [words for kind, words in talks if kind not in held]


def _acute(concern: Concern) -> HttpResponse:
    """Whom to call: on the way of the concern, or on the red page once it is sent."""
    return (
        redirect("concern_acute", concern.reference) if not concern.sent_at else redirect("acute")
    )
