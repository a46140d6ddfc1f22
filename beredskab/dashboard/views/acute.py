"""`/akut/`: whom to call now. Public, and without any case."""

from collections.abc import Collection
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
    phone: str
    names: tuple[str, ...]

    @property
    def number(self) -> str:
        """The number as it is shown."""
        return phones.unbroken(self.phone)


@login_not_required
@require_safe
def acute(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    is_staff = request.user.is_authenticated
    audiences = audiences_of(request.user)
    lines = directory.acute(now, audiences=audiences)
    on_duty = _on_duty(now, audiences=audiences, with_names=is_staff)
    on_duty_numbers = {line.phone for line in on_duty}
    context = {
        "now": now,
        "emergency": phones.EMERGENCY,
        "police": phones.POLICE,
        "on_duty": on_duty,
        "open_lines": [line for line in lines if line.is_open],
        "unknown_lines": [line for line in lines if line.is_unknown],
        "closed_lines": [line for line in lines if line.is_closed],
        "others": [
            line
            for line in directory.for_everybody(now)
            if line.contact.phone not in on_duty_numbers
        ],
    }
    return render(request, "dashboard/acute.html", context)


def _on_duty(at: datetime, *, audiences: Collection[str], with_names: bool) -> list[OnDuty]:
    """Return the units with somebody on duty; without log-in only those with a telephone.

    The number is that of the directory, where the unit stands there.
    """
    present = duty.stand_ins(at)
    names: dict[Unit, dict[str, None]] = {}
    for shift in duty.shifts_at(at):
        who = names.setdefault(shift.unit, {})
        if with_names:
            who[str(present(shift.user))] = None
    numbers = directory.numbers_of_units([unit.pk for unit in names], audiences=audiences)
    found = [
        OnDuty(unit, numbers.get(unit.pk, unit.phone), tuple(who)) for unit, who in names.items()
    ]
    return [line for line in found if with_names or line.phone]
