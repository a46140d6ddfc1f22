"""What is recorded of a concern between its draft and its end."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beredskab.web.fields import MomentField
from beredskab.web.forms import PortalForm, required_message
from cases.choices import Answer
from cases.models import Consultation

from .concerns_base import ANSWERS, AnswersForm, acute_field


def _need(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=ANSWERS, widget=forms.RadioSelect, required=False)


class ConsultationForm(PortalForm):
    """A talk with the leader or an adviser; without a word on acute action it isn't whole (R31)."""

    kind = forms.ChoiceField(
        label=_("What kind of talk was it?"),
        choices=Consultation.Kind,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose what kind of talk it was")),
    )
    with_whom = forms.CharField(
        label=_("Whom did you talk with?"),
        max_length=200,
        error_messages=required_message(_("Write whom you talked with")),
    )
    held_at = MomentField(
        label=_("When?"), error_messages=required_message(_("Write when you talked"))
    )
    naming = forms.ChoiceField(
        label=_("Did you name the person you are concerned for?"),
        choices=Consultation.Naming,
        widget=forms.RadioSelect,
        initial=Consultation.Naming.ANONYMOUS,
        error_messages=required_message(_("Choose whether you named the person")),
    )
    basis = forms.BooleanField(label=_("With names: the adult has agreed herself"), required=False)
    acute = acute_field(_("Is acute action needed?"), _("Choose whether acute action is needed"))
    outcome = forms.CharField(
        label=_("What did you agree on?"),
        help_text=_("Once the concern is sent, those who handle it can read this."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=required_message(_("Write what you agreed on")),
    )

    def __init__(self, *args: Any, is_minor: bool = True, **kwargs: Any) -> None:
        """Under 18 nobody is asked for consent: there is none that would count (R110)."""
        super().__init__(*args, **kwargs)
        if is_minor:
            del self.fields["basis"]

    def clean_basis(self) -> str:
        named = self.cleaned_data.get("naming") == Consultation.Naming.NAMED
        agreed = named and self.cleaned_data["basis"]
        return Consultation.Basis.ADULT_CONSENT.value if agreed else ""

    def clean_held_at(self) -> datetime:
        moment: datetime = self.cleaned_data["held_at"]
        if moment > timezone.now():
            raise ValidationError(_("The time cannot be later than now"), code="future")
        return moment


class JudgementForm(PortalForm):
    """The two acute questions are mandatory, the three others only when it is not acute (R67)."""

    NEEDS = ("needs_risk_assessment", "needs_safety_plan", "needs_partners")
    conditional = frozenset(NEEDS)

    threatened = acute_field(
        _("Is the citizen imminently threatened?"),
        _("Choose whether the citizen is imminently threatened"),
    )
    act_now = acute_field(
        _("Is acute action needed?"),
        _("Choose whether acute action is needed"),
        help_text=_("Don't know counts as acute."),
    )
    needs_risk_assessment = _need(_("Is a risk assessment needed?"))
    needs_safety_plan = _need(_("Is a safety plan needed?"))
    needs_partners = _need(_("Must partners be involved or informed?"))
    grounds = forms.CharField(
        label=_("What do you build it on?"),
        help_text=_("Once the concern is sent, those who handle it can read this."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        answers = [cleaned.get("threatened"), cleaned.get("act_now")]
        if answers != [Answer.NO, Answer.NO]:
            return {**cleaned, **dict.fromkeys(self.NEEDS, "")}
        for name in self.NEEDS:
            if not cleaned.get(name) and not self.has_error(name):
                self.add_error(name, _("Answer this, since it is not acute"))
        return cleaned


class ClarifiedForm(PortalForm):
    reason = forms.CharField(
        label=_("Why is no notification needed?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages=required_message(_("Say why no notification is needed.")),
    )


class NoTalkForm(AnswersForm):
    """Why the talk with the leader is left out: one tick is enough, and nothing stops her (R29)."""

    conditional = frozenset({"no_talk_why"})

    no_talk_why = forms.ChoiceField(
        label=_("Why do you send without a talk with your leader?"),
        choices=[
            ("not_reached", _("My leader can't be reached")),
            ("involved", _("My leader has something to do with it herself")),
            ("no_wait", _("I don't want to wait")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    no_talk_reason = forms.CharField(
        label=_("Why without a talk with your leader first?"),
        help_text=_("In your own words, if none of these fits."),
        required=False,
        widget=forms.TextInput(attrs={"class": "input-wide"}),
    )

    def reason(self) -> str:
        """What was ticked and written, as it is kept; nothing when neither was."""
        if not self.is_valid():
            return ""
        labels = dict(self.fields["no_talk_why"].choices)  # type: ignore[attr-defined]
        ticked = labels.get(self.cleaned_data["no_talk_why"], "")
        return ". ".join(str(one) for one in (ticked, self.cleaned_data["no_talk_reason"]) if one)


class AdditionForm(PortalForm):
    text = forms.CharField(
        label=_("What have you learnt since?"),
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages=required_message(_("Write what you have learnt")),
    )
