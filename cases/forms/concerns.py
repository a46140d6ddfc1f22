"""The four steps of logging a concern, and the questions that acute answers open."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from actioncards.choices import Knowledge
from beredskab.web.fields import DayField
from beredskab.web.forms import required_message
from cases import answers as reading
from cases import choices
from cases.choices import Answer

from .concerns_base import ANSWERS, AnswersForm, PersonForm, acute_field, person_initial
from .explained import ExplainedChoiceField

# Who has a log-in is at work; what came from these is registered by the authority.
WITHOUT_LOG_IN = frozenset({choices.Source.CITIZEN, choices.Source.EXPOSED})


class StartForm(AnswersForm):
    """Step 1: the acute question alone."""

    acute = acute_field(
        _("Is somebody in acute danger?"),
        _("Choose whether somebody is in acute danger"),
        help_text=_(
            "Such as violence, threats of violence, or somebody about to be taken out of the "
            "country."
        ),
    )


class AcuteAgainForm(AnswersForm):
    """The acute question, opened again by what was ticked (R20, R24)."""

    acute = acute_field(
        _("Does the person need help now?"), _("Choose whether the person needs help now")
    )


class AboutForm(PersonForm):
    """Step 2: who it is about, and what the reporter saw or heard."""

    words = forms.CharField(
        label=_("What have you seen or heard?"),
        help_text=_("Write in your own words. Suspicion is enough, you need no proof."),
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages=required_message(_("Write what you have seen or heard")),
    )
    witnessed = forms.ChoiceField(
        label=_("How do you know?"),
        choices=choices.Witnessed,
        widget=forms.RadioSelect,
        required=False,
    )
    basis = forms.ChoiceField(
        label=_("Is it suspicion or knowledge?"),
        choices=choices.Basis,
        widget=forms.RadioSelect,
        required=False,
    )
    source = forms.ChoiceField(
        label=_("Where do you work?"),
        help_text=_("It decides who receives the concern."),
        choices=[option for option in choices.Source.choices if option[0] not in WITHOUT_LOG_IN],
        error_messages=required_message(_("Choose where you work")),
    )

    @classmethod
    def initial_from(cls, answers: Mapping[str, Any]) -> dict[str, Any]:
        person = (answers.get("persons") or [{}])[0]
        return super().initial_from(answers) | person_initial(person)

    def answers(self) -> dict[str, Any]:
        own = ("words", "witnessed", "basis", "source")
        return {"persons": [self.person()]} | {name: self.cleaned_data[name] for name in own}


def _ticks(label: Any, options: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        help_text=help_text,
        choices=options,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def _explained(
    label: Any, options: Any, knowledge: Knowledge, help_text: Any = ""
) -> ExplainedChoiceField:
    return ExplainedChoiceField(
        label=label, help_text=help_text, choices=options, knowledge=knowledge, required=False
    )


def _text(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )


def _line(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, required=False)


class KnowledgeForm(AnswersForm):
    """Step 3: what else the reporter knows, all of it optional and folded away."""

    conditional = frozenset({"abroad_known"})
    SECTIONS: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (_("Signs you have noticed"), ("signs", "marriage_signs")),
        (
            _("Journeys and stays abroad"),
            (
                "abroad_signs",
                "abroad_known",
                "departure_on",
                "return_on",
                "country",
                "permit",
                "passport",
            ),
        ),
        (_("Who exercises control"), ("controllers", "controllers_words")),
        (
            _("What the concern is about"),
            ("categories", "control_forms", "forms_other", "ways", "areas", "triggers"),
        ),
        (
            _("The family and other children"),
            ("other_children", "family_knows", "family_knows_words"),
        ),
        (_("Safe contact, and whom you have talked with"), ("safe_contact", "talked_with")),
    )
    ABROAD = ("departure_on", "return_on", "country", "permit", "passport")
    # A question that another answer opens; without script all of them stand there.
    SHOWN_WHEN = {
        "abroad_known": "abroad_signs|marriage_signs=journey",
        "family_knows_words": "family_knows=yes",
        **dict.fromkeys(ABROAD, "abroad_known=yes"),
    }

    signs = _explained(_("Signs of poor thriving and fear"), choices.Sign, Knowledge.SIGN)
    marriage_signs = _explained(
        _("Signs of a forced marriage"), choices.MarriageSign, Knowledge.MARRIAGE_SIGN
    )
    abroad_signs = _explained(
        _("Signs of an involuntary stay abroad"), choices.AbroadSign, Knowledge.ABROAD_SIGN
    )
    abroad_known = forms.ChoiceField(
        label=_("Do you know anything about the journey?"),
        choices=[("yes", Answer.YES.label), ("unknown", Answer.UNKNOWN.label)],
        widget=forms.RadioSelect,
        required=False,
    )
    departure_on = DayField(label=_("Day of departure"), required=False)
    return_on = DayField(label=_("Expected return"), required=False)
    country = _line(_("Country"))
    permit = _line(_("Basis of residence in Denmark"))
    passport = _line(_("Where is the passport?"))
    controllers = _ticks(_("Who exercises the control?"), choices.Relation)
    controllers_words = _text(_("Describe them in your own words"))
    categories = _explained(
        _("What is the concern about?"),
        [option for option in choices.Category.choices if option[0] != choices.Category.UNSETTLED],
        Knowledge.CATEGORY,
        _("The adviser settles it. Tick only what you are sure of."),
    )
    control_forms = _explained(_("Forms of control"), choices.ControlForm, Knowledge.FORM)
    forms_other = _line(_("Other forms of control"))
    ways = _ticks(_("How does it show?"), choices.Way)
    areas = _ticks(_("Where is the person's freedom limited?"), choices.RestrictionArea)
    triggers = _ticks(
        _("What set off the conflict?"),
        choices.Trigger,
        _("Only the advisers of the case and their leader see this."),
    )
    other_children = _text(_("Are there other children in the family?"))
    family_knows = forms.ChoiceField(
        label=_("Does the family already know anything?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        required=False,
    )
    family_knows_words = _text(_("Who knows, and since when?"))
    safe_contact = _text(
        _("How can the person be reached safely?"),
        _("Such as a number and hours, and what may be said. Contact goes through staff only."),
    )
    talked_with = _text(_("Whom have you talked with about it?"))

    @classmethod
    def initial_from(cls, answers: Mapping[str, Any]) -> dict[str, Any]:
        abroad = dict(answers.get("abroad") or {})
        for name in ("departure_on", "return_on"):
            abroad[name] = date.fromisoformat(abroad[name]) if abroad.get(name) else None
        named_otherwise = {
            "abroad_known": abroad.pop("known", None),
            "control_forms": answers.get("forms"),
        }
        return super().initial_from(answers) | abroad | named_otherwise

    def clean(self) -> None:
        known = self.cleaned_data.get("abroad_known")
        if known != Answer.YES:
            self.forget(*self.ABROAD)
        if reading.needs_journey(self.cleaned_data) and not known:
            self.add_error("abroad_known", _("Choose whether you know anything about the journey"))

    def answers(self) -> dict[str, Any]:
        plain = {name: self.cleaned_data[name] for name in self.fields if name not in self.ABROAD}
        known, control_forms = plain.pop("abroad_known"), plain.pop("control_forms")
        abroad: dict[str, Any] = {"known": known} if known else {}
        if known == Answer.YES:
            abroad |= {name: _plain(self.cleaned_data[name]) for name in self.ABROAD}
        return plain | {"forms": control_forms, "abroad": abroad}

    def sections(self) -> list[dict[str, Any]]:
        """Return the folded parts of the page; what has answers or errors stands open."""
        return [
            {
                "heading": heading,
                "fields": [(self[name], self.SHOWN_WHEN.get(name, "")) for name in names],
                "is_open": any(self[name].errors or _is_filled(self[name]) for name in names),
            }
            for heading, names in self.SECTIONS
        ]


def _is_filled(field: BoundField) -> bool:
    value = field.value()
    return any(value) if isinstance(value, list) else bool(value)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
