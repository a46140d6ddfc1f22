"""Forms of who writes, approves and withdraws cards."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from actioncards.choices import Action, CardAge, CardRole, Part
from actioncards.models import Card, CardStep, CardVersion
from beredskab.municipality import phones
from beredskab.municipality.models import Contact
from beredskab.web.forms import PortalForm, required_message

_WIDE = {"class": "input-width-xl"}
ANSWERS = ("approve", "send_back")
LINE = 200  # as long as a line of what one must not


def area(rows: int) -> forms.Textarea:
    """A box for some lines of text."""
    return forms.Textarea(attrs={"rows": rows, **_WIDE})


class SeenField(forms.CharField):
    """When the text was last written that the form was filled with; hidden."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, required=False)

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, datetime) else value

    def clean(self, value: Any) -> datetime | None:
        try:
            return parse_datetime(value or "")
        except ValueError:
            return None


class LinesField(forms.CharField):
    """Lines of text; cleans to a list without the empty ones."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        lines = [line.strip() for line in super().clean(value).splitlines()]
        found = [line for line in lines if line]
        if any(len(line) > LINE for line in found):
            raise forms.ValidationError(
                _("Shorten the line to %(limit)d characters: “%(line)s …”"),
                params={
                    "limit": LINE,
                    "line": next(line for line in found if len(line) > LINE)[:40],
                },
            )
        return found


class DraftForm(PortalForm):
    """A form about the draft, which knows which draft it was filled with."""

    seen = SeenField()

    def sees(self, version: CardVersion) -> None:
        """Let what is typed be saved over this version, now that the user has been told."""
        assert isinstance(self.data, QueryDict)
        self.data = self.data.copy()
        self.data["seen"] = version.edited_at.isoformat()


class TextForm(DraftForm):
    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        widget=forms.TextInput(attrs=_WIDE),
        error_messages=required_message(_("Write the title of the card")),
    )
    summary = forms.CharField(
        label=_("When to use the card"),
        max_length=300,
        widget=area(3),
        error_messages=required_message(_("Write when to use the card")),
    )
    must_not = LinesField(
        label=_("You must not"),
        help_text=_("One line for each thing."),
        widget=area(5),
        error_messages=required_message(_("Write what one must not do, a line for each thing")),
    )
    acute_when = forms.CharField(
        label=_("When it is acute"),
        max_length=300,
        widget=area(3),
        error_messages=required_message(_("Write when it is acute")),
    )
    changes = forms.CharField(
        label=_("What is new in this version"),
        help_text=_("Readers see it in the list of versions."),
        max_length=300,
        widget=area(2),
        required=False,
    )
    # A draft can be saved without it, but not be sent.
    conditional = frozenset({"changes"})

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["changes"]


class StepForm(DraftForm):
    heading = forms.CharField(
        label=_("Heading"),
        help_text=_("What to do, short, and one thing only."),
        max_length=100,
        widget=forms.TextInput(attrs=_WIDE),
        error_messages=required_message(_("Write what to do in this step")),
    )
    text = forms.CharField(
        label=_("How"),
        help_text=_("No telephone numbers: choose below whom to call."),
        max_length=1000,
        widget=area(5),
        required=False,
    )
    part = forms.ChoiceField(
        label=_("Where on the card"),
        choices=Part,
        initial=Part.STEPS,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose where on the card the step stands")),
    )
    action = forms.ChoiceField(
        label=_("Done in the portal"),
        help_text=_("On a case, the step is ticked when this is done."),
        choices=[("", _("Nothing; who does it ticks it")), *Action.choices],
        required=False,
    )
    law = forms.CharField(
        label=_("Legal basis"),
        help_text=_("Such as barnets lov § 133."),
        max_length=120,
        widget=forms.TextInput(attrs=_WIDE),
        required=False,
    )
    contacts = forms.MultipleChoiceField(
        label=_("Whom to call"),
        help_text=_("Numbers and hours come from the directory and are always those of today."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self, *args: Any, offered: Iterable[Contact], chosen: Iterable[Contact] = (), **kwargs: Any
    ) -> None:
        """Offer these contacts; whoever is chosen stays on offer, also when out of use."""
        super().__init__(*args, **kwargs)
        own = list(chosen)
        known = {str(one.pk): one for one in offered if one.phone} | {
            str(one.pk): one for one in own
        }
        self.offered = known
        field = self.fields["contacts"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, contact_words(one)) for key, one in known.items()]

    def clean_contacts(self) -> list[Contact]:
        return [self.offered[key] for key in self.cleaned_data["contacts"]]


class BeginForm(PortalForm):
    role = forms.ChoiceField(
        label=_("Who uses the card?"),
        choices=CardRole,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose who uses the card")),
    )
    age = forms.ChoiceField(
        label=_("How old is the person?"),
        choices=CardAge,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose how old the person is")),
    )


class ReviewForm(DraftForm):
    remark = forms.CharField(
        label=_("What is to be changed?"),
        help_text=_("Only when you send the draft back."),
        max_length=300,
        widget=area(3),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Take no answer but that of a button."""
        cleaned = super().clean() or self.cleaned_data
        answer = self.data.get("answer")
        if answer not in ANSWERS:
            raise forms.ValidationError(_("Choose to approve the draft, or to send it back"))
        return {**cleaned, "answer": answer}


class WithdrawForm(PortalForm):
    reason = forms.CharField(
        label=_("Why is the card withdrawn?"),
        help_text=_("Staff read it in the list of versions."),
        max_length=200,
        widget=area(2),
        error_messages=required_message(_("Write why the card is withdrawn")),
    )
    replaced_by = forms.ChoiceField(
        label=_("Which card replaces it?"),
        widget=forms.Select,
        error_messages=required_message(_("Choose the card that replaces it")),
    )

    def __init__(self, *args: Any, others: Iterable[CardVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others: dict[str, Card] = {}
        choices: list[tuple[str, Any]] = [("", _("Choose"))]
        for version in others:
            self.others[version.card.slug] = version.card
            choices.append((version.card.slug, version.title))
        field = self.fields["replaced_by"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_replaced_by(self) -> Card:
        return self.others[self.cleaned_data["replaced_by"]]


def text_of(version: CardVersion) -> dict[str, Any]:
    """What the form of the text begins with."""
    fields = ("title", "summary", "must_not", "acute_when", "changes")
    return {**{field: getattr(version, field) for field in fields}, "seen": version.edited_at}


def initial_of(step: CardStep) -> dict[str, Any]:
    """What the form of a step begins with."""
    fields = ("heading", "text", "part", "action", "law")
    ties = step.contact_ties.all()
    return {
        **{field: getattr(step, field) for field in fields},
        "contacts": [str(tie.contact_id) for tie in ties],
        "seen": step.version.edited_at,
    }


def contact_words(contact: Contact) -> str:
    """A contact with its numbers, as they are offered for choice."""
    numbers = " · ".join(phones.unbroken(number) for number in contact.phones)
    marks = [contact.name, numbers or _now("no number yet")]
    if contact.audience == Contact.Audience.AUTHORITY:
        marks.append(contact.get_audience_display())
    if contact.retired_at is not None:
        marks.append(_now("taken out of use"))
    return " · ".join(marks)
