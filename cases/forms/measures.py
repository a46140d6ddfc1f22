"""Forms of measures: recorded, filled in, ended."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beredskab.web.fields import DayField, MomentField
from beredskab.web.forms import PortalForm, required_message
from cases.choices import Answer, Consent, MeasureKind
from cases.forms.cases import LONG

CONSENTS = [("", _("Choose")), *Consent.choices]
YES_NO = [(Answer.YES, Answer.YES.label), (Answer.NO, Answer.NO.label)]
# What is only asked of children.
_OF_CHILDREN = (
    "acute_assessment",
    "assess_later",
    "custody_consent",
    "youth_consent",
    "party_told",
    "plan_needed",
    "plan_reason",
    "reason",
)


def _text(label: Any, *, rows: int = 3, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=LONG, widget=widget, **{"required": False, **kwargs}
    )


class KnownForm(PortalForm):
    """What may be known of a measure at once, and may be filled in later."""

    conditional = frozenset({"plan_reason", "reason", "acute_assessment"})

    what = _text(_("What is it?"))
    purpose = _text(_("What is it for?"))
    expected_duration = forms.CharField(
        label=_("How long is it expected to last?"), max_length=200, required=False
    )
    started_on = DayField(label=_("Begins, or has begun, on"), required=False)
    custody_consent = forms.ChoiceField(
        label=_("Consent of the custody holder"),
        help_text=_("Ask for it only when it is safe: the contact lock is no less on for it."),
        choices=CONSENTS,
        required=False,
    )
    youth_consent = forms.ChoiceField(
        label=_("Consent of the young person"),
        help_text=_("From the age of 15, to a placement under § 46."),
        choices=CONSENTS,
        required=False,
    )
    party_told = forms.ChoiceField(
        label=_("Has the child been told of its rights as a party?"),
        help_text=_("From the age of 10, in support and placements."),
        choices=YES_NO,
        widget=forms.RadioSelect,
        required=False,
    )
    plan_needed = forms.ChoiceField(
        label=_("Is a plan needed?"),
        help_text=_("Of support you decide; a placement always has a plan."),
        choices=YES_NO,
        widget=forms.RadioSelect,
        required=False,
    )
    plan_reason = _text(_("Why, or why not?"))


class MeasureForm(KnownForm):
    """A measure as it was decided; all but its kind can wait."""

    kind = forms.ChoiceField(
        label=_("Which measure is it?"),
        choices=[("", _("Choose")), *MeasureKind.choices],
        error_messages=required_message(_("Choose which measure it is")),
    )
    is_acute = forms.BooleanField(
        label=_("It is acute or provisional"),
        help_text=_("Then the examination (§ 20) begins by itself, and the measure need not wait."),
        required=False,
    )
    acute_assessment = _text(
        _("Short assessment: which danger is there, and why can't it wait?"),
        help_text=_("Asked of an acute measure when nothing is assessed in the case yet."),
    )
    assess_later = forms.BooleanField(
        label=_("I write the short assessment afterwards"), required=False
    )
    decided_at = MomentField(
        label=_("Decided"), error_messages=required_message(_("Write when it was decided"))
    )
    decided_by = forms.CharField(
        label=_("Who decided?"),
        help_text=_("Leave it empty when it was you."),
        max_length=200,
        required=False,
    )
    reason = _text(_("Decided without consent and before there was a plan: why?"))

    field_order = ("kind", "is_acute", "acute_assessment", "assess_later", "decided_at")

    def __init__(
        self, *args: Any, is_minor: bool, is_assessed: bool, has_plan: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        away: list[str] = [] if is_minor else [*_OF_CHILDREN]
        if is_assessed:
            away += ["acute_assessment", "assess_later"]
        if has_plan:
            away.append("reason")
        for name in away:
            self.fields.pop(name, None)

    def clean(self) -> dict[str, Any]:
        cleaned = dict(self.cleaned_data)
        later = cleaned.pop("assess_later", False)
        asked = "acute_assessment" in self.fields and cleaned.get("is_acute")
        if asked and not cleaned["acute_assessment"] and not later:
            words = _("Write the short assessment first, or tick that you write it afterwards")
            self.add_error("acute_assessment", words)
        return cleaned


class CompleteMeasureForm(KnownForm):
    """What is still empty of a measure; the rest stays as it was said."""

    acute_assessment = _text(_("Short assessment: which danger is there, and why can't it wait?"))

    def __init__(self, *args: Any, open_to: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(open_to):
            del self.fields[name]


class EndMeasureForm(PortalForm):
    ended_on = DayField(
        label=_("Last day"), error_messages=required_message(_("Write the last day"))
    )
    reason = _text(
        _("Why does it end?"),
        required=True,
        error_messages=required_message(_("Write why the measure ends")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"ended_on": timezone.localdate()}, **kwargs})
