"""Forms of what the authority judges with its leader."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.web.forms import required_message
from cases.choices import Answer
from cases.forms.assessment import ANSWERS
from cases.forms.cases import LONG
from cases.forms.versions import VersionForm
from cases.models import Case


class JudgementForm(VersionForm):
    """Two answers about an adult, three about a child; the acute ones alone are always needed."""

    conditional = frozenset({"examination", "grounds"})

    threatened = forms.ChoiceField(
        label=_("Is the exposed person imminently threatened?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose whether somebody is imminently threatened")),
    )
    act_now = forms.ChoiceField(
        label=_("Is there a need to act at once?"),
        help_text=_("Don't know yet counts as yes."),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose whether there is a need to act at once")),
    )
    examination = forms.ChoiceField(
        label=_("Is an examination under § 20 needed?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        required=False,
    )
    grounds = forms.CharField(
        label=_("What do you build it on?"),
        help_text=_("It can be left out while it is acute."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not case.is_minor:
            del self.fields["examination"]

    def clean(self) -> dict[str, Any]:
        """Ask for the rest only where nothing is acute."""
        cleaned = self.cleaned_data
        if {cleaned.get("threatened"), cleaned.get("act_now")} != {Answer.NO}:
            return cleaned
        if "examination" in self.fields and not cleaned.get("examination"):
            self.add_error("examination", _("Choose whether an examination under § 20 is needed"))
        if not cleaned.get("grounds"):
            self.add_error("grounds", _("Write what the judgement builds on"))
        return cleaned
