"""What a card says and has said: its versions, one of them, and what differs between two."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actioncards import differences, history, permissions, shown
from actioncards.models import CardVersion
from actioncards.views.cards import PHONES
from actioncards.views.conflicts import require
from actioncards.views.loading import (
    in_work,
    load_card,
    load_to_edit,
    load_version,
    versions_of,
)
from beredskab.accounts.audiences import audiences_of
from beredskab.accounts.requests import StaffRequest

EVENTS = 50


@require_safe
def card_versions(request: StaffRequest, slug: str) -> HttpResponse:
    """Show each version with who wrote and approved it, and who changed what."""
    card = load_card(request, slug)
    may_edit = permissions.can_edit(request.user)
    versions = list(versions_of(request, card))
    context = {
        "card": card,
        "title": _title(versions) or card.slug,
        "versions": versions,
        "may_edit": may_edit,
        "events": history.events(card, with_drafts=may_edit, limit=EVENTS),
        "now": timezone.now(),
    }
    return render(request, "actioncards/version_list.html", context)


@require_safe
def card_version(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    """Show a version as it was written, with the numbers of today."""
    card = load_card(request, slug)
    return _card_page(request, load_version(request, card, number))


@require_safe
def card_preview(request: StaffRequest, slug: str) -> HttpResponse:
    """Show the draft as the card that it will become."""
    card = load_to_edit(request, slug)
    return _card_page(request, require(in_work(card)))


@require_safe
def card_differences(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    """Show what differs from another version: the one before it, unless `mod` names one."""
    card = load_card(request, slug)
    version = load_version(request, card, number)
    others = [one for one in versions_of(request, card) if one.pk != version.pk]
    against = _against(request.GET.get("mod", ""), version, others)
    old = load_version(request, card, against.number) if against else None
    context = {
        "card": card,
        "version": version,
        "old": old,
        "others": others,
        "differences": differences.compare(old, version, audiences=audiences_of(request.user)),
    }
    return render(request, "actioncards/version_differences.html", context)


def _title(versions: Sequence[CardVersion]) -> str:
    """What the card is called, by its newest version."""
    return shown.names_for(versions[0]).fill(versions[0].title) if versions else ""


def _against(
    wanted: str, version: CardVersion, others: Sequence[CardVersion]
) -> CardVersion | None:
    """The version that is named, else the one before; they come with the newest first."""
    named = [one for one in others if str(one.number) == wanted]
    earlier = [one for one in others if one.number < version.number]
    return next(iter(named or earlier), None)


def _card_page(request: StaffRequest, version: CardVersion) -> HttpResponse:
    """Render the page of a card with this version instead of the one in force."""
    now = timezone.now()
    card = shown.show(version, at=now, audiences=audiences_of(request.user))
    context = {"card": card, "version": version, "now": now, **PHONES}
    return render(request, "actioncards/version_detail.html", context)
