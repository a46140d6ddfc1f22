"""`/actioncards/soeg/`: the search in cards, contacts and explanations; it knows of no case.

What somebody searched for is written down nowhere.
"""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actioncards import search
from actioncards.access import can_read
from beredskab.accounts.audiences import audiences_of
from beredskab.municipality import phones
from beredskab.search import asking


@login_not_required
def card_search(request: HttpRequest) -> HttpResponse:
    """Show what was found; when a session has ended, the log-in isn't told what was typed."""
    return _page(request) if can_read(request.user) else redirect_to_login(request.path)


@require_safe
def _page(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    asked = asking.read(request)
    found = None
    if asked.is_answerable:
        found = search.find(asked.query, at=now, audiences=audiences_of(request.user))
    context = {
        **asked.context,
        "found": found,
        "now": now,
        "emergency": phones.EMERGENCY,
        "police": phones.POLICE,
    }
    return render(request, "actioncards/search.html", context)
