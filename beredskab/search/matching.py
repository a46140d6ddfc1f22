"""Which texts hold the words of a search, and how well: asked of the database in one statement."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from beredskab.search.words import CONFIG, Word

# The vector of each text is made once, however many words are asked for.
_MATCHES = """
WITH asked AS MATERIALIZED (
  SELECT number, to_tsquery(%(config)s::regconfig, wide) AS wide
  FROM unnest(%(wide)s::text[]) WITH ORDINALITY AS word (wide, number)
), ranked AS MATERIALIZED (
  SELECT
    to_tsquery(%(config)s::regconfig, %(all_own)s) AS own,
    to_tsquery(%(config)s::regconfig, %(all_wide)s) AS wide
), texts AS MATERIALIZED (
  SELECT
    number,
    setweight(to_tsvector(%(config)s::regconfig, first), 'A')
    || setweight(to_tsvector(%(config)s::regconfig, second), 'B')
    || setweight(to_tsvector(%(config)s::regconfig, third), 'C') AS vector
  FROM unnest(%(first)s::text[], %(second)s::text[], %(third)s::text[])
    WITH ORDINALITY AS text (first, second, third, number)
)
SELECT
  ARRAY(SELECT vector @@ asked.wide FROM asked ORDER BY asked.number),
  ts_rank(vector, ranked.own) + ts_rank(vector, ranked.wide)
FROM texts, ranked
ORDER BY texts.number
"""


@dataclass(frozen=True)
class Document:
    """Something that can be found by its three texts, the most important first.

    A long word is found as part of a longer one `inside` a text; `means` tells whether a word
    stands for it, though it is in none of its texts.
    """

    row: Any
    texts: tuple[str, str, str]
    inside: str
    means: Callable[[Word], bool] = lambda _word: False


@dataclass(frozen=True)
class Match:
    """What was found, by how many of the words, and how well they fit."""

    row: Any
    words: int
    rank: float


def matches(documents: Sequence[Document], words: Sequence[Word]) -> list[Match]:
    """Return what holds at least one of the words, the best first."""
    found = [
        Match(one.row, sum(_held(one, words, holds)), rank)
        for one, (holds, rank) in zip(documents, _asked(documents, words), strict=True)
    ]
    # What was typed outranks what it is called as well.
    best_first = sorted(found, key=lambda match: (-match.words, -match.rank, match.row.pk))
    return [match for match in best_first if match.words]


def _held(document: Document, words: Sequence[Word], holds: Sequence[bool]) -> list[bool]:
    inside = document.inside.casefold()
    return [
        held or word.is_inside(inside) or document.means(word)
        for word, held in zip(words, holds, strict=True)
    ]


def _asked(documents: Sequence[Document], words: Sequence[Word]) -> list[tuple[list[bool], float]]:
    """Return for each document which words it holds as the database reads them, and its rank."""
    first, second, third = ([document.texts[place] for document in documents] for place in range(3))
    with connection.cursor() as cursor:
        cursor.execute(
            _MATCHES,
            {
                "config": CONFIG,
                "wide": [word.query for word in words],
                "all_own": " | ".join(word.own_query for word in words),
                "all_wide": " | ".join(word.query for word in words),
                "first": first,
                "second": second,
                "third": third,
            },
        )
        return cursor.fetchall()
