"""A draft is read and approved, adopted by the council, and published; editions are compared."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.plan import differences, history, permissions, problems, states, workflow
from beredskab.plan.forms.review import AdoptionForm, ReviewForm
from beredskab.plan.models import Edition
from beredskab.plan.states import PUBLISHED, EditionStatus
from beredskab.plan.views.loading import in_force, load_in_work, open_to
from beredskab.plan.workflow import publication
from beredskab.plan.workflow.publication import BeforeApproval, InTheFuture
from beredskab.plan.workflow.telling import approvers
from beredskab.web.methods import get_or_post

_OF_ADOPTION = {InTheFuture: "adopted_on", BeforeApproval: "adopted_on"}


@require_POST
def plan_submit(request: StaffRequest, name: str) -> HttpResponse:
    """Send the draft for approval."""
    edition = load_in_work(request, name)
    workflow.submit(edition, by=request.user, at=timezone.now())
    messages.success(request, _("The draft is sent. Another editor reads and approves it."))
    return redirect("plan_draft", name)


@get_or_post
def plan_review(request: StaffRequest, name: str) -> HttpResponse:
    """Show what differs from the plan in force; who has not written in it approves it here."""
    edition = load_in_work(request, name)
    if request.method == "POST":
        permissions.require_approve(request.user, edition)
        states.require_status(edition.status, EditionStatus.SUBMITTED)
    form = ReviewForm(request.POST or None, sent_at=edition.submitted_at)
    if form.is_valid():
        with refusals_on(form, request):
            return _answer(request, edition, form)
    published = in_force()
    context = {
        "edition": edition,
        "published": published,
        "differences": differences.compare(published, edition),
        "form": form,
        **_answers(request, edition),
    }
    return render(request, "plan/review.html", context)


@get_or_post
def plan_reopen(request: StaffRequest, name: str) -> HttpResponse:
    """Take an edition back to write on; ask first, above all when an adoption would be lost."""
    edition = load_in_work(request, name)
    states.require_move(edition.status, EditionStatus.DRAFT)
    loses = edition.status == EditionStatus.ADOPTED
    if request.method == "POST" and (not loses or "sure" in request.POST):
        workflow.reopen(edition, by=request.user, at=timezone.now())
        messages.success(request, _("The edition is a draft again. Write in it."))
        return redirect("plan_draft", name)
    context = {"edition": edition, "loses_adoption": loses}
    return render(request, "plan/reopen.html", context)


@get_or_post
def plan_adopt(request: StaffRequest, name: str) -> HttpResponse:
    """Record what the council decided."""
    edition = load_in_work(request, name)
    publication.require_adoptable(edition)
    form = AdoptionForm(request.POST or None, edition=edition, former=in_force())
    if form.is_valid():
        with refusals_on(form, request, _OF_ADOPTION):
            workflow.record_adoption(
                edition, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("The adoption is recorded. The plan can be published."))
            return redirect("plan_draft", name)
    return render(request, "plan/adopt.html", {"edition": edition, "form": form})


@get_or_post
def plan_publish(request: StaffRequest, name: str) -> HttpResponse:
    """Say what happens, and let the edition be published."""
    edition = load_in_work(request, name)
    publication.require_publishable(edition)
    if request.method == "POST":
        workflow.ask_to_publish(edition, by=request.user, at=timezone.now())
        return redirect("plan_draft", name)
    context = {
        "edition": edition,
        "published": in_force(),
        "problems": problems.find(edition),
    }
    return render(request, "plan/publish.html", context)


@get_or_post
def plan_stop(request: StaffRequest, name: str) -> HttpResponse:
    """Take back that an edition is to be published."""
    edition = load_in_work(request, name)
    states.require_status(edition.status, EditionStatus.PUBLISHING)
    if request.method == "POST":
        workflow.stop_publication(edition, by=request.user, at=timezone.now())
        messages.success(request, _("The publication is stopped. The plan in force stays."))
        return redirect("plan_draft", name)
    return render(request, "plan/stop.html", {"edition": edition})


@login_not_required
@require_safe
def plan_differences(request: HttpRequest) -> HttpResponse:
    """Show what differs between two editions: those in force for all, drafts for editors."""
    editions = open_to(request.user)
    new = _named(request.GET.get("til"), editions) or _newest(editions)
    old = _named(request.GET.get("fra"), editions) or _before(new, editions)
    context = {
        "editions": editions,
        "old": old,
        "new": new,
        "differences": differences.compare(old, new) if old and new else None,
    }
    return render(request, "plan/differences.html", context)


def _answer(request: StaffRequest, edition: Edition, form: ReviewForm) -> HttpResponse:
    """Do what the button says."""
    at, said = timezone.now(), form.cleaned_data
    if said["answer"] == "send_back":
        workflow.send_back(edition, by=request.user, at=at, remark=said["remark"])
        messages.success(request, _("The draft is sent back with your remark."))
    else:
        assert edition.submitted_at is not None
        workflow.approve(edition, by=request.user, at=at, seen=edition.submitted_at)
        messages.success(request, _("The draft is approved."))
    return redirect("plan_draft", edition.name)


def _answers(request: StaffRequest, edition: Edition) -> dict[str, Any]:
    """Whether the user may answer; if not, why, and who may."""
    waits = edition.status == EditionStatus.SUBMITTED
    may_approve = waits and permissions.can_approve(request.user, edition)
    return {
        "waits": waits,
        "may_answer": may_approve,
        "has_written": request.user.pk in history.writers(edition),
        "approvers": approvers(edition, timezone.now()) if waits and not may_approve else [],
    }


def _named(wanted: str | None, editions: Sequence[Edition]) -> Edition | None:
    """The edition of this name; 404 for one that the reader may not see, as for none."""
    if not wanted:
        return None
    found = next((one for one in editions if one.name == wanted), None)
    if found is None:
        raise Http404
    return found


def _newest(editions: Sequence[Edition]) -> Edition | None:
    """The edition in force where there is one before it, else whatever is newest."""
    current = [one for one in editions if one.status == EditionStatus.IN_FORCE]
    return next((one for one in current if _before(one, editions)), next(iter(editions), None))


def _before(new: Edition | None, editions: Sequence[Edition]) -> Edition | None:
    """The edition that was in force before another one; they come with the newest first."""
    earlier = [
        one for one in editions if new and one.status in PUBLISHED and _place(one) < _place(new)
    ]
    return next(iter(earlier), None)


def _place(edition: Edition) -> tuple[int, int]:
    return edition.number, edition.correction
