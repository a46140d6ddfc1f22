"""The ways in to a card from an address, for who writes it and for who reads its versions."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from actioncards import permissions
from actioncards.models import Card, CardVersion
from actioncards.querysets import CardVersionQuerySet
from beredskab.accounts.requests import StaffRequest


def load_card(request: StaffRequest, slug: str) -> Card:
    """Find a card; one that was never in force is there for editors alone."""
    card = get_object_or_404(Card, slug=slug)
    if not permissions.can_see(request.user, card):
        raise Http404
    return card


def load_to_edit(request: StaffRequest, slug: str) -> Card:
    """Find a card that the user may write; PermissionDenied for who only reads it."""
    card = load_card(request, slug)
    permissions.require_edit(request.user)
    return card


def versions_of(request: StaffRequest, card: Card) -> CardVersionQuerySet:
    """The versions of a card that are there for the user: to others than editors, no draft."""
    versions: CardVersionQuerySet = card.versions.for_page()
    return versions if permissions.can_edit(request.user) else versions.were_in_force()


def load_version(request: StaffRequest, card: Card, number: int) -> CardVersion:
    """Find a version of a card that the user may read, with its steps; 404 for every other."""
    return get_object_or_404(versions_of(request, card).with_steps(), number=number)


def in_work(card: Card) -> CardVersion | None:
    """The version that somebody works on, if any."""
    return card.versions.in_work().for_page().with_steps().first()


def in_force(card: Card) -> CardVersion | None:
    """The version in force, if any."""
    return card.versions.in_force().for_page().with_steps().first()
