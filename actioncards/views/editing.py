"""Write in the draft of a card: the text around the steps, and each step."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actioncards import workflow
from actioncards.forms.editing import DraftForm, StepForm, TextForm, initial_of, text_of
from actioncards.models import Card, CardStep, CardVersion
from actioncards.shown import PLACEHOLDERS
from actioncards.states import VersionStatus
from actioncards.views.conflicts import conflicts_on, require, rows_of
from actioncards.views.loading import in_work, load_to_edit
from beredskab.accounts.requests import StaffRequest
from beredskab.municipality.models import Contact
from beredskab.web.methods import get_or_post


@get_or_post
def card_text(request: StaffRequest, slug: str) -> HttpResponse:
    """Change the title, when to use the card, what one must not do, and when it is acute."""
    card = load_to_edit(request, slug)
    draft = in_work(card)
    if request.method != "POST" and not _is_open(draft):
        return redirect("card_edit", slug)
    now = text_of(draft) if draft else {}
    form = TextForm(
        request.POST or None, initial=now, is_first=draft is not None and draft.number == 1
    )
    if form.is_valid():
        with conflicts_on(form, request):
            workflow.change_text(
                require(draft), by=request.user, at=timezone.now(), **form.cleaned_data
            )
            return _saved(request, card)
    return _form_page(request, card, form, _("The text of the card"), now=now)


@get_or_post
def card_step_add(request: StaffRequest, slug: str) -> HttpResponse:
    """Add a step to the draft."""
    card = load_to_edit(request, slug)
    draft = in_work(card)
    if request.method != "POST" and not _is_open(draft):
        return redirect("card_edit", slug)
    now = {"part": request.GET.get("del", ""), "seen": draft.edited_at if draft else None}
    form = StepForm(request.POST or None, initial=now, offered=Contact.objects.in_use())
    if form.is_valid():
        with conflicts_on(form, request):
            workflow.add_step(
                require(draft), by=request.user, at=timezone.now(), **form.cleaned_data
            )
            return _saved(request, card)
    return _form_page(request, card, form, _("Add a step"))


@get_or_post
def card_step(request: StaffRequest, slug: str, key: str) -> HttpResponse:
    """Change a step of the draft; what was typed stays when the step is gone meanwhile."""
    card = load_to_edit(request, slug)
    step = _step(in_work(card), key)
    if request.method != "POST" and not _is_open(step.version if step else None):
        return redirect("card_edit", slug)
    now = initial_of(step) if step else {}
    chosen = [tie.contact for tie in step.contact_ties.all()] if step else []
    form = StepForm(
        request.POST or None, initial=now, offered=Contact.objects.in_use(), chosen=chosen
    )
    if form.is_valid():
        with conflicts_on(form, request):
            workflow.change_step(
                require(step), by=request.user, at=timezone.now(), **form.cleaned_data
            )
            return _saved(request, card)
    return _form_page(request, card, form, _("Change the step"), now=now)


@require_POST
def card_step_move(request: StaffRequest, slug: str, key: str) -> HttpResponse:
    """Move a step up or down among those of its part."""
    card = load_to_edit(request, slug)
    step = require(_step(in_work(card), key))
    up = request.POST.get("direction") == "up"
    workflow.move_step(step, by=request.user, at=timezone.now(), up=up)
    return redirect(f"{reverse('card_edit', args=[slug])}#{key}")


@get_or_post
def card_step_remove(request: StaffRequest, slug: str, key: str) -> HttpResponse:
    """Ask before a step is removed from the draft."""
    card = load_to_edit(request, slug)
    draft = in_work(card)
    step = get_object_or_404(require(draft).steps.all(), key=key)
    form = DraftForm(request.POST or None, initial={"seen": step.version.edited_at})
    if request.method == "POST" and form.is_valid():
        with conflicts_on(form, request):
            workflow.remove_step(step, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The step is removed."))
            return redirect("card_edit", slug)
    context = {
        "form": form,
        "card": card,
        "heading": _("Remove the step “%(heading)s”?") % {"heading": step.heading},
        "text": _("The card in force keeps it until the draft is put in force."),
        "button": _("Remove"),
        "is_destructive": True,
    }
    return render(request, "actioncards/edit_confirm.html", context)


def _is_open(draft: CardVersion | None) -> bool:
    return draft is not None and draft.status == VersionStatus.DRAFT


def _step(draft: CardVersion | None, key: str) -> CardStep | None:
    found = draft.steps.all() if draft else []
    return next((step for step in found if step.key == key), None)


def _saved(request: StaffRequest, card: Card) -> HttpResponse:
    messages.success(request, _("The draft is saved."))
    return redirect("card_edit", card.slug)


def _form_page(
    request: StaffRequest,
    card: Card,
    form: DraftForm,
    heading: str,
    *,
    now: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Render the form; after a conflict with what stands there now beside what was typed."""
    is_refused = form.is_bound and bool(form.non_field_errors())
    context = {
        "form": form,
        "card": card,
        "heading": heading,
        "placeholders": PLACEHOLDERS,
        "stands": rows_of(form, now) if now and is_refused else [],
    }
    return render(request, "actioncards/edit_form.html", context)
