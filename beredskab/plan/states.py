"""The states of an edition of the plan, and the moves between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from beredskab.errors import Refused


class EditionStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Sent for approval")
    APPROVED = "approved", _("Approved")
    ADOPTED = "adopted", _("Adopted")
    PUBLISHING = "publishing", _("Waits for its PDF")
    IN_FORCE = "in_force", _("In force")
    SUPERSEDED = "superseded", _("Replaced by a later edition")


# What somebody still works on.
IN_WORK = frozenset(
    {
        EditionStatus.DRAFT,
        EditionStatus.SUBMITTED,
        EditionStatus.APPROVED,
        EditionStatus.ADOPTED,
        EditionStatus.PUBLISHING,
    }
)
# What was never before the council can be thrown away.
DISCARDABLE = frozenset({EditionStatus.DRAFT, EditionStatus.SUBMITTED, EditionStatus.APPROVED})
PUBLISHED = frozenset({EditionStatus.IN_FORCE, EditionStatus.SUPERSEDED})

# A correction goes from approved to publishing: it stands on the adoption of what it corrects.
MOVES: dict[str, set[str]] = {
    EditionStatus.DRAFT: {EditionStatus.SUBMITTED},
    EditionStatus.SUBMITTED: {EditionStatus.DRAFT, EditionStatus.APPROVED},
    EditionStatus.APPROVED: {
        EditionStatus.DRAFT,
        EditionStatus.ADOPTED,
        EditionStatus.PUBLISHING,
    },
    EditionStatus.ADOPTED: {EditionStatus.DRAFT, EditionStatus.PUBLISHING},
    EditionStatus.PUBLISHING: {
        EditionStatus.APPROVED,
        EditionStatus.ADOPTED,
        EditionStatus.IN_FORCE,
    },
    EditionStatus.IN_FORCE: {EditionStatus.SUPERSEDED},
    EditionStatus.SUPERSEDED: set(),
}


class WrongState(Refused):
    message = _("Somebody else has got further. Read the page again before you go on.")


def require_move(current: str, to: str) -> None:
    """Raise WrongState unless an edition may go from `current` to `to`."""
    if to not in MOVES[current]:
        raise WrongState


def require_status(current: str, expected: str) -> None:
    """Raise WrongState unless an edition has come just so far.

    For verbs that lead to a status which is reached from elsewhere too.
    """
    if current != expected:
        raise WrongState


def require_draft(status: str) -> None:
    """Raise WrongState unless the edition can still be written in."""
    require_status(status, EditionStatus.DRAFT)


def require_discardable(status: str) -> None:
    """Raise WrongState for an edition that the council has adopted."""
    if status not in DISCARDABLE:
        raise WrongState
