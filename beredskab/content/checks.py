"""Checks of the values in a pack, and of the rows that hold them.

A check returns the value as the model wants it, or raises ValueError with what is wrong.
"""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from beredskab.content.yamlfile import Items, PackError, Row
from beredskab.municipality import opening, phones, typed, written

Check = Callable[[Any], Any]

# The page shows 112 and 114 itself, and in the right order (R46).
_ALWAYS_SHOWN = re.compile(r"(?<![\d.§-])(?<!§ )11[24](?!\d)")


class ItemError(ValueError):
    """What is wrong with one item of a list."""

    def __init__(self, place: int, what: str) -> None:
        super().__init__(what)
        self.place = place


# -- One value ----------------------------------------------------------------------------------
def text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be a text")
    return value.strip()


def short(length: int) -> Check:
    """A text of at most so many characters."""

    def check(value: Any) -> str:
        found = text(value)
        if len(found) > length:
            raise ValueError(f"must be at most {length} characters, and has {len(found)}")
        return found

    return check


def neutral(length: int) -> Check:
    """A short text without telephone numbers, which grow old there unseen, and addresses (R114)."""
    limited = short(length)

    def check(value: Any) -> str:
        found: str = limited(value)
        if typed.phones_in(found) or _ALWAYS_SHOWN.search(found):
            raise ValueError("must hold no telephone number; numbers stand in the directory")
        if typed.mails_in(found):
            raise ValueError("must hold no mail address")
        if typed.addresses_in(found):
            raise ValueError("must hold no address")
        return found

    return check


def flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("must be a number")
    return value


def slug(value: Any) -> str:
    found = text(value)
    if not re.fullmatch(r"[a-z0-9-]{1,40}", found):
        raise ValueError("must be at most 40 small letters, digits and hyphens")
    return found


def phone(value: Any) -> str:
    try:
        return phones.normalise(str(value))
    except ValueError as error:
        raise ValueError("must be a Danish telephone number") from error


def mail_or_page(value: Any) -> str:
    found: str = short(written.LONGEST)(value)
    try:
        return written.normalise(found)
    except ValueError as error:
        raise ValueError("must be a mail address or the address of a page") from error


def day(value: Any) -> date:
    if not isinstance(value, date):
        raise ValueError("must be a date such as 2026-11-01")
    return value


def hours(value: Any) -> list[list[Any]]:
    if not isinstance(value, dict) or not set(value) <= set(opening.WEEKDAY_KEYS):
        raise ValueError(f"must name days of {', '.join(opening.WEEKDAY_KEYS)}")
    found = [
        [number, *str(value[key]).split("-")]
        for number, key in enumerate(opening.WEEKDAY_KEYS)
        if key in value
    ]
    if wrong := opening.problem(found):
        raise ValueError(wrong)
    return found


def one_of(allowed: Collection[str]) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise ValueError(f"must be one of {', '.join(sorted(allowed))}")
        return value

    return check


def list_of(item: Check) -> Check:
    """A list of which each item passes the check, and none stands twice."""

    def check(value: Any) -> list[Any]:
        if not isinstance(value, Items):
            raise ValueError("must be a list")
        found: list[Any] = []
        for place, one in enumerate(value):
            try:
                found.append(item(one))
            except ValueError as error:
                raise ItemError(place, str(error)) from error
            if found[-1] in found[:-1]:
                raise ItemError(place, f"holds {found[-1]} twice")
        return found

    return check


def rows_below(value: Any) -> Any:
    """Rows that are checked one by one afterwards."""
    return value


# -- Whole rows ---------------------------------------------------------------------------------
def fields(row: Row, known: Mapping[str, Check], *, required: Collection[str] = ()) -> Row:
    """Check the names and values of a row, and return it with the values that the model wants."""
    for name in required:
        if name not in row:
            raise row.wrong(f"{name} is missing")
    checked = Row()
    checked.path, checked.line, checked.lines = row.path, row.line, row.lines
    for name, value in row.items():
        if name not in known:
            raise row.wrong(f"{name} is not known here", name)
        try:
            checked[name] = known[name](value)
        except ItemError as error:
            raise PackError(row.path, value.lines[error.place], f"{name} {error}") from error
        except ValueError as error:
            raise row.wrong(f"{name} {error}", name) from error
    return checked


def row(top: Row, name: str) -> Row:
    """The row that stands under a name; empty when the name is not there."""
    found = top.get(name)
    if name not in top:
        found = Row()
        found.path, found.line, found.lines = top.path, top.line, {}
    if not isinstance(found, Row):
        raise top.wrong(f"{name} must hold names and values", name)
    return found


def rows(
    top: Row, name: str, known: Mapping[str, Check], *, required: Collection[str] = ()
) -> list[Row]:
    """The checked rows of the list that stands under a name."""
    if name not in top:
        return []
    found = top[name]
    if not isinstance(found, Items):
        raise top.wrong(f"{name} must be a list", name)
    for line, one in zip(found.lines, found, strict=True):
        if not isinstance(one, Row):
            raise PackError(top.path, line, f"{name} must hold rows of names and values")
    return [fields(one, known, required=required) for one in found]


def require_distinct(checked: list[Row], where: str, *names: str) -> None:
    """Raise PackError at the second row of which these values are those of an earlier one."""
    met = set()
    for one in checked:
        key = tuple(one.get(name, "") for name in names)
        if key in met:
            raise one.wrong(f"{' '.join(key).strip()} stands twice in {where}")
        met.add(key)
