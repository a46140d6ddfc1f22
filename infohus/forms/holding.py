"""Forms of a meeting that is held: who was there, ties, an urgent talk."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.web.fields import MomentField
from beredskab.web.forms import PortalForm, required_message
from cases.forms.adults import text_field
from infohus.choices import Seat, Tie
from infohus.forms.choosing import WhoseForm
from infohus.models import Participant

SEATS = [("", _("Choose")), *Seat.choices]
_ASK = _("Ask whether she has a personal tie. Who has one takes no part.")


def _no_tie(**known: Any) -> forms.BooleanField:
    """That somebody who is no participant was asked of her tie."""
    label = _("I have asked: she has no personal tie to any of them")
    return forms.BooleanField(label=label, **known)


class AttendanceForm(PortalForm):
    """Who of the invited was there."""

    participants = forms.MultipleChoiceField(
        label=_("Who is there?"),
        help_text=_("Nobody needs a log-in to be marked as there."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    conditional = frozenset({"participants"})

    def __init__(self, *args: Any, asked: Iterable[Participant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._asked = {str(one.pk): one for one in asked}
        field = self.fields["participants"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [
            (pk, f"{one.name} ({one.get_seat_display()})") for pk, one in self._asked.items()
        ]

    def clean_participants(self) -> list[Participant]:
        return [self._asked[key] for key in self.cleaned_data["participants"]]


class PresentForm(PortalForm):
    """Somebody who was there without being invited by name."""

    name = forms.CharField(
        label=_("Name"), max_length=200, error_messages=required_message(_("Write the name"))
    )
    seat = forms.ChoiceField(
        label=_("Speaks for"),
        choices=SEATS,
        error_messages=required_message(_("Choose for whom she speaks")),
    )
    has_no_tie = _no_tie(error_messages=required_message(_ASK))


class ConfirmForm(PortalForm):
    """Who confirms afterwards for a seat that was missing."""

    seat = forms.ChoiceField(
        label=_("For whom?"),
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose for whom she confirms")),
    )
    name = forms.CharField(
        label=_("Who confirms?"),
        max_length=200,
        error_messages=required_message(_("Write who confirms")),
    )
    has_no_tie = _no_tie(error_messages=required_message(_ASK))

    def __init__(self, *args: Any, missing: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["seat"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(seat.value, seat.label) for seat in missing]


class TieForm(PortalForm):
    """A participant's own declaration, once per item."""

    answer = forms.ChoiceField(
        label=_("Do you have a personal tie to any of them?"),
        help_text=_(
            "Kin, a near friend, a neighbour, or of the same association."
            " Knowing the family from your work is no personal tie."
        ),
        choices=[
            (Tie.NONE, _("No")),
            (Tie.YES, _("Yes: the item is closed to me, and a deputy is found")),
            (Tie.UNSURE, _("Not sure: the leader decides, and the item is closed to me meanwhile")),
        ],
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose an answer")),
    )


class RulingForm(PortalForm):
    """The leader's ruling."""

    may_take_part = forms.TypedChoiceField(
        label=_("May she take part in the item?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose whether she may take part")),
    )
    grounds = text_field(_("Why?"), rows=3, message=_("Write why"))


class UrgentForm(WhoseForm):
    """A talk that was just held: on which case, about whom, and who was there."""

    held_at = MomentField(
        label=_("When was the talk?"),
        error_messages=required_message(_("Write when the talk was")),
    )
    conditional = frozenset({"seat"})

    persons = forms.MultipleChoiceField(
        label=_("Who was discussed?"),
        help_text=_("Their ages decide who must be there."),
        widget=forms.CheckboxSelectMultiple,
        error_messages=required_message(_("Choose at least one person")),
    )
    members = forms.MultipleChoiceField(
        label=_("Who of the standing members was there?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    name = forms.CharField(
        label=_("Somebody else who was there"),
        help_text=_("You can add more afterwards."),
        max_length=200,
        required=False,
    )
    seat = forms.ChoiceField(label=_("Speaks for"), choices=SEATS, required=False)
    has_no_tie = _no_tie(required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the seat of whoever is named, and whether she has a personal tie."""
        known = self.cleaned_data
        for name, message in (("seat", _("Choose for whom she speaks")), ("has_no_tie", _ASK)):
            if known.get("name") and not known.get(name) and name not in self.errors:
                self.add_error(name, message)
        return known
