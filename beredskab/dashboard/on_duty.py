"""Who has the duty now, unit by unit, in two queries however long the rota is."""

from dataclasses import dataclass
from datetime import datetime

from beredskab.accounts import duty
from beredskab.accounts.models import Absence, User
from beredskab.municipality.models import Unit


@dataclass(frozen=True)
class OnDuty:
    """A unit, and who answers for it now."""

    unit: Unit
    names: tuple[str, ...]


def units(at: datetime) -> list[OnDuty]:
    """Return the units that have somebody on duty at `at`, deputies in place of who is away."""
    deputies = _deputies(at)
    names: dict[Unit, dict[str, None]] = {}
    for shift in duty.shifts_at(at):
        names.setdefault(shift.unit, {})[str(_stand_in(shift.user, deputies))] = None
    found = [OnDuty(unit, tuple(who)) for unit, who in names.items()]
    return sorted(found, key=lambda line: (line.unit.name, line.unit.pk))


def _deputies(at: datetime) -> dict[int, User]:
    """Who stands in for whom; the newest absence counts, as in `duty.stand_in`."""
    absences = Absence.objects.filter(from_at__lte=at, to_at__gt=at, deputy__is_active=True)
    ordered = absences.select_related("deputy").order_by("from_at", "-pk")
    return {absence.user_id: absence.deputy for absence in ordered}


def _stand_in(user: User, deputies: dict[int, User]) -> User:
    for _step in range(duty.MAX_CHAIN):
        user = deputies.get(user.pk, user)
    return user
