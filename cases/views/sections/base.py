"""What the tabs that are made of sections give to their makers, and get from them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.functional import Promise

from beredskab.accounts.models import User
from beredskab.deadlines.models import Deadline
from cases.models import Case, ConcernCase
from cases.visibility import Part


@dataclass(frozen=True)
class Reading:
    """Who reads a tab of which case, what of it she may see, and when.

    `asked` is the query of the address, `owed` the open deadlines of the case.
    """

    case: Case
    user: User
    seen: frozenset[Part]
    now: datetime
    asked: Mapping[str, str] = field(default_factory=dict)
    owed: Sequence[Deadline] = ()

    @cached_property
    def ties(self) -> list[ConcernCase]:
        """The concerns of the case with what was answered, read once for all sections."""
        return list(ConcernCase.objects.of_case(self.case).with_answers())

    def owed_by_subject(self, kind: str) -> dict[int, datetime]:
        """When what is owed of a kind is due, by the key of its subject."""
        return {one.subject_id: one.due_at for one in self.owed if one.kind == kind}

    def state(self, *kinds: str, waits: bool = False, done: bool = False) -> str:
        """Where a part of the work stands: overdue, active, done, or empty for nothing yet.

        `kinds` are the deadlines that belong to it; `waits` says that something of it is owed
        besides, which a closed case owes no more.
        """
        owed = [one for one in self.owed if one.kind in kinds]
        if any(one.due_at < self.now for one in owed):
            return "overdue"
        if owed or (waits and self.case.closed_at is None):
            return "active"
        return "done" if done else ""


@dataclass(frozen=True)
class Section:
    """A part of a tab. Its template gets `context`; actions that name its key are its buttons."""

    key: str
    heading: str | Promise
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    buttons: Sequence[dict[str, Any]] = ()
    # One of the status words, or empty where nothing is there and nothing is owed.
    state: str = ""


# Each makes its section, or None where there is nothing that the reader may know of.
Maker = Callable[[Reading], Section | None]
