"""The action cards of a pack: the common texts, with the contacts that the pack names for them.

The texts in `common/cards` name lists of contacts ("advisers"); `cards.yaml` of a pack says which
contacts of its directory stand in each list. A step without what it needs is left out.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Field

from actioncards.choices import Action, CardAge, CardRole, Part
from actioncards.models import CardStep, CardVersion
from actioncards.shown import PLACEHOLDERS
from beredskab.content import checks
from beredskab.content.checks import Check
from beredskab.content.yamlfile import PackError, Row, read

Lists = dict[str, list[str]]

_PLACEHOLDER = re.compile(r"\{[^}]*\}?|\}")


@dataclass(frozen=True)
class CardText:
    """A card of the pack, as plain values of the models; steps name contacts by their slug."""

    slug: str
    role: str
    age: str
    changes: str
    version: dict[str, Any]
    steps: list[dict[str, Any]]

    @property
    def canonical(self) -> dict[str, Any]:
        """What the card says, to be compared with what an earlier load gave."""
        return {**self.version, "steps": self.steps}


def load(
    folder: Path, tie_file: Path, *, contacts: Collection[str], has_infohus: bool
) -> list[CardText]:
    """Read and check every card of the folder and who is called on it in this pack.

    Raises PackError at the first thing that is wrong.
    """
    rows = {path.stem: _card(path) for path in sorted(folder.glob("*.yaml"))}
    if not rows:
        raise PackError(folder / "*.yaml", 1, "there are no cards")
    _require_one_each(rows)
    lists_of = _lists(tie_file, rows, checks.one_of(contacts))
    return [_resolve(slug, row, lists_of(slug), has_infohus) for slug, row in rows.items()]


# -- The common text ----------------------------------------------------------------------------
def _card(path: Path) -> Row:
    row = checks.fields(read(path), _CARD, required=[*_CARD.keys() - {"changes"}])
    for part in Part.values:
        row[part] = checks.rows(row, part, _STEP, required=["key", "heading", "text"])
        if not row[part]:
            raise row.wrong(f"{part} must hold at least one step", part)
    checks.require_distinct([*row[Part.STEPS], *row[Part.ACUTE]], path.stem, "key")
    return row


def _require_one_each(rows: dict[str, Row]) -> None:
    met = set()
    for row in rows.values():
        if (row["role"], row["age"]) in met:
            raise row.wrong("another card has this role and age", "role")
        met.add((row["role"], row["age"]))


# -- Whom the pack names ------------------------------------------------------------------------
def _lists(path: Path, rows: dict[str, Row], contact: Check) -> Callable[[str], Lists]:
    """Return how to find the lists of a card: its own, and those of every card for the rest."""
    top = checks.fields(
        read(path), {"lists": checks.rows_below, "cards": checks.rows_below}, required=["lists"]
    )
    uses = {slug: _used(row) for slug, row in rows.items()}
    everywhere = set().union(*uses.values())
    common = _named(checks.row(top, "lists"), everywhere, contact)
    for name in sorted(everywhere - common.keys()):
        raise top.wrong(f"the list {name} is missing", "lists")
    of_cards = checks.row(top, "cards")
    own: dict[str, Lists] = {}
    for slug in of_cards:
        if slug not in rows:
            raise of_cards.wrong(f"there is no card {slug}", slug)
        own[slug] = _named(checks.row(of_cards, slug), uses[slug], contact)
    return lambda slug: common | own.get(slug, {})


def _named(row: Row, known: Collection[str], contact: Check) -> Lists:
    for name in row:
        if name not in known:
            raise row.wrong(f"no step uses a list {name}", name)
    return dict(checks.fields(row, dict.fromkeys(known, checks.list_of(contact))))


def _used(row: Row) -> set[str]:
    """The lists that the steps of a card name."""
    names = ("contacts", "needs", "unless")
    steps = [*row[Part.STEPS], *row[Part.ACUTE]]
    return {step[name] for step in steps for name in names if name in step}


# -- Both together ------------------------------------------------------------------------------
def _resolve(slug: str, row: Row, lists: Lists, has_infohus: bool) -> CardText:
    steps = [
        _step(step, part, lists)
        for part in Part.values
        for step in row[part]
        if _stands(step, lists, has_infohus)
    ]
    return CardText(
        slug=slug,
        role=row["role"],
        age=row["age"],
        changes=row.get("changes", ""),
        version={name: row[name] for name in ("title", "summary", "must_not", "acute_when")},
        steps=steps,
    )


def _stands(step: Row, lists: Lists, has_infohus: bool) -> bool:
    """Tell whether the municipality has what the step needs."""
    if "only_with" in step and not has_infohus:
        return False
    if "needs" in step and not lists[step["needs"]]:
        return False
    return not ("unless" in step and lists[step["unless"]])


def _step(step: Row, part: str, lists: Lists) -> dict[str, Any]:
    return {
        "key": step["key"],
        "part": part,
        "heading": step["heading"],
        "text": step["text"],
        "action": step.get("action", ""),
        "law": step.get("law", ""),
        "contacts": lists[step["contacts"]] if "contacts" in step else [],
    }


def _words(model: type[CardVersion] | type[CardStep], name: str) -> Check:
    """A text as long as the field allows, with no placeholder but those that are known.

    Of a field of lines it checks one line.
    """
    field = model._meta.get_field(name)
    if isinstance(field, ArrayField):
        field = field.base_field
    assert isinstance(field, Field)
    neutral = checks.neutral(field.max_length or 0)

    def check(value: Any) -> str:
        found: str = neutral(value)
        for name in _PLACEHOLDER.findall(found):
            if name not in PLACEHOLDERS:
                raise ValueError(f"holds {name}; there are {', '.join(PLACEHOLDERS)}")
        return found

    return check


def _list_name(value: Any) -> str:
    found = checks.text(value)
    if not re.fullmatch(r"[a-z_]+", found):
        raise ValueError("must be the name of a list of contacts")
    return found


_CARD: dict[str, Check] = {
    "role": checks.one_of(CardRole.values),
    "age": checks.one_of(CardAge.values),
    "title": _words(CardVersion, "title"),
    "summary": _words(CardVersion, "summary"),
    "must_not": checks.list_of(_words(CardVersion, "must_not")),
    "acute_when": _words(CardVersion, "acute_when"),
    "changes": _words(CardVersion, "changes"),
    "steps": checks.rows_below,
    "acute": checks.rows_below,
}
_STEP: dict[str, Check] = {
    "key": checks.slug,
    "heading": _words(CardStep, "heading"),
    "text": _words(CardStep, "text"),
    "action": checks.one_of(Action.values),
    "law": _words(CardStep, "law"),
    "contacts": _list_name,
    "needs": _list_name,
    "unless": _list_name,
    "only_with": checks.one_of(["infohus"]),
}
