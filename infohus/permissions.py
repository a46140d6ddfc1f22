"""Who may do what in Infohus Kommune."""

from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from beredskab.accounts.models import User
from beredskab.accounts.roles import Role, has_role
from beredskab.municipality.models import Municipality


def can_convene(user: Any) -> bool:
    """Whether the user keeps Infohus: the SSP coordinator alone (R79, R85), where there is one."""
    return has_role(user, Role.COORDINATOR) and Municipality.objects.current().has_infohus


def require_convene(user: Any) -> User:
    """Return the user; raise PermissionDenied unless she keeps Infohus."""
    if not isinstance(user, User) or not can_convene(user):
        raise PermissionDenied
    return user


def can_fetch(user: User) -> bool:
    """Whether the address of the user's calendar answers: while she is here, and Infohus is."""
    return user.is_active and Municipality.objects.current().has_infohus


def can_follow(user: Any) -> bool:
    """Whether the user may have her meetings in her own calendar.

    The coordinator, standing members and who is asked now; who has an address may close it.
    """
    if not isinstance(user, User) or not can_fetch(user):
        return False
    if can_convene(user) or user.infohus_seats.on(timezone.localdate()).exists():
        return True
    meetings = apps.get_model("infohus", "Meeting")._default_manager
    return hasattr(user, "calendar_feed") or bool(meetings.visible_to(user).exists())


def require_follow(user: Any) -> User:
    """Return the user; raise PermissionDenied unless she may have her meetings in her calendar."""
    if not isinstance(user, User) or not can_follow(user):
        raise PermissionDenied
    return user
