"""The states of concerns and cases, and the moves between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from beredskab.errors import Refused


class ConcernStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    CLARIFYING = "clarifying", _("Being clarified")
    SENT = "sent", _("Sent")
    CLARIFIED = "clarified", _("Clarified without notification")
    IN_ERROR = "in_error", _("Registered in error")


class CaseStatus(TextChoices):
    RECEIVED = "received", _("Received")
    ASSESSED = "assessed", _("Assessed")
    SCREENED = "screened", _("Screened")
    RISK_ASSESSED = "risk_assessed", _("Risk assessed")
    IN_MEASURES = "in_measures", _("In measures")
    FOLLOW_UP = "follow_up", _("Follow-up")
    CLOSED = "closed", _("Closed")


CONCERN_MOVES: dict[str, set[str]] = {
    ConcernStatus.DRAFT: {ConcernStatus.CLARIFYING, ConcernStatus.SENT},
    ConcernStatus.CLARIFYING: {ConcernStatus.SENT, ConcernStatus.CLARIFIED},
    ConcernStatus.SENT: {ConcernStatus.IN_ERROR},
    # What was clarified may turn out otherwise: the duty to notify never lapses.
    ConcernStatus.CLARIFIED: {ConcernStatus.SENT},
    ConcernStatus.IN_ERROR: set(),
}

# The order of steps is a reminder, so that a case may pass over some of them, and never goes back.
CASE_MOVES: dict[str, set[str]] = {
    status: set(list(CaseStatus)[number + 1 :]) for number, status in enumerate(CaseStatus)
}
# The one way back: a closed case is reopened as one that is assessed.
CASE_MOVES[CaseStatus.CLOSED] = {CaseStatus.ASSESSED}


class WrongState(Refused):
    message = _("Somebody else has got further. Read the page again before you go on.")


def require_concern_move(current: str, to: str) -> None:
    """Raise WrongState unless a concern may go from `current` to `to`."""
    if to not in CONCERN_MOVES[current]:
        raise WrongState


def require_case_move(current: str, to: str) -> None:
    """Raise WrongState unless a case may go from `current` to `to`."""
    if to not in CASE_MOVES[current]:
        raise WrongState


def require_open(status: str) -> None:
    """Raise WrongState when the case is closed."""
    if status == CaseStatus.CLOSED:
        raise WrongState
