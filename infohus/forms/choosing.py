"""What forms of Infohus ask alike: which case, who of it, who of the register, whose task it is."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.municipality.models import Unit
from beredskab.web.forms import PortalForm, required_message
from cases.models import Case, Person
from infohus.choices import Seat
from infohus.models import Member


class CaseForm(PortalForm):
    """One of the cases that are offered, each with words that name nobody."""

    case = forms.ChoiceField(
        label=_("Which case?"), error_messages=required_message(_("Choose the case"))
    )

    def __init__(self, *args: Any, offered: Sequence[tuple[Case, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cases = {case.reference: case for case, _words in offered}
        field = self.fields["case"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose")), *((case.reference, words) for case, words in offered)]

    def clean_case(self) -> Case:
        return self._cases[self.cleaned_data["case"]]


class WhoseForm(PortalForm):
    """The base of forms with the fields `persons` of a case and `members` of the register."""

    def __init__(
        self,
        *args: Any,
        persons: Sequence[tuple[Person, str]],
        members: Iterable[Member],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._persons = {str(person.pk): person for person, _words in persons}
        self._members = {str(member.pk): member for member in members}
        for name, choices in (
            ("persons", [(str(person.pk), words) for person, words in persons]),
            ("members", [(pk, _member_words(one)) for pk, one in self._members.items()]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = choices

    def clean_persons(self) -> list[Person]:
        return [self._persons[key] for key in self.cleaned_data["persons"]]

    def clean_members(self) -> list[Member]:
        return [self._members[key] for key in self.cleaned_data["members"]]


class AuthorityForm(PortalForm):
    """The base of forms that ask who is responsible: an authority at the table, or a unit."""

    authority = forms.ChoiceField(label=_("Who is responsible?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(is_active=True).order_by("name", "pk")
        self._units = {f"unit:{unit.pk}": unit for unit in units}
        field = self.fields["authority"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("Choose")),
            (_("At the table"), [(f"seat:{seat}", label) for seat, label in Seat.choices]),
            (_("Units"), [(key, unit.name) for key, unit in self._units.items()]),
        ]

    def given(self) -> dict[str, Any]:
        """The answers as the workflow takes them: `seat` or `unit` instead of `authority`."""
        known = dict(self.cleaned_data)
        authority = known.pop("authority")
        seat = authority.removeprefix("seat:") if authority.startswith("seat:") else ""
        return {**known, "seat": seat, "unit": self._units.get(authority)}


def _member_words(member: Member) -> str:
    """Who it is and for whom she speaks."""
    if member.deputises_id:
        return f"{member.get_seat_display()}: {member} ({_('deputy')})"
    return f"{member.get_seat_display()}: {member}"
