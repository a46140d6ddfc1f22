"""Forms of the duty rota and of absences."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.forms.municipality import ClockField
from beredskab.accounts.models import DutyShift, Membership, User
from beredskab.accounts.roles import ON_DUTY, has_role
from beredskab.municipality.models import Unit
from beredskab.web.fields import DayField, MomentField
from beredskab.web.forms import PortalForm, required_message


class ShiftForm(PortalForm):
    unit = forms.ModelChoiceField(
        label=_("Unit"),
        empty_label=_("Choose"),
        queryset=Unit.objects.filter(is_active=True),
        error_messages=required_message(_("Choose the unit")),
    )
    kind = forms.ChoiceField(
        label=_("Duty"),
        choices=DutyShift.Kind,
        error_messages=required_message(_("Choose the kind of duty")),
    )
    user = forms.ModelChoiceField(
        label=_("Who"),
        empty_label=_("Choose"),
        queryset=User.objects.filter(
            is_active=True, pk__in=Membership.objects.filter(role__in=ON_DUTY).values("user")
        ).order_by("name", "pk"),
        help_text=_("Advisers, duty officers and leaders; nobody else can open a case."),
        error_messages=required_message(_("Choose who has the duty")),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Weekdays"),
        coerce=int,
        choices=list(WEEKDAYS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages=required_message(_("Choose at least one weekday")),
    )
    starts = ClockField(
        label=_("From"), error_messages=required_message(_("Write when the duty begins"))
    )
    ends = ClockField(
        label=_("To"),
        help_text=_("Earlier than the beginning: next morning. The same: around the clock."),
        error_messages=required_message(_("Write when the duty ends")),
    )
    from_on = DayField(
        label=_("First day"), error_messages=required_message(_("Write the first day"))
    )
    to_on = DayField(label=_("Last day"), required=False)

    def clean_to_on(self) -> Any:
        first, last = self.cleaned_data.get("from_on"), self.cleaned_data["to_on"]
        if first and last and last < first:
            raise ValidationError(_("The last day cannot be before the first day"), code="order")
        return last


class AbsenceForm(PortalForm):
    user = forms.ModelChoiceField(
        label=_("Who is away"),
        empty_label=_("Choose"),
        queryset=User.objects.none(),
        error_messages=required_message(_("Choose who is away")),
    )
    deputy = forms.ModelChoiceField(
        label=_("Deputy"),
        empty_label=_("Choose"),
        queryset=User.objects.none(),
        error_messages=required_message(_("Choose who stands in")),
    )
    from_at = MomentField(
        label=_("From"), error_messages=required_message(_("Write when the absence begins"))
    )
    to_at = MomentField(
        label=_("To"), error_messages=required_message(_("Write when the absence ends"))
    )

    def __init__(
        self, *args: Any, absentees: QuerySet[User], deputies: QuerySet[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = absentees  # type: ignore[attr-defined]
        self.fields["deputy"].queryset = deputies  # type: ignore[attr-defined]

    def clean_deputy(self) -> User:
        deputy: User = self.cleaned_data["deputy"]
        absent = self.cleaned_data.get("user")
        if deputy == absent:
            raise ValidationError(_("Choose somebody else as deputy"), code="same")
        if absent and has_role(absent, *ON_DUTY) and not has_role(deputy, *ON_DUTY):
            raise ValidationError(_("Choose a deputy who can open cases"), code="role")
        return deputy

    def clean_to_at(self) -> datetime:
        begins, ends = self.cleaned_data.get("from_at"), self.cleaned_data["to_at"]
        if begins and ends <= begins:
            raise ValidationError(_("The absence must end after it begins"), code="order")
        return ends
