"""A form whose answers are kept as the reporter typed them, until they are right."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from stdnum.dk import cpr as cpr_numbers
from stdnum.exceptions import InvalidComponent

from beredskab.web.fields import DayField
from beredskab.web.forms import PortalForm, required_message
from cases.choices import Answer

# Unknown stands beside yes: it is acute as well, until the authority has judged (R24).
ANSWERS = [(answer.value, answer.label) for answer in (Answer.YES, Answer.UNKNOWN, Answer.NO)]
REPLACEMENT = 60  # is added to the day in numbers for people without a CPR number


class AnswersForm(PortalForm):
    """Reads its fields from a concern's answers, and gives them back as plain values."""

    @classmethod
    def initial_from(cls, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the fields begin with."""
        return {name: answers.get(name) for name in cls.base_fields}

    def answers(self) -> dict[str, Any]:
        """Return the answers of a valid form."""
        return dict(self.cleaned_data)

    def forget(self, *names: str) -> None:
        """Leave out fields that another answer has closed, with whatever is wrong in them."""
        for name in names:
            self.errors.pop(name, None)
            self.cleaned_data[name] = None


class CprField(forms.CharField):
    """A CPR number, by format and date alone (LR20); cleans to ten digits, or nothing."""

    default_error_messages = {
        "invalid": _("Write the CPR number as ten digits"),
        "date": _("The first six digits of the CPR number are not a date of birth"),
    }

    def clean(self, value: Any) -> str:
        number = cpr_numbers.compact(super().clean(value))
        if not number:
            return ""
        if len(number) != 10 or not number.isascii() or not number.isdecimal():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        born = born_on(_without_replacement(number))
        if born is None or born > timezone.localdate():
            raise ValidationError(self.error_messages["date"], code="date")
        return number


def born_on(number: str) -> date | None:
    """Return the date of birth in a CPR number; a replacement number proves none."""
    try:
        return cpr_numbers.get_birth_date(number) if number else None
    except InvalidComponent:
        return None


def _without_replacement(number: str) -> str:
    day = int(number[:2])
    return f"{day - REPLACEMENT:02}{number[2:]}" if day > REPLACEMENT else number


class PersonForm(AnswersForm):
    """Who it is about: the age first, and name and CPR number for those who know them."""

    conditional = frozenset({"age_kind", "born_on", "stated_age"})

    age_kind = forms.ChoiceField(
        label=_("How old is the person?"),
        choices=[
            ("stated_age", _("I know or guess the age")),
            ("born_on", _("I know the date of birth")),
            ("unknown", Answer.UNKNOWN.label),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    stated_age = forms.IntegerField(
        label=_("Age in years"),
        min_value=0,
        max_value=120,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-width-xs"}),
        error_messages={
            "invalid": _("Write the age as a number, such as 14"),
            "min_value": _("Write the age as a number, such as 14"),
            "max_value": _("Write the age as a number, such as 14"),
        },
    )
    born_on = DayField(label=_("Date of birth"), required=False)
    name = forms.CharField(
        label=_("Name of the person"),
        help_text=_("Leave it empty if you do not know the name."),
        max_length=200,
        required=False,
    )
    cpr = CprField(label=_("CPR number"), required=False)

    def clean_born_on(self) -> date | None:
        day: date | None = self.cleaned_data["born_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("The date of birth cannot be in the future"), code="future")
        return day

    def clean(self) -> None:
        kind, by_number = self.cleaned_data.get("age_kind"), self._born_by_number()
        self.forget(*{"born_on", "stated_age"} - {kind})
        typed = self.cleaned_data.get("born_on")
        if not kind and not by_number:
            self.add_error("age_kind", _("Say how old the person is, or that you do not know"))
        elif kind == "born_on" and not typed and not self.has_error("born_on"):
            self.add_error("born_on", _("Write the date of birth"))
        elif kind == "stated_age" and self.cleaned_data.get("stated_age") is None:
            if not self.has_error("stated_age"):
                self.add_error("stated_age", _("Write the age in years"))
        elif kind == "born_on" and by_number and typed and by_number != typed:
            self.add_error("cpr", _("The CPR number and the date of birth do not match"))

    def person(self) -> dict[str, Any]:
        """Return the person of a valid form; the date in a CPR number outranks a guess."""
        kind = self.cleaned_data["age_kind"]
        born = self.cleaned_data["born_on"] if kind == "born_on" else self._born_by_number()
        stated = self.cleaned_data["stated_age"] if kind == "stated_age" and not born else None
        return {
            "name": self.cleaned_data["name"],
            "cpr": self.cleaned_data["cpr"],
            "born_on": born.isoformat() if born else None,
            "stated_age": stated,
            "age_unknown": born is None and stated is None,
        }

    def _born_by_number(self) -> date | None:
        return born_on(self.cleaned_data.get("cpr") or "")


def person_initial(person: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the fields of a person begin with."""
    known = next((key for key in ("born_on", "stated_age") if person.get(key) is not None), None)
    born = person.get("born_on")
    return {
        "age_kind": known or ("unknown" if person.get("age_unknown") else None),
        "born_on": date.fromisoformat(born) if born else None,
        "stated_age": person.get("stated_age"),
        "name": person.get("name"),
        "cpr": person.get("cpr"),
    }


def acute_field(label: Any, message: Any, **extra: Any) -> forms.ChoiceField:
    """Return the acute question, as it stands on every way in."""
    return forms.ChoiceField(
        label=label,
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages=required_message(message),
        **extra,
    )
