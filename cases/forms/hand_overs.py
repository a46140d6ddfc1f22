"""Forms by which a case is handed over: to the adult area, to another municipality."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.web.forms import PortalForm, required_message
from cases.forms.adults import PastMomentField, text_field
from cases.models import MunicipalityHandOver


class ToAdultsForm(PortalForm):
    message = text_field(
        _("What must the adult area know at once?"),
        hint=_("All that stands in the case follows it. Write what does not stand there."),
    )


class ToMunicipalityForm(PortalForm):
    """A talk with the other municipality, and whether it accepted in it."""

    municipality = forms.CharField(
        label=_("Which municipality?"),
        max_length=100,
        error_messages=required_message(_("Write which municipality")),
    )
    to_whom = forms.CharField(
        label=_("Whom did you talk with?"),
        help_text=_("The function and the name, such as the duty adviser of the child authority."),
        max_length=200,
        error_messages=required_message(_("Write whom you talked with")),
    )
    told_at = PastMomentField(
        label=_("When?"), error_messages=required_message(_("Write when you talked"))
    )
    told = forms.MultipleChoiceField(
        label=_("What did you tell?"),
        help_text=_("The safety plan, the duty to report and return dates must never be lost."),
        choices=MunicipalityHandOver.Told,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    handed_over = text_field(
        _("What was handed over, and how?"),
        message=_("Write what was handed over"),
        hint=_("Papers go by the safe way between authorities, never by the family."),
    )
    accepted_at = PastMomentField(
        label=_("When did they accept?"),
        help_text=_("Leave it empty as long as they have not. Until then the duty stays here."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        told, accepted = self.cleaned_data.get("told_at"), self.cleaned_data.get("accepted_at")
        if told and accepted and accepted < told:
            self.add_error("accepted_at", _("They can't have accepted before they were told"))
        return self.cleaned_data
