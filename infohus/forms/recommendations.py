"""Forms of recommendations, and of what an authority answers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.web.fields import DayField
from beredskab.web.forms import PortalForm, required_message
from cases.forms.adults import text_field
from cases.models import Measure
from infohus.choices import Answered, MeasureType, Outcome, Prevention, Seat
from infohus.forms.choosing import AuthorityForm
from infohus.models import Recommendation
from infohus.workflow.recommending import Advice, NeedsAuthority, NeedsDate, WrongLead

LEADS = [
    (seat.value, seat.label) for seat in (Seat.POLICE, Seat.PRISON_SERVICE, Seat.CHILD_AUTHORITY)
]


# What is asked of a measure alone.
_OF_MEASURE = ("text", "authority", "due_on", "needs", "risks", "resources", "measure", "level")


# What each outcome asks for, and the red level.
_ASKED: dict[str, dict[str, Any]] = {
    Outcome.MEASURE: {
        "text": _("Write what is recommended"),
        "authority": NeedsAuthority.message,
        "due_on": NeedsDate.message,
    },
    Outcome.NO_MEASURE: {"grounds": _("Write why no measure is needed")},
    Outcome.AGAIN: {"again_on": _("Write when she is discussed again")},
}
_RED: dict[str, dict[str, Any]] = {
    Prevention.INTERVENING: {
        "level_reason": _("Write why the red level is needed"),
        "lead": WrongLead.message,
    }
}


class RecommendForm(AuthorityForm):
    """What is recommended for one person: three answers are needed, the rest helps."""

    conditional = frozenset(
        {"text", "authority", "due_on", "grounds", "again_on", "level_reason", "lead"}
    )

    shown_when = {
        **dict.fromkeys(_OF_MEASURE, "outcome=measure"),
        "grounds": "outcome=no_measure",
        "again_on": "outcome=again",
        "level_reason": "level=intervening",
        "lead": "level=intervening",
    }

    field_order = ["outcome", "text", "authority"]

    outcome = forms.ChoiceField(
        label=_("What does the meeting leave with?"),
        choices=Outcome,
        widget=forms.RadioSelect,
        initial=Outcome.MEASURE,
        error_messages=required_message(_("Choose what the meeting leaves with")),
    )
    text = text_field(_("What is recommended?"), rows=4)
    due_on = DayField(label=_("By when?"), required=False)
    grounds = text_field(_("Why is no measure needed?"), rows=2, hint=_("For no measure."))
    again_on = DayField(
        label=_("When is she discussed again?"), help_text=_("For discussed again."), required=False
    )
    needs = text_field(_("Needs"), rows=2)
    risks = text_field(_("Risks"), rows=2)
    resources = text_field(_("Resources"), rows=2)
    measure = forms.ChoiceField(
        label=_("Kind of support"),
        choices=[("", _("Not chosen")), *MeasureType.choices],
        required=False,
    )
    level = forms.ChoiceField(
        label=_("Level of prevention"),
        help_text=_("The red level is only for somebody who exercises control."),
        choices=[("", _("Not chosen")), *Prevention.choices],
        required=False,
    )
    level_reason = text_field(_("Why the red level?"), rows=2, hint=_("For the red level."))
    lead = forms.ChoiceField(
        label=_("Who leads at the red level?"),
        choices=[("", _("Choose")), *LEADS],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Say at once all that the chosen outcome and level ask for, each at its field."""
        known = self.cleaned_data
        asked = _ASKED.get(known.get("outcome", ""), {})
        if known.get("outcome") == Outcome.MEASURE:
            asked = asked | _RED.get(known.get("level", ""), {})
        for name, message in asked.items():
            if not known.get(name) and name not in self.errors:
                self.add_error(name, message)
        return known

    def advice(self) -> Advice:
        """The answers as the workflow takes them."""
        return Advice(**self.given())


def answers_of(row: Recommendation) -> dict[str, Any]:
    """The initial answers of a form that changes a recommendation."""
    known: dict[str, Any] = {one.name: getattr(row, one.name) or "" for one in fields(Advice)}
    del known["seat"], known["unit"]
    unit = f"unit:{row.unit_id}" if row.unit_id else ""
    known["authority"] = f"seat:{row.seat}" if row.seat else unit
    return known | {name: getattr(row, name) for name in ("due_on", "again_on")}


class DecisionForm(PortalForm):
    """Which decision weighed a recommendation, and whether it follows it."""

    conditional = frozenset({"measure", "what", "decided_on", "reason"})
    shown_when = {"what": "measure=", "decided_on": "measure=", "reason": "follows=no"}

    measure = forms.ChoiceField(label=_("What was decided?"), required=False)
    what = text_field(
        _("The decision in words"), rows=3, hint=_("Where it is no measure of the case.")
    )
    decided_on = DayField(
        label=_("When?"), help_text=_("Where it is no measure of the case."), required=False
    )
    follows = forms.TypedChoiceField(
        label=_("Does it follow the recommendation?"),
        choices=[("yes", _("Yes")), ("no", _("No, it deviates"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose whether it follows")),
    )
    reason = text_field(_("Why does it deviate?"), rows=3, hint=_("When it deviates."))

    def __init__(
        self,
        *args: Any,
        measures: Iterable[Measure],
        words: Callable[[Measure], str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._measures = {str(one.pk): one for one in measures}
        field = self.fields["measure"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("Another decision")),
            *((pk, words(one)) for pk, one in self._measures.items()),
        ]

    def clean_measure(self) -> Measure | None:
        return self._measures.get(self.cleaned_data["measure"])


class AnswerForm(PortalForm):
    """The authority accepts, declines with grounds, or reports that it is done."""

    answer = forms.ChoiceField(
        label=_("What is the answer?"),
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose an answer")),
    )
    grounds = text_field(_("Why is it declined?"), rows=3, hint=_("When it is declined."))
    conditional = frozenset({"grounds"})
    shown_when = {"grounds": "answer=declined"}

    def __init__(self, *args: Any, answer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Sequence[tuple[str, Any]] = Answered.choices
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [one for one in offered if one[0] != answer]
