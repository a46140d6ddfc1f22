"""What can be done on the page of a case: tables for its buttons, one for each concern."""

from typing import Any

from beredskab.accounts.models import User
from cases import kinds
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

__all__ = ["OF_CASE", "OF_CONCERN", "Action", "assessment_of", "of_case", "of_concern", "to_sign"]


def of_case(user: User, case: Case) -> list[dict[str, Any]]:
    """The buttons of the case for this user now."""
    return [
        action.button(case.reference) for action in OF_CASE if action.is_possible(user, case, case)
    ]


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
