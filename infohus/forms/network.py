"""Forms of the network and of PSP."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.municipality.models import Unit
from beredskab.web.fields import DayField
from beredskab.web.forms import PortalForm, required_message
from cases.models import Case
from infohus.choices import NoteKind, Seat

LONG = 4000


class NetworkNoteForm(PortalForm):
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=NoteKind,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose what it is")),
    )
    happened_on = DayField(label=_("When?"), error_messages=required_message(_("Write the day")))
    text = forms.CharField(
        label=_("What is there to know?"),
        help_text=_("In general: no names, no CPR numbers, no cases."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONG,
        error_messages=required_message(_("Write what there is to know")),
    )


class PspNoteForm(PortalForm):
    """What PSP agreed, and exactly one who is responsible."""

    conditional = frozenset({"seat", "unit"})

    case = forms.ChoiceField(
        label=_("Which case?"), error_messages=required_message(_("Choose the case"))
    )
    agreed_on = DayField(label=_("When?"), error_messages=required_message(_("Write the day")))
    text = forms.CharField(
        label=_("What was agreed?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONG,
        error_messages=required_message(_("Write what was agreed")),
    )
    seat = forms.ChoiceField(
        label=_("Which authority is responsible?"),
        help_text=_("Exactly one: an authority, or a unit of the municipality."),
        choices=[("", _("A unit of the municipality")), *Seat.choices],
        required=False,
    )
    unit = forms.ModelChoiceField(
        label=_("Or which unit?"),
        empty_label=_("An authority"),
        queryset=Unit.objects.order_by("name", "pk"),
        required=False,
    )

    def __init__(self, *args: Any, cases: dict[str, Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cases = cases
        field = self.fields["case"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose")), *((one, one) for one in cases)]

    def clean_case(self) -> Case:
        return self._cases[self.cleaned_data["case"]]
