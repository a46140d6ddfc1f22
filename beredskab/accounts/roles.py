"""The roles of the portal and who holds them. Roles are code; memberships are rows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import date

    from beredskab.accounts.models import Membership, User


class Role(models.TextChoices):
    PROFESSIONAL = "professional", _("Professional")
    PROFESSIONAL_LEADER = "professional_leader", _("Leader of professionals")
    ADVISER_CHILD = "adviser_child", _("Adviser, children")
    ADVISER_ADULT = "adviser_adult", _("Adviser, adults")
    DUTY_OFFICER = "duty_officer", _("Duty officer")
    COORDINATOR = "coordinator", _("SSP coordinator")
    LEADER = "leader", _("Leader")
    JOBCENTER = "jobcenter", _("Integration consultant")
    LAWYER = "lawyer", _("Legal office")
    POLICE = "police", _("Police coordinator")
    PLAN_EDITOR = "plan_editor", _("Plan editor")
    LOG_CONTROLLER = "log_controller", _("Log controller")
    DPO = "dpo", _("Data protection officer")
    ADMINISTRATOR = "administrator", _("Administrator")


# Everybody who meets people at work may report; the roles without cases don't read any.
REPORTERS = frozenset(
    {
        Role.PROFESSIONAL,
        Role.PROFESSIONAL_LEADER,
        Role.ADVISER_CHILD,
        Role.ADVISER_ADULT,
        Role.DUTY_OFFICER,
        Role.COORDINATOR,
        Role.LEADER,
        Role.JOBCENTER,
        Role.LAWYER,
        Role.PLAN_EDITOR,
        Role.ADMINISTRATOR,
    }
)
ADVISERS = frozenset({Role.ADVISER_CHILD, Role.ADVISER_ADULT})
# Whom the rota may name: the duty to act is nothing to somebody who can't open the case.
ON_DUTY = ADVISERS | {Role.DUTY_OFFICER, Role.LEADER}
# No grant opens a case to these: they report, teach or control, but read none.
CASE_READERS = frozenset(
    {
        Role.ADVISER_CHILD,
        Role.ADVISER_ADULT,
        Role.DUTY_OFFICER,
        Role.COORDINATOR,
        Role.LEADER,
        Role.JOBCENTER,
        Role.LAWYER,
        Role.POLICE,
    }
)


def current_memberships(user: "User", on: "date | None" = None) -> "list[Membership]":
    """The memberships of today, read once per user object (that is, once per request)."""
    if not hasattr(user, "_current_memberships"):
        day = on or timezone.localdate()
        user._current_memberships = list(  # type: ignore[attr-defined]
            user.memberships.filter(current_on(day)).select_related("unit")
        )
    return user._current_memberships  # type: ignore[attr-defined]


def current_on(day: "date") -> Q:
    """The condition that a membership counts on `day`."""
    return Q(from_on__lte=day) & (Q(to_on__isnull=True) | Q(to_on__gte=day))


def roles_of(user: Any) -> frozenset[str]:
    """The roles that the user holds today, in any unit; none for a stranger."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    return frozenset(membership.role for membership in current_memberships(user))


def has_role(user: Any, *roles: str) -> bool:
    """Tell whether the user holds one of the roles today, in any unit."""
    return not roles_of(user).isdisjoint(roles)


def units_with_role(user: Any, roles: Iterable[str]) -> list[int]:
    """The keys of the units in which the user holds one of the roles today."""
    if not user.is_authenticated or not user.is_active:
        return []
    wanted = frozenset(roles)
    return sorted({m.unit_id for m in current_memberships(user) if m.role in wanted})
