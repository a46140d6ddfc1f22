"""Forms of recommendations, and of what an authority answers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.municipality.models import Unit
from beredskab.web.fields import DayField
from beredskab.web.forms import PortalForm, required_message
from cases.models import Measure
from infohus.choices import Answered, MeasureType, Outcome, Prevention, Seat
from infohus.models import Recommendation
from infohus.workflow.recommending import Advice

LONG = 4000
LEADS = [
    (seat.value, seat.label) for seat in (Seat.POLICE, Seat.PRISON_SERVICE, Seat.CHILD_AUTHORITY)
]


def _text(label: Any, rows: int = 2, **known: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=area, max_length=LONG, required=False, **known)


# What is asked of a measure alone.
_OF_MEASURE = ("text", "authority", "due_on", "needs", "risks", "resources", "measure", "level")


class RecommendForm(PortalForm):
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

    outcome = forms.ChoiceField(
        label=_("What does the meeting leave with?"),
        choices=Outcome,
        widget=forms.RadioSelect,
        initial=Outcome.MEASURE,
        error_messages=required_message(_("Choose what the meeting leaves with")),
    )
    text = _text(_("What is recommended?"), rows=4)
    authority = forms.ChoiceField(label=_("Who is responsible?"), required=False)
    due_on = DayField(label=_("By when?"), required=False)
    grounds = _text(_("Why is no measure needed?"), help_text=_("For no measure."))
    again_on = DayField(
        label=_("When is she discussed again?"), help_text=_("For discussed again."), required=False
    )
    needs = _text(_("Needs"))
    risks = _text(_("Risks"))
    resources = _text(_("Resources"))
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
    level_reason = _text(_("Why the red level?"), help_text=_("For the red level."))
    lead = forms.ChoiceField(
        label=_("Who leads at the red level?"),
        choices=[("", _("Choose")), *LEADS],
        required=False,
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units = {f"unit:{unit.pk}": unit for unit in units}
        field = self.fields["authority"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("Choose")),
            (_("At the table"), [(f"seat:{seat}", label) for seat, label in Seat.choices]),
            (_("Units"), [(key, unit.name) for key, unit in self._units.items()]),
        ]

    def advice(self) -> Advice:
        """The answers as the workflow takes them."""
        known = dict(self.cleaned_data)
        authority = known.pop("authority")
        if authority.startswith("seat:"):
            known["seat"] = authority.removeprefix("seat:")
        known["unit"] = self._units.get(authority)
        return Advice(**known)


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
    what = _text(
        _("The decision in words"), rows=3, help_text=_("Where it is no measure of the case.")
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
    reason = _text(_("Why does it deviate?"), rows=3, help_text=_("When it deviates."))

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
    grounds = _text(_("Why is it declined?"), rows=3, help_text=_("When it is declined."))
    conditional = frozenset({"grounds"})
    shown_when = {"grounds": "answer=declined"}

    def __init__(self, *args: Any, answer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Sequence[tuple[str, Any]] = Answered.choices
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [one for one in offered if one[0] != answer]
