"""Two texts as one, word by word, with what is gone and what has come marked for eye and ear."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

_CRUMB = 2  # so many words between two changes are marked with them
_LONG = 500  # tokens
_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")


def words(old: str, new: str) -> SafeString:
    """Return both texts as one, with what is gone and what has come marked for eye and ear."""
    parts = [marked(*change) for change in _changes(old, new)]
    return format_html_join("", "{}", ((part,) for part in parts))


def unmoved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Return the keys that kept their order; each key stands once in a list."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return {key for block in blocks for key in before[block.a : block.a + block.size]}


def merged(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return all keys in the order of now, each that is gone after the one it stood after."""
    found, place = list(after), 0
    for key in before:
        if key in after:
            place = found.index(key) + 1
        else:
            found.insert(place, key)
            place += 1
    return found


def _changes(old: str, new: str) -> list[tuple[str, str]]:
    """Pairs of what stood and what stands, alike where nothing is changed.

    A word or two between two changes belong to them, else the text falls into crumbs.
    """
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    # In long texts the words that stand everywhere are no anchors: else time grows with their cube.
    matcher = SequenceMatcher(None, before, after, autojunk=len(after) > _LONG)
    runs = [
        ("".join(before[i1:i2]), "".join(after[j1:j2]))
        for _tag, i1, i2, j1, j2 in matcher.get_opcodes()
    ]
    found: list[tuple[str, str]] = []
    for place, (gone, come) in enumerate(runs):
        follows_change = bool(found) and found[-1][0] != found[-1][1]
        is_crumb = gone == come and _is_crumb(gone, found[-1:], runs[place + 1 : place + 2])
        if follows_change and (gone != come or is_crumb):
            gone, come = found[-1][0] + gone, found[-1][1] + come
            found.pop()
        found.append((gone, come))
    return found


def _is_crumb(
    text: str, before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]
) -> bool:
    """Tell whether a text stands between two changes of the same line, and ends no sentence."""
    around = "".join("".join(change) for change in (*before, *after))
    is_short = len(text.split()) <= _CRUMB and not set(text) & set(".!?")
    return bool(after) and is_short and "\n" not in text + around


def marked(gone: str, come: str) -> SafeString:
    """Return a piece that stood and the piece that stands instead; marked where they differ."""
    if gone == come:
        return _lines(gone)
    deleted = format_html(
        '<del><span class="sr-only">{} </span>{}</del>', _("Deleted:"), _lines(gone)
    )
    added = format_html('<ins><span class="sr-only">{} </span>{}</ins>', _("Added:"), _lines(come))
    return format_html("{}{}", deleted if gone else "", added if come else "")


def _lines(text: str) -> SafeString:
    return linebreaksbr(text)
