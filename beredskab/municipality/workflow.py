"""What an administrator changes about the municipality; each change leaves its trail.

Roles live in accounts, above this package: the pages that call these functions ask for them.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.audit import trail
from beredskab.errors import Refused
from beredskab.municipality import ladder as ladders
from beredskab.municipality import rows, switches
from beredskab.municipality.models import Municipality, Route, Unit


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
    cards_public: bool,
    police_district: str,
    accessibility_contact: str,
    accessibility_phone: str,
) -> Municipality:
    """Say who the municipality is, how it signs and is reached, and who may read its cards (R4).

    What is owed because of an Infohus follows when that is switched off or on (R101).
    """
    row = _lock_municipality()
    had_infohus = row.has_infohus
    row = rows.change(
        row,
        "municipality.identity_changed",
        by=by,
        at=at,
        name=name,
        confirmation_signature=confirmation_signature,
        law_chapter=law_chapter,
        has_infohus=has_infohus,
        cards_public=cards_public,
        police_district=police_district,
        accessibility_contact=accessibility_contact,
        accessibility_phone=accessibility_phone,
    )
    if has_infohus != had_infohus:
        switches.turn_infohus(has_infohus=has_infohus, at=at)
    return row


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
    return rows.change(
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
    youth_plan_from_age: int,
    offer_hours: int,
    offer_hours_acute: int,
) -> Municipality:
    """Say when to ask after what lies still."""
    return rows.change(
        _lock_municipality(),
        "municipality.reminders_changed",
        by=by,
        at=at,
        clarify_reminder_weekdays=clarify_reminder_weekdays,
        draft_days=draft_days,
        unassigned_hours=unassigned_hours,
        youth_plan_from_age=youth_plan_from_age,
        offer_hours=offer_hours,
        offer_hours_acute=offer_hours_acute,
    )


@transaction.atomic
def change_confirm_weekdays(
    *, by: AbstractBaseUser, at: datetime, confirm_weekdays: int
) -> Municipality:
    """Say how long a provisional talk of Infohus may wait to be confirmed (R86)."""
    return rows.change(
        _lock_municipality(),
        "municipality.confirm_weekdays_changed",
        by=by,
        at=at,
        confirm_weekdays=confirm_weekdays,
    )


@transaction.atomic
def change_ladder(
    *, by: AbstractBaseUser, at: datetime, ladder: dict[str, list[dict[str, Any]]]
) -> Municipality:
    """Say who is alerted when.

    Raises UnsafeLadder if somebody would be told too late.
    """
    ladders.require_safe(ladder)
    return rows.change(
        _lock_municipality(), "municipality.ladder_changed", by=by, at=at, alert_ladder=ladder
    )


@transaction.atomic
def add_unit(*, by: AbstractBaseUser, at: datetime, name: str, kind: str, phone: str) -> Unit:
    """Add a unit; its short name comes from its name."""
    unit = Unit.objects.create(slug=rows.free_slug(Unit, name), name=name, kind=kind, phone=phone)
    trail.record(unit, "municipality.unit_added", by=by, at=at, slug=unit.slug, kind=kind)
    return unit


@transaction.atomic
def change_unit(
    unit: Unit, *, by: AbstractBaseUser, at: datetime, name: str, kind: str, phone: str
) -> Unit:
    """Change what a unit is called and how it is reached."""
    return rows.change(
        rows.lock(unit),
        "municipality.unit_changed",
        by=by,
        at=at,
        name=name,
        kind=kind,
        phone=phone,
    )


@transaction.atomic
def retire_unit(unit: Unit, *, by: AbstractBaseUser, at: datetime) -> Unit:
    """Take a unit out of use.

    Raises UnitReceives while a route leads to it.
    """
    unit = rows.lock(unit)
    if Route.objects.filter(unit=unit).exists():
        raise UnitReceives
    return rows.change(unit, "municipality.unit_retired", by=by, at=at, is_active=False)


@transaction.atomic
def resume_unit(unit: Unit, *, by: AbstractBaseUser, at: datetime) -> Unit:
    """Take a unit into use again."""
    return rows.change(rows.lock(unit), "municipality.unit_resumed", by=by, at=at, is_active=True)


@transaction.atomic
def set_route(*, by: AbstractBaseUser, at: datetime, source: str, age: str, unit: Unit) -> Route:
    """Say which unit receives from a source; an empty source means every other.

    Raises UnitNotInUse for a unit that is out of use.
    """
    unit = rows.lock(unit)
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
    route = rows.lock(route)
    if not route.source:
        raise RouteNeeded
    trail.record(route, "municipality.route_removed", by=by, at=at, **_route(route))
    route.delete()


def _lock_municipality() -> Municipality:
    row, _created = Municipality.objects.select_for_update().get_or_create(pk=1)
    return row


def _route(route: Route) -> dict[str, str]:
    return {"source": route.source, "age": route.age, "unit": route.unit.slug}
