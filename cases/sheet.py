"""The sheet to read aloud from when asking for advice: nothing on it tells who it is about (R110).

It is made of choices alone. No free text, name, number, reference, place or date reaches it, so
that none can slip in.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from beredskab.accounts.audiences import audiences_of
from beredskab.accounts.models import User
from beredskab.municipality import directory
from beredskab.municipality.directory import Line
from beredskab.municipality.services import Service
from beredskab.timelimits import local_day
from cases import answers as reading
from cases import choices, wording
from cases.choices import Answer, MarriageSign, PersonRole
from cases.models import Case, Concern, Person

# Who gives advice without names; VISO is shown to authorities alone.
ADVISERS = (Service.SECURITY_CONSULTANT, Service.RED, Service.VISO, Service.SSP)
SOON, LATER = 7, 31


@dataclass(frozen=True)
class Sheet:
    """What is read aloud: who by age alone, facts as label and words, whom to call."""

    about: str
    facts: Sequence[Mapping[str, str]]
    calls: Sequence[Line]
    closed: Sequence[Line]


def of_case(case: Case, concerns: Iterable[Concern], *, reader: User, at: datetime) -> Sheet:
    """The sheet of a case, from its own choices and those of its concerns."""
    day = local_day(at)
    found = [concern.answers or {} for concern in concerns]
    held = [one for person in case.persons.all() for one in person.roles.all()]
    controllers = {one.relation for one in held if one.role == PersonRole.ACTOR}
    acute = Answer.YES if case.acute else Answer.NO
    return Sheet(
        about=wording.person_words(case.exposed, day),
        facts=_facts(found, case.categories, controllers, acute, day),
        **_calls(reader, at),
    )


def of_concern(concern: Concern, *, reader: User, at: datetime) -> Sheet:
    """The sheet of somebody's own concern."""
    day = local_day(at)
    told = concern.answers or {}
    persons = reading.persons(told, day) or [Person()]
    about = ", ".join(wording.person_words(person, day) for person in persons)
    talks = concern.consultations.all()
    acute = Answer.YES if any(talk.is_acute for talk in talks) else told.get("acute", "")
    return Sheet(
        about=about,
        facts=_facts([told], told.get("categories") or [], set(), acute, day),
        **_calls(reader, at),
    )


def _facts(
    found: Sequence[Mapping[str, Any]],
    categories: Iterable[str],
    controllers: Iterable[str],
    acute: str,
    day: date,
) -> list[Mapping[str, str]]:
    """Each fact in words of the enumerations; what is not known is left out."""
    relations = {*controllers, *_all(found, "controllers")}
    rows = (
        (_("May it be acute?"), _words(choices.Answer, {acute})),
        (_("What it is about"), _words(choices.Category, set(categories))),
        (_("Who exercises control"), _words(choices.Relation, relations)),
        (_("Forms of control"), _words(choices.ControlForm, _all(found, "forms"))),
        (_("How it shows"), _words(choices.Way, _all(found, "ways"))),
        (_("Where freedom is limited"), _words(choices.RestrictionArea, _all(found, "areas"))),
        (_("Signs"), _words(choices.Sign, _all(found, "signs"))),
        (
            _("Signs of a forced marriage"),
            _words(choices.MarriageSign, _all(found, "marriage_signs")),
        ),
        (
            _("Signs of an involuntary stay abroad"),
            _words(choices.AbroadSign, _all(found, "abroad_signs")),
        ),
        (_("The journey"), _journey(found, day)),
        (_("Does the family know?"), _words(choices.Answer, _one(found, "family_knows"))),
    )
    return [{"label": label, "value": value} for label, value in rows if value]


def _words(known: type[TextChoices], keys: Iterable[str]) -> str:
    """The labels of what is chosen, in their own order; what is no choice is not said."""
    chosen = set(keys)
    return ", ".join(str(label) for key, label in known.choices if key in chosen)


def _all(found: Iterable[Mapping[str, Any]], name: str) -> set[str]:
    return {str(key) for answers in found for key in answers.get(name) or []}


def _one(found: Iterable[Mapping[str, Any]], name: str) -> set[str]:
    """The newest answer to a question with one answer."""
    given = [str(answers[name]) for answers in found if answers.get(name)]
    return set(given[-1:])


def _journey(found: Sequence[Mapping[str, Any]], day: date) -> str:
    """Whether a journey is near, never when it is or where it goes."""
    dates = [_date(answers) for answers in found]
    known = [on for on in dates if on]
    if known:
        return _nearness((min(known) - day).days)
    spoken = MarriageSign.JOURNEY in _all(found, "marriage_signs") or _all(found, "abroad_signs")
    return _("Spoken of, no date known") if spoken else ""


def _date(answers: Mapping[str, Any]) -> date | None:
    written = (answers.get("abroad") or {}).get("departure_on")
    return date.fromisoformat(written) if written else None


def _nearness(days: int) -> str:
    if days < 0:
        return _("Has begun already")
    if days <= SOON:
        return _("Within a week")
    if days <= LATER:
        return _("Within a month")
    return _("Later than in a month")


def _calls(reader: User, at: datetime) -> dict[str, list[Line]]:
    shown = directory.shown_to(audiences_of(reader))
    lines = directory.lines((one for one in shown if one.service in ADVISERS and one.phone), at)
    return {
        "calls": [line for line in lines if line.may_answer],
        "closed": [line for line in lines if not line.may_answer],
    }
