"""A concern as it was sent, in rows of label and value; each page shows what its reader may see."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.template.defaultfilters import linebreaksbr
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases import choices
from cases.models import Concern, ConcernJudgement, Consultation
from cases.visibility import Part


class Row(NamedTuple):
    """One answer: its name, its label, its choices if any, and the part it belongs to."""

    name: str
    label: str | Promise
    choices: type[TextChoices] | None = None
    part: Part = Part.NOTIFICATION


ROWS = (
    Row("acute", gettext_lazy("Is anybody in acute danger?"), choices.Answer),
    Row("words", gettext_lazy("What was seen or heard")),
    Row("witnessed", gettext_lazy("Seen or told"), choices.Witnessed),
    Row("basis", gettext_lazy("Suspicion or knowledge"), choices.Basis),
    Row("signs", gettext_lazy("Signs"), choices.Sign),
    Row("marriage_signs", gettext_lazy("Signs of a forced marriage"), choices.MarriageSign),
    Row("abroad_signs", gettext_lazy("Signs of an involuntary stay abroad"), choices.AbroadSign),
    Row("abroad", gettext_lazy("The journey")),
    Row("controllers", gettext_lazy("Who exercises control"), choices.Relation),
    Row("controllers_words", gettext_lazy("About them")),
    Row("forms", gettext_lazy("Forms of control"), choices.ControlForm),
    Row("forms_other", gettext_lazy("Other forms of control")),
    Row("ways", gettext_lazy("How it shows"), choices.Way),
    Row("areas", gettext_lazy("Where freedom is limited"), choices.RestrictionArea),
    Row("triggers", gettext_lazy("What set off the conflict"), choices.Trigger, Part.TRIGGERS),
    Row("other_children", gettext_lazy("Other children")),
    Row("family_knows", gettext_lazy("Does the family know?"), choices.Answer),
    Row("family_knows_words", gettext_lazy("What the family knows")),
    Row("safe_contact", gettext_lazy("Safe way of contact"), None, Part.SAFE_CONTACT),
    Row("talked_with", gettext_lazy("Talked with")),
    Row("no_talk_reason", gettext_lazy("Why without a talk with the leader first")),
    Row("received_reason", gettext_lazy("Why the received time was set back")),
)


def rows(concern: Concern, seen: Collection[Part]) -> list[dict[str, str]]:
    """What was answered, as far as the reader may see it; unanswered questions are left out."""
    if Part.NOTIFICATION not in seen:
        return []
    found = [{"label": _("About"), "value": _persons(concern)}]
    for row in ROWS:
        value = concern.answer(row.name)
        if row.part in seen and value not in (None, "", [], {}, False):
            words = linebreaksbr(_words(value, row.choices), autoescape=True)
            found.append({"label": str(row.label), "value": words})
    return found


def notifier(concern: Concern, seen: Collection[Part]) -> list[dict[str, str]]:
    """Who notified, for those who may know (LR13)."""
    if Part.NOTIFIER not in seen:
        return []
    kind = {"label": _("Notifier"), "value": concern.get_notifier_kind_display()}
    name = concern.notifier.name if concern.notifier else concern.notifier_name
    facts = [(_("Name"), name), (_("Contact"), concern.notifier_contact)]
    if concern.notifier_in_family:
        facts.append((_("Belongs to the family"), concern.get_notifier_in_family_display()))
    return [kind, *({"label": label, "value": value} for label, value in facts if value)]


def talks(concern: Concern, seen: Collection[Part]) -> list[dict[str, Any]]:
    """The reporter's talks as the timeline component wants them; whom with tells who notified."""
    if Part.NOTIFICATION not in seen:
        return []
    return [_talk(talk, Part.NOTIFIER in seen) for talk in concern.consultations.all()]


def judgements(concern: Concern, seen: Collection[Part]) -> list[dict[str, Any]]:
    """What the reporter judged, newest first, as the timeline component wants it (R66, R67)."""
    if Part.NOTIFICATION not in seen:
        return []
    return [_judgement(one) for one in list(concern.judgements.all())[::-1]]


def _judgement(judgement: ConcernJudgement) -> dict[str, Any]:
    answers = [
        (_("Imminently threatened"), judgement.get_threatened_display()),
        (_("Act at once"), judgement.get_act_now_display()),
        (_("Risk assessment needed"), judgement.get_needs_risk_assessment_display()),
        (_("Safety plan needed"), judgement.get_needs_safety_plan_display()),
        (_("Partners needed"), judgement.get_needs_partners_display()),
    ]
    lines = [f"{label}: {answer}" for label, answer in answers if answer]
    return {
        "title": _("Judged by the reporter"),
        "at": judgement.judged_at,
        "who": "",
        "text": "\n".join([*lines, judgement.grounds or ""]).strip(),
    }


def _talk(talk: Consultation, sees_whom: bool) -> dict[str, Any]:
    judged = _("Acute action: %(answer)s") % {"answer": talk.get_acute_display()}
    naming = str(talk.get_naming_display())
    if talk.lacks_basis:
        naming = _("With names, without a basis")
    return {
        "title": talk.get_kind_display(),
        "at": talk.held_at,
        "who": f"{talk.with_whom} · {naming}" if sees_whom else naming,
        "text": f"{judged}\n{talk.outcome}",
    }


def _words(value: Any, known: type[TextChoices] | None) -> str:
    if isinstance(value, list):
        return ", ".join(_words(one, known) for one in value)
    if isinstance(value, dict):
        return ", ".join(str(one) for name, one in value.items() if one and name != "known")
    labels = dict(known.choices) if known else {}
    return str(labels.get(value, _("Yes") if value is True else value))


def _persons(concern: Concern) -> str:
    return ", ".join(_person(person) for person in concern.answer("persons") or [{}])


def _person(person: dict[str, Any]) -> str:
    if born_on := person.get("born_on"):
        words = date_format(date.fromisoformat(born_on), "j. F Y")
        return _("born on %(date)s") % {"date": words}
    if (age := person.get("stated_age")) is not None:
        return ngettext("%(age)d year old", "%(age)d years old", age) % {"age": age}
    return _("Age unknown")
