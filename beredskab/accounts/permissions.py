"""Who may change settings, registers, the rota and absences."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from beredskab.accounts.models import Membership, User
from beredskab.accounts.roles import Role, current_on, has_role, units_with_role
from beredskab.timelimits import local_day


def can_administer(user: Any) -> bool:
    """Tell whether the user may change what the municipality sets."""
    return has_role(user, Role.ADMINISTRATOR)


def require_administer(user: Any) -> User:
    """Return the user; raise PermissionDenied unless she is an administrator."""
    if not isinstance(user, User) or not can_administer(user):
        raise PermissionDenied
    return user


def absentees(user: Any, at: datetime) -> QuerySet[User]:
    """The users whose absence `user` may set: herself, those she leads, an administrator all."""
    active = User.objects.filter(is_active=True).order_by("name", "pk")
    if can_administer(user):
        return active
    led = _members_of(units_with_role(user, [Role.LEADER]), at)
    return active.filter(pk__in=led) | active.filter(pk=user.pk)


def deputies(user: Any, at: datetime) -> QuerySet[User]:
    """The users whom `user` may name as a deputy: those of her units, an administrator all."""
    active = User.objects.filter(is_active=True).order_by("name", "pk")
    if can_administer(user):
        return active
    return active.filter(pk__in=_members_of(units_with_role(user, Role.values), at))


def require_set_absence(user: Any, absent: User, at: datetime) -> None:
    """Raise PermissionDenied unless `user` may say that `absent` is away."""
    if not absentees(user, at).filter(pk=absent.pk).exists():
        raise PermissionDenied


def _members_of(units: Iterable[int], at: datetime) -> QuerySet[Any, Any]:
    current = Membership.objects.filter(current_on(local_day(at)), unit__in=list(units))
    return current.values("user")
