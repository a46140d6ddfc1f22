"""The page from which a card is edited, and what becomes of its draft."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actioncards import actions, permissions, problems, workflow
from actioncards.choices import Part
from actioncards.forms.editing import BeginForm
from actioncards.models import CardStep, CardVersion
from actioncards.states import VersionStatus
from actioncards.views.conflicts import require
from actioncards.views.loading import in_force, in_work, load_to_edit
from actioncards.workflow.drafting import CardTaken
from actioncards.workflow.telling import approvers
from beredskab.accounts.requests import StaffRequest
from beredskab.web.methods import get_or_post


@get_or_post
def card_begin(request: StaffRequest) -> HttpResponse:
    """Begin a card for a role and an age that have none."""
    permissions.require_edit(request.user)
    form = BeginForm(request.POST or None)
    if form.is_valid():
        try:
            version = workflow.begin_card(by=request.user, at=timezone.now(), **form.cleaned_data)
            return redirect("card_edit", version.card.slug)
        except CardTaken as refusal:
            form.add_error("role", str(refusal))
    context = {"form": form, "heading": _("Begin a new card"), "button": _("Begin")}
    return render(request, "actioncards/edit_confirm.html", context)


@require_safe
def card_edit(request: StaffRequest, slug: str) -> HttpResponse:
    """Show the version in work with its steps, what is to be corrected, and what can be done."""
    card = load_to_edit(request, slug)
    draft, published = in_work(card), in_force(card)
    found = problems.find(draft) if draft else []
    shown = draft or published
    context = {
        "card": card,
        "draft": draft,
        "published": published,
        "shown": shown,
        "parts": _parts(shown) if shown else [],
        "may_write": draft is not None and draft.status == VersionStatus.DRAFT,
        "problems": found,
        "without_number": problems.without_number(shown) if shown else [],
        "published_problems": problems.find(published) if published else [],
        "buttons": actions.of_card(
            request.user,
            card,
            draft,
            is_ready=not found,
            is_in_force=published is not None,
        ),
        "now": timezone.now(),
        **_waiting(request, draft, timezone.now()),
    }
    return render(request, "actioncards/edit_card.html", context)


@require_POST
def card_draft(request: StaffRequest, slug: str) -> HttpResponse:
    """Begin a new version of the card."""
    card = load_to_edit(request, slug)
    workflow.begin_draft(card, by=request.user, at=timezone.now())
    messages.success(request, _("You have a draft that is like the card in force. Write in it."))
    return redirect("card_edit", slug)


@get_or_post
def card_discard(request: StaffRequest, slug: str) -> HttpResponse:
    """Ask before a draft is thrown away."""
    card = load_to_edit(request, slug)
    draft = require(in_work(card))
    if request.method == "POST":
        workflow.discard_draft(draft, by=request.user, at=timezone.now())
        messages.success(request, _("The draft is discarded."))
        return redirect("card_edit", slug)
    context = {
        "card": card,
        "heading": _("Discard the draft of version %(number)d?") % {"number": draft.number},
        "text": _(
            "What is written in it is erased and cannot be brought back. The card in force "
            "stays as it is."
        ),
        "button": _("Discard the draft"),
        "is_destructive": True,
    }
    return render(request, "actioncards/edit_confirm.html", context)


@require_POST
def card_submit(request: StaffRequest, slug: str) -> HttpResponse:
    """Send the draft for approval."""
    card = load_to_edit(request, slug)
    workflow.submit(require(in_work(card)), by=request.user, at=timezone.now())
    messages.success(request, _("The draft is sent. Another editor reads and approves it."))
    return redirect("card_edit", slug)


@require_POST
def card_reopen(request: StaffRequest, slug: str) -> HttpResponse:
    """Take the draft back to write on."""
    card = load_to_edit(request, slug)
    workflow.reopen(require(in_work(card)), by=request.user, at=timezone.now())
    messages.success(request, _("The draft is yours to write in again."))
    return redirect("card_edit", slug)


def _parts(version: CardVersion) -> list[dict[str, Any]]:
    """The steps by part, each with whether it can be moved up or down there."""
    steps = list(version.steps.all())
    return [
        {"part": part, "steps": _rows([step for step in steps if step.part == part])}
        for part in Part
    ]


def _rows(steps: list[CardStep]) -> list[dict[str, Any]]:
    last = len(steps) - 1
    return [
        {
            "step": step,
            "can_go_up": place > 0,
            "can_go_down": place < last,
            "contacts": [tie.contact for tie in step.contact_ties.all()],
        }
        for place, step in enumerate(steps)
    ]


def _waiting(request: StaffRequest, draft: CardVersion | None, now: datetime) -> dict[str, Any]:
    """Who can approve what waits for approval."""
    if draft is None or draft.status != VersionStatus.SUBMITTED:
        return {"waits": False}
    return {
        "waits": True,
        "may_approve": permissions.can_approve(request.user, draft),
        "approvers": [user.name for user in approvers(draft, now)],
    }
