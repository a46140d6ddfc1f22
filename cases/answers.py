"""What the answers of a concern mean, before it is sent and after."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from beredskab.accounts import roles
from beredskab.accounts.models import User
from beredskab.municipality.models import Unit
from cases.choices import AbroadSign, Answer, Category, MarriageSign, Sign, Source, Way
from cases.models import Person

# R24: each of these opens the acute question again.
FEARS = frozenset({Sign.FEARS_PUNISHMENT, Sign.FEARS_FOR_LIFE})
# R20: a journey is urgent when one of these comes with it.
CONFLICTS = frozenset(
    {MarriageSign.ENGAGEMENT, MarriageSign.RELIGIOUS_WEDDING, MarriageSign.UNWANTED}
)
FIERCE = frozenset({Way.VIOLENCE, Way.THREATS})
SOURCES = {
    Unit.Kind.CHILD: Source.CHILD_AUTHORITY,
    Unit.Kind.ADULT: Source.ADULT_SOCIAL,
    Unit.Kind.JOB: Source.JOBCENTER,
    Unit.Kind.SSP: Source.SSP,
    Unit.Kind.SCHOOL: Source.SCHOOL,
}


def source_of(user: User) -> str:
    """The source that a concern of this user most likely has, by the kind of her unit."""
    kinds = (membership.unit.kind for membership in roles.current_memberships(user))
    return next((SOURCES[Unit.Kind(kind)] for kind in kinds if kind in SOURCES), Source.OTHER)


def persons(answers: Mapping[str, Any], day: date) -> list[Person]:
    """The exposed persons as far as their age is told, none of them stored."""
    return [
        Person(
            born_on=date.fromisoformat(person["born_on"]) if person.get("born_on") else None,
            stated_age=person.get("stated_age"),
            stated_on=day,
        )
        for person in answers.get("persons") or []
    ]


def is_minor(answers: Mapping[str, Any], day: date) -> bool:
    """Whether somebody in it is under 18; unknown is under 18."""
    return any(person.is_minor(day) for person in persons(answers, day) or [Person()])


def youngest_age(answers: Mapping[str, Any], day: date) -> int | None:
    """The age of the youngest exposed person; None when the age of any of them is unknown."""
    ages = [person.age(day) for person in persons(answers, day)]
    known = [age for age in ages if age is not None]
    return min(known) if known and len(known) == len(ages) else None


def pressing(answers: Mapping[str, Any]) -> set[str]:
    """What is ticked that may mean danger: the fears of R24, a journey in conflict (R20)."""
    signs = set(answers.get("signs") or [])
    found = signs & FEARS
    if journey_in_conflict(answers):
        found = {*found, MarriageSign.JOURNEY}
    return {str(sign) for sign in found}


def journey_in_conflict(answers: Mapping[str, Any]) -> bool:
    """Whether a journey is planned and there was a conflict of late (R20)."""
    marriage = set(answers.get("marriage_signs") or [])
    is_planned = (
        MarriageSign.JOURNEY in marriage
        or AbroadSign.SENT_HOME in (answers.get("abroad_signs") or [])
        or bool((answers.get("abroad") or {}).get("departure_on"))
    )
    ways = set(answers.get("ways") or []) & FIERCE
    in_conflict = bool(marriage & CONFLICTS or ways or answers.get("triggers"))
    return is_planned and in_conflict


def must_ask_again(answers: Mapping[str, Any]) -> bool:
    """Whether something pressing was ticked since the acute question was answered with no."""
    asked = set(answers.get("fear_asked") or [])
    return answers.get("acute") == Answer.NO and not pressing(answers) <= asked


def needs_journey(answers: Mapping[str, Any]) -> bool:
    """Whether the questions about a stay abroad are to be answered, or marked unknown (R21)."""
    journey = MarriageSign.JOURNEY in (answers.get("marriage_signs") or [])
    return bool(answers.get("abroad_signs")) or journey


def shows_stay(answers: Mapping[str, Any]) -> bool:
    """Whether it tells of a stay abroad, feared, planned or begun (R21, R22)."""
    return needs_journey(answers) or Category.FOREIGN_STAY in (answers.get("categories") or [])
