"""Forms that name another case by its reference."""

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab import references
from beredskab.web.forms import PortalForm, required_message
from cases.models import CaseLink


class OtherCaseForm(PortalForm):
    """The other case; whether there is one is said only as far as the user may see it."""

    other = forms.CharField(
        label=_("Reference of the other case"),
        max_length=20,
        error_messages=required_message(_("Write the reference of the other case")),
    )

    def clean_other(self) -> str:
        words = self.cleaned_data["other"].strip()
        return references.normalise(words) if references.is_valid(words) else ""

    def not_found(self) -> None:
        """Say of what the user may not see and of what isn't there the same."""
        self.add_error("other", _("There is no case of this reference that you may see."))


class LinkForm(OtherCaseForm):
    kind = forms.ChoiceField(
        label=_("How do the persons belong together?"),
        choices=CaseLink.Kind,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose how they belong together")),
    )
