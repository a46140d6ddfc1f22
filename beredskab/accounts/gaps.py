"""What is missing: first of all that a concern finds somebody who has the duty, day and night."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _

from beredskab.accounts import duty
from beredskab.accounts.roles import ADVISERS, Role
from beredskab.municipality.models import Municipality, Route, Unit
from beredskab.timelimits import local_day, localise

_NIGHT, _NOON = time(3), time(12)
_DAYS = 7


@dataclass(frozen=True)
class Gap:
    """Something that is missing, and the name of the page where it can be mended."""

    text: str
    url_name: str


def find(at: datetime) -> list[Gap]:
    """Return what is missing at `at`, the most dangerous first."""
    receiving = list(Unit.objects.filter(route__isnull=False).distinct().order_by("name", "pk"))
    found = [*_routes(), *_people(receiving, at), *_rota(receiving, at)]
    return [*found, *_identity(Municipality.objects.current())]


def _identity(municipality: Municipality) -> Iterator[Gap]:
    if not municipality.name:
        yield Gap(_("The municipality has no name."), "settings_identity")
    if not (municipality.accessibility_contact and municipality.accessibility_phone):
        text = _("The accessibility statement does not say whom to write to and whom to call.")
        yield Gap(text, "settings_identity")


def _routes() -> list[Gap]:
    routed = set(Route.objects.filter(source="").values_list("age", flat=True))
    text = _("No unit receives concerns about this age: %(age)s.")
    missing = [age for age in Route.Age if age not in routed]
    return [Gap(text % {"age": age.label}, "settings_routes") for age in missing]


def _people(units: list[Unit], at: datetime) -> list[Gap]:
    wanted = [
        (ADVISERS, _("%(unit)s receives concerns, but has no adviser.")),
        ([Role.LEADER], _("%(unit)s receives concerns, but has no leader.")),
    ]
    return [
        Gap(text % {"unit": unit.name}, "admin:accounts_user_changelist")
        for unit in units
        for roles, text in wanted
        if not duty.members(unit, roles, at)
    ]


def _rota(units: list[Unit], at: datetime) -> list[Gap]:
    """Look at noon and at 3 in the morning of the coming days, where the 24 hours run."""
    wanted = [
        (_NIGHT, _("%(unit)s has nobody on duty in %(count)s of the next 7 nights.")),
        (_NOON, _("%(unit)s has nobody on duty on %(count)s of the next 7 days.")),
    ]
    child_units = [unit for unit in units if unit.kind == Unit.Kind.CHILD]
    covered = {
        clock: [_units_on_duty(at, ahead, clock) for ahead in range(1, _DAYS + 1)]
        for clock, _text in wanted
        if child_units
    }
    return [
        Gap(text % {"unit": unit.name, "count": count}, "settings_rota")
        for unit in child_units
        for clock, text in wanted
        if (count := sum(unit.pk not in on_duty for on_duty in covered[clock]))
    ]


def _units_on_duty(at: datetime, days_ahead: int, clock: time) -> set[int]:
    moment = localise(datetime.combine(local_day(at) + timedelta(days=days_ahead), clock))
    return {shift.unit_id for shift in duty.shifts_at(moment)}
