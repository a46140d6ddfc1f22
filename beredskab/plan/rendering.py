"""An edition as it is read: its sections numbered, with their placeholders filled."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from beredskab.plan import cleaning, placeholders
from beredskab.plan.models import Section


@dataclass(frozen=True)
class ShownSection:
    """A section to be read: "2.1", its heading, and its cleaned HTML."""

    key: str
    number: str
    title: str
    level: int
    html: SafeString

    @property
    def heading(self) -> int:
        """The level of its heading; the title of the plan is the only first one."""
        return self.level + 1


@dataclass(frozen=True)
class Chapter:
    """A section of the first level, for the table of contents, with those below it."""

    section: ShownSection
    below: tuple[ShownSection, ...]


def published(sections: Iterable[Section]) -> list[ShownSection]:
    """The sections as they were published."""
    rows = list(sections)
    return _shown(rows, [row.html for row in rows])


def drafted(sections: Iterable[Section]) -> list[ShownSection]:
    """The sections as they would be published now; their texts are cleaned once more."""
    rows = list(sections)
    return _shown(rows, placeholders.fill(cleaning.clean(row.text) for row in rows))


def filled(text: str) -> SafeString:
    """The text of one section as it would be published now."""
    return mark_safe(placeholders.fill([text])[0])  # noqa: S308  cleaned when it was written


def chapters(sections: Iterable[ShownSection]) -> list[Chapter]:
    """The sections of the first level, each with all that lies below it."""
    found: list[tuple[ShownSection, list[ShownSection]]] = []
    for section in sections:
        if section.level == 1 or not found:
            found.append((section, []))
        else:
            found[-1][1].append(section)
    return [Chapter(section, tuple(below)) for section, below in found]


def numbers(levels: Iterable[int]) -> list[str]:
    """The numbers of sections by their levels: 1, 1.1, 1.2, 2."""
    counts: list[int] = []
    found = []
    for level in levels:
        depth = min(level, len(counts) + 1)
        counts = [*counts[: depth - 1], (counts[depth - 1] if len(counts) >= depth else 0) + 1]
        found.append(".".join(map(str, counts)))
    return found


def _shown(rows: list[Section], texts: Iterable[str]) -> list[ShownSection]:
    numbered = numbers(row.level for row in rows)
    return [
        # Texts are cleaned whenever they are written, and again before they are fixed.
        ShownSection(row.key, number, row.title, row.level, mark_safe(text))  # noqa: S308
        for row, number, text in zip(rows, numbered, texts, strict=True)
    ]
