"""What differs between two editions of the plan, fit to be read by anybody."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, ngettext_lazy

from beredskab.plan import cleaning, paragraphs, placeholders, rendering
from beredskab.plan.models import Edition, Theme
from beredskab.plan.paragraphs import Effort, Paragraph
from beredskab.plan.rendering import ShownSection
from beredskab.plan.states import PUBLISHED, EditionStatus
from beredskab.web import redline

# What became of a section: its word, and the variant of its badge.
BADGES: dict[str, tuple[str | Promise, str]] = {
    "added": (gettext_lazy("Added"), "success"),
    "removed": (gettext_lazy("Removed"), "warning"),
    "moved": (gettext_lazy("Moved"), "info"),
    "changed": (gettext_lazy("Changed"), "neutral"),
}
_COUNTS = {
    "added": ngettext_lazy("%(number)s section is new", "%(number)s sections are new", "number"),
    "removed": ngettext_lazy(
        "%(number)s section is removed", "%(number)s sections are removed", "number"
    ),
    "moved": ngettext_lazy(
        "%(number)s section is moved", "%(number)s sections are moved", "number"
    ),
    "changed": ngettext_lazy(
        "%(number)s section is changed", "%(number)s sections are changed", "number"
    ),
    "unchanged": ngettext_lazy(
        "%(number)s section is unchanged", "%(number)s sections are unchanged", "number"
    ),
}
_FIXED = PUBLISHED | {EditionStatus.PUBLISHING}


@dataclass(frozen=True)
class SectionDifference:
    """A section that differs: what became of it, and both texts in one.

    `form_alone` tells that its words stayed, and what they look like did not.
    """

    key: str
    number: str
    title: SafeString
    became: tuple[str, ...]
    was: str = ""  # its number before, where it has moved
    paragraphs: tuple[Paragraph, ...] = ()
    links: tuple[SafeString, ...] = ()
    form_alone: bool = False

    @property
    def badges(self) -> list[tuple[str, str]]:
        """What became of it in words, with the variant of each badge."""
        return [(variant, str(word)) for word, variant in (BADGES[key] for key in self.became)]


@dataclass(frozen=True)
class Differences:
    """All that differs between two editions; falsy when they read alike."""

    title: SafeString | None
    themes: SafeString | None
    sections: tuple[SectionDifference, ...]
    unchanged: int

    def __bool__(self) -> bool:
        return bool(self.title or self.themes or self.sections)

    @property
    def summary(self) -> list[str]:
        """How many sections have come, are gone, moved, changed, and stayed, in words."""
        counts = Counter(became for section in self.sections for became in section.became)
        counts["unchanged"] = self.unchanged
        return [text % {"number": counts[key]} for key, text in _COUNTS.items() if counts[key]]


def compare(old: Edition | None, new: Edition) -> Differences:
    """Return what readers get otherwise; with no old edition all is new."""
    before, after = _read(old), _read(new)
    sections = tuple(_sections(before, after))
    return Differences(
        title=_field(old.title if old else "", new.title),
        themes=_field(_themes(old), _themes(new)),
        sections=sections,
        unchanged=len(before.keys() | after.keys()) - len(sections),
    )


def _read(edition: Edition | None) -> dict[str, ShownSection]:
    """The sections of an edition by their anchors, as readers get them."""
    if edition is None:
        return {}
    rows = edition.sections.all()
    is_fixed = edition.status in _FIXED
    shown = rendering.published(rows) if is_fixed else rendering.drafted(rows)
    return {section.key: section for section in shown}


def _field(old: str, new: str) -> SafeString | None:
    return redline.words(old, new) if old != new else None


def _themes(edition: Edition | None) -> str:
    return "\n".join(str(Theme(theme).label) for theme in edition.themes) if edition else ""


def _sections(
    before: Mapping[str, ShownSection], after: Mapping[str, ShownSection]
) -> Iterator[SectionDifference]:
    """The sections that differ in the order they have now; who is gone stands where it stood."""
    moved, effort = _moved(list(before.values()), list(after.values())), Effort()
    for key in redline.merged(list(before), list(after)):
        found = _difference(before.get(key), after.get(key), effort, has_moved=key in moved)
        if found.became:
            yield found


def _difference(
    old: ShownSection | None, new: ShownSection | None, effort: Effort, *, has_moved: bool
) -> SectionDifference:
    shown = new or old
    assert shown is not None
    before, after = (placeholders.in_words(one.html) if one else "" for one in (old, new))
    words = cleaning.text_of(before), cleaning.text_of(after)
    lines = tuple(paragraphs.compare(*words, effort)) if words[0] != words[1] else ()
    links = tuple(_links(before, after))
    return SectionDifference(
        key=shown.key,
        number=shown.number,
        title=redline.words((old or shown).title, (new or shown).title),
        became=tuple(_became(old, new, has_moved=has_moved, is_same=before == after)),
        was=old.number if old and has_moved and old.number != shown.number else "",
        paragraphs=lines,
        links=links,
        form_alone=before != after and not lines and not links,
    )


def _became(
    old: ShownSection | None, new: ShownSection | None, *, has_moved: bool, is_same: bool
) -> Iterator[str]:
    if old is None or new is None:
        yield "added" if new else "removed"
        return
    if has_moved:
        yield "moved"
    if not is_same or old.title != new.title:
        yield "changed"


def _links(before: str, after: str) -> Iterator[SafeString]:
    """The links out of the portal that are gone or have come: no text tells where they lead."""
    old, new = _ways_out(before), _ways_out(after)
    for link in dict.fromkeys([*old, *new]):
        if (link in old) != (link in new):
            yield redline.marked(link if link in old else "", link if link in new else "")


def _ways_out(html: str) -> list[str]:
    pairs = zip(cleaning.words_of_links(html), cleaning.links_of(html), strict=True)
    return [f"{words} ({link})" for words, link in pairs if not link.startswith(("#", "/"))]


def _moved(before: Sequence[ShownSection], after: Sequence[ShownSection]) -> set[str]:
    """The keys of the sections that lie below another one, or in another order, than before.

    Who only goes along with the section above it has not moved.
    """
    kept = {section.key for section in before} & {section.key for section in after}
    old, new = _above(before, kept), _above(after, kept)
    moved = {key for key in kept if old[key] != new[key]}
    for above in {*new.values()}:
        rows = [
            [key for key in one if one[key] == above and key not in moved] for one in (old, new)
        ]
        moved |= set(rows[0]) - redline.unmoved(*rows)
    return moved


def _above(sections: Sequence[ShownSection], kept: Collection[str]) -> dict[str, str]:
    """The key of the nearest section above each one that both editions have."""
    path: list[str] = []
    found = {}
    for section in sections:
        path = path[: section.level - 1]
        if section.key in kept:
            found[section.key] = next((key for key in reversed(path) if key in kept), "")
        path.append(section.key)
    return found
