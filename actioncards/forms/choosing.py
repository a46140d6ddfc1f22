"""The two questions that choose an action card (R8)."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from actioncards.choices import CardAge, CardRole
from beredskab.web.forms import PortalForm

UNKNOWN = "unknown"


class ChoiceForm(PortalForm):
    """Who acts, and for whom; an answer that is not on offer counts as none."""

    role = forms.ChoiceField(
        label=_("What is your role?"),
        choices=CardRole,
        widget=forms.RadioSelect,
        required=False,
    )
    age = forms.ChoiceField(
        label=_("How old is the person?"),
        choices=[*CardAge.choices, (UNKNOWN, _("Don't know"))],
        widget=forms.RadioSelect,
        required=False,
    )
    conditional = frozenset({"role", "age"})

    def __init__(self, asked: QueryDict, *, own: CardRole | None) -> None:
        known = {"role": {*CardRole.values}, "age": {*CardAge.values, UNKNOWN}}
        given = {name: v for name, on_offer in known.items() if (v := asked.get(name)) in on_offer}
        self.chosen_role = given.get("role", "")
        self.chosen_age = given.get("age", "")
        super().__init__({"role": own or "", **given})

    @property
    def age_known(self) -> str:
        """The age, or nothing when it is not known: then both cards are offered."""
        return "" if self.chosen_age == UNKNOWN else self.chosen_age

    @property
    def is_in_doubt(self) -> bool:
        """Whether the age was asked for and is not known."""
        return self.chosen_age == UNKNOWN

    @property
    def is_settled(self) -> bool:
        """Whether both answers leave one card."""
        return bool(self.chosen_role and self.age_known)
