"""Forms of contacts with persons of a case."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.web.fields import MomentField
from beredskab.web.forms import PortalForm, required_message
from cases.forms.cases import LONG
from cases.forms.interpreters import InterpreterFields
from cases.models import Person
from cases.models.contact import ContactAbout, ContactWay, Initiative

FAMILY = "family"


class PersonOfCaseField(forms.ChoiceField):
    """A choice among the persons of a case, or the family in general, which cleans to None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.persons: dict[str, Person] = {}

    def offer(self, named: Sequence[tuple[Person, str]]) -> None:
        """Set whom to choose from, each with the words for it."""
        self.persons = {str(person.pk): person for person, _words in named}
        words = [(str(person.pk), words) for person, words in named]
        self.choices = [("", _("Choose")), *words, (FAMILY, _("The family in general"))]

    def clean(self, value: Any) -> Person | None:
        return self.persons.get(super().clean(value))


def _ways() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How?"),
        choices=[("", _("Choose")), *ContactWay.choices],
        error_messages=required_message(_("Choose the way of contact")),
    )


class _AboutPerson(PortalForm):
    """The base: who it is about."""

    person = PersonOfCaseField(
        label=_("With whom?"), error_messages=required_message(_("Choose the person"))
    )

    def __init__(self, *args: Any, persons: Sequence[tuple[Person, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, PersonOfCaseField)
        field.offer(persons)


class PlanContactForm(InterpreterFields, _AboutPerson):
    way = _ways()
    about = forms.ChoiceField(
        label=_("What is it about?"),
        help_text=_("Another matter: ordinary contact, which goes on as always."),
        choices=ContactAbout,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose what the contact is about")),
    )
    planned_for = MomentField(
        label=_("When?"), error_messages=required_message(_("Write when the contact is to be"))
    )
    purpose = forms.CharField(
        label=_("What is to be said or asked?"),
        max_length=LONG,
        widget=forms.Textarea,
        error_messages=required_message(_("Write what is to be said or asked")),
    )
    field_order = ("person", "way", "about", "planned_for", "purpose")


class _Happened(InterpreterFields, PortalForm):
    """The base: what happened."""

    way = _ways()
    initiative = forms.ChoiceField(
        label=_("Who contacted whom?"),
        choices=Initiative,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose who contacted whom")),
    )
    about = forms.ChoiceField(
        label=_("What was it about?"),
        choices=ContactAbout,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose what the contact was about")),
    )
    happened_at = MomentField(
        label=_("When did it happen?"),
        error_messages=required_message(_("Write when it happened")),
    )
    text = forms.CharField(
        label=_("What was said?"),
        help_text=_("What you heard and said yourself, apart from what you make of it."),
        max_length=LONG,
        widget=forms.Textarea,
        error_messages=required_message(_("Write what was said")),
    )


class HoldContactForm(_Happened):
    field_order = ("way", "initiative", "about", "happened_at", "text")


class RecordContactForm(_Happened, _AboutPerson):
    field_order = ("person", "way", "initiative", "about", "happened_at", "text")


class SilenceForm(_AboutPerson):
    since = MomentField(
        label=_("When did somebody last hear of the person?"),
        error_messages=required_message(_("Write when somebody last heard of the person")),
    )
    text = forms.CharField(
        label=_("What is known, and what was tried?"),
        max_length=LONG,
        widget=forms.Textarea,
        error_messages=required_message(_("Write what is known, and what was tried")),
    )


class DropContactForm(PortalForm):
    reason = forms.CharField(
        label=_("Why is the contact dropped?"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=required_message(_("Write why the contact is dropped")),
    )
