"""`/sager/foer-ferien/` and `/sager/efter-ferien/`: whom to agree with, and whom to look for."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from beredskab.accounts.models import User
from beredskab.accounts.requests import StaffRequest
from beredskab.audit import trail
from beredskab.timelimits import local_day
from cases import holidays, permissions, visibility
from cases.models import Case
from cases.visibility import Part


@require_safe
def before_holiday(request: StaffRequest) -> HttpResponse:
    """List the cases in which a journey is planned or feared, with what is agreed."""
    permissions.require_read_cases(request.user)
    now = timezone.now()
    found = _read(request.user, now)
    _look(request, "cases.before_holiday_listed", found)
    context = {"rows": _rows(found, now), "now": now}
    return render(request, "cases/before_holiday.html", context)


@require_safe
def after_holiday(request: StaffRequest) -> HttpResponse:
    """List who did not come back, and who has not been seen since school began."""
    permissions.require_read_cases(request.user)
    now = timezone.now()
    first = holidays.since(local_day(now))
    found = _read(request.user, now)
    gone = [case for case in found if holidays.did_not_come_back(case, now)]
    unseen = [case for case in found if case not in gone and holidays.is_unseen(case, first)]
    _look(request, "cases.after_holiday_listed", [*gone, *unseen])
    context = {"gone": _rows(gone, now), "unseen": _rows(unseen, now), "first": first, "now": now}
    return render(request, "cases/after_holiday.html", context)


def _read(user: User, now: datetime) -> list[Case]:
    """The open cases at stake, of those that the user sees so much of."""
    found = holidays.read(Case.objects.visible_to(user, at=now).open().with_journey())
    return [case for case in found if Part.STAY in visibility.parts(user, case)]


def _look(request: StaffRequest, verb: str, cases: list[Case]) -> None:
    trail.look(request.user, verb, shown=cases, request=request, count=len(cases))


def _rows(cases: Iterable[Case], now: datetime) -> list[dict[str, Any]]:
    return [holidays.row(case, now) for case in cases]
