"""An item of the agenda: who is discussed, who is asked, on which basis."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.timelimits import local_day
from beredskab.web.methods import get_or_post
from infohus import agenda, quorum, workflow
from infohus.forms.meetings import GuestForm, ItemForm
from infohus.models import AgendaItem, Member
from infohus.views.loading import load_item
from infohus.workflow.anonymising import TellsWho
from infohus.workflow.meetings import (
    BasisWithoutPurpose,
    IsOver,
    NobodyDiscussed,
    NotReady,
)
from infohus.workflow.needs import NeedUnsaid
from infohus.workflow.participants import InAnotherSeat, NotForThisCase, NotInRegister

# At which field each refusal is told.
OF_ITEM = {
    NobodyDiscussed: "persons",
    BasisWithoutPurpose: "purpose",
    NeedUnsaid: "members",
    TellsWho: "brief",
    NotReady: "",
    IsOver: "",
    NotInRegister: "members",
    InAnotherSeat: "members",
    NotForThisCase: "members",
}
OF_GUEST = {InAnotherSeat: "", NotForThisCase: "", IsOver: ""}


@get_or_post
def item_prepare(request: StaffRequest, reference: str, position: int) -> HttpResponse:
    """Ask what an item needs, beside the checklist of who must be there."""
    item = load_item(request, reference, position)
    form = _form(request, item)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, request, OF_ITEM):
            _save(request, item, form)
            messages.success(request, _("The item is saved."))
            return redirect(f"{item.meeting.get_absolute_url()}#item-{item.position}")
    shown = _ticked(form, item) if form.is_bound else quorum.invited(item)
    context = {"form": form, "item": item, "quorum": shown}
    return render(request, "infohus/item.html", context)


@require_POST
def item_checklist(request: StaffRequest, reference: str, position: int) -> HttpResponse:
    """Answer who is missing among those that are ticked off now; nothing is saved."""
    item = load_item(request, reference, position)
    found = _ticked(_form(request, item), item)
    return render(request, "infohus/_quorum.html", {"quorum": found})


@get_or_post
def item_guest(request: StaffRequest, reference: str, position: int) -> HttpResponse:
    """Ask somebody beyond the standing members, with a reason."""
    item = load_item(request, reference, position)
    form = GuestForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form, request, OF_GUEST):
            workflow.ask_guest(item, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The guest is on the list of this item alone."))
            return redirect(item.meeting)
    context = {"form": form, "heading": _("Invite a guest to the item")}
    return render(request, "form.html", {**context, "back": item.meeting.get_absolute_url()})


@require_POST
def item_take_off(request: StaffRequest, reference: str, position: int, pk: int) -> HttpResponse:
    """Take somebody off the item."""
    item = load_item(request, reference, position)
    row = get_object_or_404(item.asked.select_related("participant", "item__case"), pk=pk)
    workflow.take_off(row, by=request.user, at=timezone.now())
    messages.success(request, _("The participant sees the item no more."))
    return redirect(item.meeting)


def _form(request: StaffRequest, item: AgendaItem) -> ItemForm:
    """The form of the item; without answers it shows what is saved."""
    day = local_day(item.meeting.starts_at)
    asked = item.asked.filter(participant__member__isnull=False)
    members = Member.objects.on(day).for_list()
    is_over = item.meeting.is_over(timezone.now())
    if is_over:
        members = members.filter(pk__in=asked.values("participant__member"))
    saved = {
        "persons": list(item.discussed.values_list("person", flat=True)),
        "members": list(asked.values_list("participant__member", flat=True)),
        **{name: getattr(item, name) or "" for name in ("judgement", "purpose")},
        **{
            f"need-{row.participant.member_id}": row.reason
            for row in item.needs.select_related("participant")
        },
        "basis": item.basis,
        "brief": item.brief or "",
    }
    posted = request.POST if request.method == "POST" else None
    return ItemForm(
        posted,
        persons=agenda.person_choices(item),
        members=list(members),
        is_urgent=item.meeting.is_urgent,
        is_over=is_over,
        initial=saved,
    )


def _ticked(form: ItemForm, item: AgendaItem) -> quorum.Quorum:
    """The checklist of those who are ticked off in the form, and of the item's guests."""
    persons, members = form.chosen()
    asked = [row.participant for row in item.asked.select_related("participant")]
    guests = [one.seat for one in asked if one.is_guest and one.may_come]
    groups = quorum.groups_of(persons, local_day(item.meeting.starts_at))
    return quorum.of(groups, [*guests, *(member.seat for member in members)])


def _save(request: StaffRequest, item: AgendaItem, form: ItemForm) -> None:
    known, needs = form.given()
    members = known.pop("members", None)
    now = timezone.now()
    with transaction.atomic():
        if members is None:
            workflow.prepare_item(item, by=request.user, at=now, needs=needs, **known)
        else:
            workflow.prepare_item(item, by=request.user, at=now, **known)
            workflow.ask_members(item, by=request.user, at=now, members=members, needs=needs)
