"""What the tabs that are made of sections give to their makers, and get from them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from beredskab.accounts.models import User
from cases.models import Case
from cases.visibility import Part


@dataclass(frozen=True)
class Reading:
    """Who reads a tab of which case, what of it she may see, and when; `asked` is its query."""

    case: Case
    user: User
    seen: frozenset[Part]
    now: datetime
    asked: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Section:
    """A part of a tab. Its template gets `context`; actions that name its key are its buttons."""

    key: str
    heading: str | Promise
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    buttons: Sequence[dict[str, Any]] = ()


# Each makes its section, or None where there is nothing that the reader may know of.
Maker = Callable[[Reading], Section | None]
