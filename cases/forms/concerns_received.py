"""What came in by phone, post, mail or web form, written down by the authority on one page."""

from datetime import datetime
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from beredskab.web.fields import MomentField
from beredskab.web.forms import required_message
from cases.choices import Channel, NotifierKind, Source

from .concerns_base import ANSWERS, AnswersForm, PersonForm, acute_field

MOST_PERSONS = 5
# Only from these may a concern be anonymous; all others speak as professionals (LR12).
MAY_BE_ANONYMOUS = frozenset({Source.CITIZEN, Source.EXPOSED, Source.OTHER})
CHANNELS = [option for option in Channel.choices if option[0] != Channel.PORTAL]
ASSESSED = ("danger", "act_now", "grounds", "assessed_at", "assessed_by_text")


class ReceivedForm(AnswersForm):
    """A notification that came in otherwise; its persons are forms of their own."""

    conditional = frozenset({"notifier_name", "reason", *ASSESSED})
    SECTIONS: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (_("Acute"), ("acute",)),
        (
            _("Who notifies"),
            ("notifier_kind", "notifier_name", "notifier_contact", "notifier_in_family", "source"),
        ),
        (_("How and when it came in"), ("channel", "received_at", "reason")),
    )
    NAMED = ("notifier_name", "notifier_contact", "notifier_in_family")
    SHOWN_WHEN = dict.fromkeys(NAMED, "notifier_kind=professional|notifier_kind=private")

    opened_at = forms.CharField(widget=forms.HiddenInput, required=False)
    acute = acute_field(
        _("Is somebody in acute danger?"), _("Choose whether somebody is in acute danger")
    )
    notifier_kind = forms.ChoiceField(
        label=_("Who notifies?"),
        choices=NotifierKind,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose who notifies")),
    )
    notifier_name = forms.CharField(label=_("Name of the notifier"), max_length=200, required=False)
    notifier_contact = forms.CharField(
        label=_("Safe way to reach the notifier"),
        help_text=_("Phone, digital post or address, and when. Confirmation goes only there."),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"class": "input-wide"}),
    )
    notifier_in_family = forms.ChoiceField(
        label=_("Does the notifier belong to the family?"),
        help_text=_("If so, nothing is sent to the home address."),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        required=False,
    )
    source = forms.ChoiceField(
        label=_("Source"),
        help_text=_("With the age it decides which unit receives."),
        choices=[("", _("Choose the source")), *Source.choices],
        error_messages=required_message(_("Choose the source")),
    )
    channel = forms.ChoiceField(
        label=_("How did it come in?"),
        choices=CHANNELS,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose how it came in")),
    )
    received_at = MomentField(
        label=_("Received"),
        help_text=_("The clocks run from here. Set it back if it came in earlier."),
        error_messages=required_message(_("Write when it was received")),
    )
    reason = forms.CharField(
        label=_("Why is it earlier than now?"),
        help_text=_("Only if you set the time back. Such as: came by mail in the night."),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"class": "input-wide"}),
    )
    words = forms.CharField(
        label=_("What does the notification say?"),
        help_text=_("Paste the text, or write what was said in the notifier's own words."),
        max_length=50000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages=required_message(_("Write or paste what the notification says")),
    )
    is_assessed = forms.BooleanField(
        label=_("The 24-hour assessment is already made"), required=False
    )
    assessed_at = MomentField(label=_("When was it made?"), required=False)
    assessed_by_text = forms.CharField(label=_("Who made it?"), max_length=200, required=False)
    danger = forms.ChoiceField(
        label=_("Is the child's health or development in danger?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        required=False,
    )
    act_now = forms.ChoiceField(
        label=_("Is there a need to act at once?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        required=False,
    )
    grounds = forms.CharField(
        label=_("What do you base it on?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def clean(self) -> None:
        kind, source = self.cleaned_data.get("notifier_kind"), self.cleaned_data.get("source")
        if kind == NotifierKind.ANONYMOUS:
            self.forget(*self.NAMED)
            if source and source not in MAY_BE_ANONYMOUS:
                self.add_error("notifier_kind", _("A professional can't notify anonymously."))
        elif kind and not self.cleaned_data.get("notifier_name"):
            self.add_error("notifier_name", _("Write the name of the notifier"))
        if self.cleaned_data.get("is_assessed"):
            self._require_assessment()
        else:
            self.forget(*ASSESSED)

    def answers(self) -> dict[str, Any]:
        """Return what goes into the answers of the concern; the persons come beside."""
        return {name: self.cleaned_data[name] for name in ("acute", "words")}

    def receipt(self) -> dict[str, Any]:
        """Return the rest, by the names of the workflow."""
        names = ("source", "channel", "received_at", "notifier_kind")
        known = {name: self.cleaned_data[name] for name in names}
        known |= {name: self.cleaned_data[name] or "" for name in self.NAMED}
        assessed = {name: self.cleaned_data[name] for name in ASSESSED}
        made = assessed if self.cleaned_data["is_assessed"] else None
        return known | {"reason": self._reason(), "assessed": made}

    def sections(self) -> list[dict[str, Any]]:
        """Return the parts of the page that stand before the persons."""
        return [
            {
                "heading": heading,
                "fields": [(self[name], self.SHOWN_WHEN.get(name, "")) for name in names],
            }
            for heading, names in self.SECTIONS
        ]

    def assessment_fields(self) -> list[Any]:
        """Return the fields of an assessment already made."""
        order = ("assessed_at", "assessed_by_text", "danger", "act_now", "grounds")
        return [self[name] for name in order]

    def _reason(self) -> str:
        """Receipt when this page was opened needs no other reason than that."""
        reason: str = self.cleaned_data["reason"]
        if not reason and self.cleaned_data["received_at"] == _minute(
            self.cleaned_data["opened_at"]
        ):
            return now_("Written down as it came in")
        return reason

    def _require_assessment(self) -> None:
        messages = {
            "assessed_at": _("Write when the assessment was made"),
            "assessed_by_text": _("Write who made the assessment"),
            "danger": _("Choose whether the child is in danger"),
            "act_now": _("Choose whether there is a need to act at once"),
            "grounds": _("Write what the assessment is based on"),
        }
        for name, message in messages.items():
            if not self.cleaned_data.get(name) and not self.has_error(name):
                self.add_error(name, message)


class PersonsFormSet(BaseFormSet):
    """One to five persons; those after the first may be left empty."""

    def persons(self) -> list[dict[str, Any]]:
        """Return the persons of a valid set."""
        return [form.person() for form in self.forms if form.cleaned_data]

    def one_more(self) -> "PersonsFormSet":
        """Return the set as it was typed, unchecked, with one empty person at the end."""
        typed = [form.as_typed() for form in self.forms]
        return persons_form(initial=[*typed, {}][:MOST_PERSONS])

    @property
    def has_room(self) -> bool:
        """Whether another person may be added."""
        return len(self.forms) < MOST_PERSONS


_Persons = formset_factory(
    PersonForm,
    formset=PersonsFormSet,
    extra=0,
    min_num=1,
    max_num=MOST_PERSONS,
    absolute_max=MOST_PERSONS,
    validate_min=True,
    renderer=PersonForm.default_renderer,
)


def persons_form(posted: Any = None, **kwargs: Any) -> PersonsFormSet:
    """Return the set of persons, filled from what was posted or from `initial`."""
    persons = _Persons(posted, prefix="person", **kwargs)
    assert isinstance(persons, PersonsFormSet)
    return persons


def _minute(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(second=0, microsecond=0)
    except ValueError:
        return None
