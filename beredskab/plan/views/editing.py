"""The pages from which the plan is edited, and what becomes of an edition in work."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import linebreaksbr
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beredskab.accounts.requests import StaffRequest
from beredskab.plan import (
    actions,
    contacts,
    history,
    outline,
    permissions,
    problems,
    rendering,
    states,
    workflow,
)
from beredskab.plan.forms.editing import HEAD, HeadForm
from beredskab.plan.models import Edition, Theme
from beredskab.plan.states import IN_WORK, PUBLISHED, EditionStatus
from beredskab.plan.views.conflicts import conflicts_on, require
from beredskab.plan.views.loading import (
    find_to_write,
    in_force,
    is_open,
    load_edition,
    load_in_work,
)
from beredskab.plan.workflow.telling import approvers
from beredskab.web.htmx import vary_on_htmx, wants_partial
from beredskab.web.methods import get_or_post

EVENTS = 50


@require_safe
def plan_edit(request: StaffRequest) -> HttpResponse:
    """Show what is in force and what is in work, and let the next edition be begun."""
    permissions.require_edit(request.user)
    in_work = list(Edition.objects.in_work().for_page())
    context = {
        "published": in_force(),
        "in_work": in_work,
        "has_next": any(not edition.is_correction for edition in in_work),
        "has_correction": any(edition.is_correction for edition in in_work),
        "now": timezone.now(),
    }
    return render(request, "plan/edit.html", context)


@require_POST
def plan_begin(request: StaffRequest) -> HttpResponse:
    """Begin the next edition."""
    edition = workflow.begin_edition(by=request.user, at=timezone.now())
    messages.success(request, _("You have a draft. Write in it, section by section."))
    return redirect("plan_draft", edition.name)


@require_POST
def plan_correct(request: StaffRequest) -> HttpResponse:
    """Begin a correction of the edition in force."""
    edition = workflow.begin_correction(by=request.user, at=timezone.now())
    messages.success(request, _("You have a copy to correct: spelling and names alone."))
    return redirect("plan_draft", edition.name)


@require_safe
def plan_draft(request: StaffRequest, name: str) -> HttpResponse:
    """Show an edition in work: its sections, what is to be corrected, and what can be done.

    Of one that has come into force meanwhile, show that it has.
    """
    edition = load_edition(request, name)
    if edition.status in PUBLISHED:
        return redirect("plan_status", name)
    context = {
        **_state(request, edition),
        "may_write": edition.status == EditionStatus.DRAFT,
        "may_order": edition.status == EditionStatus.DRAFT and not edition.is_correction,
        "branches": outline.branches(list(edition.sections.all())),
        "themes": _themes(edition),
        "events": history.events(edition, limit=EVENTS),
    }
    return render(request, "plan/draft.html", context)


@vary_on_htmx
@get_or_post
def plan_status(request: StaffRequest, name: str) -> HttpResponse:
    """Show how far the publication is; the page of the edition asks, and tells what it shows.

    Nothing is sent as long as nothing has changed. POST makes the PDF anew after it failed.
    """
    edition = load_edition(request, name)
    if request.method == "POST":
        workflow.try_again(edition, by=request.user, at=timezone.now())
        return redirect("plan_draft", name)
    context = _state(request, edition)
    if not wants_partial(request):
        context["events"] = history.events(edition, limit=EVENTS)
        return render(request, "plan/status.html", context)
    if request.GET.get("vist") == context["shown"]:
        return HttpResponse(status=204)
    return render(request, "plan/_state.html", {**context, "live": True})


@get_or_post
def plan_head(request: StaffRequest, name: str) -> HttpResponse:
    """Change what the edition is called, what it is about, and what is new in it."""
    edition = find_to_write(request, name)
    if request.method != "POST" and not is_open(edition):
        return redirect("plan_draft", name)
    form = HeadForm(request.POST or None, edition=edition)
    if form.is_valid():
        with conflicts_on(form, request):
            workflow.change_head(
                require(edition), by=request.user, at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("The draft is saved."))
            return redirect("plan_draft", name)
    context = {"form": form, "name": name, "standing": _standing(form)}
    return render(request, "plan/head.html", context)


@require_safe
def plan_preview(request: StaffRequest, name: str) -> HttpResponse:
    """Show an edition in work as it will be read."""
    edition = load_in_work(request, name)
    sections = rendering.drafted(edition.sections.all())
    context = {
        "edition": edition,
        "sections": sections,
        "chapters": rendering.chapters(sections),
        "themes": _themes(edition),
        **contacts.block(timezone.now()),
    }
    return render(request, "plan/preview.html", context)


@get_or_post
def plan_discard(request: StaffRequest, name: str) -> HttpResponse:
    """Ask before an edition that was never adopted is thrown away."""
    edition = load_in_work(request, name)
    states.require_discardable(edition.status)
    if request.method == "POST":
        workflow.discard(edition, by=request.user, at=timezone.now())
        messages.success(request, _("The draft is discarded."))
        return redirect("plan_edit")
    return render(request, "plan/discard.html", {"edition": edition})


def _state(request: StaffRequest, edition: Edition) -> dict[str, Any]:
    """Where the edition stands, and what can be done with it now."""
    now = timezone.now()
    found = problems.find(edition) if edition.status in IN_WORK else []
    return {
        "edition": edition,
        "problems": found,
        "buttons": actions.of_edition(
            request.user, edition, is_ready=not found, is_in_force=in_force() is not None
        ),
        # What of it can change while the page is open.
        "shown": f"{edition.status}{'-failed' if edition.pdf_failed_at else ''}",
        "now": now,
        **_waiting(request, edition, now),
    }


def _waiting(request: StaffRequest, edition: Edition, now: datetime) -> dict[str, Any]:
    """Who can approve what waits for approval."""
    if edition.status != EditionStatus.SUBMITTED:
        return {}
    return {
        "may_approve": permissions.can_approve(request.user, edition),
        "approvers": [user.name for user in approvers(edition, now)],
    }


def _standing(form: HeadForm) -> list[dict[str, Any]]:
    """What stands there now, after a conflict."""
    edition = form.standing
    if edition is None:
        return []
    said = {
        "title": edition.title,
        "themes": ", ".join(_themes(edition)),
        "changes": linebreaksbr(edition.changes),
    }
    return [
        {"label": form.fields[name].label, "value": said[name]}
        for name in HEAD
        if name in form.fields
    ]


def _themes(edition: Edition) -> list[str]:
    return [str(Theme(theme).label) for theme in edition.themes]
