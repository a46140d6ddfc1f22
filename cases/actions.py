"""What can be done on the page of a case: one table for its buttons, one for each concern."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from cases import deadlines, permissions
from cases.models import Case, ConcernCase
from cases.states import CaseStatus
from cases.workflow.answers import possible_endings

OPEN = frozenset({CaseStatus.RECEIVED, CaseStatus.ASSESSED})


def _always(_subject: Any) -> bool:
    return True


@dataclass(frozen=True)
class Action:
    """Something to do: its address, who may, in which statuses, and when it fits besides.

    `posts` tells that its button does it at once, without a page in between. `meets` names the
    deadline that it meets.
    """

    label: str | Promise
    url_name: str
    allowed: Callable[[User, Case], bool]
    fits: Callable[[Any], bool] = _always
    statuses: frozenset[str] = OPEN
    posts: bool = False
    primary: bool = False
    meets: str = ""
    # Where the page is not one of the case's own: the word of the query that names the case.
    query: str = ""


OF_CASE = (
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
        _("Close as registered in error"), "case_close_in_error", permissions.can_close_in_error
    ),
)


def assessment_of(tie: ConcernCase) -> Any:
    """The 24-hour assessment of a concern, if there is one."""
    return getattr(tie, "assessment", None)


def _is_owed(tie: ConcernCase) -> bool:
    return tie.case.is_minor and assessment_of(tie) is None


def _lacks_grounds(tie: ConcernCase) -> bool:
    assessment = assessment_of(tie)
    return bool(assessment and assessment.is_late and assessment.late_grounds is None)


def _lacks_countersignature(tie: ConcernCase) -> bool:
    assessment = assessment_of(tie)
    return bool(assessment and assessment.countersigned_at is None)


def _may_confirm(tie: ConcernCase) -> bool:
    confirmation = getattr(tie.concern, "confirmation", None)
    return bool(confirmation and not confirmation.ending and possible_endings(tie.concern))


def _may_orient(tie: ConcernCase) -> bool:
    orientation = getattr(tie.concern, "orientation", None)
    return bool(orientation and not orientation.ending)


OF_CONCERN = (
    Action(
        _("Assess now"),
        "case_assess",
        permissions.can_assess,
        fits=_is_owed,
        primary=True,
        meets=deadlines.ASSESSMENT,
    ),
    Action(_("Give grounds for the lateness"), "case_late", permissions.can_assess, _lacks_grounds),
    Action(
        _("Countersign"),
        "case_countersign",
        permissions.can_countersign,
        fits=_lacks_countersignature,
        meets=deadlines.COUNTERSIGN,
    ),
    Action(
        _("Confirm receipt"),
        "case_confirm",
        permissions.can_answer,
        fits=_may_confirm,
        meets=deadlines.CONFIRMATION,
    ),
    Action(
        _("Give orientation"),
        "case_orient",
        permissions.can_answer,
        fits=_may_orient,
        meets=deadlines.ORIENTATION,
    ),
    Action(_("Correct the received time"), "case_receipt", permissions.can_correct_receipt),
)


def of_case(user: User, case: Case) -> list[dict[str, Any]]:
    """The buttons of the case for this user now."""
    return [
        _button(action, [case.reference])
        for action in OF_CASE
        if _possible(action, user, case, case)
    ]


def of_concern(user: User, tie: ConcernCase) -> list[dict[str, Any]]:
    """The buttons of one concern in the case for this user now."""
    arguments = [tie.case.reference, tie.concern.reference]
    return [
        _button(action, arguments)
        for action in OF_CONCERN
        if _possible(action, user, tie.case, tie) and not _signed_herself(action, user, tie)
    ]


def _possible(action: Action, user: User, case: Case, subject: Case | ConcernCase) -> bool:
    return case.status in action.statuses and action.fits(subject) and action.allowed(user, case)


def _signed_herself(action: Action, user: User, tie: ConcernCase) -> bool:
    assessment = assessment_of(tie)
    return action.meets == deadlines.COUNTERSIGN and assessment.signed_by_id == user.pk


def _button(action: Action, arguments: list[str]) -> dict[str, Any]:
    if action.query:
        url = reverse(action.url_name, query={action.query: arguments[0]})
    else:
        url = reverse(action.url_name, args=arguments)
    return {
        "label": action.label,
        "url": url,
        "posts": action.posts,
        "primary": action.primary,
        "meets": action.meets,
    }
