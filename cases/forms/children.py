"""Forms of what is said of the other children in the family."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.web.forms import PortalForm, required_message
from cases.choices import Answer
from cases.forms.cases import LONG
from cases.models import ChildLine


class ChildForm(PortalForm):
    conditional = frozenset({"acute"})

    answer = forms.ChoiceField(
        label=_("Is there a concern about this child too?"),
        choices=[choice for choice in ChildLine.Answer.choices if choice[0] != "none"],
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose whether there is a concern about the child")),
    )
    acute = forms.ChoiceField(
        label=_("If yes: is it acute?"),
        help_text=_("Don't know counts as acute until it is assessed."),
        choices=Answer,
        widget=forms.RadioSelect,
        required=False,
    )
    grounds = forms.CharField(
        label=_("What do you build it on?"),
        help_text=_("On a yes these are the words of the concern about the child."),
        max_length=LONG,
        widget=forms.Textarea,
        error_messages=required_message(_("Write what you build it on")),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = {**self.cleaned_data}
        if cleaned.get("answer") == ChildLine.Answer.YES and not cleaned.get("acute"):
            self.add_error("acute", _("Choose whether it is acute"))
        cleaned["acute"] = cleaned.get("acute") or Answer.UNKNOWN
        return cleaned


class NoChildrenForm(PortalForm):
    grounds = forms.CharField(
        label=_("How do you know that there are no other children?"),
        max_length=LONG,
        widget=forms.Textarea,
        error_messages=required_message(_("Write how you know it")),
    )
