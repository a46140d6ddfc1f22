"""The states of a card's version, and the moves between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from beredskab.errors import Refused


class VersionStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Sent for approval")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("In force")
    SUPERSEDED = "superseded", _("Replaced by a later version")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# What somebody still works on; a card has at most one such version.
IN_WORK = frozenset({VersionStatus.DRAFT, VersionStatus.SUBMITTED, VersionStatus.APPROVED})

MOVES: dict[str, set[str]] = {
    VersionStatus.DRAFT: {VersionStatus.SUBMITTED},
    VersionStatus.SUBMITTED: {VersionStatus.DRAFT, VersionStatus.APPROVED},
    VersionStatus.APPROVED: {VersionStatus.DRAFT, VersionStatus.PUBLISHED},
    VersionStatus.PUBLISHED: {VersionStatus.SUPERSEDED, VersionStatus.WITHDRAWN},
    VersionStatus.SUPERSEDED: set(),
    VersionStatus.WITHDRAWN: set(),
}


class WrongState(Refused):
    message = _("Somebody else has got further. Read the page again before you go on.")


def require_move(current: str, to: str) -> None:
    """Raise WrongState unless a version may go from `current` to `to`."""
    if to not in MOVES[current]:
        raise WrongState


def require_draft(status: str) -> None:
    """Raise WrongState unless the version can still be written in."""
    if status != VersionStatus.DRAFT:
        raise WrongState


def require_submitted(status: str) -> None:
    """Raise WrongState unless a version waits for approval."""
    if status != VersionStatus.SUBMITTED:
        raise WrongState
