"""Changes of the rota, absences, passwords and the first administrator, with their trail."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts import permissions
from beredskab.accounts.models import Absence, DutyShift, Membership, User
from beredskab.accounts.roles import Role, current_on
from beredskab.audit import trail
from beredskab.errors import Refused
from beredskab.municipality.models import Unit
from beredskab.timelimits import local_day


class AlreadyAdministered(Refused):
    """Raised when a first administrator is asked for and there is one."""

    message = _("There is an administrator already.")


class ShiftTooLate(Refused):
    """Raised when a shift would end before it began."""

    message = _("The last day cannot be before the first day.")


class AbsenceBackwards(Refused):
    """Raised for an absence that ends before it begins, or names the absent one as deputy."""

    message = _("The absence must end after it begins, and somebody else must be the deputy.")


@transaction.atomic
def add_shift(
    *,
    by: User,
    at: datetime,
    unit: Unit,
    kind: str,
    user: User,
    weekdays: list[int],
    starts: time,
    ends: time,
    from_on: date,
    to_on: date | None = None,
) -> DutyShift:
    """Put a user on the rota.

    Raises PermissionDenied unless `by` is an administrator, ShiftTooLate if it ends too early.
    """
    permissions.require_administer(by)
    _require_order(from_on, to_on)
    shift = DutyShift.objects.create(
        unit=unit,
        kind=kind,
        user=user,
        weekdays=weekdays,
        starts=starts,
        ends=ends,
        from_on=from_on,
        to_on=to_on,
    )
    trail.record(shift, "accounts.shift_added", by=by, at=at, **_shift(shift))
    return shift


@transaction.atomic
def change_shift(
    shift: DutyShift,
    *,
    by: User,
    at: datetime,
    unit: Unit,
    kind: str,
    user: User,
    weekdays: list[int],
    starts: time,
    ends: time,
    from_on: date,
    to_on: date | None = None,
) -> DutyShift:
    """Change a line of the rota.

    Raises PermissionDenied unless `by` is an administrator, ShiftTooLate if it ends too early.
    """
    permissions.require_administer(by)
    _require_order(from_on, to_on)
    shift = DutyShift.objects.select_for_update().get(pk=shift.pk)
    before = _shift(shift)
    shift.unit, shift.kind, shift.user, shift.weekdays = unit, kind, user, weekdays
    shift.starts, shift.ends, shift.from_on, shift.to_on = starts, ends, from_on, to_on
    shift.save()
    if _shift(shift) != before:
        trail.record(
            shift, "accounts.shift_changed", by=by, at=at, before=before, after=_shift(shift)
        )
    return shift


@transaction.atomic
def end_shift(shift: DutyShift, *, by: User, at: datetime) -> DutyShift:
    """Let today be the last day of a shift; one that has not begun never will.

    Raises PermissionDenied unless `by` is an administrator.
    """
    permissions.require_administer(by)
    shift = DutyShift.objects.select_for_update().get(pk=shift.pk)
    today = local_day(at)
    trail.record(shift, "accounts.shift_ended", by=by, at=at, **_shift(shift))
    if shift.from_on > today:
        shift.delete()
        return shift
    shift.to_on = today
    shift.save(update_fields=["to_on"])
    return shift


@transaction.atomic
def add_absence(
    *, by: User, at: datetime, user: User, deputy: User, from_at: datetime, to_at: datetime
) -> Absence:
    """Say that a user is away and who stands in.

    Raises PermissionDenied unless `by` may say so, AbsenceBackwards for impossible times.
    """
    permissions.require_set_absence(by, user, at)
    if to_at <= from_at or user == deputy:
        raise AbsenceBackwards
    absence = Absence.objects.create(user=user, deputy=deputy, from_at=from_at, to_at=to_at)
    trail.record(
        absence,
        "accounts.absence_added",
        by=by,
        at=at,
        user=user.pk,
        deputy=deputy.pk,
        from_at=from_at.isoformat(),
        to_at=to_at.isoformat(),
    )
    return absence


@transaction.atomic
def end_absence(absence: Absence, *, by: User, at: datetime) -> None:
    """Say that a user is back; an absence that has not begun is taken away.

    Raises PermissionDenied unless `by` may say so.
    """
    permissions.require_set_absence(by, absence.user, at)
    absence = Absence.objects.select_for_update().get(pk=absence.pk)
    trail.record(
        absence,
        "accounts.absence_ended",
        by=by,
        at=at,
        user=absence.user_id,
        back_at=at.isoformat(),
    )
    if absence.from_at >= at:
        absence.delete()
    elif absence.to_at > at:
        absence.to_at = at
        absence.save(update_fields=["to_at"])


@transaction.atomic
def change_password(user: User, *, at: datetime, password: str) -> None:
    """Give a user the password that she chose; her sessions end with the former one."""
    user.set_password(password)
    user.save(update_fields=["password"])
    trail.record(user, "accounts.password_changed", by=user, at=at)


@transaction.atomic
def make_first_administrator(
    *, at: datetime, username: str, name: str, password: str, unit_name: str
) -> User:
    """Make the first administrator, in a unit made for it; the system is the actor.

    Raises AlreadyAdministered if somebody is administrator today.
    """
    day = local_day(at)
    if administrators(day):
        raise AlreadyAdministered
    unit, _created = Unit.objects.get_or_create(
        slug="administration", defaults={"name": unit_name, "kind": Unit.Kind.OTHER}
    )
    user = User.objects.create_user(username=username, name=name, password=password)
    Membership.objects.create(user=user, unit=unit, role=Role.ADMINISTRATOR, from_on=day)
    trail.record(user, "accounts.first_administrator_made", by=None, at=at, unit=unit.slug)
    return user


def has_coordinator(unit: Unit) -> bool:
    """Whether somebody is or was coordinator in the unit, which is SSP then (R106)."""
    return Membership.objects.filter(role=Role.COORDINATOR, unit=unit).exists()


def administrators(day: date) -> list[int]:
    """The keys of the active users who are administrators on the day."""
    held = Membership.objects.filter(
        current_on(day), role=Role.ADMINISTRATOR, user__is_active=True
    ).order_by("user_id")
    return list(held.values_list("user_id", flat=True).distinct())


def is_last_administrator(user: User, day: date) -> bool:
    """Tell whether nobody could administer the portal without this user."""
    return administrators(day) == [user.pk]


def _require_order(from_on: date, to_on: date | None) -> None:
    if to_on is not None and to_on < from_on:
        raise ShiftTooLate


def _shift(shift: DutyShift) -> dict[str, object]:
    return {
        "unit": shift.unit_id,
        "kind": shift.kind,
        "user": shift.user_id,
        "weekdays": sorted(shift.weekdays),
        "hours": f"{shift.starts:%H:%M}-{shift.ends:%H:%M}",
        "from_on": shift.from_on.isoformat(),
        "to_on": shift.to_on.isoformat() if shift.to_on else None,
    }
