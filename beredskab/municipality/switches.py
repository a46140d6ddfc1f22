"""What happens when the municipality turns a switch, of which those above this package know.

They register it here, since nothing that lies below them may ask them.
"""

from datetime import datetime
from typing import Protocol


class Follows(Protocol):
    """Does what follows from that there is an Infohus from now on, or none any more."""

    def __call__(self, *, has_infohus: bool, at: datetime) -> object: ...


_followed_by: list[Follows] = []


def infohus_followed_by(act: Follows) -> Follows:
    """Register what follows, inside the transaction that turns the switch."""
    if act not in _followed_by:
        _followed_by.append(act)
    return act


def turn_infohus(*, has_infohus: bool, at: datetime) -> None:
    """Let everything follow that was registered."""
    for act in _followed_by:
        act(has_infohus=has_infohus, at=at)
