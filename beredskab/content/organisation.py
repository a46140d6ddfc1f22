"""What `organisation.yaml` may hold, checked whole before anything of it is loaded."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from beredskab.content import checks
from beredskab.content.checks import Check
from beredskab.content.yamlfile import Row, read
from beredskab.municipality import contacts as directory
from beredskab.municipality import ladder
from beredskab.municipality.districts import PoliceDistrict
from beredskab.municipality.models import Contact, Route, Unit
from beredskab.municipality.services import Service, Topic
from beredskab.municipality.sources import Source


@dataclass(frozen=True)
class Organisation:
    """A pack's municipality, units, routes and contacts, as plain values of the models."""

    municipality: dict[str, Any]
    units: list[dict[str, Any]]
    routes: list[dict[str, Any]]
    contacts: list[dict[str, Any]]


def load(path: Path) -> Organisation:
    """Read and check the file; raises PackError at the first thing that is wrong."""
    top = checks.fields(read(path), _TOP, required=["municipality", "units", "routes"])
    units = checks.rows(top, "units", _UNIT, required=["slug", "name", "kind"])
    checks.require_distinct(units, "units", "slug")
    of_unit = checks.one_of({unit["slug"] for unit in units})
    routes = checks.rows(top, "routes", {**_ROUTE, "unit": of_unit}, required=["age", "unit"])
    checks.require_distinct(routes, "routes", "age", "source")
    missing = set(Route.Age.values) - {r["age"] for r in routes if not r.get("source")}
    if missing:
        raise top.wrong(f"no route for every other source, age {sorted(missing)[0]}", "routes")
    contacts = _contacts(top, of_unit)
    municipality = checks.row(top, "municipality")
    return Organisation(
        municipality=dict(checks.fields(municipality, _MUNICIPALITY, required=["name"])),
        units=[{"phone": "", **unit} for unit in units],
        routes=[{"source": "", **route} for route in routes],
        contacts=contacts,
    )


def _contacts(top: Row, of_unit: Check) -> list[dict[str, Any]]:
    known = {**_CONTACT, "unit": of_unit}
    required = ["slug", "name", "service", "audience"]
    rows = checks.rows(top, "contacts", known, required=required)
    checks.require_distinct(rows, "contacts", "slug")
    for row in rows:
        _require_whole(row)
    return [{**_EMPTY, "position": place * 10, **row} for place, row in enumerate(rows, start=1)]


def _require_whole(row: Row) -> None:
    """Raise PackError where the values of a contact don't go together."""
    if row["slug"] in directory.RESERVED:
        raise row.wrong(f"{row['slug']} is the address of a page", "slug")
    if row["service"] == Service.VISO and row["audience"] != Contact.Audience.AUTHORITY:
        raise row.wrong("VISO must be for authorities only", "audience")
    if "phone" not in row:
        for name in ("second_phone", "is_acute"):
            if row.get(name):
                raise row.wrong(f"{name} needs a phone", name)
    if row.get("always_open") and row.get("hours"):
        raise row.wrong("who is always open has no hours", "hours")
    if row.get("from_age", 0) > row.get("to_age", row.get("from_age", 0)):
        raise row.wrong("to_age is below from_age", "to_age")


def _ladder(value: Any) -> Any:
    if wrong := ladder.problems(value):
        raise ValueError(str(wrong[0]))
    return {part: [dict(step) for step in steps] for part, steps in value.items()}


_TOP: dict[str, Check] = dict.fromkeys(
    ["municipality", "units", "routes", "contacts"], checks.rows_below
)
_MUNICIPALITY: dict[str, Check] = {
    "name": checks.short(100),
    "confirmation_signature": checks.short(200),
    "law_chapter": checks.short(100),
    "accessibility_contact": checks.mail_or_page,
    "accessibility_phone": checks.phone,
    "saturday_counts": checks.flag,
    "half_holidays_count": checks.flag,
    "show_amber": checks.flag,
    "has_infohus": checks.flag,
    "police_district": checks.one_of(PoliceDistrict.values),
    "cards_public": checks.flag,
    "alert_ladder": _ladder,
    "clarify_reminder_weekdays": checks.count,
    "draft_days": checks.count,
    "unassigned_hours": checks.count,
    "youth_plan_from_age": checks.count,
    "offer_hours": checks.count,
    "offer_hours_acute": checks.count,
}
_UNIT: dict[str, Check] = {
    "slug": checks.slug,
    "name": checks.short(120),
    "kind": checks.one_of(Unit.Kind.values),
    "phone": checks.phone,
}
_ROUTE: dict[str, Check] = {
    "source": checks.one_of(Source.values),
    "age": checks.one_of(Route.Age.values),
}
_CONTACT: dict[str, Check] = {
    "slug": checks.slug,
    "name": checks.neutral(120),
    "service": checks.one_of(Service.values),
    "phone": checks.phone,
    "second_phone": checks.phone,
    "note": checks.neutral(200),
    "topics": checks.list_of(checks.one_of(Topic.values)),
    "audience": checks.one_of(Contact.Audience.values),
    "anonymous_advice": checks.flag,
    "from_age": checks.count,
    "to_age": checks.count,
    "is_acute": checks.flag,
    "hours": checks.hours,
    "always_open": checks.flag,
    "position": checks.count,
    "checked_on": checks.day,
}
_EMPTY: dict[str, Any] = {
    "unit": None,
    "phone": "",
    "second_phone": "",
    "note": "",
    "topics": [],
    "anonymous_advice": False,
    "from_age": None,
    "to_age": None,
    "is_acute": False,
    "hours": [],
    "always_open": False,
    "checked_on": None,
}
