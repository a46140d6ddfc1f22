"""What can be read without a network: neutral copies, and the worker that keeps them.

A copy is what a card or the directory says, and nothing of its reader: no name, no menu, no token.
It tells the hours in words, since nobody knows when it will be read. The header that marks it tells
for whom it was made, so that the browser's next reader is not left with it (docs/adr/0013).
"""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from actioncards import selection
from actioncards.access import readable
from actioncards.models import CardVersion
from actioncards.shown import offers, show
from actioncards.views.cards import PHONES
from beredskab.accounts.audiences import audiences_of
from beredskab.municipality import directory
from beredskab.municipality.models import Contact

# What tells the worker that an answer is a copy, and for which reader.
MARK = "X-Kept-Copy"
# What a copy is drawn with.
FILES = (
    "css/copy.css",
    "css/fonts.css",
    "dkfds/fonts/IBMPlexSans/complete/woff2/IBMPlexSans-Regular.woff2",
    "dkfds/fonts/IBMPlexSans/complete/woff2/IBMPlexSans-SemiBold.woff2",
    "img/logo.svg",
)


@login_not_required
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Give the worker. It is the same for everybody, and names no card."""
    files = [static(name) for name in FILES]
    version = hashlib.sha256(" ".join(files).encode()).hexdigest()[:12]
    context = {"files": json.dumps(files), "static_url": settings.STATIC_URL, "version": version}
    return render(
        request,
        "actioncards/service_worker.js",
        context,
        content_type="text/javascript; charset=utf-8",
    )


@readable
@require_safe
def card_copies(request: HttpRequest) -> HttpResponse:
    """Tell which reader this is, and what she may keep: for each scope, pages and their copies."""
    cards = {reverse("card_list"): reverse("card_list_copy")}
    for version in selection.versions_for():
        page = version.card.get_absolute_url()
        cards[page] = reverse("card_copy", args=[version.card.slug])
    scopes = {reverse("card_list"): cards}
    if request.user.is_authenticated:
        page = reverse("directory")
        scopes[page] = {page: reverse("directory_copy")}
    return JsonResponse({"reader": _reader(request), "scopes": scopes})


@readable
@require_safe
def card_list_copy(request: HttpRequest) -> HttpResponse:
    """Show which cards there are."""
    versions = selection.versions_for(own=selection.role_of(request.user))
    context = {"offers": offers(versions), "now": timezone.now()}
    return _copy(request, "actioncards/card_list_copy.html", context)


@readable
@require_safe
def card_copy(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a card as it is kept; one that is not in force any more is not found, and so dropped."""
    version = get_object_or_404(CardVersion.objects.of_card(slug))
    now = timezone.now()
    card = show(version, at=now, audiences=audiences_of(request.user))
    return _copy(request, "actioncards/card_copy.html", {"card": card, "now": now})


@require_safe
def directory_copy(request: HttpRequest) -> HttpResponse:
    """Show the contacts that the reader is shown, as they are kept."""
    now = timezone.now()
    shown = directory.shown_to(audiences_of(request.user))
    lines = (directory.line(contact, now) for contact in shown if contact.phone)
    context = {"lines": directory.in_reading_order(lines), "now": now}
    return _copy(request, "actioncards/directory_copy.html", context)


def _copy(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, {**context, **PHONES})
    response.headers[MARK] = _reader(request)
    return response


def _reader(request: HttpRequest) -> str:
    """Tell who reads by the narrowest of her audiences, which all who see the same share."""
    audiences = audiences_of(request.user)
    return str([one.value for one in Contact.Audience if one in audiences][-1])
