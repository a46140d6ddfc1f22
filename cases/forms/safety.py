"""Forms of the safety plan: need, plan, what of it is printed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.web.fields import DayField
from beredskab.web.forms import PortalForm, required_message
from cases.choices import Answer
from cases.forms.cases import LONG
from cases.forms.versions import VersionForm
from cases.models import SafetyPlan

YES_NO = [(answer.value, answer.label) for answer in (Answer.YES, Answer.NO)]


def _text(label: Any, help_text: Any = "", message: Any = "", rows: int = 3) -> forms.CharField:
    """A text of several lines; required where there is a message for it."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": rows}),
        required=bool(message),
        error_messages=required_message(message),
    )


class NeedForm(PortalForm):
    """Whether a plan is needed; not knowing is no answer here."""

    needed = forms.ChoiceField(
        label=_("Is a safety plan needed?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose whether a safety plan is needed")),
    )
    grounds = _text(
        _("What do you build it on?"), message=_("Write what the answer builds on"), rows=5
    )

    def clean_needed(self) -> bool:
        return bool(self.cleaned_data["needed"] == Answer.YES)


class SafetyPlanForm(VersionForm):
    """What the plan says; she is told of it in person."""

    steps = _text(
        _("What does the person do, step by step, if it escalates?"),
        _("One step on each line, in the order in which they are taken."),
        _("Write what the person does if it escalates"),
        rows=8,
    )
    contacts_day = _text(
        _("Whom does the person contact by day, and how?"),
        message=_("Write whom the person contacts by day"),
    )
    contacts_night = _text(
        _("Whom does the person contact at night, and how?"),
        _("Somebody must answer at all hours. 112 when life is in danger."),
        _("Write whom the person contacts at night"),
    )
    code_word = _text(
        _("Code word"), _("A word that tells that help is needed, and who knows it."), rows=2
    )
    safe_places = _text(
        _("Safe places, and how to get there"),
        _("Never the address of a shelter or of a protected home."),
    )
    documents = _text(
        _("Papers"),
        _("Passport, permit, bank card, certificates: where are they, where are copies?"),
    )
    phone_check = _text(
        _("Telephone and location"),
        _("Is location shared, do others know codes, is there another telephone?"),
    )
    travel_plan = _text(
        _("Plan for a journey"),
        _("Dates, tickets, with whom, what to do at the airport and there."),
    )
    contact_abroad = _text(_("Whom can the person contact abroad?"))
    no_return = _text(
        _("Who reacts, and how, if the person does not come back at the agreed time?"),
        message=_("Write who reacts, and how, if the person does not come back"),
    )
    review_on = DayField(
        label=_("When is the plan to be gone through again?"),
        error_messages=required_message(_("Write when the plan is to be gone through again")),
    )


PLAN_PARTS = tuple(name for name in SafetyPlanForm.base_fields if name not in {"seen", "review_on"})


def plan_values(plan: SafetyPlan | None) -> dict[str, Any]:
    """The fields of a plan as the form has them."""
    if plan is None:
        return {}
    texts = {name: getattr(plan, name) or "" for name in PLAN_PARTS}
    return {**texts, "review_on": plan.review_on}


class PrintForm(PortalForm):
    """What is printed, and that it is handed over in person."""

    # What can do most harm in the wrong hands is never on paper.
    PRINTED = ("steps", "contacts_day", "contacts_night", "safe_places", "documents")
    FROM_START = ("steps", "contacts_day", "contacts_night")

    parts = forms.MultipleChoiceField(
        label=_("What is to stand on the paper?"),
        help_text=_("As little as possible. The code word and who reacts are never on it."),
        widget=forms.CheckboxSelectMultiple,
        error_messages=required_message(_("Choose what is to stand on the paper")),
    )
    acknowledged = forms.BooleanField(
        label=_("I hand it over in person, when the person is alone and wants to have it."),
        error_messages=required_message(
            _("Confirm that you hand it over in person, when the person is alone")
        ),
    )

    def __init__(self, *args: Any, plan: SafetyPlan, **kwargs: Any) -> None:
        initial = {"parts": list(self.FROM_START), **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["parts"].choices = self._choices(plan)  # type: ignore[attr-defined]

    @classmethod
    def _choices(cls, plan: SafetyPlan) -> Sequence[tuple[str, Any]]:
        labels = SafetyPlanForm.base_fields
        return [(name, labels[name].label) for name in cls.PRINTED if getattr(plan, name)]
