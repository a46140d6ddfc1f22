"""What is said of a step of the checklist."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.web.fields import DayField
from beredskab.web.forms import PortalForm, required_message
from cases.models import Tick


class TickForm(PortalForm):
    conditional = frozenset({"done_on", "reason"})

    state = forms.ChoiceField(
        label=_("How does the step stand?"),
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose how the step stands")),
    )
    done_on = DayField(label=_("Which day was it done?"), required=False)
    reason = forms.CharField(
        label=_("Remark or reason"),
        help_text=_("A step that is not relevant needs a reason. Write no more than needed."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def __init__(self, *args: Any, says: Collection[Tick.State], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(state.value, state.label) for state in says]
        self.fields["state"].choices = choices  # type: ignore[attr-defined]

    @property
    def can_be_done(self) -> bool:
        """Whether the day is asked for at all."""
        return Tick.State.DONE in dict(self.fields["state"].choices)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = {**self.cleaned_data}
        if cleaned.get("state") != Tick.State.DONE:
            self.errors.pop("done_on", None)
            return {**cleaned, "done_on": None}
        if cleaned.get("done_on") is None and not self.has_error("done_on"):
            self.add_error("done_on", _("Write which day it was done"))
        return cleaned
