"""The form of a contact, with a grid of its opening hours."""

from collections.abc import Iterable
from datetime import time
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.forms.municipality import ClockField, PhoneField
from beredskab.errors import Refused
from beredskab.municipality import contacts
from beredskab.municipality.models import Contact, Unit
from beredskab.municipality.services import Service, Topic
from beredskab.web.forms import PortalForm, required_message

Spans = list[tuple[time, time]]
_HOURS = [f"hours_{weekday}" for weekday in WEEKDAYS]


class HoursField(forms.CharField):
    """The opening hours of a day, "9-12, 13.00-15.30"; cleans to pairs of times, in order."""

    def clean(self, value: Any) -> Spans:
        text = super().clean(value)
        spans = [self._span(part) for part in text.split(",")] if text else []
        for before, after in pairwise(spans):
            if after[0] < before[1]:
                raise ValidationError(_("Write the earliest hours first"), code="hours")
        return spans

    @staticmethod
    def _span(text: str) -> tuple[time, time]:
        clock = ClockField()
        opens, _dash, closes = map(str.strip, text.replace("–", "-").partition("-"))
        if not (opens and closes):
            raise ValidationError(_("Write both times, such as 9.00-15.00"), code="hours")
        span = clock.clean(opens), clock.clean(closes)
        if span[0] >= span[1]:
            raise ValidationError(_("It must close after it opens"), code="hours")
        return span


class AgeField(forms.IntegerField):
    """An age in whole years that may be left out."""

    widget = forms.TextInput(attrs={"class": "input-char-4", "inputmode": "numeric"})
    default_error_messages = {"invalid": _("Write the age as a number of years, such as 16")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=120, required=False, **kwargs)


class ContactForm(PortalForm):
    """A contact; nowhere is an address asked for (R114)."""

    name = forms.CharField(
        label=_("Name of the function"),
        max_length=120,
        help_text=_("Never the name of a person."),
        widget=forms.TextInput(attrs={"class": "input-wide"}),
        error_messages=required_message(_("Write the name of the function")),
    )
    service = forms.ChoiceField(
        label=_("Service"),
        choices=[("", _("Choose")), *Service.choices],
        error_messages=required_message(_("Choose what kind of service it is")),
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"), empty_label=_("None of ours"), queryset=Unit.objects.none(), required=False
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=200,
        required=False,
        help_text=_("What one should know before calling. No addresses, and no names of persons."),
        widget=forms.TextInput(attrs={"class": "input-wide"}),
    )
    phone = PhoneField(
        label=_("Phone"),
        required=False,
        help_text=_("Leave it empty until you know it; then nobody is led to it."),
    )
    second_phone = PhoneField(label=_("Second phone"), required=False)
    checked_today = forms.BooleanField(label=_("I have checked the numbers today"), required=False)
    always_open = forms.BooleanField(label=_("Open around the clock"), required=False)
    topics = forms.MultipleChoiceField(
        label=_("What it can be asked about"),
        choices=Topic.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    anonymous_advice = forms.BooleanField(
        label=_("Gives advice without being told names"), required=False
    )
    from_age = AgeField(label=_("From age"))
    to_age = AgeField(label=_("To age, inclusive"))
    audience = forms.ChoiceField(
        label=_("Shown to"),
        choices=Contact.Audience.choices,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose who may see the contact")),
    )
    is_acute = forms.BooleanField(label=_("Shown on the acute page"), required=False)
    position = forms.IntegerField(
        label=_("Order"),
        min_value=0,
        max_value=999,
        initial=100,
        help_text=_("The lowest number stands first."),
        widget=forms.TextInput(attrs={"class": "input-char-4", "inputmode": "numeric"}),
        error_messages={"required": _("Write a number"), "invalid": _("Write a number")},
    )
    conditional = frozenset(_HOURS)

    def __init__(self, *args: Any, contact: Contact | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: Any = self.fields["unit"]
        units.queryset = Unit.objects.filter(Q(is_active=True) | Q(contacts=contact)).distinct()
        for weekday, name in WEEKDAYS.items():
            self.fields[f"hours_{weekday}"] = HoursField(label=capfirst(str(name)), required=False)
        # The summary of errors follows the page.
        after = list(self.base_fields).index("always_open") + 1
        self.order_fields([*list(self.base_fields)[:after], *_HOURS])
        if contact is not None:
            kept = [name for name in self.base_fields if name != "checked_today"]
            self.initial = {name: getattr(contact, name) for name in kept}
            self.initial |= _written(contact.hours)

    @property
    def hours_fields(self) -> list[forms.BoundField]:
        """The fields of the grid, Monday first."""
        return [self[name] for name in _HOURS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["hours"] = [
            [weekday, f"{opens:%H:%M}", f"{closes:%H:%M}"]
            for weekday in WEEKDAYS
            for opens, closes in cleaned.pop(f"hours_{weekday}", None) or []
        ]
        for field, message in self._contradictions(cleaned):
            self.add_error(field, message)
        self._refuse_addresses(cleaned)
        return cleaned

    def _contradictions(self, cleaned: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """What cannot be said together, each with the field to mend."""
        if cleaned.get("always_open") and cleaned["hours"]:
            yield "always_open", gettext("Choose either open day and night, or hours on weekdays")
        if "phone" in cleaned and not cleaned["phone"] and (needed := self._needs_phone(cleaned)):
            yield "phone", needed
        audience = cleaned.get("audience", Contact.Audience.AUTHORITY)
        if cleaned.get("service") == Service.VISO and audience != Contact.Audience.AUTHORITY:
            yield "audience", gettext("VISO is for authorities only")
        first, last = cleaned.get("from_age"), cleaned.get("to_age")
        if first is not None and last is not None and first > last:
            yield "to_age", gettext("The highest age must not be below the lowest")

    @staticmethod
    def _needs_phone(cleaned: dict[str, Any]) -> str:
        """Why the number cannot be left empty, or nothing."""
        reasons = {
            "is_acute": gettext("Write the number: the contact is shown on the acute page"),
            "checked_today": gettext("Write the number that you have checked"),
            "second_phone": gettext("Write the first number before the second one"),
        }
        return next((why for field, why in reasons.items() if cleaned.get(field)), "")

    def _refuse_addresses(self, cleaned: dict[str, Any]) -> None:
        for field in ("name", "note"):
            try:
                contacts.require_neutral(cleaned.get(field, ""))
            except Refused as refusal:
                self.add_error(field, str(refusal))


def _written(hours: list[list[Any]]) -> dict[str, str]:
    """Stored hours as they are written in the grid."""
    written: dict[str, str] = {}
    for weekday, opens, closes in sorted(hours):
        name, span = f"hours_{weekday}", f"{opens}-{closes}".replace(":", ".")
        written[name] = f"{written[name]}, {span}" if name in written else span
    return written
