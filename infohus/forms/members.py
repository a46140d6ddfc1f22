"""Forms of the register of standing members, and of who must be there."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from beredskab.municipality.models import Unit
from beredskab.web.fields import DayField
from beredskab.web.forms import PortalForm, required_message
from infohus.choices import Seat
from infohus.forms.who import WhoForm
from infohus.models import Member


class MemberForm(WhoForm):
    """One member: somebody with a log-in, or a name and an address."""

    conditional = WhoForm.conditional | {"seat"}
    field_order = ["deputises", "seat", "is_secondary"]

    deputises = forms.ModelChoiceField(
        label=_("Deputy for"),
        empty_label=_("Nobody: a member of her own"),
        queryset=Member.objects.none(),
        required=False,
    )
    seat = forms.ChoiceField(
        label=_("Speaks for"),
        choices=[("", _("Choose")), *Seat.choices],
        required=False,
        help_text=_("A deputy speaks for the same as the member she stands in for."),
    )
    is_secondary = forms.BooleanField(label=_("Secondary SSP consultant"), required=False)
    unit = forms.ModelChoiceField(
        label=_("Unit"),
        empty_label=_("Not a unit of the portal"),
        queryset=Unit.objects.filter(is_active=True),
        required=False,
    )
    from_on = DayField(label=_("From"), error_messages=required_message(_("Write the first day")))

    def __init__(self, *args: Any, member: Member | None = None, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = Member.objects.coming(on).filter(deputises__isnull=True).for_list()
        others = first.exclude(pk=member.pk) if member else first
        self.fields["deputises"].queryset = others  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("deputises") and not cleaned.get("seat") and "seat" not in self.errors:
            missing = ValidationError(_("Choose whom she speaks for"), code="required")
            self.add_error("seat", missing)
        return cleaned


class MemberEndForm(PortalForm):
    to_on = DayField(label=_("Last day"), error_messages=required_message(_("Write the last day")))


class RequiredSeatsForm(PortalForm):
    """Who must be there before an item is concluded, for each group."""

    minor = forms.MultipleChoiceField(
        label=_("Under 18"),
        choices=Seat,
        widget=forms.CheckboxSelectMultiple,
        error_messages=required_message(_("Choose at least one who must be there")),
    )
    adult = forms.MultipleChoiceField(
        label=_("18 and over"),
        choices=Seat,
        widget=forms.CheckboxSelectMultiple,
        error_messages=required_message(_("Choose at least one who must be there")),
    )
    confirm_weekdays = forms.IntegerField(
        label=_("Weekdays until a talk is to be confirmed by who was missing"),
        min_value=1,
        max_value=10,
        error_messages=required_message(_("Write a number of weekdays, such as 3")),
    )
