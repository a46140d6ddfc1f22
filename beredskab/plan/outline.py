"""The tree of an edition's sections, as editors see it: with what each can do there."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from beredskab.plan import rendering, tree
from beredskab.plan.models import Section


@dataclass(frozen=True)
class Branch:
    """A section with those below it, and the directions in which it can be moved."""

    section: Section
    number: str
    directions: frozenset[str]
    below: list["Branch"] = field(default_factory=list)


def branches(rows: Sequence[Section]) -> list[Branch]:
    """Return the sections of the first level, each with those below it."""
    numbers = rendering.numbers(row.level for row in rows)
    top: list[Branch] = []
    path: list[Branch] = []
    for row, number in zip(rows, numbers, strict=True):
        made = Branch(row, number, _directions(rows, row))
        while path and path[-1].section.level >= row.level:
            path.pop()
        (path[-1].below if path else top).append(made)
        path.append(made)
    return top


def _directions(rows: Sequence[Section], section: Section) -> frozenset[str]:
    can = {
        "up": tree.before_it(rows, section) is not None,
        "down": tree.after_it(rows, section) is not None,
        "deeper": tree.can_go_deeper(rows, section),
        "out": section.level > 1,
    }
    return frozenset(direction for direction, possible in can.items() if possible)
