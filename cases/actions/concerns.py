"""What can be done about one concern in a case."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import kinds, permissions
from cases.models import ConcernCase
from cases.workflow.answers import possible_endings

from .base import Action


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
        meets=kinds.ASSESSMENT,
    ),
    Action(_("Give grounds for the lateness"), "case_late", permissions.can_assess, _lacks_grounds),
    Action(
        _("Countersign"),
        "case_countersign",
        permissions.can_countersign,
        fits=_lacks_countersignature,
        meets=kinds.COUNTERSIGN,
    ),
    Action(
        _("Confirm receipt"),
        "case_confirm",
        permissions.can_answer,
        fits=_may_confirm,
        meets=kinds.CONFIRMATION,
    ),
    Action(
        _("Give orientation"),
        "case_orient",
        permissions.can_answer,
        fits=_may_orient,
        meets=kinds.ORIENTATION,
    ),
    Action(_("Correct the received time"), "case_receipt", permissions.can_correct_receipt),
)
