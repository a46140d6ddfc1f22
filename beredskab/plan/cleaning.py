"""The rich text of a section: hostile until it is cleaned, whoever wrote it.

`clean` gives HTML that may be shown as it is; the others read what `clean` has given.
"""

import re
from html import unescape
from html.parser import HTMLParser

import nh3
from django.utils.translation import gettext_lazy as _

from beredskab.errors import Refused

LONGEST = 100_000  # characters, before and after cleaning
DEEPEST = 25  # tags inside each other
BLOCKS = frozenset("blockquote li ol p table tbody td th thead tr ul".split())
TAGS = BLOCKS | frozenset("a br em strong sub sup".split())
# These go with all that stands in them; of other tags the words stay.
GONE = frozenset(
    "iframe math noembed noframes noscript plaintext script style svg textarea title xmp".split()
)
SCHEMES = frozenset({"https", "mailto", "tel"})
# Braces would fill a placeholder in; a backslash is a slash to browsers, and a tab is nothing.
_REST = r"""[^\x00-\x1f\x7f-\x9f<>"`\\{}]"""
_HREF = re.compile(rf"(?i:https://|mailto:|tel:){_REST}+|\#[\w-]+|/(?!/){_REST}*")
_SPAN = re.compile("[1-9]|1[0-9]|20")
_CELL = {"colspan": _SPAN, "rowspan": _SPAN}
VALUES = {
    "a": {"href": _HREF},
    "ol": {"start": re.compile("[0-9]{1,4}")},
    "td": _CELL,
    "th": {**_CELL, "scope": re.compile("col|row")},
}

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_ENDED_BY_NEXT = frozenset("li p td th tr".split())
_ENDED_BY_OUTER = _ENDED_BY_NEXT | {"tbody", "thead"}
# Where a tag starts, comments apart; `rest` is None when it may end otherwise than it seems to.
_TAG = re.compile(
    r"""<(?!!--[^<>]*-->)(?=[a-zA-Z/!?]) (?P<slash>/?) (?P<name>[a-zA-Z][a-zA-Z0-9:-]*)?
    (?P<rest>(?:[ \t\r\n\f]+[^\s"'<>/=]+(?:="[^"<]*"|='[^'<]*'|=[^\s"'<>=`]+)?)*[ \t\r\n\f]*/?>)?""",
    re.VERBOSE,
)
_BOLD = re.compile(r"<(/?)[bB](?=[ \t\r\n\f/>])")
_ITALIC = re.compile(r"<(/?)[iI](?=[ \t\r\n\f/>])")
_EMPTY = re.compile(r"\s*<p>(?:\s|&nbsp;|<br>)*</p>\s*")
_LINK = re.compile(r'<a href="(?P<href>[^"]*)">(?P<words>.*?)(?=</?a[ >])', re.DOTALL)
_ROUNDS = 10  # two or three are usual


class TooMuch(Refused):
    message = _("The text has too many levels inside each other, or tags that are never closed.")


def clean(html: str) -> str:
    """Return the HTML with only what a section may hold; cleaned again, it stays as it is.

    Raises TooMuch for more than can be read.
    """
    html = html.encode(errors="replace").decode()  # Half a surrogate pair is no text.
    for _round in range(_ROUNDS):
        require_moderate(html)
        renamed = _ITALIC.sub(r"<\1em", _BOLD.sub(r"<\1strong", html))
        cleaned = _trim(_CLEANER.clean(renamed))
        if cleaned == html:
            return cleaned
        html = cleaned  # Once a tag has gone, what stood in it may be read otherwise.
    raise TooMuch


def require_moderate(html: str) -> None:
    """Raise TooMuch if the HTML is too long, or too deep, to be given to a parser."""
    if len(html) > LONGEST:
        raise TooMuch(_("The text is too long. Divide it into more sections."))
    levels: list[str] = []
    is_odd = False
    for match in _TAG.finditer(html):
        name = (match["name"] or "").lower()
        is_odd = is_odd or match["rest"] is None
        if match["slash"] and not is_odd:  # What is odd may hide the ends of tags from a parser.
            _end(levels, name)
        elif name and not match["slash"] and name not in _VOID:
            if name not in _ENDED_BY_NEXT or levels[-1:] != [name]:
                levels.append(name)
            if len(levels) > DEEPEST:
                raise TooMuch


def text_of(html: str) -> str:
    """Return the words of cleaned HTML; each block and each cell with words is a line."""
    lines = (" ".join(line.split()) for line in "".join(_Words(html).pieces).split("\n"))
    return "\n".join(filter(None, lines))


def links_of(html: str) -> list[str]:
    """Return where the links of cleaned HTML lead to, in their order."""
    return [unescape(link["href"]) for link in _LINK.finditer(html)]


def words_of_links(html: str) -> list[str]:
    """Return the words of each link of cleaned HTML, in the order of `links_of`."""
    return [text_of(link["words"]) for link in _LINK.finditer(html)]


def is_empty(html: str) -> bool:
    """Tell whether cleaned HTML has no words."""
    return not text_of(html)


def _end(levels: list[str], name: str) -> None:
    """Take the tag off the levels, unless another is open in it that HTML does not end with it.

    Parsers open a `<b>` without end again in each block that follows, which costs gigabytes.
    """
    while name in BLOCKS and name in levels and levels[-1] in _ENDED_BY_OUTER - {name}:
        levels.pop()
    if levels[-1:] == [name]:
        levels.pop()


def _allow(tag: str, name: str, value: str) -> str | None:
    pattern = VALUES.get(tag, {}).get(name)
    value = value.strip()
    return value if pattern and pattern.fullmatch(value) else None


def _trim(html: str) -> str:
    """Drop empty paragraphs at both ends, from the last one back: a search would be quadratic."""
    start, end = 0, len(html)
    while (last := html.rfind("<p>", 0, end)) >= 0 and _EMPTY.fullmatch(html, last, end):
        end = last
    while first := _EMPTY.match(html, start, end):
        start = first.end()
    return html[start:end].strip()


class _Words(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "br" or tag in BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.handle_starttag(tag, None)

    def handle_data(self, data: str) -> None:
        self.pieces.append(data.replace("\n", " "))


_CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=GONE,
    attributes={"*": set(), **{tag: set(values) for tag, values in VALUES.items()}},
    attribute_filter=_allow,
    link_rel=None,
    url_schemes=SCHEMES,
)
