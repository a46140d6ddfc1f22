"""Who may do what in Infohus Kommune."""

from typing import Any

from django.core.exceptions import PermissionDenied

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
