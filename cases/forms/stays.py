"""Forms of stays abroad: what is known of one, and that it was reported."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.web.fields import DayField, MomentField
from beredskab.web.forms import PortalForm, required_message
from cases.choices import Answer, Permit
from cases.forms.cases import LONG
from cases.forms.versions import VersionForm
from cases.models import JourneyReport, Stay

YES, UNKNOWN = Answer.YES, Answer.UNKNOWN
KNOWN = [(YES.value, _("Yes, this day")), (UNKNOWN.value, Answer.UNKNOWN.label)]
JOURNEY = [
    (YES.value, _("Yes, there is knowledge or suspicion of it")),
    (UNKNOWN.value, _("Don't know yet")),
    (Answer.NO.value, Answer.NO.label),
]
UNKNOWN_HINT = _("Write »unknown« when nobody knows.")
DAYS = {"departure": "departure_on", "returning": "return_on"}
FACTS = ("journey", "country", "permit", "permit_words", "passport", "remarks", "came_back_on")


def _known(label: Any, message: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=KNOWN,
        widget=forms.RadioSelect,
        error_messages=required_message(message),
    )


def _line(label: Any, help_text: Any = "", message: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=200,
        required=bool(message),
        error_messages=required_message(message),
    )


class StayForm(VersionForm):
    """Each question is answered, or said to be unknown (R21)."""

    conditional = frozenset({"departure_on", "return_on", "permit_words"})

    journey = forms.ChoiceField(
        label=_("Is it, or may it become, a stay against the person's will?"),
        help_text=_("Such as a re-education journey, or being sent or left abroad."),
        choices=JOURNEY,
        widget=forms.RadioSelect,
        error_messages=required_message(
            _("Choose whether it may be a stay against the person's will")
        ),
    )
    departure = _known(
        _("Is the day of departure known?"), _("Choose whether the day of departure is known")
    )
    departure_on = DayField(label=_("Day of departure"), required=False)
    returning = _known(
        _("Is the expected return known?"), _("Choose whether the expected return is known")
    )
    return_on = DayField(label=_("Expected return"), required=False)
    country = _line(_("Country"), UNKNOWN_HINT, _("Write the country, or »unknown«"))
    permit = forms.ChoiceField(
        label=_("Basis of residence in Denmark"),
        choices=Permit,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose the basis of residence, or don't know")),
    )
    permit_words = _line(_("Which residence permit?"))
    passport = _line(
        _("Where is the passport?"), UNKNOWN_HINT, _("Write where the passport is, or »unknown«")
    )
    remarks = forms.CharField(
        label=_("What else is known?"), max_length=LONG, widget=forms.Textarea, required=False
    )
    came_back_on = DayField(label=_("The person came back on"), required=False)
    is_off = forms.BooleanField(label=_("The journey comes to nothing"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        for known, day in DAYS.items():
            if cleaned.get(known) == UNKNOWN:
                self.errors.pop(day, None)
                cleaned[day] = None
            elif cleaned.get(known) == YES and not cleaned.get(day) and day not in self.errors:
                self.add_error(day, _("Write the day, or choose that it is not known"))
        if cleaned.get("permit") == Permit.TEMPORARY and not cleaned.get("permit_words"):
            self.add_error("permit_words", _("Write which residence permit it is, or »unknown«"))
        if cleaned.get("is_off") and cleaned.get("came_back_on"):
            self.add_error("is_off", _("Who came back has been away: leave one of the two empty"))
        return cleaned

    def known(self) -> dict[str, Any]:
        """The answers as the workflow takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name not in DAYS}


def stay_values(stay: Stay | None) -> dict[str, Any]:
    """The fields of a stay as the form has them."""
    if stay is None:
        return {}
    days = {known: (YES if getattr(stay, day) else UNKNOWN).value for known, day in DAYS.items()}
    texts = {name: getattr(stay, name) or "" for name in FACTS if name != "came_back_on"}
    return {
        **days,
        **texts,
        "departure_on": stay.departure_on,
        "return_on": stay.return_on,
        "came_back_on": stay.came_back_on,
        "is_off": stay.is_off,
    }


def told_values(answers: Mapping[str, Any]) -> dict[str, Any]:
    """What a concern told of the journey, as far as the form asks it too."""
    told = answers.get("abroad") or {}
    days = {day: told.get(day) for day in DAYS.values()}
    found: dict[str, Any] = {day: date.fromisoformat(value) for day, value in days.items() if value}
    found |= {known: YES.value for known, day in DAYS.items() if day in found}
    texts = {"country": "country", "passport": "passport", "permit_words": "permit"}
    return found | {name: told[key] for name, key in texts.items() if told.get(key)}


class ReportForm(PortalForm):
    """When, to whom and how the journey was reported."""

    to = forms.ChoiceField(
        label=_("To whom was it reported?"),
        help_text=_("It depends on the residence permit which of the two it is."),
        choices=JourneyReport.To,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose to whom it was reported")),
    )
    reported_at = MomentField(
        label=_("When was it reported?"),
        error_messages=required_message(_("Write when it was reported")),
    )
    how = forms.CharField(
        label=_("How was it reported, and what was said?"),
        max_length=LONG,
        widget=forms.Textarea,
        error_messages=required_message(_("Write how it was reported")),
    )
