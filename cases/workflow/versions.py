"""Two who write at once: the first wins, the second sees both texts and loses nothing."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from beredskab.errors import Refused


class Changed(Refused):
    """Somebody wrote what the writer has not seen; it is `newest`, a version or a person."""

    message = _("Somebody else has changed this. Your changes are not saved yet.")

    def __init__(self, newest: Any, *, seen: str) -> None:
        self.newest = newest
        # What a form sends whose reader has seen the newest.
        self.seen = seen
        super().__init__()


def next_number(versions: Any, *, seen: int) -> int:
    """The number after the one that the writer has seen (0: none); the case must be locked.

    Raises Changed when there is a newer one.
    """
    newest = versions.newest()
    if newest is not None and newest.number != seen:
        raise Changed(newest, seen=str(newest.number))
    return seen + 1
