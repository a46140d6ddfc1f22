"""What can be done with a child and for it; adults have measures too."""

from django.utils.translation import gettext_lazy as _

from actioncards.choices import Action as Step
from cases import permissions
from cases.models import Case

from .base import Action


def _is_child(case: Case) -> bool:
    return case.is_minor


CHILD = (
    Action(
        _("Plan a talk with the child"),
        "case_child_talk_plan",
        permissions.can_talk_with_child,
        fits=_is_child,
        primary=True,
        section="child_talk",
    ),
    Action(
        _("Record a talk with the child"),
        "case_child_talk",
        permissions.can_talk_with_child,
        fits=_is_child,
        section="child_talk",
        step=Step.CHILD_TALK,
    ),
    Action(
        _("Leave the talk out"),
        "case_child_talk_left_out",
        permissions.can_talk_with_child,
        fits=_is_child,
        section="child_talk",
    ),
    Action(
        _("Record a measure"),
        "case_measure_add",
        permissions.can_edit,
        primary=True,
        section="measures",
    ),
    Action(
        _("Write the plan"),
        "case_child_plan",
        permissions.can_edit,
        fits=_is_child,
        section="child_plan",
    ),
)
