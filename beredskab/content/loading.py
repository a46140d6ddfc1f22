"""Load a pack: all of it or nothing, and never over what the municipality has changed.

A row that is missing is made. A field is set to what the pack says only while it still has the
value that the last load gave it, or its default; whatever was changed by hand belongs to the
municipality. Nothing is ever removed.
"""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import models, transaction

from beredskab.audit import trail
from beredskab.content import organisation
from beredskab.content.models import LoadedRow
from beredskab.errors import Refused
from beredskab.municipality.models import Contact, Municipality, Route, Unit

PACKS = Path(__file__).resolve().parent / "packs"


class AnotherPack(Refused):
    """Raised when the database holds the pack of another municipality."""


class UnknownPack(Refused):
    """Raised for a name that is no pack."""


@dataclass
class Outcome:
    """How many rows a load made, changed, and left alone because they were changed by hand."""

    added: int = 0
    changed: int = 0
    kept: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed)


def names() -> list[str]:
    """The names of the packs."""
    return sorted(path.parent.name for path in PACKS.glob("*/organisation.yaml"))


def load(pack: str, *, at: datetime) -> Outcome:
    """Load a pack into the database.

    Raises UnknownPack, PackError for a wrong file, AnotherPack when a second municipality would
    be loaded; then nothing is changed.
    """
    if pack not in names():
        raise UnknownPack(f"There is no pack {pack}; there are {', '.join(names())}.")
    return _write(pack, organisation.load(PACKS / pack / "organisation.yaml"), at)


@transaction.atomic
def _write(pack: str, content: organisation.Organisation, at: datetime) -> Outcome:
    municipality, made = Municipality.objects.select_for_update().get_or_create(pk=1)
    if municipality.pack not in ("", pack):
        raise AnotherPack(f"This database holds the pack {municipality.pack}.")
    outcome = Outcome()
    values = {**content.municipality, "pack": pack}
    _put(municipality, "municipality", values, outcome, is_new=made)
    for row in content.units:
        _load_row(Unit, {"slug": row["slug"]}, row, f"unit:{row['slug']}", outcome)
    for row in content.routes:
        key = {"age": row["age"], "source": row["source"]}
        values = {**row, "unit": Unit.objects.get(slug=row["unit"])}
        _load_row(Route, key, values, f"route:{row['age']}:{row['source']}", outcome)
    for row in content.contacts:
        _load_row(Contact, {"slug": row["slug"]}, row, f"contact:{row['slug']}", outcome)
    if not outcome.is_empty:
        trail.record(
            municipality,
            "content.loaded",
            by=None,
            at=at,
            pack=pack,
            added=outcome.added,
            changed=outcome.changed,
            kept=outcome.kept,
        )
    return outcome


def _load_row(
    model: type[models.Model],
    key: dict[str, Any],
    values: dict[str, Any],
    name: str,
    outcome: Outcome,
) -> None:
    row = model._default_manager.select_for_update().filter(**key).first()
    if row is None:
        row, is_new = model(**values), True
        row.save()
    else:
        is_new = False
    _put(row, name, values, outcome, is_new=is_new)


def _put(
    row: models.Model, name: str, values: dict[str, Any], outcome: Outcome, *, is_new: bool
) -> None:
    """Set the fields that nobody has touched since the last load, and count what came of it."""
    loaded = LoadedRow.objects.filter(key=name).first()
    before = loaded.values if loaded else _defaults(row)
    changed, kept = [], False
    for field, value in values.items():
        now, wanted = _plain(getattr(row, field)), _plain(value)
        if now == wanted:
            continue
        if before.get(field) == now:
            setattr(row, field, value)
            changed.append(field)
        else:
            kept = True
    if changed:
        row.save(update_fields=changed)
    plain = {field: _plain(value) for field, value in values.items()}
    if before != plain:
        LoadedRow.objects.update_or_create(key=name, defaults={"values": plain})
    outcome.added += is_new
    outcome.changed += bool(changed) and not is_new
    outcome.kept += kept


def _defaults(row: models.Model) -> dict[str, Any]:
    return {field.attname: _plain(field.get_default()) for field in row._meta.concrete_fields}


def _plain(value: Any) -> Any:
    """Return the value as JSON can hold it, so that what was loaded can be compared."""
    if isinstance(value, models.Model):
        return value.pk
    return value.isoformat() if isinstance(value, date) else value
