"""Who may write the plan and who may approve it. Whether it can be done now is asked of states.

What is or was in force is for everybody; what is in work is for editors alone.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from beredskab.accounts import roles
from beredskab.accounts.roles import Role
from beredskab.plan import history
from beredskab.plan.models import Edition

# interface.md: plan editors, and administrators like an editor.
EDITORS = (Role.PLAN_EDITOR, Role.ADMINISTRATOR)
# Who is told of the law's duties, and sees how they are met.
OVERSEERS = (*EDITORS, Role.LEADER, Role.COORDINATOR)
# The police read the plan as anybody does; what the staff has read is not about them.
STAFF = frozenset(Role.values) - {Role.POLICE}


def can_edit(user: Any) -> bool:
    """Tell whether the user writes the plan."""
    return roles.has_role(user, *EDITORS)


def can_approve(user: Any, edition: Edition) -> bool:
    """Tell whether the user may approve: an editor who neither wrote in the edition nor sent it."""
    return can_edit(user) and user.pk not in barred(edition)


def barred(edition: Edition) -> set[int]:
    """The keys of those who can't approve the edition: they wrote in it, or sent it."""
    sent_by = edition.submitted_by_id
    return history.writers(edition) | ({sent_by} if sent_by else set())


def can_oversee(user: Any) -> bool:
    """Tell whether the user sees how the duties of § 15(3) are met."""
    return roles.has_role(user, *OVERSEERS)


def can_acknowledge(user: Any) -> bool:
    """Tell whether the user is one of the staff who are to have read the plan."""
    return roles.has_role(user, *STAFF)


def require_edit(user: Any) -> None:
    """Raise PermissionDenied unless the user writes the plan."""
    if not can_edit(user):
        raise PermissionDenied(_("Plan editors and administrators write the preparedness plan."))


def require_approve(user: Any, edition: Edition) -> None:
    """Raise PermissionDenied unless the user may approve the edition."""
    if not can_approve(user, edition):
        raise PermissionDenied(
            _("An editor who neither wrote in the draft nor sent it approves it, or sends it back.")
        )


def require_oversee(user: Any) -> None:
    """Raise PermissionDenied unless the user sees how the duties of the plan are met."""
    if not can_oversee(user):
        raise PermissionDenied(_("Leaders, coordinators and plan editors see this page."))


def require_acknowledge(user: Any) -> None:
    """Raise PermissionDenied unless the user is to have read the plan."""
    if not can_acknowledge(user):
        raise PermissionDenied(_("The staff of the municipality says that it has read the plan."))
