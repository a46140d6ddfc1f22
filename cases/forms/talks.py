"""Forms of the authority's talks about a case, and of how a talk is going to be held."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.web.fields import MomentField
from beredskab.web.forms import PortalForm, required_message
from cases.forms.cases import LONG, UserField, offer
from cases.forms.concerns_base import acute_field
from cases.models import Consultation


class LeaderTalkForm(PortalForm):
    """A talk with the nearest leader; without a word on acute action it isn't whole (R31, R54)."""

    with_whom = forms.CharField(
        label=_("Whom did you talk with?"),
        max_length=200,
        error_messages=required_message(_("Write whom you talked with")),
    )
    held_at = MomentField(
        label=_("When?"), error_messages=required_message(_("Write when you talked"))
    )
    acute = acute_field(_("Is acute action needed?"), _("Choose whether acute action is needed"))
    outcome = forms.CharField(
        label=_("What did you agree on?"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=required_message(_("Write what you agreed on")),
    )

    def clean_held_at(self) -> datetime:
        moment: datetime = self.cleaned_data["held_at"]
        if moment > timezone.now():
            raise ValidationError(_("The time cannot be later than now"), code="future")
        return moment


class NamingForm(PortalForm):
    """Whether anybody is named, and on what basis; no choice asks the parents (R110)."""

    conditional = frozenset({"basis", "basis_leader"})

    naming = forms.ChoiceField(
        label=_("Is the person named?"),
        choices=Consultation.Naming,
        widget=forms.RadioSelect,
        initial=Consultation.Naming.ANONYMOUS,
        error_messages=required_message(_("Choose whether the person is named")),
    )
    basis = forms.ChoiceField(
        label=_("On what basis is the person named?"),
        help_text=_("Only with names."),
        widget=forms.RadioSelect,
        required=False,
    )
    basis_leader = UserField(
        label=_("Leader who answers for the legal basis"),
        help_text=_("Only with names of somebody under 18."),
        required=False,
    )

    def __init__(
        self, *args: Any, bases: Sequence[str], leaders: Iterable[User] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(Consultation.Basis.choices)
        named = [(basis, labels[basis]) for basis in bases]
        self.fields["basis"].choices = [("", _("None")), *named]  # type: ignore[attr-defined]
        if Consultation.Basis.AUTHORITY in bases:
            offer(self, "basis_leader", leaders)
        else:
            del self.fields["basis_leader"]
        if not bases:
            del self.fields["basis"]

    def clean(self) -> dict[str, Any]:
        """Without names there is no basis, and without the authority's basis no leader."""
        cleaned = {**self.cleaned_data}
        if cleaned.get("naming") != Consultation.Naming.NAMED and "basis" in cleaned:
            cleaned["basis"] = ""
        if cleaned.get("basis") != Consultation.Basis.AUTHORITY and "basis_leader" in cleaned:
            cleaned["basis_leader"] = None
        return cleaned


class SparringForm(NamingForm, LeaderTalkForm):
    """Advice from somebody outside the case, about what and on what basis (R30, R112)."""

    field_order = ("service", "purpose", "with_whom", "held_at", "naming", "basis", "basis_leader")

    service = forms.ChoiceField(
        label=_("Who gave advice?"),
        choices=Consultation.Adviser,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose who gave advice")),
    )
    purpose = forms.ChoiceField(
        label=_("What was it about?"),
        choices=Consultation.Purpose,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose what it was about")),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        acute_risk = cleaned.get("purpose") == Consultation.Purpose.ACUTE_RISK
        if acute_risk and cleaned.get("service") not in {Consultation.Adviser.VISO, None}:
            self.add_error("purpose", _("Only VISO makes an acute risk assessment"))
        return cleaned
