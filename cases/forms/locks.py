"""Forms of the contact lock."""

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.web.forms import PortalForm, required_message
from cases.forms.cases import LONG


class LiftLockForm(PortalForm):
    grounds = forms.CharField(
        label=_("Why can this person be talked with about the concern?"),
        help_text=_("What does the risk assessment say of this person, and what do you build on?"),
        max_length=LONG,
        widget=forms.Textarea,
        error_messages=required_message(_("Write why the person can be talked with")),
    )


class PutLockBackForm(PortalForm):
    reason = forms.CharField(
        label=_("Why is the lock put back?"),
        max_length=LONG,
        widget=forms.Textarea,
        error_messages=required_message(_("Write why the lock is put back")),
    )
