"""Who somebody is: a user of the portal, or a name and an address."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.web.forms import PortalForm


class WhoForm(PortalForm):
    """The base: whoever has no log-in is asked for name and address."""

    conditional = frozenset({"name", "email"})

    user = forms.ModelChoiceField(
        label=_("User of the portal"),
        empty_label=_("Has no log-in"),
        queryset=User.objects.filter(is_active=True).order_by("name", "pk"),
        required=False,
    )
    name = forms.CharField(label=_("Name"), max_length=100, required=False)
    email = forms.EmailField(
        label=_("Work e-mail"),
        required=False,
        help_text=_("For invitations, which say nothing but time and link."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("user") or self.errors.keys() & {"user", "name", "email"}:
            return cleaned
        if not cleaned.get("name"):
            self.add_error("name", ValidationError(_("Write the name"), code="required"))
        if not cleaned.get("email"):
            self.add_error("email", ValidationError(_("Write the work e-mail"), code="required"))
        return cleaned
