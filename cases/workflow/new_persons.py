"""Who is told of for the first time becomes a person of a case."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from beredskab.encryption import keyed_hash, word_hashes
from cases import birthdays
from cases.models import Case, Person


def new_person(case: Case, answers: Mapping[str, Any], *, on: date, at: datetime) -> Person:
    """Add a person to a case from what is known of her; empty answers leave the fields empty."""
    name, cpr = answers.get("name") or None, answers.get("cpr") or None
    stated_age = answers.get("stated_age")
    return Person.objects.create(
        case=case,
        is_group=bool(answers.get("is_group")),
        name=name,
        name_words=word_hashes(name) if name else [],
        cpr=cpr,
        cpr_hash=keyed_hash(cpr, "cpr") if cpr else "",
        born_on=_born_on(answers) or birthdays.from_cpr(cpr),
        stated_age=stated_age,
        stated_on=on if stated_age is not None else None,
        gender=answers.get("gender") or "",
        safe_contact=answers.get("safe_contact") or None,
        address=answers.get("address") or None,
        remarks=answers.get("remarks") or None,
        added_at=at,
    )


def is_told_minor(person: Mapping[str, Any], day: date) -> bool:
    """Whether a person is told to be under 18 on a day; unknown is under 18."""
    age = person.get("stated_age")
    return Person(
        born_on=_born_on(person), stated_age=age, stated_on=day if age is not None else None
    ).is_minor(day)


def _born_on(person: Mapping[str, Any]) -> date | None:
    born_on = person.get("born_on")
    return date.fromisoformat(born_on) if born_on else None
