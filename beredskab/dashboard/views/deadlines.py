"""`/frister/`: what the unit owes, the most overdue first; and the same as CSV without names."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from beredskab.accounts import roles
from beredskab.accounts.models import User
from beredskab.accounts.roles import Role
from beredskab.audit import trail
from beredskab.dashboard import board, export, navigation, owed
from beredskab.timelimits import Calendar
from beredskab.web.htmx import render_page, wants_partial


@require_safe
def deadlines(request: HttpRequest) -> HttpResponse:
    """Show the page of the list, and around it the counts and how the 24 hours were kept."""
    user, at = _reader(request), timezone.now()
    shown = board.read(user, request.GET, at=at, calendar=_calendar(request))
    verb = "cases.deadlines_listed"
    trail.look(user, verb, shown=shown.cases, request=request, count=shown.total)
    context: dict[str, Any] = {"board": shown, "now": at}
    if not wants_partial(request):
        months = board.months(user, at=at)
        context |= {"months": months, "conclusion": board.conclusion(months)}
    return render_page(request, "dashboard/deadlines.html", "rows", context)


@require_safe
def deadlines_csv(request: HttpRequest) -> HttpResponse:
    """Give the open deadlines as a file: references and times, no names."""
    user, at = _reader(request), timezone.now()
    rows = board.everything(user, request.GET, at=at, calendar=_calendar(request))
    verb, cases = "cases.deadlines_exported", owed.shown_cases(rows)
    trail.look(user, verb, shown=cases, request=request, count=len(rows))
    return export.as_csv(rows, at=at)


def _reader(request: HttpRequest) -> User:
    """Return the user; raise PermissionDenied if she neither leads a unit nor coordinates."""
    assert isinstance(request.user, User)
    if not roles.has_role(request.user, Role.LEADER, Role.COORDINATOR):
        raise PermissionDenied
    return request.user


def _calendar(request: HttpRequest) -> Calendar:
    return navigation.municipality(request).calendar
