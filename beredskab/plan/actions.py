"""What can be done with an edition in work: one table for the buttons of its page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.plan import permissions
from beredskab.plan.models import Edition
from beredskab.plan.states import DISCARDABLE, IN_WORK, EditionStatus


def _is_editor(user: User, edition: Edition) -> bool:
    return permissions.can_edit(user)


def _is_approver(user: User, edition: Edition) -> bool:
    return permissions.can_approve(user, edition)


def _is_writer(user: User, edition: Edition) -> bool:
    return permissions.can_edit(user) and not permissions.can_approve(user, edition)


@dataclass(frozen=True)
class Action:
    """Something to do: its address, the statuses of the edition, and who may.

    `posts` tells that its button does it at once, without a page in between. `when_ready` hides
    it as long as something is to be corrected, `in_force` while no edition is in force. A
    correction goes its own way from approval: `of_correction` tells for which of the two the
    action is, None for both.
    """

    label: str | Promise
    url_name: str
    statuses: frozenset[str]
    allowed: Callable[[User, Edition], bool] = _is_editor
    posts: bool = False
    primary: bool = False
    when_ready: bool = False
    in_force: bool = False
    of_correction: bool | None = None


_DRAFT = frozenset({EditionStatus.DRAFT.value})
_SUBMITTED = frozenset({EditionStatus.SUBMITTED.value})
_APPROVED = frozenset({EditionStatus.APPROVED.value})
_ADOPTED = frozenset({EditionStatus.ADOPTED.value})
_PUBLISHING = frozenset({EditionStatus.PUBLISHING.value})
ACTIONS = (
    Action(
        _("Send for approval"), "plan_submit", _DRAFT, posts=True, primary=True, when_ready=True
    ),
    Action(_("Read and approve"), "plan_review", _SUBMITTED, _is_approver, primary=True),
    Action(_("Record the adoption"), "plan_adopt", _APPROVED, primary=True, of_correction=False),
    Action(_("Publish"), "plan_publish", _APPROVED, primary=True, of_correction=True),
    Action(_("Publish"), "plan_publish", _ADOPTED, primary=True),
    Action(_("Correct what is recorded of the adoption"), "plan_adopt", _ADOPTED),
    Action(_("Show as it will be read"), "plan_preview", IN_WORK),
    Action(_("Show what differs"), "plan_review", IN_WORK - _SUBMITTED, in_force=True),
    Action(_("Show what differs"), "plan_review", _SUBMITTED, _is_writer, in_force=True),
    Action(_("Take back and write on"), "plan_reopen", _SUBMITTED | _APPROVED | _ADOPTED),
    Action(_("Stop the publication"), "plan_stop", _PUBLISHING),
    Action(_("Discard the draft"), "plan_discard", DISCARDABLE),
)


def of_edition(
    user: User, edition: Edition, *, is_ready: bool, is_in_force: bool
) -> list[dict[str, Any]]:
    """The buttons for this user now."""
    return [
        {
            "label": action.label,
            "url": reverse(action.url_name, args=[edition.name]),
            "posts": action.posts,
            "primary": action.primary,
        }
        for action in ACTIONS
        if edition.status in action.statuses
        and (is_ready or not action.when_ready)
        and (is_in_force or not action.in_force)
        and action.of_correction in (None, edition.is_correction)
        and action.allowed(user, edition)
    ]
