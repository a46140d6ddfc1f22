"""The menu of a case: who works on it, what it is about, how it ends."""

from django.utils.translation import gettext_lazy as _

from cases import permissions
from cases.choices import ClosingOutcome
from cases.models import Case
from cases.states import CaseStatus

from .base import OPEN, Action


def _may_begin_again(case: Case) -> bool:
    """What was registered in error, or joined to another, is registered anew instead."""
    newest = case.periods.order_by("-number").first()
    return newest is not None and newest.outcome != ClosingOutcome.IN_ERROR


HANDLING = (
    Action(
        _("Accept the case"),
        "case_accept",
        permissions.can_accept,
        posts=True,
        primary=True,
    ),
    Action(_("Decline the case"), "case_decline", permissions.can_accept, posts=True),
    Action(
        _("Take the case"),
        "case_take",
        permissions.can_take,
        fits=lambda case: case.handler_id is None and case.offered_to_id is None,
        posts=True,
        primary=True,
    ),
    Action(_("Assign the case"), "case_assign", permissions.can_assign),
    Action(_("Move to another unit"), "case_move", permissions.can_assign),
    Action(
        _("Register a new notification on the case"),
        "notification_new",
        permissions.can_register_on,
        query="sag",
    ),
    Action(_("Settle what it is about"), "case_categories", permissions.can_edit),
    Action(_("Add a person"), "case_person_add", permissions.can_edit),
    Action(_("Add a task"), "case_task_add", permissions.can_edit),
    Action(
        _("Go on to follow-up"),
        "case_follow_up",
        permissions.can_edit,
        statuses=OPEN - {CaseStatus.FOLLOW_UP},
        fits=lambda case: not (case.is_minor and case.status == CaseStatus.RECEIVED),
        posts=True,
    ),
    Action(
        _("Close the case"),
        "case_close",
        permissions.can_edit,
        fits=lambda case: case.closing_proposed_at is None,
    ),
    Action(
        _("Sign the closing"),
        "case_close_sign",
        permissions.can_sign_closing,
        fits=lambda case: case.closing_proposed_at is not None,
    ),
    Action(
        _("Reopen the case"),
        "case_reopen",
        permissions.can_reopen,
        fits=_may_begin_again,
        statuses=frozenset({CaseStatus.CLOSED}),
    ),
    Action(
        _("Record the decision on Infohus"),
        "case_infohus",
        permissions.can_handle_infohus,
        section="infohus",
        primary=True,
    ),
    Action(
        _("Convene a meeting"),
        "infohus_begin",
        permissions.can_handle_infohus,
        query="sag",
        section="infohus",
    ),
    Action(
        _("Record an urgent talk"),
        "infohus_urgent",
        permissions.can_handle_infohus,
        query="sag",
        section="infohus",
    ),
    Action(
        _("Close as registered in error"), "case_close_in_error", permissions.can_close_in_error
    ),
)
