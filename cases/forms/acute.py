"""Forms of the acute way: short, and with as little to be filled in as can be."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beredskab.web.fields import DayField, MomentField
from beredskab.web.forms import PortalForm, required_message
from cases.choices import MeasureKind
from cases.models import AcuteCall, AcuteMark, OutsideAssessment

LONG = 4000


def not_later_than_now(moment: datetime | None) -> datetime | None:
    """Check a moment at which something happened."""
    if moment and moment > timezone.now():
        raise ValidationError(_("The time cannot be later than now"), code="future")
    return moment


class AcuteForm(PortalForm):
    """What makes a case acute: the one question that is asked."""

    triggers = forms.MultipleChoiceField(
        label=_("What makes it acute?"),
        choices=AcuteMark.Trigger,
        widget=forms.CheckboxSelectMultiple,
        error_messages=required_message(_("Choose what makes it acute")),
    )

    def __init__(self, *args: Any, triggers: Iterable[AcuteMark.Trigger], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(trigger.value, trigger.label) for trigger in triggers]
        self.fields["triggers"].choices = offered  # type: ignore[attr-defined]


class AcuteCallForm(PortalForm):
    """Who was called; with whom and what came of it can be left out."""

    to = forms.ChoiceField(
        label=_("Whom did you call?"),
        choices=AcuteCall.To,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose whom you called")),
    )
    called_at = MomentField(
        label=_("When did you call?"),
        error_messages=required_message(_("Write when you called")),
    )
    with_whom = forms.CharField(label=_("Whom did you speak with?"), max_length=200, required=False)
    outcome = forms.CharField(
        label=_("What did you agree on?"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    journal_number = forms.CharField(
        label=_("Journal number of the police"), max_length=60, required=False
    )

    def clean_called_at(self) -> datetime | None:
        return not_later_than_now(self.cleaned_data["called_at"])


class EndAcuteForm(PortalForm):
    grounds = forms.CharField(
        label=_("Why is the case no longer acute?"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=required_message(_("Say why the case is no longer acute.")),
    )


class HandoverForm(PortalForm):
    """The police took over: whom to ask for, when, and that they said so (R48)."""

    conditional = frozenset({"with_whom", "journal_number"})

    police_unit = forms.CharField(
        label=_("Which police unit has taken over?"),
        help_text=_("Such as the police district and the station."),
        max_length=200,
        error_messages=required_message(_("Write which police unit has taken over")),
    )
    with_whom = forms.CharField(
        label=_("Whom did you speak with?"),
        help_text=_("Write a person, the journal number, or both."),
        max_length=200,
        required=False,
    )
    journal_number = forms.CharField(
        label=_("Journal number of the police"), max_length=60, required=False
    )
    accepted_at = MomentField(
        label=_("When did they take over?"),
        error_messages=required_message(_("Write when they took over")),
    )
    is_accepted = forms.BooleanField(
        label=_("The police have told me that they take over"),
        error_messages=required_message(
            _("Tick that the police have said so. Until then it is only a call.")
        ),
    )

    def clean_accepted_at(self) -> datetime | None:
        return not_later_than_now(self.cleaned_data["accepted_at"])

    def clean(self) -> None:
        if not (self.cleaned_data.get("with_whom") or self.cleaned_data.get("journal_number")):
            self.add_error("with_whom", _("Write whom you spoke with, or the journal number"))

    def values(self) -> dict[str, Any]:
        """What is recorded, by the names of the workflow."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "is_accepted"}


class PlacementForm(PortalForm):
    """What was decided by phone; only what it is has to be said."""

    CHILD = (
        (MeasureKind.FORCED_PLACEMENT, _("Acute placement without consent")),
        (MeasureKind.PLACEMENT, _("Acute placement with consent")),
        (MeasureKind.SAFE_STAY, _("Safe stay")),
        (MeasureKind.SUPPORT, _("Support at once")),
    )
    ADULT = ((MeasureKind.SAFE_STAY, _("Safe stay")), (MeasureKind.SOCIAL, _("Social measure")))

    kind = forms.ChoiceField(
        label=_("What is decided?"),
        choices=CHILD,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose what is decided")),
    )
    decided_by = forms.CharField(label=_("Who decided it?"), max_length=200, required=False)
    decided_at = MomentField(label=_("When was it decided?"), required=False)
    where = forms.CharField(
        label=_("Where does the person stay now?"),
        help_text=_("Neutral words, such as with a foster family. Never an address."),
        max_length=200,
        required=False,
    )
    acute_assessment = forms.CharField(
        label=_("Why can't it wait?"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, *args: Any, is_minor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = self.CHILD if is_minor else self.ADULT  # type: ignore[attr-defined]

    def clean_decided_at(self) -> datetime | None:
        return not_later_than_now(self.cleaned_data["decided_at"])


class OutsideForm(PortalForm):
    """Who was asked for a risk assessment."""

    assessor = forms.ChoiceField(
        label=_("Who is to assess the risk?"),
        choices=OutsideAssessment.Assessor,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose who is to assess the risk")),
    )
    is_acute = forms.BooleanField(label=_("Acute risk assessment"), required=False)
    asked_at = MomentField(
        label=_("When were they asked?"),
        error_messages=required_message(_("Write when they were asked")),
    )
    due_on = DayField(
        label=_("When do you follow up?"),
        error_messages=required_message(_("Write when you follow up")),
    )

    def __init__(
        self, *args: Any, assessors: Iterable[OutsideAssessment.Assessor], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = [(one.value, one.label) for one in assessors]
        self.fields["assessor"].choices = offered  # type: ignore[attr-defined]

    def clean_asked_at(self) -> datetime | None:
        return not_later_than_now(self.cleaned_data["asked_at"])


class OutsideAnswerForm(PortalForm):
    """What they judged."""

    received_at = MomentField(
        label=_("When did the answer come?"),
        error_messages=required_message(_("Write when the answer came")),
    )
    level = forms.ChoiceField(
        label=_("Which level of risk did they give?"),
        choices=OutsideAssessment.Level,
        widget=forms.RadioSelect,
        required=False,
    )
    result = forms.CharField(
        label=_("What have they judged?"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages=required_message(_("Write what they have judged.")),
    )

    def clean_received_at(self) -> datetime | None:
        return not_later_than_now(self.cleaned_data["received_at"])
