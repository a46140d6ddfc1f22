"""What differs between two texts of a section, within what a page may take to compare."""

import re
from difflib import SequenceMatcher

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from beredskab.plan import cleaning
from beredskab.web import redline

# Word by word costs the one count of words times the other; a million is about a second.
MOST_PAIRS = 1_000_000
_WORDS = re.compile(r"\w+|[^\w\s]")
_BREAK = SafeString("<br>")


def redlined(old: str, new: str) -> SafeString:
    """Return the words of two cleaned texts as one, with what is gone and what has come marked.

    Lines that are alike stay; the others are compared word by word as long as that is quick, and
    then marked as a whole.
    """
    before, after = cleaning.text_of(old).split("\n"), cleaning.text_of(new).split("\n")
    if len(before) * len(after) > MOST_PAIRS:
        return redline.marked("\n".join(before), "\n".join(after))
    parts, left = [], MOST_PAIRS
    for _tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after).get_opcodes():
        gone, come = "\n".join(before[i1:i2]), "\n".join(after[j1:j2])
        pairs = len(_WORDS.findall(gone)) * len(_WORDS.findall(come)) if gone != come else 0
        is_quick = 0 < pairs <= left
        left -= pairs if is_quick else 0
        parts.append(redline.words(gone, come) if is_quick else redline.marked(gone, come))
    return format_html_join(_BREAK, "{}", ((part,) for part in parts))
