"""What a row of the table says, and what its calls begin from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cases.models import Case, ConcernCase
from cases.states import CaseStatus
from tests.factories import World

OPEN = frozenset(CaseStatus.values) - {CaseStatus.CLOSED}
EVERY = frozenset(CaseStatus.values)
ADVISERS = frozenset({"adviser", "colleague"})
LEADER = frozenset({"leader"})
EDITORS = ADVISERS | LEADER


def the_case(_world: World, case: Case) -> Any:
    """Begin from the case itself."""
    return case


@dataclass(frozen=True)
class Row:
    """One verb: how it is called, who gets through, and in which statuses it isn't refused.

    `call(subject, case, by)` calls it with the least it needs. `ready(world, case)` lays what it
    needs and returns the subject, which is read anew for each call.
    """

    call: Callable[[Any, Case, Any], Any]
    who: frozenset[str]
    statuses: frozenset[str] = OPEN
    ready: Callable[[World, Case], Any] = the_case


def tie_of(_world: World, case: Case) -> ConcernCase:
    """Begin from the first concern in the case."""
    return case.concern_ties.order_by("pk")[0]
