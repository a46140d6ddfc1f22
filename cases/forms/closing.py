"""Forms of how a case ends and begins again, and of the decision on Infohus."""

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.web.forms import PortalForm, required_message
from cases.choices import ClosingOutcome
from cases.models import InfohusHandling

from .cases import LONG

Decision = InfohusHandling.Decision


class CloseForm(PortalForm):
    outcome = forms.ChoiceField(
        label=_("How does the case end?"),
        choices=[pair for pair in ClosingOutcome.choices if pair[0] != ClosingOutcome.IN_ERROR],
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose how the case ends")),
    )
    grounds = forms.CharField(
        label=_("Grounds"),
        help_text=_("Why the case can be closed, and why no more action is needed."),
        max_length=LONG,
        widget=forms.Textarea,
        error_messages=required_message(_("Write why the case can be closed")),
    )


class SignClosingForm(PortalForm):
    """The leader signs, or sends the proposal back with a remark."""

    SIGN, RETURN = "sign", "return"
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (SIGN, _("I sign, and the case is closed")),
            (RETURN, _("I send it back: something is lacking")),
        ],
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose whether you sign")),
    )
    remark = forms.CharField(
        label=_("What is lacking?"),
        help_text=_("Only when you send it back."),
        max_length=LONG,
        widget=forms.Textarea,
        required=False,
    )


class ReopenForm(PortalForm):
    reason = forms.CharField(
        label=_("Why is the case reopened?"),
        max_length=LONG,
        widget=forms.Textarea,
        error_messages=required_message(_("Write why the case is reopened")),
    )


class InfohusForm(PortalForm):
    decision = forms.ChoiceField(
        label=_("How is the case handled in Infohus?"),
        help_text=_("Taken up, it can be closed once a meeting on it has been held."),
        choices=[pair for pair in Decision.choices if pair[0] != Decision.HELD],
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose how the case is handled")),
    )
    reason = forms.CharField(
        label=_("Grounds"),
        help_text=_("Must be filled in when the case is not taken up."),
        max_length=LONG,
        widget=forms.Textarea,
        required=False,
    )
