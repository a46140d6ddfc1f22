"""What can be done on the tab Safety: plan, journey, agreed moments."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from actioncards.choices import Action as StepAction
from cases import permissions
from cases.states import CaseStatus

from .base import Action

_PLAN, _STAY, _CHECK_INS = "plan", "journey", "check-ins"
_ALL = frozenset(CaseStatus)


def _is_unanswered(case: Any) -> bool:
    return getattr(case, "plan_needed", None) is None


def _has_no_plan(case: Any) -> bool:
    return not getattr(case, "has_plan", False)


def _is_owed(case: Any) -> bool:
    return bool(getattr(case, "plan_needed", False)) and _has_no_plan(case)


SAFETY = (
    Action(
        _("Judge the need for a safety plan"),
        "case_safety_need",
        permissions.can_edit,
        fits=_is_unanswered,
        primary=True,
        section=_PLAN,
        step=StepAction.SAFETY_PLAN,
    ),
    Action(
        _("Write the safety plan"),
        "case_safety_plan",
        permissions.can_edit,
        fits=_is_owed,
        primary=True,
        section=_PLAN,
        step=StepAction.SAFETY_PLAN,
    ),
    Action(
        _("Write a safety plan"),
        "case_safety_plan",
        permissions.can_edit,
        fits=lambda case: _has_no_plan(case) and not _is_owed(case),
        section=_PLAN,
    ),
    Action(
        _("Change the safety plan"),
        "case_safety_plan",
        permissions.can_edit,
        fits=lambda case: not _has_no_plan(case),
        section=_PLAN,
        step=StepAction.SAFETY_PLAN,
    ),
    Action(
        _("Judge the need anew"),
        "case_safety_need",
        permissions.can_edit,
        fits=lambda case: not _is_unanswered(case),
        section=_PLAN,
        step=StepAction.SAFETY_PLAN,
    ),
    Action(
        _("Print to hand over in person"),
        "case_safety_paper",
        permissions.can_edit,
        fits=lambda case: not _has_no_plan(case),
        section=_PLAN,
    ),
    Action(
        _("Record that it was reported"),
        "case_journey_report",
        permissions.can_edit,
        fits=lambda case: getattr(case, "owes_report", False),
        statuses=_ALL,
        primary=True,
        section=_STAY,
    ),
    Action(
        _("Write what is known of the journey"),
        "case_journey",
        permissions.can_edit,
        fits=lambda case: not getattr(case, "has_stay", False),
        section=_STAY,
    ),
    Action(
        _("Change what is known"),
        "case_journey",
        permissions.can_edit,
        fits=lambda case: getattr(case, "has_stay", False),
        section=_STAY,
    ),
    Action(
        _("Record another report"),
        "case_journey_report",
        permissions.can_edit,
        fits=lambda case: (
            getattr(case, "has_stay", False) and not getattr(case, "owes_report", False)
        ),
        statuses=_ALL,
        section=_STAY,
    ),
    Action(_("Agree on a moment"), "case_check_in_new", permissions.can_edit, section=_CHECK_INS),
    Action(
        _("Record that the person was seen"),
        "case_seen",
        permissions.can_edit,
        statuses=_ALL,
        section=_CHECK_INS,
    ),
)
