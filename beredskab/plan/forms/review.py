"""Forms of who reads, adopts and publishes the plan."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from beredskab.plan.forms.editing import SHOWN
from beredskab.plan.models import Edition
from beredskab.web.fields import DayField
from beredskab.web.forms import PortalForm, required_message

_WIDE = {"class": "input-width-xl"}
ANSWERS = ("approve", "send_back")


class WebAddressField(forms.URLField):
    """An address that every reader may be led to: of the web, and no other kind."""

    default_validators = [URLValidator(schemes=["https", "http"])]


class ReviewForm(PortalForm):
    """The answer of who has read a draft that was sent at `sent_at`."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    remark = forms.CharField(
        label=_("What is to be changed?"),
        help_text=_("Only when you send the draft back."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, **_WIDE}),
        required=False,
    )
    # Who sends the draft back says why.
    conditional = frozenset({"remark"})

    def __init__(self, *args: Any, sent_at: datetime | None, **kwargs: Any) -> None:
        self._sent = sent_at.isoformat() if sent_at else ""
        super().__init__(*args, initial={"seen": self._sent}, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Take no answer but that of a button, and none to a text that was not read."""
        cleaned = super().clean() or self.cleaned_data
        answer = self.data.get("answer")
        if answer not in ANSWERS:
            raise forms.ValidationError(_("Choose to approve the draft, or to send it back"))
        if answer == "approve" and cleaned.get("remark"):
            self.add_error(
                "remark", _("You have written what is to be changed. Send it back, or erase it.")
            )
        if cleaned.get("seen") != self._sent:
            self._sees()
            raise forms.ValidationError(
                _("The draft was sent again since you read it. Read it as it is now, and answer.")
            )
        return {**cleaned, "answer": answer}

    def _sees(self) -> None:
        """Let the next answer count, now that the user has been told."""
        assert isinstance(self.data, QueryDict)
        self.data = self.data.copy()
        self.data["seen"] = self._sent


class AdoptionForm(PortalForm):
    """What the council decided; the names of the fields are those of the workflow."""

    adopted_body = forms.CharField(
        label=_("Who adopted the plan?"),
        max_length=100,
        validators=[SHOWN],
        widget=forms.TextInput(attrs={"class": "input-width-l"}),
        error_messages=required_message(_("Write who adopted the plan")),
    )
    adopted_on = DayField(
        label=_("Which day was it adopted?"),
        help_text=_("The day of the meeting, such as 14 4 2026."),
        error_messages=required_message(_("Write the day on which the plan was adopted")),
    )
    adopted_case = forms.CharField(
        label=_("Case number"),
        help_text=_("As in the municipality's system of records."),
        max_length=60,
        validators=[SHOWN],
        widget=forms.TextInput(attrs={"class": "input-width-m"}),
        required=False,
    )
    adopted_minutes = WebAddressField(
        label=_("Address of the minutes"),
        help_text=_("Readers of the plan get a link to them."),
        max_length=200,
        assume_scheme="https",
        widget=forms.URLInput(attrs=_WIDE),
        required=False,
        error_messages={"invalid": _("Write an address that begins with https://")},
    )

    def __init__(self, *args: Any, edition: Edition, former: Edition | None, **kwargs: Any) -> None:
        """Begin with what was recorded; else with who adopted the edition in force, if any."""
        initial = {name: getattr(edition, name) for name in self.base_fields}
        if not edition.adopted_body:
            initial["adopted_body"] = former.adopted_body if former else _("The municipal council")
        super().__init__(*args, initial=initial, **kwargs)
