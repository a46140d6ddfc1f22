"""The search in the plan in force, and in the numbers that everybody may call."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString

from beredskab.plan import cleaning
from beredskab.plan.rendering import ShownSection
from beredskab.search import words as reading
from beredskab.search.matching import Document, matches


@dataclass(frozen=True)
class Hit:
    """A section that was found; its words are marked."""

    section: ShownSection
    title: SafeString
    text: SafeString


@dataclass(frozen=True)
class Found:
    """What a search found, the best first; `is_partial` when nothing holds all of its words."""

    hits: Sequence[Hit] = ()
    is_partial: bool = False
    asks_whom: bool = False

    @property
    def count(self) -> int:
        return len(self.hits)


@dataclass(frozen=True)
class _Row:
    """A section as the search compares it; in the order of the plan where two are as good."""

    pk: int
    section: ShownSection
    text: str


@lru_cache(maxsize=128)
def _words_of(html: str) -> str:
    """The words of a section; what was published never changes."""
    return cleaning.text_of(html)


def find(typed: str, sections: Iterable[ShownSection]) -> Found:
    """Return the sections that hold all the words; when none does, those that hold some."""
    asked = reading.read(typed)
    if not asked.words:
        return Found(asks_whom=asked.asks_whom)
    rows = [
        _Row(place, section, _words_of(str(section.html))) for place, section in enumerate(sections)
    ]
    documents = [
        Document(row, (row.section.title, row.text, ""), inside=f"{row.section.title} {row.text}")
        for row in rows
    ]
    found = matches(documents, asked.words)
    best = max((match.words for match in found), default=0)
    whole = best == len(asked.words)
    return Found(
        hits=[
            Hit(
                match.row.section,
                reading.mark(match.row.section.title, asked.words),
                reading.excerpt(match.row.text, asked.words),
            )
            for match in found
            if match.words == len(asked.words) or not whole
        ],
        is_partial=bool(best) and not whole,
        asks_whom=asked.asks_whom,
    )
