"""What an administrator changes about the municipality; each change leaves its trail.

Roles live in accounts, above this package: the pages that call these functions ask for them.
"""

from datetime import date, datetime
from typing import Any, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from beredskab.audit import trail
from beredskab.errors import Refused
from beredskab.municipality import ladder as ladders
from beredskab.municipality.models import Contact, Municipality, Route, Unit

Row = TypeVar("Row", bound=models.Model)


class UnitReceives(Refused):
    """Raised when a unit that concerns are routed to would be taken out of use."""

    message = _("Concerns are routed to this unit. Change the routes first.")


class UnitNotInUse(Refused):
    """Raised when concerns would be routed to a unit that nobody works in."""

    message = _("This unit is not in use.")


class RouteNeeded(Refused):
    """Raised when concerns about some age would have no receiver."""

    message = _("The route for every other source can be changed, not removed.")


@transaction.atomic
def change_identity(
    *,
    by: AbstractBaseUser,
    at: datetime,
    name: str,
    confirmation_signature: str,
    law_chapter: str,
    has_infohus: bool,
) -> Municipality:
    """Say who the municipality is, how it signs, and whether it has an Infohus."""
    return _change(
        _lock_municipality(),
        "municipality.identity_changed",
        by=by,
        at=at,
        name=name,
        confirmation_signature=confirmation_signature,
        law_chapter=law_chapter,
        has_infohus=has_infohus,
    )


@transaction.atomic
def change_calendar(
    *,
    by: AbstractBaseUser,
    at: datetime,
    saturday_counts: bool,
    half_holidays_count: bool,
    show_amber: bool,
) -> Municipality:
    """Say which days count as weekdays; limits that run already keep their moment."""
    return _change(
        _lock_municipality(),
        "municipality.calendar_changed",
        by=by,
        at=at,
        saturday_counts=saturday_counts,
        half_holidays_count=half_holidays_count,
        show_amber=show_amber,
    )


@transaction.atomic
def change_reminders(
    *,
    by: AbstractBaseUser,
    at: datetime,
    clarify_reminder_weekdays: int,
    draft_days: int,
    unassigned_hours: int,
) -> Municipality:
    """Say when to ask after what lies still."""
    return _change(
        _lock_municipality(),
        "municipality.reminders_changed",
        by=by,
        at=at,
        clarify_reminder_weekdays=clarify_reminder_weekdays,
        draft_days=draft_days,
        unassigned_hours=unassigned_hours,
    )


@transaction.atomic
def change_ladder(
    *, by: AbstractBaseUser, at: datetime, ladder: dict[str, list[dict[str, Any]]]
) -> Municipality:
    """Say who is alerted when.

    Raises UnsafeLadder if somebody would be told too late.
    """
    ladders.require_safe(ladder)
    return _change(
        _lock_municipality(), "municipality.ladder_changed", by=by, at=at, alert_ladder=ladder
    )


@transaction.atomic
def add_unit(*, by: AbstractBaseUser, at: datetime, name: str, kind: str, phone: str) -> Unit:
    """Add a unit; its short name comes from its name."""
    unit = Unit.objects.create(slug=_free_slug(Unit, name), name=name, kind=kind, phone=phone)
    trail.record(unit, "municipality.unit_added", by=by, at=at, slug=unit.slug, kind=kind)
    return unit


@transaction.atomic
def change_unit(
    unit: Unit, *, by: AbstractBaseUser, at: datetime, name: str, kind: str, phone: str
) -> Unit:
    """Change what a unit is called and how it is reached."""
    return _change(
        _lock(unit), "municipality.unit_changed", by=by, at=at, name=name, kind=kind, phone=phone
    )


@transaction.atomic
def retire_unit(unit: Unit, *, by: AbstractBaseUser, at: datetime) -> Unit:
    """Take a unit out of use.

    Raises UnitReceives while a route leads to it.
    """
    unit = _lock(unit)
    if Route.objects.filter(unit=unit).exists():
        raise UnitReceives
    return _change(unit, "municipality.unit_retired", by=by, at=at, is_active=False)


@transaction.atomic
def resume_unit(unit: Unit, *, by: AbstractBaseUser, at: datetime) -> Unit:
    """Take a unit into use again."""
    return _change(_lock(unit), "municipality.unit_resumed", by=by, at=at, is_active=True)


@transaction.atomic
def set_route(*, by: AbstractBaseUser, at: datetime, source: str, age: str, unit: Unit) -> Route:
    """Say which unit receives from a source; an empty source means every other.

    Raises UnitNotInUse for a unit that is out of use.
    """
    unit = _lock(unit)
    if not unit.is_active:
        raise UnitNotInUse
    route = Route.objects.select_for_update().filter(source=source, age=age).first()
    if route is None:
        route = Route.objects.create(source=source, age=age, unit=unit)
        trail.record(route, "municipality.route_set", by=by, at=at, **_route(route))
    elif route.unit_id != unit.pk:
        route.unit = unit
        route.save(update_fields=["unit"])
        trail.record(route, "municipality.route_set", by=by, at=at, **_route(route))
    return route


@transaction.atomic
def remove_route(route: Route, *, by: AbstractBaseUser, at: datetime) -> None:
    """Let a source follow the route of every other source again.

    Raises RouteNeeded for that last route itself.
    """
    route = _lock(route)
    if not route.source:
        raise RouteNeeded
    trail.record(route, "municipality.route_removed", by=by, at=at, **_route(route))
    route.delete()


@transaction.atomic
def add_contact(*, by: AbstractBaseUser, at: datetime, name: str, **values: Any) -> Contact:
    """Add somebody to call; `values` are the fields of a contact."""
    contact = Contact.objects.create(slug=_free_slug(Contact, name), name=name, **values)
    trail.record(contact, "municipality.contact_added", by=by, at=at, slug=contact.slug)
    return contact


@transaction.atomic
def change_contact(
    contact: Contact, *, by: AbstractBaseUser, at: datetime, **values: Any
) -> Contact:
    """Change a contact; `values` are its fields."""
    return _change(_lock(contact), "municipality.contact_changed", by=by, at=at, **values)


@transaction.atomic
def remove_contact(contact: Contact, *, by: AbstractBaseUser, at: datetime) -> None:
    """Remove a contact; 112 and 114 are no rows and always stay (R46)."""
    contact = _lock(contact)
    trail.record(contact, "municipality.contact_removed", by=by, at=at, slug=contact.slug)
    contact.delete()


def _lock_municipality() -> Municipality:
    row, _created = Municipality.objects.select_for_update().get_or_create(pk=1)
    return row


def _lock(row: Row) -> Row:
    return type(row)._default_manager.select_for_update().get(pk=row.pk)


def _change(row: Row, verb: str, *, by: AbstractBaseUser, at: datetime, **values: Any) -> Row:
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


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _route(route: Route) -> dict[str, str]:
    return {"source": route.source, "age": route.age, "unit": route.unit.slug}


def _free_slug(model: type[models.Model], name: str) -> str:
    """Return a short name that no row has; Danish letters are spelled out."""
    spelled = name.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    base = slugify(spelled)[:40] or "row"
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)
