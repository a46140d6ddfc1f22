"""What `{{lov:…}}`, `{{kort:…}}` and `{{figur:…}}` in the text of the plan stand for.

An app above says what its kind stands for when it starts, as the action cards do.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from beredskab.plan import law

PATTERN = re.compile(r"\{\{\s*([a-z]+):([a-z0-9-]+)\s*\}\}")
ANY_BRACES = re.compile(r"\{\{[^{}]*\}\}")
_NOTE = '{} <span class="law-note">{}{}{}</span>'
_BRACKET = '<span class="bracket">{}</span>'
_FIGURE = '<img class="plan-figure" src="data:image/svg+xml;base64,{}" alt="{}">'
# As `fill` makes them; what is written in a section has neither spans nor pictures.
_NOTES = re.compile(r' <span class="law-note">(?:<span class="bracket">.</span>|[^<])*</span>')
_FIGURES = re.compile(r'<img class="plan-figure"[^>]* alt="([^">]*)">')
# What a key stands for, and the address that it leads to.
Resolver = Callable[[Iterable[str]], Mapping[str, tuple[str, str]]]
_LINKS: dict[str, Resolver] = {}
# Each stands whole in the page and in the PDF.
MOST_FIGURES = 20
_FOLDER = Path(settings.BASE_DIR) / "templates" / "plan" / "figures"
FIGURES = {
    "forebyggelsestrekant": (
        "Forebyggelsestrekanten i tre lag. Nederst og bredest det grønne, opbyggende lag for alle. "
        "I midten det gule, foregribende lag for dem, hvor noget er på vej. Øverst og smallest det "
        "røde, indgribende lag for dem, der har begået kriminalitet eller er tæt på det."
    )
}


def register(kind: str, resolver: Resolver) -> None:
    """Say how the keys of a kind become links."""
    _LINKS[kind] = resolver


def offered() -> list[tuple[str, str, str]]:
    """What can be written of laws and figures: the placeholder, its name, and what it says."""
    laws = [(_braced("lov", key), found.name, found.says) for key, found in law.REFERENCES.items()]
    return [*laws, *((_braced("figur", key), key, words) for key, words in FIGURES.items())]


def fill(texts: Iterable[str]) -> list[str]:
    """Return cleaned texts with their placeholders filled; what stands for nothing stays.

    The note of a law stands where it is named first; of figures no more than `MOST_FIGURES` do.
    """
    originals = list(texts)
    links = _links(originals)
    told: set[str] = set()
    drawn: list[str] = []

    def replace(match: re.Match[str]) -> str:
        kind, key = match[1], match[2]
        if kind == "lov" and key in law.REFERENCES:
            is_first = key not in told
            told.add(key)
            return _law(key, with_note=is_first)
        if kind == "figur" and key in FIGURES and len(drawn) < MOST_FIGURES:
            drawn.append(key)
            return _figure(key)
        found = links.get(kind, {}).get(key)
        return format_html('<a href="{}">{}</a>', found[1], found[0]) if found else match[0]

    return [PATTERN.sub(replace, text) for text in originals]


def in_words(html: str) -> str:
    """Return what `fill` gave without the notes of laws, and with its figures in words.

    A note stands where its law is named first, and so goes from section to section unwritten.
    """
    figure = _("Figure: %(words)s") % {"words": r"\g<1>"}
    return _FIGURES.sub(f"<p>{figure}</p>", _NOTES.sub("", html))


def unknown(texts: Iterable[str]) -> list[list[str]]:
    """Return for each text its placeholders that stand for nothing."""
    originals = list(texts)
    links = _links(originals)
    return [
        [braces for braces in ANY_BRACES.findall(text) if not _is_known(braces, links)]
        for text in originals
    ]


def figures_in(texts: Iterable[str]) -> int:
    """Return how many figures texts ask for."""
    found = (match for text in texts for match in PATTERN.findall(text))
    return sum(kind == "figur" and key in FIGURES for kind, key in found)


def _braced(kind: str, key: str) -> str:
    return f"{{{{{kind}:{key}}}}}"


def _is_known(braces: str, links: Mapping[str, Mapping[str, tuple[str, str]]]) -> bool:
    match = PATTERN.fullmatch(braces)
    if match is None:
        return False
    kind, key = match[1], match[2]
    keys: dict[str, Collection[str]] = {"lov": law.REFERENCES, "figur": FIGURES}
    return key in keys.get(kind, links.get(kind, {}))


def _links(texts: Iterable[str]) -> dict[str, Mapping[str, tuple[str, str]]]:
    wanted: dict[str, set[str]] = {}
    for text in texts:
        for kind, key in PATTERN.findall(text):
            wanted.setdefault(kind, set()).add(key)
    return {kind: _LINKS[kind](keys) for kind, keys in wanted.items() if kind in _LINKS}


def _law(key: str, *, with_note: bool) -> SafeString:
    name, says = law.REFERENCES[key]
    name = name.replace("§ ", "§\u00a0")  # The sign and its number stay on one line.
    if not with_note:
        return SafeString(name)
    # On paper the note is a footnote, and the brackets go.
    opens, closes = (format_html(_BRACKET, sign) for sign in "()")
    return format_html(_NOTE, name, opens, says, closes)


@cache
def _figure(key: str) -> SafeString:
    """The drawing within the text itself: an edition looks the same for ever."""
    drawing = b64encode((_FOLDER / f"{key}.svg").read_bytes()).decode()
    return format_html(_FIGURE, drawing, FIGURES[key])
