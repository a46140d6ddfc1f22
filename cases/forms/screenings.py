"""The form of the screening under § 18."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.web.forms import required_message
from cases.choices import Answer, Category
from cases.forms.assessment import ANSWERS
from cases.forms.cases import LONG
from cases.forms.versions import VersionForm
from cases.models import Case
from cases.models.screening import ABUSE_FOUND, Abuse, Criterion, ScreeningOutcome

ONLY_EXAMINATION = [(ScreeningOutcome.EXAMINATION, ScreeningOutcome.EXAMINATION.label)]


class ScreeningForm(VersionForm):
    """The questions in the order in which the last one depends on the others.

    Where abuse is ticked, the only outcome left is the examination (LR3).
    """

    conditional = frozenset({"by_parents", "criteria", "earlier_words"})

    abuse = forms.ChoiceField(
        label=_("Is there abuse, as you judge it yourself?"),
        help_text=_("What the notifier ticked only proposes it."),
        choices=Abuse.choices,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose whether there is abuse")),
    )
    by_parents = forms.ChoiceField(
        label=_("Is a parent suspected of it?"),
        help_text=_("Answer when there is abuse. Then the child is talked with without them."),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        required=False,
    )
    criteria = forms.MultipleChoiceField(
        label=_("What makes the control negative?"),
        choices=Criterion.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    earlier = forms.ChoiceField(
        label=_("Have there been honour-related incidents in the family before?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose whether there have been incidents before")),
    )
    earlier_words = forms.CharField(
        label=_("What happened then?"),
        help_text=_("Write it when there have been incidents."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    outcome = forms.ChoiceField(
        label=_("What does the screening lead to?"),
        choices=ScreeningOutcome.choices,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose what the screening leads to")),
    )
    grounds = forms.CharField(
        label=_("What do you build it on?"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages=required_message(_("Write what the screening builds on")),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks_criteria = Category.SOCIAL_CONTROL in case.categories
        if not self.asks_criteria:
            del self.fields["criteria"]
        if self.finds_abuse:
            outcome = self.fields["outcome"]
            assert isinstance(outcome, forms.ChoiceField)
            outcome.choices = ONLY_EXAMINATION
            outcome.help_text = _(
                "Abuse is known or suspected. Then an examination under § 20 must be made, and "
                "the other two outcomes are gone."
            )
            outcome.error_messages["invalid_choice"] = _(
                "Where abuse is known or suspected, choose the examination"
            )

    @property
    def finds_abuse(self) -> bool:
        """Whether abuse is ticked, in what was sent or in what the form begins from."""
        given = self.data if self.is_bound else self.initial
        return given.get(self.add_prefix("abuse")) in ABUSE_FOUND

    @property
    def asks_forbidden(self) -> bool:
        """Whether an outcome was sent that is gone where there is abuse (LR3)."""
        sent = self.data.get(self.add_prefix("outcome"), "")
        gone = sent in ScreeningOutcome.values and sent != ScreeningOutcome.EXAMINATION
        return self.finds_abuse and gone

    def clean(self) -> dict[str, Any]:
        """Ask for what an answer makes necessary."""
        cleaned = self.cleaned_data
        if cleaned.get("abuse") in ABUSE_FOUND and not cleaned.get("by_parents"):
            self.add_error("by_parents", _("Choose whether a parent is suspected"))
        if cleaned.get("earlier") == Answer.YES and not cleaned.get("earlier_words"):
            self.add_error("earlier_words", _("Write what happened before"))
        return cleaned
