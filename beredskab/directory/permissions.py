"""Who keeps the directory."""

from typing import Any

from django.core.exceptions import PermissionDenied

from beredskab.accounts.models import User
from beredskab.accounts.roles import Role, has_role

# Who is asked first to check a contact stands first.
EDITORS = (Role.PLAN_EDITOR, Role.ADMINISTRATOR)


def can_edit(user: Any) -> bool:
    """Tell whether the user may change the directory."""
    return has_role(user, *EDITORS)


def require_edit(user: Any) -> User:
    """Return the user; raise PermissionDenied unless she is an editor."""
    if not isinstance(user, User) or not can_edit(user):
        raise PermissionDenied
    return user
