"""The text of the plan in `plan.yaml`, and how it becomes the municipality's first draft."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from beredskab.audit import trail
from beredskab.content import checks
from beredskab.content.checks import Check
from beredskab.content.rows import Load
from beredskab.content.yamlfile import Row, read
from beredskab.municipality import typed
from beredskab.plan import cleaning, law, placeholders, tree
from beredskab.plan.models import Edition, Section, SectionVersion, Theme
from beredskab.plan.workflow.writing import RESERVED_KEYS

_NAME = "plan"


@dataclass(frozen=True)
class PlanText:
    """What a pack says of the plan: its title, its themes, and its sections in their order."""

    title: str
    themes: list[str]
    sections: list[dict[str, Any]]


def load(path: Path, *, cards: Collection[str]) -> PlanText:
    """Read and check the file; raises PackError at the first thing that is wrong."""
    longest = Edition._meta.get_field("title").max_length or 0
    known: dict[str, Check] = {
        "title": checks.neutral(longest),
        "themes": checks.list_of(checks.one_of(Theme.values)),
        "sections": checks.rows_below,
    }
    top = checks.fields(read(path), known, required=list(known))
    rows = _sections(top, cards)
    return PlanText(top["title"], list(top["themes"]), rows)


def put(text: PlanText, load: Load, *, at: datetime) -> None:
    """Make the text a draft for the municipality, once: what it has written since is its own."""
    if load.given(_NAME):
        return
    if Edition.objects.exists():
        load.outcome.kept += 1
        return
    edition = Edition.objects.create(
        number=1, title=text.title, themes=text.themes, begun_at=at, edited_at=at
    )
    rows = Section.objects.bulk_create(
        Section(edition=edition, position=place, edited_at=at, **row)
        for place, row in enumerate(text.sections, start=1)
    )
    SectionVersion.objects.bulk_create(
        SectionVersion(section=row, number=1, title=row.title, text=row.text, at=at) for row in rows
    )
    trail.record(edition, "plan.edition_begun", by=None, at=at, number=edition.name)
    load.give(_NAME, {"sections": len(rows)})
    load.outcome.added += 1


def _sections(top: Row, cards: Collection[str]) -> list[dict[str, Any]]:
    known: dict[str, Check] = {
        "key": _anchor,
        "title": checks.neutral(Section._meta.get_field("title").max_length or 0),
        "level": _level,
        "text": _prose,
    }
    rows = checks.rows(top, "sections", known, required=list(known))
    checks.require_distinct(rows, "sections", "key")
    level = 0
    for row in rows:
        if row["level"] > level + 1:
            raise row.wrong("a level is skipped", "level")
        level = row["level"]
        _require_known(row, cards)
    return [dict(row) for row in rows]


def _anchor(value: Any) -> str:
    longest = Section._meta.get_field("key").max_length
    if not isinstance(value, str) or not re.fullmatch(rf"[a-z0-9-]{{1,{longest}}}", value):
        raise ValueError(f"must be at most {longest} small letters, digits and hyphens")
    if value in RESERVED_KEYS:
        raise ValueError("is an anchor that the page of the plan has itself")
    return value


def _level(value: Any) -> int:
    if value not in range(1, tree.DEEPEST + 1):
        raise ValueError(f"must be a number from 1 to {tree.DEEPEST}")
    return int(value)


def _prose(value: Any) -> str:
    """HTML that needs no cleaning, without numbers, which grow old in an adopted text (R116)."""
    found = checks.text(value)
    if cleaning.clean(found) != found:
        raise ValueError("must hold only what a section of the plan may hold")
    words = cleaning.text_of(found).replace("\n", " ¶ ")
    if typed.phones_in(words) or typed.mails_in(words) or typed.addresses_in(words):
        raise ValueError("must hold no telephone number and no address")
    return found


def _require_known(row: Row, cards: Collection[str]) -> None:
    known: dict[str, Collection[str]] = {
        "lov": law.REFERENCES,
        "figur": placeholders.FIGURES,
        "kort": cards,
    }
    for braces in placeholders.ANY_BRACES.findall(row["text"]):
        match = placeholders.PATTERN.fullmatch(braces)
        if not match or match[2] not in known.get(match[1], ()):
            raise row.wrong(f"text names {braces}, which stands for nothing", "text")
