"""How the rows of a pack are written: never over what the municipality has changed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from beredskab.content.models import LoadedRow


@dataclass
class Outcome:
    """How many rows a load made, changed, and left alone because they were changed by hand."""

    added: int = 0
    changed: int = 0
    kept: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed)


class Load:
    """One load of a pack: what earlier ones gave, and what this one makes and changes.

    Lives inside one transaction; `finish` keeps what was given for the load after this.
    """

    def __init__(self) -> None:
        self.outcome = Outcome()
        self._given: dict[str, dict[str, Any]] = dict(
            LoadedRow.objects.values_list("key", "values")
        )
        self._gives: dict[str, dict[str, Any]] = {}

    def given(self, name: str) -> dict[str, Any]:
        """What the last load gave the row; nothing before the first."""
        return self._given.get(name, {})

    def give(self, name: str, values: dict[str, Any]) -> None:
        """Note what this load gives the row."""
        if self.given(name) != values:
            self._gives[name] = values

    def finish(self) -> Outcome:
        """Store what was given, and tell what came of the load."""
        LoadedRow.objects.bulk_create(
            [LoadedRow(key=name, values=values) for name, values in self._gives.items()],
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["values"],
        )
        return self.outcome

    def put(
        self,
        model: type[models.Model],
        key: dict[str, Any],
        values: dict[str, Any],
        name: str,
        *,
        stamp: dict[str, Any] | None = None,
    ) -> None:
        """Make the row that has this key, or set what nobody has changed since the last load.

        `stamp` is written along with whatever is made or changed, and never compared.
        """
        row = model._default_manager.select_for_update().filter(**key).first()
        if row is None:
            model._default_manager.create(**values, **(stamp or {}))
            self.give(name, {field: _plain(value) for field, value in values.items()})
            self.outcome.added += 1
        else:
            self.put_fields(row, values, name, stamp=stamp)

    def put_fields(
        self,
        row: models.Model,
        values: dict[str, Any],
        name: str,
        *,
        is_new: bool = False,
        stamp: dict[str, Any] | None = None,
    ) -> None:
        """Set the fields that nobody has touched since the last load, and count the row."""
        before = _defaults(row) | self.given(name)
        changed, kept = {}, False
        for field, value in values.items():
            now, wanted = _plain(getattr(row, field)), _plain(value)
            if now != wanted and before.get(field) == now:
                changed[field] = value
            elif now != wanted:
                kept = True
        if changed:
            written = {**changed, **(stamp or {})}
            for field, value in written.items():
                setattr(row, field, value)
            row.save(update_fields=list(written))
        self.give(name, {field: _plain(value) for field, value in values.items()})
        self.outcome.added += is_new
        self.outcome.changed += bool(changed) and not is_new
        self.outcome.kept += kept


def _defaults(row: models.Model) -> dict[str, Any]:
    """What the fields hold that no load and nobody by hand has set."""
    return {field.name: _plain(field.get_default()) for field in row._meta.concrete_fields}


def _plain(value: Any) -> Any:
    """Return the value as JSON can hold it, so that what was loaded can be compared."""
    if isinstance(value, models.Model):
        return value.pk
    return value.isoformat() if isinstance(value, date) else value
