"""Forms of a meeting: when and where, what an item needs, who is asked, what they answer."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from beredskab.web.fields import MomentField
from beredskab.web.forms import PortalForm, required_message
from cases.forms.adults import text_field
from cases.models import Case, Person
from infohus.choices import OUTSIDE, Basis, Seat
from infohus.forms.choosing import WhoseForm
from infohus.forms.who import WhoForm
from infohus.models import Member, Participant

MINUTES = (30, 45, 60, 90, 120)


def _minutes(number: int) -> tuple[str, Any]:
    text = ngettext_lazy("%(number)d minute", "%(number)d minutes", number)
    return str(number), text % {"number": number}


class TimeForm(PortalForm):
    """When and where."""

    starts_at = MomentField(
        label=_("When does it begin?"),
        error_messages=required_message(_("Write when the meeting begins")),
    )
    minutes = forms.ChoiceField(
        label=_("How long?"),
        choices=[_minutes(number) for number in MINUTES],
        initial="60",
        error_messages=required_message(_("Choose how long it takes")),
    )
    place = forms.CharField(
        label=_("Where?"),
        help_text=_("A room, or that it is by phone. The mail does not say it, the portal does."),
        max_length=200,
        required=False,
    )

    def times(self) -> dict[str, Any]:
        """The answers as the workflow takes them."""
        starts_at: datetime = self.cleaned_data["starts_at"]
        ends_at = starts_at + timedelta(minutes=int(self.cleaned_data["minutes"]))
        return {"starts_at": starts_at, "ends_at": ends_at, "place": self.cleaned_data["place"]}


class BeginForm(TimeForm):
    """On which cases, when and where."""

    field_order = ["cases"]

    cases = forms.MultipleChoiceField(
        label=_("Which cases are taken up?"),
        help_text=_("Each case is an item of its own, with its own participants."),
        widget=forms.CheckboxSelectMultiple,
        error_messages=required_message(_("Choose at least one case")),
    )

    def __init__(self, *args: Any, offered: Sequence[tuple[Case, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cases = {case.reference: case for case, _words in offered}
        field = self.fields["cases"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(case.reference, words) for case, words in offered]

    def clean_cases(self) -> list[Case]:
        return [self._cases[reference] for reference in self.cleaned_data["cases"]]


class ItemForm(WhoseForm):
    """Who is discussed, who is asked, on which basis, and what the participants read.

    To an urgent talk nobody need be asked. To a meeting that is over nobody is asked any more,
    and the `members` are those who were.
    """

    persons = forms.MultipleChoiceField(
        label=_("Who is discussed?"),
        help_text=_("Their ages decide who must be there."),
        widget=forms.CheckboxSelectMultiple,
        error_messages=required_message(_("Choose at least one person to discuss")),
    )
    members = forms.MultipleChoiceField(
        label=_("Who of the standing members is asked?"),
        help_text=_("Only those who need to know."),
        widget=forms.CheckboxSelectMultiple,
        error_messages=required_message(_("Choose at least one member to ask")),
    )
    judgement = text_field(
        _("Why these participants?"),
        hint=_("Your judgement of who is needed. The participants do not read it."),
        rows=3,
        message=_("Write why these participants are needed"),
    )
    basis = forms.ChoiceField(
        label=_("On which basis is it shared?"),
        help_text=_(
            "Police and others outside the municipality see the item only when section 115 is met"
            " or it is anonymised. Specialist advisers see anonymised items alone."
        ),
        choices=Basis,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose the basis")),
    )
    purpose = text_field(
        _("What is to be prevented?"),
        hint=_("When section 115 is met. Never to investigate."),
        rows=2,
    )
    brief = text_field(
        _("What do the participants read before the meeting?"),
        hint=_("As little as they need. In an anonymised item: nothing that tells who it is."),
        rows=5,
    )

    def __init__(
        self,
        *args: Any,
        members: Iterable[Member],
        is_urgent: bool = False,
        is_over: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, members=members, **kwargs)
        self._outside = {f"need-{one.pk}": one for one in members if one.seat in OUTSIDE}
        for name, one in self._outside.items():
            self.fields[name] = text_field(
                _("Why does %(who)s need to know?") % {"who": one},
                hint=_("When section 115 is met. The participants do not read it."),
                rows=2,
            )
        self.fields["brief"] = self.fields.pop("brief")
        self.conditional = frozenset({"purpose", *self._outside})
        self.shown_when = {name: f"members={one.pk}" for name, one in self._outside.items()}
        self.fields["members"].required = not is_urgent
        if is_over:
            del self.fields["members"]
            self.shown_when = {}

    def clean(self) -> dict[str, Any]:
        """Ask of each one outside the municipality why she must know, where section 115 is met."""
        known = super().clean() or {}
        if known.get("basis") == Basis.SECTION_115:
            for name, one in self._outside.items():
                if one in self._asked() and not known.get(name):
                    self.add_error(
                        name, _("Write why %(who)s needs to know, or do not invite") % {"who": one}
                    )
        return known

    def given(self) -> tuple[dict[str, Any], dict[int, str]]:
        """The answers as the workflow takes them, and by member why she must know."""
        known = dict(self.cleaned_data)
        needs = {one.pk: known.pop(name) for name, one in self._outside.items()}
        return known, needs

    def chosen(self) -> tuple[list[Person], list[Member]]:
        """Whom the form as it stands chooses, whether the rest of it is in order or not."""
        self.is_valid()
        return self.cleaned_data.get("persons", []), self._asked()

    def _asked(self) -> list[Member]:
        """Who is ticked off; of a meeting that is over, who was asked."""
        if "members" in self.fields:
            return list(self.cleaned_data.get("members", []))
        return list(self._members.values())


class GuestForm(WhoForm):
    """Somebody beyond the standing members, for this item alone."""

    field_order = ["seat"]

    seat = forms.ChoiceField(
        label=_("Speaks for"),
        choices=[("", _("Choose")), *Seat.choices],
        error_messages=required_message(_("Choose for whom the guest speaks")),
    )
    reason = text_field(
        _("Why is the guest needed for this case?"),
        rows=3,
        message=_("Write why the guest is needed"),
    )


class CancelForm(PortalForm):
    reason = text_field(
        _("Why is the meeting cancelled?"),
        hint=_("For the record. The participants are told only that it is cancelled."),
        rows=3,
        message=_("Write why the meeting is cancelled"),
    )


class ReplyForm(PortalForm):
    """Comes, does not come, or sends a deputy from the register."""

    answer = forms.ChoiceField(
        label=_("What is the answer?"),
        choices=Participant.Reply,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose an answer")),
    )
    deputy = forms.ModelChoiceField(
        label=_("Which deputy?"),
        empty_label=_("Choose"),
        queryset=Member.objects.none(),
        required=False,
    )

    def __init__(self, *args: Any, deputies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answer, deputy = self.fields["answer"], self.fields["deputy"]
        assert isinstance(answer, forms.ChoiceField)
        assert isinstance(deputy, forms.ModelChoiceField)
        deputy.queryset = deputies
        if not deputies:
            del self.fields["deputy"]
            answer.choices = [
                one for one in Participant.Reply.choices if one[0] != Participant.Reply.DEPUTY
            ]
