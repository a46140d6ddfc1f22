"""The scales of the risk assessment, and what they come to; pure."""

from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Domain(TextChoices):
    """What is judged (§ 18(3)): three sides of the same risk."""

    DEEDS = "deeds", _("What was done: nature and severity")
    CONTROL = "control", _("Who exercises control, and the context")
    EXPOSURE = "exposure", _("How vulnerable the exposed person is")


class Level(TextChoices):
    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")


class Judged(TextChoices):
    """The level of one domain, which may honestly be unknown."""

    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")
    UNKNOWN = "unknown", _("Not known")


class Direction(TextChoices):
    """Where a level goes, against the one before."""

    RISING = "rising", _("Rising")
    FALLING = "falling", _("Falling")
    SAME = "same", _("The same")
    UNKNOWN = "unknown", _("Can't be told")


_RANKS: dict[str, int] = {Level.LOW: 1, Level.MEDIUM: 2, Level.HIGH: 3}


def suggested(levels: Iterable[str]) -> str:
    """The level that the domains suggest as judged now: the highest of them.

    What isn't known is never taken for harmless, so that it counts as medium. Nothing else is
    asked, least of all the motive that the family states (R123).
    """
    counted = [_RANKS.get(level, _RANKS[Level.MEDIUM]) for level in levels]
    highest = max(counted, default=_RANKS[Level.MEDIUM])
    return next(str(level) for level, rank in _RANKS.items() if rank == highest)


def is_below(level: str, other: str) -> bool:
    """Whether a level is lower than another one."""
    return _RANKS[level] < _RANKS[other]


def direction(before: str, now: str) -> str:
    """Where a level goes from one judgement to the next; unknown when one of them is."""
    if before not in _RANKS or now not in _RANKS:
        return Direction.UNKNOWN
    difference = _RANKS[now] - _RANKS[before]
    if difference == 0:
        return Direction.SAME
    return Direction.RISING if difference > 0 else Direction.FALLING
