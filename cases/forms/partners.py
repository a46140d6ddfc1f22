"""Forms of partners, postponed notices, protected addresses and the safe way of contact."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beredskab.web.fields import DayField
from beredskab.web.forms import PortalForm, required_message
from cases.choices import AddressProtection
from cases.forms.cases import LONG
from cases.forms.versions import VersionForm
from cases.models.partners import PartnerBasis


def _long(label: Any, message: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=required_message(message),
        **more,
    )


class PartnerForm(PortalForm):
    """Which partner, how, why, and on which basis; only the authority is asked for that."""

    name = forms.CharField(
        label=_("Which function or unit?"),
        help_text=_("Such as the class teacher, the health visitor or the job centre; no names."),
        max_length=200,
        error_messages=required_message(_("Write which function or unit")),
    )
    takes_part = forms.MultipleChoiceField(
        label=_("How does it take part?"),
        choices=[("involve", _("Is involved")), ("inform", _("Is informed"))],
        widget=forms.CheckboxSelectMultiple,
        error_messages=required_message(_("Choose whether it is involved, informed or both")),
    )
    reason = _long(_("Why?"), _("Write why the partner is involved or informed"))
    basis = forms.ChoiceField(
        label=_("On which legal basis?"),
        choices=PartnerBasis,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose the legal basis; it is yours to choose")),
    )

    def clean(self) -> dict[str, Any]:
        """Turn the two answers into one fact each."""
        chosen = self.cleaned_data.pop("takes_part", [])
        facts = {"involve": "involve" in chosen, "inform": "inform" in chosen}
        return {**self.cleaned_data, **facts}


class EndPartnerForm(PortalForm):
    reason = _long(
        _("Why does the partner take no part any more?"), _("Write why it takes no part any more")
    )


class PostponeForm(PortalForm):
    reason = _long(
        _("Why is the person not told yet?"),
        _("Write why the person is not told yet"),
        help_text=_("Whose interest weighs more, and what could happen if the person knew?"),
    )
    review_on = DayField(
        label=_("When is it to be reviewed?"),
        error_messages=required_message(_("Write when it is to be reviewed")),
    )


class ProtectionForm(PortalForm):
    protection = forms.ChoiceField(
        label=_("How is the address protected?"),
        choices=AddressProtection,
        widget=forms.RadioSelect,
        required=False,
    )
    since = DayField(
        label=_("Since when is name and address protected?"),
        help_text=_("It lapses after a year. A task asks for the renewal in time."),
        required=False,
    )

    def clean_since(self) -> Any:
        day = self.cleaned_data["since"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("The protection can't begin in the future"))
        return day


class SafeContactForm(VersionForm):
    """How the exposed person can be reached without danger."""

    phone = forms.CharField(
        label=_("Safe number"),
        help_text=_("The only number that is ever called."),
        max_length=30,
        required=False,
        validators=[RegexValidator(r"^\+?[0-9 ]{3,20}$", _("Write the number with digits alone"))],
        widget=forms.TextInput(attrs={"inputmode": "tel", "class": "input-width-m"}),
    )
    hours = forms.CharField(label=_("When may it be called?"), max_length=200, required=False)
    code_word = forms.CharField(
        label=_("Code word"),
        help_text=_("How you know that it is her, and that she can talk."),
        max_length=100,
        required=False,
    )
    never = forms.CharField(
        label=_("Who may never answer or know of it?"), max_length=300, required=False
    )
    other = forms.CharField(
        label=_("Other"),
        help_text=_("What you may say you are calling about, and other ways that are safe."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
