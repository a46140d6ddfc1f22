"""Log a concern: four short pages, each saved as it is written."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web import autosave
from beredskab.web.methods import get_or_post
from cases import answers as reading
from cases import permissions, workflow
from cases.choices import Answer
from cases.forms.concerns import StartForm
from cases.forms.concerns_clarified import NoTalkForm
from cases.models import Concern
from cases.states import ConcernStatus

from . import concern_answers, drafts
from .loading import load_own_concern, own_concern_to_save

TEMPLATES = {1: "concern_start", 2: "concern_about", 3: "concern_knowledge"}


@get_or_post
def new(request: StaffRequest) -> HttpResponse:
    """Step 1 of a new concern: the draft begins with the acute answer."""
    permissions.require_report(request.user)
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answers = {**form.answers(), "source": reading.source_of(request.user)}
        at = timezone.now()
        concern = workflow.begin_draft(by=request.user, at=at, answers=answers, step=2)
        return _after(concern, 1)
    return render(request, "cases/concern_start.html", {"form": form, "step": 1})


@get_or_post
def step(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    """Show and save a step; a faulty one is kept as well, and shown again with its errors."""
    concern = load_own_concern(request, reference)
    if number == drafts.LAST and request.method != "POST":
        return _check(request, concern)
    if number not in drafts.FORMS:
        raise Http404
    if concern.status not in drafts.WRITABLE:
        return redirect(concern)
    form = drafts.form_for(request, concern, number)
    if form.is_bound:
        concern = drafts.keep(concern, form, number, request=request, at=timezone.now())
        if "later" in request.POST:
            return redirect("concern_list")
        if form.is_valid():
            return _after(concern, number)
    context = {"form": form, "step": number, "concern": concern}
    return render(request, f"cases/{TEMPLATES[number]}.html", context)


@require_POST
def save(request: StaffRequest, reference: str) -> HttpResponse:
    """Autosave: keep the answers as they are, and say when."""
    concern = own_concern_to_save(request, reference)
    number = request.POST.get("step", "")
    if number not in {"1", "2", "3"}:
        raise Http404
    form = drafts.form_for(request, concern, int(number))
    at = timezone.now()
    drafts.keep(concern, form, int(number), request=request, at=at)
    return autosave.saved(at)


@get_or_post
def send(request: StaffRequest, reference: str) -> HttpResponse:
    """The page before sending says what it does, and warns; nothing is blocked (R27, R29)."""
    concern = load_own_concern(request, reference)
    if concern.status in drafts.WRITABLE and drafts.is_unready(concern):
        return redirect("concern_step", concern.reference, drafts.LAST)
    form = drafts.no_talk_form(request, concern)
    if request.method == "POST":
        with refusals_on(form or NoTalkForm(), request):
            concern = drafts.send(concern, form, request=request)
            return redirect(f"{concern.get_absolute_url()}?sendt")
    is_draft = concern.status == ConcernStatus.DRAFT
    check = reverse("concern_step", args=[concern.reference, drafts.LAST])
    context = {
        "concern": concern,
        "form": form,
        "is_minor": drafts.is_minor(concern, timezone.now()),
        "is_acute": drafts.is_acute(concern),
        "has_talked": concern.answer("talked_with") or concern.consultations.exists(),
        "back": check if is_draft else concern.get_absolute_url(),
    }
    return render(request, "cases/concern_send.html", context)


@require_POST
def clarify(request: StaffRequest, reference: str) -> HttpResponse:
    """Put the concern aside to talk it over first."""
    concern = load_own_concern(request, reference)
    if drafts.is_unready(concern):
        return redirect("concern_step", concern.reference, drafts.LAST)
    concern = workflow.clarify_first(concern, by=request.user, at=timezone.now())
    return redirect(concern)


def _check(request: StaffRequest, concern: Concern) -> HttpResponse:
    """Step 4: all answers once more, and the two ways out."""
    if concern.status not in drafts.WRITABLE:
        return redirect(concern)
    if unfinished := drafts.unfinished_step(concern):
        messages.warning(request, _("Something on this page is missing or not right yet."))
        return redirect("concern_step", concern.reference, unfinished)
    if reading.must_ask_again(concern.answers):
        return redirect("concern_acute_again", concern.reference)
    at = timezone.now()
    context = {
        "concern": concern,
        "step": drafts.LAST,
        "is_minor": drafts.is_minor(concern, at),
        "is_acute": drafts.is_acute(concern),
        "is_draft": concern.status == ConcernStatus.DRAFT,
        "sections": concern_answers.sections(concern, edit=True),
    }
    return render(request, "cases/concern_check.html", context)


def _after(concern: Concern, number: int) -> HttpResponse:
    """Go where a finished step leads: to help when it is acute, else to the step reached."""
    if number == 1 and concern.answer("acute") == Answer.YES:
        return redirect("concern_acute", concern.reference)
    if number == 3 and reading.must_ask_again(concern.answers):
        return redirect("concern_acute_again", concern.reference)
    return redirect("concern_step", concern.reference, concern.step)
