"""What can be done on the page where a card is edited: one table for its buttons."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from actioncards import permissions
from actioncards.models import Card, CardVersion
from actioncards.states import VersionStatus
from beredskab.accounts.models import User

NOTHING_IN_WORK = ""


def _is_editor(user: User, version: CardVersion | None) -> bool:
    return permissions.can_edit(user)


def _is_approver(user: User, version: CardVersion | None) -> bool:
    return version is not None and permissions.can_approve(user, version)


def _is_writer(user: User, version: CardVersion | None) -> bool:
    return permissions.can_edit(user) and not _is_approver(user, version)


@dataclass(frozen=True)
class Action:
    """Something to do: its address, the statuses of the version in work, and who may.

    `posts` tells that its button does it at once, without a page in between. `when_ready` hides
    it as long as something is to be corrected, `in_force` while no version is in force.
    """

    label: str | Promise
    url_name: str
    statuses: frozenset[str]
    allowed: Callable[[User, CardVersion | None], bool] = _is_editor
    posts: bool = False
    primary: bool = False
    when_ready: bool = False
    in_force: bool = False


_NOTHING = frozenset({NOTHING_IN_WORK})
_DRAFT = frozenset({VersionStatus.DRAFT.value})
_SUBMITTED = frozenset({VersionStatus.SUBMITTED.value})
_APPROVED = frozenset({VersionStatus.APPROVED.value})
_IN_WORK = _DRAFT | _SUBMITTED | _APPROVED
ACTIONS = (
    Action(_("Begin a new version"), "card_draft", _NOTHING, posts=True, primary=True),
    Action(
        _("Send for approval"), "card_submit", _DRAFT, posts=True, primary=True, when_ready=True
    ),
    Action(_("Read and approve"), "card_review", _SUBMITTED, _is_approver, primary=True),
    Action(_("Put in force"), "card_publish", _APPROVED, primary=True, when_ready=True),
    Action(_("Show the draft as a card"), "card_preview", _IN_WORK),
    Action(_("Show what differs"), "card_review", _DRAFT | _APPROVED, in_force=True),
    Action(_("Show what differs"), "card_review", _SUBMITTED, _is_writer, in_force=True),
    Action(_("Take back and write on"), "card_reopen", _SUBMITTED | _APPROVED, posts=True),
    Action(_("Discard the draft"), "card_discard", _IN_WORK),
    Action(_("Withdraw the card"), "card_withdraw", _NOTHING, in_force=True),
)


def of_card(
    user: User, card: Card, version: CardVersion | None, *, is_ready: bool, is_in_force: bool
) -> list[dict[str, Any]]:
    """The buttons for this user now; none for a card that is withdrawn."""
    if card.withdrawn_at is not None:
        return []
    status = version.status if version else NOTHING_IN_WORK
    return [
        {
            "label": action.label,
            "url": reverse(action.url_name, args=[card.slug]),
            "posts": action.posts,
            "primary": action.primary,
        }
        for action in ACTIONS
        if status in action.statuses
        and (is_ready or not action.when_ready)
        and (is_in_force or not action.in_force)
        and action.allowed(user, version)
    ]
