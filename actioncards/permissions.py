"""Who may write the cards and who may approve them. Whether it can be done now is asked of states.

Everybody who has logged in may read what is or was in force; a draft is for editors alone.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from actioncards import history
from actioncards.models import Card, CardVersion
from beredskab.accounts import roles
from beredskab.directory import permissions as directory

# Who keeps the numbers writes the cards.
EDITORS = directory.EDITORS


def can_edit(user: Any) -> bool:
    """Tell whether the user writes the cards and what stands beside them."""
    return roles.has_role(user, *EDITORS)


def can_see(user: Any, card: Card) -> bool:
    """Tell whether the card is there for the user: others than editors see what was published."""
    return can_edit(user) or card.versions.were_in_force().exists()


def can_approve(user: Any, version: CardVersion) -> bool:
    """Tell whether the user may approve: an editor who has written nothing in this version."""
    return can_edit(user) and user.pk not in history.writers(version)


def require_edit(user: Any) -> None:
    """Raise PermissionDenied unless the user writes the cards."""
    if not can_edit(user):
        raise PermissionDenied(_("Plan editors and administrators write the action cards."))


def require_approve(user: Any, version: CardVersion) -> None:
    """Raise PermissionDenied unless the user may approve the version."""
    if not can_approve(user, version):
        raise PermissionDenied(
            _("An editor who has written nothing in the draft approves it, or sends it back.")
        )
