"""`/akut/`: whom to call now. Public, and without any case."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from beredskab.accounts import duty
from beredskab.accounts.audiences import audiences_of
from beredskab.municipality import directory, phones
from beredskab.municipality.models import Unit


@dataclass(frozen=True)
class OnDuty:
    """A unit that has somebody on duty; the names are for staff alone."""

    unit: Unit
    names: tuple[str, ...]

    @property
    def number(self) -> str:
        """The number as it is shown."""
        return phones.unbroken(self.unit.phone)


@login_not_required
@require_safe
def acute(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    is_staff = request.user.is_authenticated
    lines = directory.acute(now, audiences=audiences_of(request.user))
    context = {
        "now": now,
        "emergency": phones.EMERGENCY,
        "police": phones.POLICE,
        "on_duty": _on_duty(now, with_names=is_staff),
        "open_lines": [line for line in lines if line.is_open],
        "unknown_lines": [line for line in lines if line.is_unknown],
        "closed_lines": [line for line in lines if line.is_closed],
        "others": directory.for_everybody(now),
    }
    return render(request, "dashboard/acute.html", context)


def _on_duty(at: datetime, *, with_names: bool) -> list[OnDuty]:
    """Return the units with somebody on duty; without log-in only those with a telephone."""
    present = duty.stand_ins(at)
    names: dict[Unit, dict[str, None]] = {}
    for shift in duty.shifts_at(at):
        if with_names or shift.unit.phone:
            who = names.setdefault(shift.unit, {})
            if with_names:
                who[str(present(shift.user))] = None
    return [OnDuty(unit, tuple(who)) for unit, who in names.items()]
