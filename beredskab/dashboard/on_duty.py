"""Who has the duty now, unit by unit, in two queries however long the rota is."""

from dataclasses import dataclass
from datetime import datetime

from beredskab.accounts import duty
from beredskab.municipality.models import Unit


@dataclass(frozen=True)
class OnDuty:
    """A unit, and who answers for it now."""

    unit: Unit
    names: tuple[str, ...]


def units(at: datetime) -> list[OnDuty]:
    """Return the units that have somebody on duty at `at`, deputies in place of who is away."""
    present = duty.stand_ins(at)
    names: dict[Unit, dict[str, None]] = {}
    for shift in duty.shifts_at(at):
        names.setdefault(shift.unit, {})[str(present(shift.user))] = None
    found = [OnDuty(unit, tuple(who)) for unit, who in names.items()]
    return sorted(found, key=lambda line: (line.unit.name, line.unit.pk))
