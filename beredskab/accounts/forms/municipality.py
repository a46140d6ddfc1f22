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

    def clean_name(self) -> str:
        """Refuse a second unit of the same name: lists and choices tell them apart by it."""
        name: str = self.cleaned_data["name"]
        is_new = name.casefold() != self.initial.get("name", "").casefold()
        if is_new and Unit.objects.filter(name__iexact=name).exists():
            raise ValidationError(_("There is a unit of this name already"), code="unique")
        return name


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
        empty_label=_("Choose"),
        queryset=Unit.objects.filter(is_active=True),
        error_messages=required_message(_("Choose the unit that receives")),
    )
    conditional = frozenset({"source"})


class ClockField(forms.TimeField):
    """A time of day as Danes write it: 14.30 or 14:30."""

    widget = forms.TimeInput(
        format="%H.%M", attrs={"class": "input-char-4", "inputmode": "numeric"}
    )
    default_error_messages = {"invalid": _("Write the time as hours and minutes, such as 14.30")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H.%M", "%H:%M", "%H"], **kwargs)


class HoursField(forms.CharField):
    """The opening hours of one day, "9.00-15.30"; cleans to two times, or None when closed."""

    def clean(self, value: Any) -> tuple[time, time] | None:
        text = super().clean(value)
        if not text:
            return None
        clock = ClockField()
        opens, dash, closes = text.replace("–", "-").partition("-")
        if not dash:
            raise ValidationError(_("Write both times, such as 9.00-15.00"), code="hours")
        span = clock.clean(opens.strip()), clock.clean(closes.strip())
        if span[0] >= span[1]:
            raise ValidationError(_("It must close after it opens"), code="hours")
        return span


class ContactForm(PortalForm):
    """A contact; its hours are one span for each weekday, or none at all."""

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
    conditional = frozenset(f"hours_{weekday}" for weekday in WEEKDAYS)

    def __init__(self, *args: Any, hours: list[list[Any]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {day: f"{opens}-{closes}".replace(":", ".") for day, opens, closes in hours or []}
        for weekday, name in WEEKDAYS.items():
            self.fields[f"hours_{weekday}"] = HoursField(
                label=_("Open on %(day)s") % {"day": name},
                required=False,
                initial=known.get(weekday, ""),
                widget=forms.TextInput(attrs={"class": "input-char-11"}),
            )
        self.fields["hours_0"].help_text = _(
            "Such as 9.00-15.00. A day without hours is closed; no hours at all means always open."
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        spans = {weekday: cleaned.pop(f"hours_{weekday}", None) for weekday in WEEKDAYS}
        cleaned["hours"] = [
            [weekday, f"{span[0]:%H:%M}", f"{span[1]:%H:%M}"]
            for weekday, span in spans.items()
            if span
        ]
        return cleaned
