"""The acute way and the risk assessments by others; the first is open in every state."""

from django.utils.translation import gettext_lazy as _

from actioncards.choices import Action as Step
from cases import permissions
from cases.states import CaseStatus

from .base import Action

ACUTE = (
    Action(
        _("Acute in the case"),
        "case_acute",
        permissions.can_act_acutely,
        statuses=frozenset(CaseStatus),
        urgent=True,
        step=Step.POLICE,
    ),
    Action(
        _("Ask others for a risk assessment"),
        "case_outside_ask",
        permissions.can_edit,
        section="outside",
    ),
)
