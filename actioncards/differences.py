"""What differs between two versions of a card, word by word, fit to be read."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actioncards.models import CardStep, CardVersion
from actioncards.shown import names_for
from beredskab.municipality.models import Contact
from beredskab.web import redline

Fill = Callable[[str], str]
_TEXT: dict[str, str | Promise] = {
    "title": gettext_lazy("Title"),
    "summary": gettext_lazy("When to use the card"),
    "must_not": gettext_lazy("You must not"),
    "acute_when": gettext_lazy("When it is acute"),
}
_OF_STEP: dict[str, str | Promise] = {
    "heading": gettext_lazy("Heading"),
    "text": gettext_lazy("How"),
    "part": gettext_lazy("Where on the card"),
    "action": gettext_lazy("Done in the portal"),
    "law": gettext_lazy("Legal basis"),
}
# What became of a step: its word, and the variant of its badge.
BADGES: dict[str, tuple[str | Promise, str]] = {
    "added": (gettext_lazy("Added"), "success"),
    "removed": (gettext_lazy("Removed"), "warning"),
    "moved": (gettext_lazy("Moved"), "info"),
    "changed": (gettext_lazy("Changed"), "neutral"),
}


@dataclass(frozen=True)
class _Reader:
    """How somebody reads a card: with the names of here, and with whom she is shown."""

    fill: Fill
    audiences: Collection[str]


@dataclass(frozen=True)
class FieldDifference:
    """A field that differs, with both texts in one."""

    label: str
    html: SafeString


@dataclass(frozen=True)
class StepDifference:
    """A step that differs: what became of it, and the fields that say so."""

    heading: str
    part: str
    became: tuple[str, ...]
    fields: tuple[FieldDifference, ...]

    @property
    def badges(self) -> list[tuple[str, str]]:
        """What became of it in words, with the variant of each badge."""
        return [(variant, str(word)) for word, variant in (BADGES[key] for key in self.became)]


@dataclass(frozen=True)
class Differences:
    """All that differs between two versions; falsy when they read alike."""

    fields: tuple[FieldDifference, ...]
    steps: tuple[StepDifference, ...]

    def __bool__(self) -> bool:
        return bool(self.fields or self.steps)


def compare(
    old: CardVersion | None, new: CardVersion, *, audiences: Collection[str]
) -> Differences:
    """Return what differs; with no old version all is new. Both are read `with_steps()`.

    Contacts that these audiences aren't shown are counted, not named (R115).
    """
    fill = names_for(new).fill
    fields = [
        _field(label, fill(_text_of(old, name)), fill(_text_of(new, name)))
        for name, label in _TEXT.items()
    ]
    before = list(old.steps.all()) if old else []
    return Differences(
        tuple(field for field in fields if field),
        tuple(_steps(before, list(new.steps.all()), _Reader(fill, audiences))),
    )


def _field(label: str | Promise, old: str, new: str) -> FieldDifference | None:
    return FieldDifference(str(label), redline.words(old, new)) if old != new else None


def _text_of(version: CardVersion | None, name: str) -> str:
    value: Any = getattr(version, name) if version else ""
    return "\n".join(value) if isinstance(value, list) else value


def _steps(
    before: Sequence[CardStep], after: Sequence[CardStep], reader: _Reader
) -> Iterator[StepDifference]:
    """The steps that differ in the order they have now; who is gone stands where it stood."""
    old, new = {step.key: step for step in before}, {step.key: step for step in after}
    kept = {key for key in old if key in new and old[key].part == new[key].part}
    stayed = redline.unmoved(
        [key for key in old if key in kept], [key for key in new if key in kept]
    )
    for key in redline.merged(list(old), list(new)):
        if key not in new:
            yield _whole(old[key], None, reader)
        elif key not in old:
            yield _whole(None, new[key], reader)
        else:
            fields = tuple(_fields(old[key], new[key], reader))
            became = [*([] if key in stayed else ["moved"]), *(["changed"] if fields else [])]
            if became:
                yield _difference(new[key], became, fields, reader)


def _whole(old: CardStep | None, new: CardStep | None, reader: _Reader) -> StepDifference:
    step = new or old
    assert step is not None
    fields = tuple(_fields(old, new, reader))
    return _difference(step, ("added" if new else "removed",), fields, reader)


def _difference(
    step: CardStep, became: Sequence[str], fields: tuple[FieldDifference, ...], reader: _Reader
) -> StepDifference:
    part = step.get_part_display()
    return StepDifference(reader.fill(step.heading), part, tuple(became), fields)


def _fields(
    old: CardStep | None, new: CardStep | None, reader: _Reader
) -> Iterator[FieldDifference]:
    """The fields that differ; where a step stood or stands is told of the whole step."""
    is_whole = old is None or new is None
    for name, label in _OF_STEP.items():
        field = _field(label, reader.fill(_value(old, name)), reader.fill(_value(new, name)))
        if field and not (is_whole and name in {"heading", "part"}):
            yield field
    if _contacts(old) != _contacts(new):
        yield FieldDifference(_("Whom to call"), _whom(_contacts(old), _contacts(new), reader))


def _value(step: CardStep | None, name: str) -> str:
    if step is None:
        return ""
    shown = getattr(step, f"get_{name}_display", None)
    return str(shown() if shown else getattr(step, name))


def _contacts(step: CardStep | None) -> dict[str, Contact]:
    ties = step.contact_ties.all() if step else []
    return {tie.contact.slug: tie.contact for tie in ties}


def _whom(old: dict[str, Contact], new: dict[str, Contact], reader: _Reader) -> SafeString:
    """Contacts as wholes, a line each: who is gone, who has come, who stays."""
    every = old | new
    shown = {key: one for key, one in every.items() if one.audience in reader.audiences}
    called = Counter(one.name for one in shown.values())
    lines = []
    for key, one in sorted(shown.items(), key=lambda item: (item[1].name, item[0])):
        name = one.name if called[one.name] == 1 else f"{one.name} ({key})"
        lines.append(redline.marked(name if key in old else "", name if key in new else ""))
    others = every.keys() - shown.keys()
    lines += _others(others & old.keys(), others & new.keys())
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in lines))


def _others(old: Set[str], new: Set[str]) -> list[SafeString]:
    """How many others are gone, how many have come, how many stay; nothing of none."""
    gone, come, stay = (_count(len(keys)) for keys in (old - new, new - old, old & new))
    return [
        line
        for line in (redline.marked(gone, ""), redline.marked("", come), redline.marked(stay, stay))
        if line
    ]


def _count(number: int) -> str:
    if not number:
        return ""
    text = ngettext(
        "%(number)s contact shown to authorities only",
        "%(number)s contacts shown to authorities only",
        number,
    )
    return text % {"number": number}
