"""What `organisation.yaml` may hold, checked whole before anything of it is loaded."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from beredskab.content.yamlfile import PackError, Row, read
from beredskab.municipality import ladder, opening, phones
from beredskab.municipality.models import Contact, Route, Unit
from beredskab.municipality.sources import Source

Check = Callable[[Any], Any]


@dataclass(frozen=True)
class Organisation:
    """A pack's municipality, units, routes and contacts, as plain values of the models."""

    municipality: dict[str, Any]
    units: list[dict[str, Any]]
    routes: list[dict[str, Any]]
    contacts: list[dict[str, Any]]


def load(path: Path) -> Organisation:
    """Read and check the file; raises PackError at the first thing that is wrong."""
    top = _fields(path, read(path), _TOP, required=["municipality", "units", "routes"])
    units = _rows(path, top, "units", _UNIT, ["slug", "name", "kind"])
    slugs = {unit["slug"] for unit in units}
    routes = _rows(path, top, "routes", _ROUTE | {"unit": _one_of(slugs)}, ["age", "unit"])
    _require_distinct(path, top, "units", [unit["slug"] for unit in units])
    _require_distinct(path, top, "routes", [(r["age"], r.get("source", "")) for r in routes])
    contacts = _rows(path, top, "contacts", _CONTACT, ["slug", "name", "phone", "audience"])
    _require_distinct(path, top, "contacts", [contact["slug"] for contact in contacts])
    missing = set(Route.Age.values) - {r["age"] for r in routes if not r.get("source")}
    if missing:
        what = f"no route for every other source, age {sorted(missing)[0]}"
        raise PackError(path, top.lines["routes"], what)
    municipality = _fields(path, top["municipality"], _MUNICIPALITY, required=["name"])
    return Organisation(
        municipality=dict(municipality),
        units=[{"phone": "", **unit} for unit in units],
        routes=[{"source": "", **route} for route in routes],
        contacts=[_whole(contact, place) for place, contact in enumerate(contacts, start=1)],
    )


def _whole(contact: dict[str, Any], place: int) -> dict[str, Any]:
    empty = {"note": "", "is_acute": False, "hours": [], "checked_on": None}
    return {**empty, "position": place * 10, **contact}


# -- One value each: return it as the model wants it, or raise ValueError with what is wrong. ----
def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be a text")
    return value.strip()


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("must be a number")
    return value


def _slug(value: Any) -> str:
    text = _text(value)
    if not re.fullmatch(r"[a-z0-9-]+", text):
        raise ValueError("must be small letters, digits and hyphens")
    return text


def _phone(value: Any) -> str:
    try:
        return phones.normalise(str(value))
    except ValueError as error:
        raise ValueError("must be a Danish telephone number") from error


def _day(value: Any) -> date:
    if not isinstance(value, date):
        raise ValueError("must be a date such as 2026-11-01")
    return value


def _hours(value: Any) -> list[list[Any]]:
    if not isinstance(value, dict) or not set(value) <= set(opening.WEEKDAY_KEYS):
        raise ValueError(f"must name days of {', '.join(opening.WEEKDAY_KEYS)}")
    hours = [
        [number, *str(value[key]).split("-")]
        for number, key in enumerate(opening.WEEKDAY_KEYS)
        if key in value
    ]
    if wrong := opening.problem(hours):
        raise ValueError(wrong)
    return hours


def _ladder(value: Any) -> Any:
    if wrong := ladder.problems(value):
        raise ValueError(str(wrong[0]))
    return {part: [dict(step) for step in steps] for part, steps in value.items()}


def _row_or_rows(value: Any) -> Any:
    return value


def _one_of(allowed: Sequence[str] | set[str]) -> Check:
    def check(value: Any) -> str:
        if value not in allowed:
            raise ValueError(f"must be one of {', '.join(sorted(allowed))}")
        return str(value)

    return check


_TOP: dict[str, Check] = dict.fromkeys(
    ["municipality", "units", "routes", "contacts"], _row_or_rows
)
_MUNICIPALITY: dict[str, Check] = {
    "name": _text,
    "confirmation_signature": _text,
    "law_chapter": _text,
    "saturday_counts": _flag,
    "half_holidays_count": _flag,
    "show_amber": _flag,
    "has_infohus": _flag,
    "alert_ladder": _ladder,
    "clarify_reminder_weekdays": _count,
    "draft_days": _count,
    "unassigned_hours": _count,
}
_UNIT: dict[str, Check] = {
    "slug": _slug,
    "name": _text,
    "kind": _one_of(Unit.Kind.values),
    "phone": _phone,
}
_ROUTE: dict[str, Check] = {
    "source": _one_of(Source.values),
    "age": _one_of(Route.Age.values),
}
_CONTACT: dict[str, Check] = {
    "slug": _slug,
    "name": _text,
    "phone": _phone,
    "note": _text,
    "audience": _one_of(Contact.Audience.values),
    "is_acute": _flag,
    "hours": _hours,
    "position": _count,
    "checked_on": _day,
}


# -- Whole rows ---------------------------------------------------------------------------------
def _fields(path: Path, row: Any, checks: dict[str, Check], *, required: list[str]) -> Row:
    if not isinstance(row, Row):
        raise PackError(path, 1, "a row must hold names and values")
    for name in required:
        if name not in row:
            raise PackError(path, row.line, f"{name} is missing")
    for name, value in row.items():
        if name not in checks:
            raise PackError(path, row.lines[name], f"{name} is not known here")
        try:
            row[name] = checks[name](value)
        except ValueError as error:
            raise PackError(path, row.lines[name], f"{name} {error}") from error
    return row


def _rows(
    path: Path, top: Row, name: str, checks: dict[str, Check], required: list[str]
) -> list[Row]:
    rows = top.get(name, [])
    if not isinstance(rows, list):
        raise PackError(path, top.lines[name], f"{name} must be a list")
    return [_fields(path, row, checks, required=required) for row in rows]


def _require_distinct(path: Path, top: Row, name: str, keys: list[Any]) -> None:
    for place, key in enumerate(keys):
        if key in keys[:place]:
            row = top[name][place]
            raise PackError(path, row.line, f"{key} stands twice in {name}")
