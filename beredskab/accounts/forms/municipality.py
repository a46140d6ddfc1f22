"""Forms of what the municipality itself sets, and of its units and routes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from beredskab.accounts import workflow
from beredskab.municipality import phones, written
from beredskab.municipality.districts import PoliceDistrict
from beredskab.municipality.models import Route, Unit
from beredskab.municipality.sources import Source
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


class WrittenField(forms.CharField):
    """A mail address or a page, of a function and never of a person."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return written.normalise(text)
        except ValueError as error:
            raise ValidationError(
                _("Write a mail address or the address of a page"), code="written"
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
    police_district = forms.ChoiceField(
        label=_("Police district"),
        choices=[("", _("Choose")), *PoliceDistrict.choices],
        required=False,
    )
    cards_public = forms.BooleanField(
        label=_("Action cards can be read without log-in"), required=False
    )
    accessibility_contact = WrittenField(
        label=_("Whom to write to on accessibility"),
        help_text=_("A mail address or a page, of a function and never of a person."),
        max_length=written.LONGEST,
        required=False,
    )
    accessibility_phone = PhoneField(label=_("Whom to call on accessibility"), required=False)


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
    youth_plan_from_age = forms.IntegerField(
        label=_("Age from which a youth plan is suggested"),
        min_value=12,
        max_value=18,
        error_messages=required_message(_("Write an age in years, such as 16")),
    )
    offer_hours = forms.IntegerField(
        label=_("Hours until an unanswered offer of a case returns"),
        help_text=_("The holder keeps the duty to act meanwhile. Holder and leader are told."),
        min_value=1,
        max_value=168,
        error_messages=required_message(_("Write a number of hours, such as 24")),
    )
    offer_hours_acute = forms.IntegerField(
        label=_("Hours until an unanswered offer of an acute case returns"),
        min_value=1,
        max_value=24,
        error_messages=required_message(_("Write a number of hours, such as 1")),
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

    def __init__(self, *args: Any, unit: Unit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unit = unit

    def clean_name(self) -> str:
        """Refuse a second unit of the same name: lists and choices tell them apart by it."""
        name: str = self.cleaned_data["name"]
        is_new = name.casefold() != self.initial.get("name", "").casefold()
        if is_new and Unit.objects.filter(name__iexact=name).exists():
            raise ValidationError(_("There is a unit of this name already"), code="unique")
        return name

    def clean_kind(self) -> str:
        """Refuse to make another kind of a unit that has a coordinator (R106)."""
        kind: str = self.cleaned_data["kind"]
        if self._unit and kind != Unit.Kind.SSP and workflow.has_coordinator(self._unit):
            raise ValidationError(_("The SSP coordinator belongs to it, so it is SSP"), code="ssp")
        return kind


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
