"""The form of advice to an adult who gave no name."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from actioncards.choices import Knowledge
from beredskab.municipality.models import Unit
from beredskab.web.forms import PortalForm, required_message
from cases import anonymity
from cases.choices import Category
from cases.forms.adults import PastMomentField, text_field
from cases.forms.explained import ExplainedChoiceField
from cases.models import AnonymousAdvice


class AnonymousAdviceForm(PortalForm):
    """When, how, about what, and what was advised; there is no field for who it was (R104)."""

    given_at = PastMomentField(
        label=_("When?"), error_messages=required_message(_("Write when you advised"))
    )
    way = forms.ChoiceField(
        label=_("By which way?"),
        choices=AnonymousAdvice.Way,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose by which way")),
    )
    topics = ExplainedChoiceField(
        label=_("What was it about?"),
        choices=[choice for choice in Category.choices if choice[0] != Category.UNSETTLED],
        knowledge=Knowledge.CATEGORY,
        required=False,
    )
    advised = text_field(
        _("What did you advise?"),
        rows=6,
        hint=_("Without names, numbers, addresses or anything else that tells who it was."),
        message=_("Write what you advised"),
    )
    acute = forms.TypedChoiceField(
        label=_("Was it acute?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose whether it was acute")),
    )
    unit = forms.ChoiceField(
        label=_("For which unit?"),
        error_messages=required_message(_("Choose the unit that advised")),
    )

    def __init__(self, *args: Any, units: Mapping[int, Unit], **kwargs: Any) -> None:
        """Ask for the unit only where there are several to choose from."""
        super().__init__(*args, **kwargs)
        self.units = units
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(key), unit.name) for key, unit in units.items()]
        if len(units) == 1:
            field.initial = field.choices[0][0]
            field.widget = forms.HiddenInput()

    def clean_unit(self) -> Unit:
        return self.units[int(self.cleaned_data["unit"])]

    def clean_advised(self) -> str:
        """Refuse what a pattern takes for a trace of who it was; what was typed stays."""
        words: str = self.cleaned_data["advised"]
        if found := anonymity.found_in(words):
            named = ", ".join(str(trace.label) for trace in found)
            text = _t("This may tell who it was: %(found)s. Write it without.")
            raise forms.ValidationError(text % {"found": named}, code="identifying")
        return words
