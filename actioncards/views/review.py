"""A draft is read and approved, put in force; a card is withdrawn."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from actioncards import differences, permissions, states, workflow
from actioncards.forms.editing import ReviewForm, WithdrawForm
from actioncards.models import CardVersion
from actioncards.states import VersionStatus
from actioncards.views.conflicts import conflicts_on, require
from actioncards.views.loading import in_force, in_work, load_to_edit
from actioncards.workflow.publication import NotInForce, StillInWork
from actioncards.workflow.writing import Changed
from beredskab.accounts.audiences import audiences_of
from beredskab.accounts.requests import StaffRequest
from beredskab.web.methods import get_or_post


@get_or_post
def card_review(request: StaffRequest, slug: str) -> HttpResponse:
    """Show what differs from the card in force; who has not written in it approves it here."""
    card = load_to_edit(request, slug)
    draft = in_work(card)
    if draft is None:
        messages.info(request, _("No draft of the card waits for approval any more."))
        return redirect("card_edit", slug)
    if request.method == "POST":
        permissions.require_approve(request.user, draft)
        states.require_submitted(draft.status)
    form = ReviewForm(request.POST or None, initial={"seen": draft.edited_at})
    if form.is_valid():
        with conflicts_on(form, request):
            return _answer(request, draft, form)
    published = in_force(card)
    may_approve = permissions.can_approve(request.user, draft)
    context = {
        "card": card,
        "draft": draft,
        "published": published,
        "differences": differences.compare(published, draft, audiences=audiences_of(request.user)),
        "form": form,
        "may_answer": may_approve and draft.status == VersionStatus.SUBMITTED,
        "now": timezone.now(),
    }
    return render(request, "actioncards/edit_review.html", context)


@get_or_post
def card_publish(request: StaffRequest, slug: str) -> HttpResponse:
    """Say what happens, and put the approved version in force."""
    card = load_to_edit(request, slug)
    draft = require(in_work(card))
    states.require_move(draft.status, VersionStatus.PUBLISHED)
    if request.method == "POST":
        workflow.publish(draft, by=request.user, at=timezone.now())
        messages.success(request, _("The version is in force."))
        return redirect(card)
    context = {"card": card, "draft": draft, "published": in_force(card), "now": timezone.now()}
    return render(request, "actioncards/edit_publish.html", context)


@get_or_post
def card_withdraw(request: StaffRequest, slug: str) -> HttpResponse:
    """Say what happens, and take the card out of use."""
    card = load_to_edit(request, slug)
    if in_work(card):
        raise StillInWork
    others = [one for one in CardVersion.objects.in_force() if one.card_id != card.pk]
    form = WithdrawForm(request.POST or None, others=others)
    if form.is_valid():
        try:
            workflow.withdraw(card, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The card is withdrawn."))
            return redirect("card_versions", slug)
        except NotInForce as refusal:
            form.add_error("replaced_by", str(refusal))
    context = {"card": card, "published": require(in_force(card)), "form": form}
    return render(request, "actioncards/edit_withdraw.html", context)


def _answer(request: StaffRequest, draft: CardVersion, form: ReviewForm) -> HttpResponse:
    """Do what the button says; raises Changed for a draft that was not read as it stands."""
    at, said = timezone.now(), form.cleaned_data
    if said["seen"] != draft.edited_at:
        raise Changed(draft)
    if said["answer"] == "send_back":
        workflow.send_back(draft, by=request.user, at=at, remark=said["remark"])
        messages.success(request, _("The draft is sent back with your remark."))
    else:
        workflow.approve(draft, by=request.user, at=at, seen=said["seen"])
        messages.success(request, _("The draft is approved. It can be put in force."))
    return redirect("card_edit", draft.card.slug)
