"""Short names from headings: their words in plain letters, for addresses and anchors."""

import re
from collections.abc import Iterable

from django.utils.text import slugify

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e"})
_ROOM = 4  # for a hyphen and a number


def plain(heading: str, *, longest: int, otherwise: str) -> str:
    """Return the words of a heading in plain letters; `otherwise` for one that has none."""
    return slugify(heading.lower().translate(_LETTERS))[: longest - _ROOM].strip("-") or otherwise


def free(name: str, taken: Iterable[str]) -> str:
    """Return the name, or the name with the next number when it was ever taken."""
    numbers = [
        int(match[1] or 1)
        for one in taken
        if (match := re.fullmatch(rf"{re.escape(name)}(?:-(\d+))?", one))
    ]
    return f"{name}-{max(numbers) + 1}" if numbers else name
