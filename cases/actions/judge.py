"""What the authority judges; each button stands in its section of the assessments."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actioncards.choices import Action as Step
from beredskab.accounts.models import User
from beredskab.deadlines.models import Deadline
from cases import kinds, permissions
from cases.models import Case

from .base import Action

JUDGING = (
    Action(
        _("Judge with the leader"),
        "case_judge",
        permissions.can_assess,
        section="judgement",
        step=Step.THREAT,
    ),
    Action(_("Assess the risk"), "case_risk", permissions.can_assess, section="risk"),
    Action(
        _("Screen"),
        "case_screen",
        permissions.can_assess,
        fits=lambda case: case.is_minor,
        section="screening",
        step=Step.SCREENING,
    ),
)

# The section in which the leader finds what she is to sign.
_SIGNED_IN = {
    kinds.COUNTERSIGN_RISK: "risk",
    kinds.COUNTERSIGN_JUDGEMENT: "judgement",
}


def to_sign(user: User, case: Case, deadline: Deadline) -> dict[str, Any] | None:
    """The way to what waits for the leader's name, for a leader."""
    section = _SIGNED_IN.get(deadline.kind)
    if section is None or not deadline.is_open or not permissions.can_countersign(user, case):
        return None
    url = f"{reverse('case_assessments', args=[case.reference])}#{section}"
    return {"label": _("Countersign"), "url": url, "posts": False, "primary": True}
