"""Forms of the persons of a case, and of the look at a CPR number."""

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beredskab.web.fields import DayField
from beredskab.web.forms import PortalForm, required_message
from cases.choices import Gender, PersonRole, Relation
from cases.forms.cases import LONG
from cases.forms.concerns_base import CprField
from cases.forms.versions import ConflictForm
from cases.models import Person
from cases.visibility import Part


class CasePersonForm(PortalForm):
    """A person or an unnamed group, in one or more roles (R16, R17)."""

    roles = forms.MultipleChoiceField(
        label=_("What is the person in the case?"),
        help_text=_("One person may be several things."),
        choices=[choice for choice in PersonRole.choices if choice[0] != PersonRole.EXPOSED],
        widget=forms.CheckboxSelectMultiple,
        error_messages=required_message(_("Choose what the person is in the case")),
    )
    relation = forms.ChoiceField(
        label=_("Relation to the exposed person"),
        choices=[("", _("Choose")), *Relation.choices],
        required=False,
    )
    is_group = forms.BooleanField(
        label=_("It is a group, such as classmates or colleagues"), required=False
    )
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    cpr = CprField(label=_("CPR number"), required=False)
    born_on = DayField(label=_("Date of birth"), required=False)
    stated_age = forms.IntegerField(
        label=_("Age in years"),
        help_text=_("When the date of birth is not known."),
        min_value=0,
        max_value=120,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-width-xs"}),
    )
    gender = forms.ChoiceField(
        label=_("Gender"), choices=[("", _("Not stated")), *Gender.choices], required=False
    )
    safe_contact = forms.CharField(
        label=_("Safe way of contact"),
        help_text=_("Which number, when, and what may be said. Contact goes through staff only."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    address = forms.CharField(
        label=_("Address"),
        help_text=_("Never write where somebody in hiding is."),
        max_length=300,
        required=False,
    )
    remarks = forms.CharField(
        label=_("Remarks"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, *args: Any, seen: frozenset[Part], **kwargs: Any) -> None:
        """Leave out what the user may not see, so that saving doesn't empty it."""
        super().__init__(*args, **kwargs)
        for part in (Part.CPR, Part.ADDRESS, Part.SAFE_CONTACT):
            if part not in seen:
                del self.fields[part.value]

    def clean_born_on(self) -> Any:
        day = self.cleaned_data["born_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("The date of birth cannot be in the future"))
        return day


class ChangePersonForm(CasePersonForm, ConflictForm):
    """The same, without what can't change; an empty CPR number leaves it as it is.

    The exposed person stays the exposed one, whatever else she is.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    is_group = None  # type: ignore[assignment]

    def __init__(
        self, *args: Any, is_exposed: bool, sees_address: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_exposed = is_exposed
        if not sees_address:
            self.fields.pop("address", None)
        if is_exposed:
            self.fields["roles"].required = False
            self.fields["roles"].label = _("What else is the exposed person in the case?")
            del self.fields["relation"]
            # Her safe way of contact has a page and versions of its own.
            self.fields.pop("safe_contact", None)

    def clean_roles(self) -> list[str]:
        roles: list[str] = self.cleaned_data["roles"]
        return [PersonRole.EXPOSED.value, *roles] if self.is_exposed else roles

    def clean(self) -> dict[str, Any]:
        cleaned = {**self.cleaned_data}
        if not cleaned.get("cpr"):
            cleaned.pop("cpr", None)
        return cleaned


def initial_of(person: Person) -> dict[str, Any]:
    """What the form begins with; the CPR number is never among it (LR20)."""
    held = list(person.roles.all())
    texts = ("name", "gender", "safe_contact", "address", "remarks")
    roles = {one.role for one in held}
    return {
        **{field: getattr(person, field) or "" for field in texts},
        "born_on": person.born_on,
        "stated_age": person.stated_age,
        "roles": [role for role in PersonRole.values if role in roles],
        "relation": next((one.relation for one in held if one.relation), ""),
    }


class CprPurpose(TextChoices):
    """Why a CPR number is shown; a choice, so that the log holds no words about a person."""

    IDENTITY = "identity", _("To make sure who it is")
    REGISTER = "register", _("To look up in another of the municipality's systems")
    AUTHORITY = "authority", _("To contact another authority")
    LETTER = "letter", _("To journal or decide in the case")


class CprForm(PortalForm):
    purpose = forms.ChoiceField(
        label=_("Why do you need the CPR number?"),
        choices=CprPurpose,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose why you need the CPR number")),
    )
