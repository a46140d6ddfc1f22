"""Forms of the 24-hour assessment: sign, explain lateness, countersign."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.web.fields import DayField, MomentField
from beredskab.web.forms import PortalForm, required_message
from cases.choices import Answer
from cases.forms.cases import LONG, UserField
from cases.kinds import FOLLOW_UPS

ANSWERS = [
    (Answer.YES, Answer.YES.label),
    (Answer.NO, Answer.NO.label),
    (Answer.UNKNOWN, _("Don't know yet")),
]


class AssessmentForm(PortalForm):
    """Two answers and their grounds, and what is to follow.

    Each follow-up has three fields, named by its kind; cleaned, they are the list `follow_ups`.
    """

    conditional = frozenset(f"{kind}-{part}" for kind in FOLLOW_UPS for part in ("owner", "due_on"))

    danger = forms.ChoiceField(
        label=_("Is the child's health or development in danger?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose whether health or development is in danger")),
    )
    act_now = forms.ChoiceField(
        label=_("Is there a need to act at once?"),
        help_text=_("Don't know yet counts as yes."),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose whether there is a need to act at once")),
    )
    grounds = forms.CharField(
        label=_("What do you build it on?"),
        max_length=LONG,
        widget=forms.Textarea,
        error_messages=required_message(_("Write what the assessment builds on")),
    )
    assessed_at = MomentField(label=_("When was it made?"), required=False)
    assessed_by_text = forms.CharField(label=_("Who made it?"), max_length=200, required=False)

    def __init__(
        self, *args: Any, owners: Iterable[User], owner: User, due_on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        owners = list(owners)
        for kind, title in FOLLOW_UPS.items():
            self.fields[kind] = forms.BooleanField(label=_(title), required=False)
            who = UserField(label=_("Who does it?"), required=False, initial=owner.pk)
            who.offer(owners)
            self.fields[f"{kind}-owner"] = who
            self.fields[f"{kind}-due_on"] = DayField(
                label=_("Limit"), required=False, initial=due_on
            )

    @property
    def task_rows(self) -> list[dict[str, Any]]:
        """The three fields of each follow-up."""
        return [
            {"do": self[kind], "owner": self[f"{kind}-owner"], "due_on": self[f"{kind}-due_on"]}
            for kind in FOLLOW_UPS
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = {**self.cleaned_data}
        follow_ups = []
        for kind in FOLLOW_UPS:
            names = {"owner": f"{kind}-owner", "due_on": f"{kind}-due_on"}
            task = {part: cleaned.pop(name, None) for part, name in names.items()}
            if not cleaned.pop(kind, False):
                continue
            if task["owner"] is None:
                self._need(names["owner"], _("Choose who does the task"))
            if task["due_on"] is None:
                self._need(names["due_on"], _("Write when the task is to be done"))
            follow_ups.append({"kind": kind, **task})
        return {**cleaned, "follow_ups": follow_ups}

    def _need(self, name: str, message: Any) -> None:
        if not self.has_error(name):
            self.add_error(name, message)


class LatenessForm(PortalForm):
    grounds = forms.CharField(
        label=_("Why was the assessment made too late?"),
        max_length=LONG,
        widget=forms.Textarea,
        error_messages=required_message(_("Write why the assessment was made too late")),
    )


class CountersignForm(PortalForm):
    remark = forms.CharField(
        label=_("Remark to the adviser"), max_length=LONG, widget=forms.Textarea, required=False
    )
