"""Forms of the network and of PSP."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.web.fields import DayField
from beredskab.web.forms import PortalForm, required_message
from cases.forms.adults import text_field
from infohus.choices import NoteKind
from infohus.forms.choosing import AuthorityForm, CaseForm


class NetworkNoteForm(PortalForm):
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=NoteKind,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose what it is")),
    )
    happened_on = DayField(label=_("When?"), error_messages=required_message(_("Write the day")))
    text = text_field(
        _("What is there to know?"),
        hint=_("In general: no names, no CPR numbers, no cases."),
        rows=5,
        message=_("Write what there is to know"),
    )


class PspNoteForm(CaseForm, AuthorityForm):
    """What PSP agreed, and exactly one who is responsible."""

    field_order = ["case", "agreed_on", "text"]

    agreed_on = DayField(label=_("When?"), error_messages=required_message(_("Write the day")))
    text = text_field(_("What was agreed?"), rows=5, message=_("Write what was agreed"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["authority"]
        field.required = True
        field.error_messages["required"] = _("Choose who is responsible")
