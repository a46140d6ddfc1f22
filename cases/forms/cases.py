"""Forms of the case itself: search, assignment, corrections, tasks."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from stdnum.dk import cpr as cpr_numbers

from actioncards.choices import Knowledge
from beredskab import references
from beredskab.accounts.models import User
from beredskab.municipality.models import Unit
from beredskab.web.fields import DayField, MomentField
from beredskab.web.forms import PortalForm, required_message
from cases.choices import Category
from cases.kinds import FOLLOW_UPS

from .explained import ExplainedChoiceField

LONG = 4000


class UserField(forms.ChoiceField):
    """A choice among given users; cleans to the user, or to None when nobody is chosen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.users: dict[str, User] = {}

    def offer(self, users: Iterable[User]) -> None:
        """Set whom to choose from."""
        self.users = {str(user.pk): user for user in users}
        named = [(key, user.name) for key, user in self.users.items()]
        self.choices = [("", _("Choose")), *named]

    def clean(self, value: Any) -> User | None:
        return self.users.get(super().clean(value))


def offer(form: forms.Form, name: str, users: Iterable[User]) -> None:
    """Set whom a field of a form offers."""
    field = form.fields[name]
    assert isinstance(field, UserField)
    field.offer(users)


class SearchForm(PortalForm):
    """What to look for; sent by POST, so that no name stands in an address."""

    words = forms.CharField(
        label=_("Search for reference, CPR number or name"),
        max_length=100,
        error_messages=required_message(_("Write a reference, a CPR number or a name")),
    )

    @property
    def reference(self) -> str:
        """The words as a reference, or nothing when they are none."""
        words = self.cleaned_data["words"].strip()
        return references.normalise(words) if references.is_valid(words) else ""

    @property
    def cpr(self) -> str:
        """The words as the digits of a CPR number, or nothing when they are none."""
        digits = cpr_numbers.compact(self.cleaned_data["words"])
        return digits if len(digits) == 10 and digits.isdecimal() else ""


class AssignForm(PortalForm):
    to = UserField(
        label=_("Adviser"),
        help_text=_("The duty to act passes when she accepts."),
        error_messages=required_message(_("Choose who is to have the case")),
    )

    def __init__(self, *args: Any, advisers: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", advisers)


class MoveForm(PortalForm):
    unit = forms.ModelChoiceField(
        label=_("Receiving unit"),
        queryset=Unit.objects.none(),
        empty_label=_("Choose"),
        error_messages=required_message(_("Choose the unit that is to have the case")),
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class ReceiptForm(PortalForm):
    received_at = MomentField(
        label=_("Received"),
        error_messages=required_message(_("Write when the concern was received")),
    )
    reason = forms.CharField(
        label=_("Why is the received time corrected?"),
        max_length=LONG,
        widget=forms.Textarea,
        error_messages=required_message(_("Write why the received time is corrected")),
    )


class CloseInErrorForm(PortalForm):
    reason = forms.CharField(
        label=_("Why is the case registered in error?"),
        max_length=LONG,
        widget=forms.Textarea,
        error_messages=required_message(_("Write why the case is registered in error")),
    )


class CategoriesForm(PortalForm):
    categories = ExplainedChoiceField(
        label=_("What is the case about?"),
        help_text=_("Choose nothing when it is not settled."),
        choices=[choice for choice in Category.choices if choice[0] != Category.UNSETTLED],
        knowledge=Knowledge.CATEGORY,
        required=False,
    )


class TaskForm(PortalForm):
    kind = forms.ChoiceField(
        label=_("Task"),
        choices=[("", _("Choose")), *((kind, _(title)) for kind, title in FOLLOW_UPS.items())],
        error_messages=required_message(_("Choose the task")),
    )
    owner = UserField(
        label=_("Who does it?"),
        error_messages=required_message(_("Choose who does the task")),
    )
    due_on = DayField(
        label=_("Limit"), error_messages=required_message(_("Write when the task is to be done"))
    )

    def __init__(self, *args: Any, owners: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "owner", owners)

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("The limit can't be a day that has passed"))
        return day
