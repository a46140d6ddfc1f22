"""The answers of a concern as lists of facts, for whoever may read them."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from beredskab.web import moments
from cases import answers as reading
from cases import choices
from cases.forms.concerns import AboutForm, KnowledgeForm, StartForm
from cases.forms.concerns_clarified import NoTalkForm
from cases.models import Concern

Words = Callable[[Any], str]
ABOUT, MORE = AboutForm.base_fields, KnowledgeForm.base_fields


@dataclass(frozen=True)
class Fact:
    """One answer: where it stands, how it is called, how it is said."""

    key: str
    label: str | Promise
    words: Words


def _one_of(options: Any) -> Words:
    return lambda value: str(options(value).label)


def _some_of(options: Any) -> Words:
    return lambda values: ", ".join(str(options(value).label) for value in values)


def _text(value: str) -> str:
    return linebreaksbr(value, autoescape=True)


def _day(value: str) -> str:
    return date_format(date.fromisoformat(value), "j. F Y")


def _call(value: Mapping[str, str]) -> str:
    whom, at = value["whom"], value.get("at")
    return f"{whom}, {moments.exact_words(datetime.fromisoformat(at))}" if at else whom


def _masked(value: str) -> str:
    return f"{value[:6]}-••••"


def _more(key: str, words: Words, field: str = "") -> Fact:
    return Fact(key, MORE[field or key].label or "", words)


PERSON = (
    Fact("born_on", ABOUT["born_on"].label or "", _day),
    Fact("stated_age", gettext_lazy("Age"), lambda value: age_words(value)),
    Fact("age_unknown", gettext_lazy("Age"), lambda _value: _("Don't know")),
    Fact("name", ABOUT["name"].label or "", str),
    Fact("cpr", ABOUT["cpr"].label or "", _masked),
)
# The parts of the page, with the step on which each is changed.
PARTS: tuple[tuple[int, str | Promise, tuple[Fact, ...]], ...] = (
    (
        1,
        gettext_lazy("Acute danger"),
        (
            Fact("acute", StartForm.base_fields["acute"].label or "", _one_of(choices.Answer)),
            Fact("acute_call", gettext_lazy("Called"), _call),
        ),
    ),
    (
        2,
        gettext_lazy("What you have seen or heard"),
        (
            Fact("words", ABOUT["words"].label or "", _text),
            Fact("witnessed", ABOUT["witnessed"].label or "", _one_of(choices.Witnessed)),
            Fact("basis", ABOUT["basis"].label or "", _one_of(choices.Basis)),
            Fact("source", ABOUT["source"].label or "", _one_of(choices.Source)),
        ),
    ),
    (
        3,
        gettext_lazy("What you know besides"),
        (
            _more("signs", _some_of(choices.Sign)),
            _more("marriage_signs", _some_of(choices.MarriageSign)),
            _more("abroad_signs", _some_of(choices.AbroadSign)),
            _more("controllers", _some_of(choices.Relation)),
            _more("controllers_words", _text),
            _more("categories", _some_of(choices.Category)),
            _more("forms", _some_of(choices.ControlForm), "control_forms"),
            _more("forms_other", str),
            _more("ways", _some_of(choices.Way)),
            _more("areas", _some_of(choices.RestrictionArea)),
            _more("triggers", _some_of(choices.Trigger)),
            _more("other_children", _text),
            _more("family_knows", _one_of(choices.Answer)),
            _more("family_knows_words", _text),
            _more("safe_contact", _text),
            _more("talked_with", _text),
            Fact("no_talk_reason", NoTalkForm.base_fields["no_talk_reason"].label or "", str),
        ),
    ),
)
JOURNEY = (
    _more("departure_on", _day),
    _more("return_on", _day),
    _more("country", str),
    _more("permit", str),
    _more("passport", str),
)


def sections(
    concern: Concern, *, edit: bool = False, hide: Collection[str] = ()
) -> list[dict[str, Any]]:
    """Return headings with rows for `structured_list`; what was not answered is left out.

    With `edit` each row leads to its step. `hide` names answers that the reader may not see.
    """
    answers = {key: value for key, value in concern.answers.items() if key not in hide}
    parts = [(step, heading, _rows(facts, answers)) for step, heading, facts in PARTS]
    people = [
        (2, _person_heading(number, len(concern.answer("persons") or [])), _rows(PERSON, person))
        for number, person in enumerate(answers.get("persons") or [], 1)
    ]
    parts[1:1] = people
    parts.append((3, _("Journey or stay abroad"), _journey(answers.get("abroad") or {})))
    return [
        {"heading": heading, "rows": [_linked(row, concern, step) if edit else row for row in rows]}
        for step, heading, rows in parts
        if rows
    ]


def age_words(age: int) -> str:
    """Return an age in words."""
    return ngettext("%(count)d year", "%(count)d years", age) % {"count": age}


def about_words(concern: Concern, on: date) -> str:
    """Return whom it is about by age alone, for lists: "14 år", or that it isn't known."""
    ages = [person.age(on) for person in reading.persons(concern.answers, on)]
    words = [age_words(age) if age is not None else _("age unknown") for age in ages]
    return ", ".join(words) or _("age unknown")


def _rows(facts: Iterable[Fact], answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = ((fact, answers.get(fact.key)) for fact in facts)
    return [
        {"label": fact.label, "value": fact.words(value)}
        for fact, value in found
        if value not in (None, "", [], {}) and value is not False
    ]


def _journey(abroad: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each question about the journey that was opened is answered or said to be unknown (R21)."""
    if not abroad:
        return []
    told = {row["label"]: row["value"] for row in _rows(JOURNEY, abroad)}
    unknown = _("Don't know")
    return [{"label": fact.label, "value": told.get(fact.label, unknown)} for fact in JOURNEY]


def _person_heading(number: int, count: int) -> str:
    if count == 1:
        return _("Whom it is about")
    return _("Person %(number)d") % {"number": number}


def _linked(row: dict[str, Any], concern: Concern, step: int) -> dict[str, Any]:
    return {**row, "url": reverse("concern_step", args=[concern.reference, step])}
