"""Forms of what the municipality itself sets, and of its units, routes and contacts."""

from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from beredskab.municipality import phones
from beredskab.municipality.models import Contact, Route, Unit
from beredskab.municipality.sources import Source
from beredskab.web.fields import DayField
from beredskab.web.forms import PortalForm, required_message


class PhoneField(forms.CharField):
    """A Danish telephone number, cleaned to pairs of digits."""

    widget = forms.TextInput(attrs={"type": "tel", "class": "input-char-11"})

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return phones.normalise(text)
        except ValueError as error:
            raise ValidationError(
                _("Write a Danish telephone number of eight digits"), code="phone"
            ) from error


class IdentityForm(PortalForm):
    name = forms.CharField(
        label=_("Name of the municipality"),
        max_length=100,
        error_messages=required_message(_("Write the name of the municipality")),
    )
    confirmation_signature = forms.CharField(
        label=_("Signature of confirmations"), max_length=200, required=False
    )
    law_chapter = forms.CharField(
        label=_("Legal basis printed on confirmations"),
        max_length=100,
        error_messages=required_message(_("Write the legal basis, such as barnets lov kap. 16")),
    )
    has_infohus = forms.BooleanField(label=_("The municipality has an Infohus"), required=False)


class CalendarForm(PortalForm):
    saturday_counts = forms.BooleanField(
        label=_("Saturday counts as a weekday"),
        required=False,
        help_text=_("The limit itself. The amber date always counts Saturday."),
    )
    half_holidays_count = forms.BooleanField(
        label=_("1 May, 5 June, 24 and 31 December count as weekdays"), required=False
    )
    show_amber = forms.BooleanField(
        label=_("Show an amber date to aim for, on which Saturday counts"), required=False
    )


class RemindersForm(PortalForm):
    clarify_reminder_weekdays = forms.IntegerField(
        label=_("Weekdays until a concern being clarified is asked after"),
        min_value=1,
        max_value=10,
        error_messages=required_message(_("Write a number of weekdays, such as 2")),
    )
    draft_days = forms.IntegerField(
        label=_("Days that a draft is kept"),
        min_value=1,
        max_value=90,
        error_messages=required_message(_("Write a number of days, such as 14")),
    )
    unassigned_hours = forms.IntegerField(
        label=_("Hours until a concern that nobody has taken is marked"),
        min_value=1,
        max_value=24,
        error_messages=required_message(_("Write a number of hours, such as 4")),
    )


class UnitForm(PortalForm):
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        error_messages=required_message(_("Write the name of the unit")),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Unit.Kind,
        error_messages=required_message(_("Choose the kind of unit")),
    )
    phone = PhoneField(label=_("Phone"), required=False)


class RouteForm(PortalForm):
    source = forms.ChoiceField(
        label=_("When the concern comes from"),
        choices=[("", _("Every other source")), *Source.choices],
        required=False,
    )
    age = forms.ChoiceField(
        label=_("about somebody who is"),
        choices=Route.Age,
        error_messages=required_message(_("Choose the age")),
    )
    unit = forms.ModelChoiceField(
        label=_("this unit receives it"),
        queryset=Unit.objects.filter(is_active=True),
        error_messages=required_message(_("Choose the unit that receives")),
    )
    conditional = frozenset({"source"})


class ContactForm(PortalForm):
    """A contact; its hours are one opening and closing time per weekday, or none at all."""

    name = forms.CharField(
        label=_("Name of the function"),
        max_length=120,
        help_text=_("Never the name of a person."),
        error_messages=required_message(_("Write the name of the function")),
    )
    phone = PhoneField(
        label=_("Phone"), error_messages=required_message(_("Write the telephone number"))
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    audience = forms.ChoiceField(
        label=_("Shown to"),
        choices=Contact.Audience,
        error_messages=required_message(_("Choose who may see the contact")),
    )
    is_acute = forms.BooleanField(label=_("Shown on the acute page"), required=False)
    position = forms.IntegerField(
        label=_("Order"),
        min_value=0,
        max_value=999,
        initial=10,
        help_text=_("The lowest number stands first."),
        error_messages=required_message(_("Write a number")),
    )
    checked_on = DayField(label=_("Last checked"), required=False)

    def __init__(self, *args: Any, hours: list[list[Any]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {weekday: (opens, closes) for weekday, opens, closes in hours or []}
        for weekday, name in WEEKDAYS.items():
            opens, closes = known.get(weekday, ("", ""))
            self.fields[f"opens_{weekday}"] = _clock(_("%(day)s from") % {"day": name}, opens)
            self.fields[f"closes_{weekday}"] = _clock(_("%(day)s to") % {"day": name}, closes)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        hours = []
        for weekday in WEEKDAYS:
            opens: time | None = cleaned.pop(f"opens_{weekday}", None)
            closes: time | None = cleaned.pop(f"closes_{weekday}", None)
            if bool(opens) != bool(closes):
                self.add_error(f"closes_{weekday}", _("Write both times, or neither"))
            elif opens and closes and opens >= closes:
                self.add_error(f"closes_{weekday}", _("It must close after it opens"))
            elif opens and closes:
                hours.append([weekday, f"{opens:%H:%M}", f"{closes:%H:%M}"])
        cleaned["hours"] = hours
        return cleaned


class ClockField(forms.TimeField):
    """A time of day as Danes write it: 14.30 or 14:30."""

    widget = forms.TimeInput(
        format="%H.%M", attrs={"class": "input-char-4", "inputmode": "numeric"}
    )
    default_error_messages = {"invalid": _("Write the time as hours and minutes, such as 14.30")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H.%M", "%H:%M", "%H"], **kwargs)


def _clock(label: Any, initial: str) -> ClockField:
    return ClockField(
        label=label, required=False, initial=time.fromisoformat(initial) if initial else None
    )
