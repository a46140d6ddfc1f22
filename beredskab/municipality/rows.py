"""How the verbs of this package lock, change and name a row; each change leaves its trail."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils.text import slugify

from beredskab.audit import trail

Row = TypeVar("Row", bound=models.Model)


def lock(row: Row) -> Row:
    """Read the row anew and keep others from changing it."""
    return type(row)._default_manager.select_for_update().get(pk=row.pk)


def change(row: Row, verb: str, *, by: AbstractBaseUser, at: datetime, **values: Any) -> Row:
    """Save what differs and record it with the old and the new value; nothing when nothing does."""
    changed = {field: value for field, value in values.items() if getattr(row, field) != value}
    if not changed:
        return row
    old = {field: getattr(row, field) for field in changed}
    for field, value in changed.items():
        setattr(row, field, value)
    row.save(update_fields=list(changed))
    details = {field: [_plain(old[field]), _plain(value)] for field, value in changed.items()}
    trail.record(row, verb, by=by, at=at, changed=details)
    return row


def free_slug(model: type[models.Model], name: str, *, reserved: Collection[str] = ()) -> str:
    """Return a short name that no row has; Danish letters are spelled out."""
    spelled = name.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    base = slugify(spelled)[:40] or "row"
    rows = model._default_manager.filter(slug__startswith=base)
    taken = {*rows.values_list("slug", flat=True), *reserved}
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)


def _plain(value: Any) -> Any:
    """Return the value as the trail can hold it."""
    if isinstance(value, models.Model):
        return getattr(value, "slug", value.pk)
    return value.isoformat() if isinstance(value, date) else value
