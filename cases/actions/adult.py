"""What is done for adults, at 18, and when somebody moves away."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actioncards.choices import Action as Step
from cases import permissions
from cases.models import Case

from .base import Action


def _is_adult(case: Case) -> bool:
    return not case.is_minor


def _has_turned_18(case: Case) -> bool:
    """A child's case about somebody who is none any more."""
    today = timezone.localdate()
    return case.is_minor and case.exposed is not None and not case.exposed.is_minor(today)


ADULT = (
    Action(
        _("Settle which area helps"),
        "case_route_adult",
        permissions.can_edit,
        fits=_is_adult,
        section="adult-routing",
    ),
    Action(
        _("Judge the need for an action plan"),
        "case_action_plan_need",
        permissions.can_edit,
        fits=_is_adult,
        section="action-plan",
    ),
    Action(
        _("Record the offer of an action plan"),
        "case_action_plan_offer",
        permissions.can_edit,
        fits=_is_adult,
        section="action-plan",
    ),
    Action(
        _("Write the action plan"),
        "case_action_plan",
        permissions.can_edit,
        fits=_is_adult,
        section="action-plan",
        step=Step.ACTION_PLAN,
    ),
    Action(
        _("Record that advice was offered"),
        "case_advice",
        permissions.can_edit,
        section="advice",
    ),
    Action(
        _("Hand over to the adult authority"),
        "case_to_adults",
        permissions.can_edit,
        fits=_has_turned_18,
        section="hand-over",
    ),
    Action(
        _("Hand over to another municipality"),
        "case_to_municipality",
        permissions.can_edit,
        section="hand-over",
    ),
)
