"""The form of an explanation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.web.forms import PortalForm, required_message


class ExplanationForm(PortalForm):
    """What a word means; `seen` says which text the editor began from."""

    seen = forms.DateTimeField(
        widget=forms.HiddenInput, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"],
        error_messages=required_message(_("Read the page again before you write")),
    )  # fmt: skip
    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        widget=forms.TextInput(attrs={"class": "input-wide"}),
        error_messages=required_message(_("Write the title")),
    )
    text = forms.CharField(
        label=_("Explanation"),
        help_text=_(
            "A few plain sentences. Write no telephone number and no e-mail address: they stand "
            "in the directory."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages=required_message(_("Write what it means")),
    )
