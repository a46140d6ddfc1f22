"""Sections stand in one row; their levels make the tree. Where a section may go, and with what."""

from collections.abc import Sequence

from beredskab.plan.models import Section

DEEPEST = 3


def branch(rows: Sequence[Section], section: Section) -> list[Section]:
    """The section and all that lies below it."""
    start = rows.index(section)
    below = []
    for row in rows[start + 1 :]:
        if row.level <= section.level:
            break
        below.append(row)
    return [section, *below]


def before_it(rows: Sequence[Section], section: Section) -> Section | None:
    """The section that stands before it on the same level, below the same one; None if first."""
    for row in reversed(rows[: rows.index(section)]):
        if row.level == section.level:
            return row
        if row.level < section.level:
            return None
    return None


def after_it(rows: Sequence[Section], section: Section) -> Section | None:
    """The section that stands after it on the same level, below the same one; None if last."""
    end = rows.index(section) + len(branch(rows, section))
    following = rows[end] if end < len(rows) else None
    return following if following is not None and following.level == section.level else None


def can_go_deeper(rows: Sequence[Section], section: Section) -> bool:
    """Whether there is a section that it could lie below, and room for what lies below it."""
    deepest = max(row.level for row in branch(rows, section))
    return before_it(rows, section) is not None and deepest < DEEPEST


def moved(
    rows: Sequence[Section], section: Section, *, before: Section | None
) -> list[Section] | None:
    """The row with the section and what lies below it before another one, or last.

    None when it can't stand there: within itself, or too deep.
    """
    carried = branch(rows, section)
    if before in carried:
        return None
    rest = [row for row in rows if row not in carried]
    place = rest.index(before) if before else len(rest)
    level = before.level if before else min(section.level, rest[-1].level + 1 if rest else 1)
    by = level - section.level
    if max(row.level for row in carried) + by > DEEPEST:
        return None
    for row in carried:
        row.level += by
    return [*rest[:place], *carried, *rest[place:]]


def stepped(rows: Sequence[Section], section: Section, to: str) -> list[Section] | None:
    """The row with the section one place `up` or `down` among its siblings, `deeper`, or `out`.

    None when there is no such place.
    """
    carried = branch(rows, section)
    if to == "up":
        other = before_it(rows, section)
        return moved(rows, section, before=other) if other else None
    if to == "down":
        other = after_it(rows, section)
        if other is None:
            return None
        rest = [row for row in rows if row not in carried]
        place = rest.index(other) + len(branch(rows, other))
        return [*rest[:place], *carried, *rest[place:]]
    if to == "deeper" and can_go_deeper(rows, section):
        by = 1
    elif to == "out" and section.level > 1:
        by = -1
    else:
        return None
    for row in carried:
        row.level += by
    return list(rows)
