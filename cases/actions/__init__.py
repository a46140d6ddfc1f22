"""What can be done on the page of a case: tables for its buttons, one for each concern."""

from typing import Any

from django.urls import reverse

from beredskab.accounts.models import User
from cases import kinds, permissions
from cases.models import Case, ConcernCase

from .acute import ACUTE
from .adult import ADULT
from .base import Action
from .child import CHILD
from .concerns import OF_CONCERN, assessment_of
from .contact import CONTACT
from .handling import HANDLING
from .judge import JUDGING, to_sign
from .safety import SAFETY
from .talks import TALKS

OF_CASE: tuple[Action, ...] = (
    *ACUTE,
    *HANDLING,
    *ADULT,
    *SAFETY,
    *TALKS,
    *JUDGING,
    *CHILD,
    *CONTACT,
)

# Who may open which page of a case; its tabs are for everybody who sees it.
ALLOWED = {action.url_name: action.allowed for action in OF_CASE} | {
    "case_acute_end": permissions.can_end_acute,
    "case_examination_conclude": permissions.can_edit,
}

__all__ = [
    "ALLOWED",
    "OF_CASE",
    "OF_CONCERN",
    "Action",
    "assessment_of",
    "of_case",
    "of_concern",
    "to_sign",
    "way_to",
]


def of_case(user: User, case: Case) -> list[dict[str, Any]]:
    """The buttons of the case for this user now."""
    return [
        action.button(case.reference) for action in OF_CASE if action.is_possible(user, case, case)
    ]


def way_to(url_name: str, user: User, case: Case) -> str:
    """The address of a page of the case; nothing for who may not open it.

    Who sees the case sees its tabs.
    """
    allowed = ALLOWED.get(url_name, permissions.can_see)
    return reverse(url_name, args=[case.reference]) if allowed(user, case) else ""


def of_concern(user: User, tie: ConcernCase) -> list[dict[str, Any]]:
    """The buttons of one concern in the case for this user now."""
    return [
        action.button(tie.case.reference, tie.concern.reference)
        for action in OF_CONCERN
        if action.is_possible(user, tie.case, tie) and not _signed_herself(action, user, tie)
    ]


def _signed_herself(action: Action, user: User, tie: ConcernCase) -> bool:
    assessment = assessment_of(tie)
    return action.meets == kinds.COUNTERSIGN and assessment.signed_by_id == user.pk
