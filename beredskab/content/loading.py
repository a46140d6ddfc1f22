"""Load a pack: all of it or nothing, and never over what the municipality has changed.

A row that is missing is made. A field is set to what the pack says only while it still has the
value that the last load gave it, or its default; whatever was changed by hand belongs to the
municipality. Nothing is ever removed.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from actioncards.models import Explanation
from beredskab.audit import trail
from beredskab.content import cards, knowledge, organisation, plan, publishing
from beredskab.content.cards import CardText
from beredskab.content.organisation import Organisation
from beredskab.content.plan import PlanText
from beredskab.content.rows import Load, Outcome
from beredskab.errors import Refused
from beredskab.municipality.models import Contact, Municipality, Route, Unit

PACKS = Path(__file__).resolve().parent / "packs"


class AnotherPack(Refused):
    """Raised when the database holds the pack of another municipality."""


class UnknownPack(Refused):
    """Raised for a name that is no pack."""


@dataclass(frozen=True)
class Pack:
    """All that a pack holds, read and checked."""

    organisation: Organisation
    cards: list[CardText]
    explanations: list[dict[str, Any]]
    plan: PlanText


def names() -> list[str]:
    """The names of the packs; what `common` holds belongs to each of them."""
    return sorted(path.parent.name for path in PACKS.glob("*/organisation.yaml"))


def read(pack: str) -> Pack:
    """Read and check every file of a pack; raises PackError for the first wrong one."""
    common, own = PACKS / "common", PACKS / pack
    content = organisation.load(own / "organisation.yaml")
    card_texts = cards.load(
        common / "cards",
        own / "cards.yaml",
        contacts=[contact["slug"] for contact in content.contacts],
        has_infohus=content.municipality.get("has_infohus", True),
    )
    return Pack(
        organisation=content,
        cards=card_texts,
        explanations=knowledge.load(common / "knowledge.yaml"),
        plan=plan.load(own / "plan.yaml", cards=[card.slug for card in card_texts]),
    )


def load(pack: str, *, at: datetime) -> Outcome:
    """Load a pack into the database.

    Raises UnknownPack, PackError for a wrong file, AnotherPack when a second municipality would
    be loaded; then nothing is changed.
    """
    if pack not in names():
        raise UnknownPack(f"There is no pack {pack}; there are {', '.join(names())}.")
    return _write(pack, read(pack), at)


@transaction.atomic
def _write(pack: str, content: Pack, at: datetime) -> Outcome:
    municipality, is_new = Municipality.objects.select_for_update().get_or_create(pk=1)
    if municipality.pack not in ("", pack):
        raise AnotherPack(f"This database holds the pack {municipality.pack}.")
    load = Load()
    values = {**content.organisation.municipality, "pack": pack}
    load.put_fields(municipality, values, "municipality", is_new=is_new)
    _write_organisation(content.organisation, load)
    for card in content.cards:
        publishing.put(card, load, at=at)
    for row in content.explanations:
        key = {"kind": row["kind"], "key": row["key"]}
        name = f"explanation:{row['kind']}:{row['key']}"
        load.put(Explanation, key, row, name, stamp={"edited_at": at})
    plan.put(content.plan, load, at=at)
    outcome = load.finish()
    if not outcome.is_empty:
        trail.record(
            municipality,
            "content.loaded",
            by=None,
            at=at,
            pack=pack,
            added=outcome.added,
            changed=outcome.changed,
            kept=outcome.kept,
        )
    return outcome


def _write_organisation(content: Organisation, load: Load) -> None:
    for row in content.units:
        load.put(Unit, {"slug": row["slug"]}, row, f"unit:{row['slug']}")
    units = {unit.slug: unit for unit in Unit.objects.all()}
    for row in content.routes:
        key = {"age": row["age"], "source": row["source"]}
        values = {**row, "unit": units[row["unit"]]}
        load.put(Route, key, values, f"route:{row['age']}:{row['source']}")
    for row in content.contacts:
        values = {**row, "unit": units[row["unit"]] if row["unit"] else None}
        load.put(Contact, {"slug": row["slug"]}, values, f"contact:{row['slug']}")
