"""The rich text of a section: hostile until it is cleaned, whoever wrote it."""

import re
from html import unescape
from html.parser import HTMLParser

import nh3
from django.utils.translation import gettext_lazy as _

from beredskab.errors import Refused

LONGEST = 100_000  # characters, before and after cleaning
DEEPEST = 25  # tags inside each other
BLOCKS = {"blockquote", "li", "ol", "p", "table", "tbody", "td", "th", "thead", "tr", "ul"}
TAGS = BLOCKS | {"a", "br", "em", "strong", "sub", "sup"}
# These go with all that stands in them; of other tags the words stay.
GONE = {"iframe", "math", "noembed", "noframes", "noscript", "plaintext", "script", "style", "svg"}
GONE |= {"template", "textarea", "title", "xmp"}
SCHEMES = {"https", "mailto", "tel"}
# Braces would fill a placeholder in; a backslash is a slash to browsers, and a tab is nothing.
_REST = r"""[^\x00-\x1f\x7f-\x9f<>"`\\{}]"""
_HREF = re.compile(rf"(?i:https://|mailto:|tel:){_REST}+|\#[\w-]+|/(?!/){_REST}*")
_SPAN = re.compile("[1-9]|1[0-9]|20")
VALUES = {
    "a": {"href": _HREF},
    "ol": {"start": re.compile("[0-9]{1,4}")},
    "td": {"colspan": _SPAN, "rowspan": _SPAN},
    "th": {"colspan": _SPAN, "rowspan": _SPAN, "scope": re.compile("col|row")},
}

_VOID = {"br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
_ENDED_BY_OTHERS = {"li", "p", "tbody", "td", "th", "thead", "tr"}
# Where a tag starts, comments apart; `rest` is None when it may end otherwise than it seems to.
_TAG = re.compile(
    r"""<(?!!--[^<>]*-->)(?=[a-zA-Z/!?]) (?P<slash>/?) (?P<name>[a-zA-Z][a-zA-Z0-9:-]*)?
    (?P<rest>(?:[ \t\r\n\f]+ [^\s"'<>/=]+ (?:="[^"<]*" | ='[^'<]*' | =[^\s"'<>=`]+)?)*
    [ \t\r\n\f]*/?>)?""",
    re.VERBOSE,
)
_BOLD = re.compile(r"<(/?)[bB](?=[ \t\r\n\f/>])")
_ITALIC = re.compile(r"<(/?)[iI](?=[ \t\r\n\f/>])")
_EMPTY = re.compile(r"<p>(?:\s|&nbsp;|<br>)*</p>\s*")
_EMPTY_AT_START = re.compile(rf"\A\s*(?:{_EMPTY.pattern})+")
_LINK = re.compile(r'<a href="(?P<href>[^"]*)">(?P<words>.*?)(?=</?a[ >])', re.DOTALL)


class TooMuch(Refused):
    message = _("The text has too many levels inside each other, or tags that are never closed.")


def clean(html: str) -> str:
    """Return the HTML with only what a section may hold; cleaned again, it stays as it is.

    Raises TooMuch for more than can be read.
    """
    html = html.encode(errors="replace").decode()  # Half a surrogate pair is no text.
    html = _ITALIC.sub(r"<\1em", _BOLD.sub(r"<\1strong", html))
    for _round in range(10):  # Two are usual.
        require_moderate(html)
        if (cleaned := _trim(_CLEANER.clean(html))) == html:
            return html
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
            if name not in _ENDED_BY_OTHERS or levels[-1:] != [name]:
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
    return not text_of(html)


def _end(levels: list[str], name: str) -> None:
    """Take the tag off the levels, unless one is open in it that HTML does not end with it."""
    # Parsers open a `<b>` again in each block until it ends, which may cost gigabytes.
    while name in BLOCKS and name in levels and levels[-1] in _ENDED_BY_OTHERS - {name}:
        levels.pop()
    if levels[-1:] == [name]:
        levels.pop()


def _allow(tag: str, name: str, value: str) -> str | None:
    pattern, value = VALUES.get(tag, {}).get(name), value.strip()
    return value if pattern and pattern.fullmatch(value) else None


def _trim(html: str) -> str:
    """Drop empty paragraphs at both ends, from the last one back: a search would be quadratic."""
    end = len(html)
    while (last := html.rfind("<p>", 0, end)) >= 0 and _EMPTY.fullmatch(html, last, end):
        end = last
    return _EMPTY_AT_START.sub("", html[:end]).strip()


class _Words(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object = None) -> None:
        self.pieces.append("\n" if tag == "br" or tag in BLOCKS else "")

    handle_endtag = handle_starttag

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
