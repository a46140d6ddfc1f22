"""The form of the alert ladder: fixed places for steps, so that it works without script."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beredskab.municipality import ladder as ladders
from beredskab.web.forms import PortalForm, required_message

HOUR_STEPS = 5
Ladder = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Box:
    """One step of a ladder on the page."""

    legend: str | Promise
    fields: Sequence[BoundField]


def _who(*, required: bool = True) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Alert goes to"),
        choices=list(ladders.WHO.items()),
        widget=forms.CheckboxSelectMultiple,
        required=required,
        error_messages=required_message(_("Choose at least one")),
    )


def _number(label: Any, highest: int, *, required: bool) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=highest,
        required=required,
        widget=forms.NumberInput(attrs={"class": "input-char-4"}),
        error_messages=required_message(_("Write a number")),
    )


class LadderForm(PortalForm):
    """Who is alerted when; it can't be saved below the floor of `ladder.problems`."""

    at_once_to = _who()
    assessment_breach_to = _who()
    assessment_repeat_hours = _number(_("Hours between"), 24, required=True)
    assessment_repeat_to = _who()
    amber_to = _who(required=False)
    weekdays_before = _number(_("Weekdays before the limit"), 5, required=False)
    weekdays_before_to = _who(required=False)
    weekdays_breach_to = _who()
    weekdays_repeat_hours = _number(_("Hours between"), 24, required=True)
    weekdays_repeat_to = _who()
    conditional = frozenset(
        f"hours_{place}{end}" for place in range(1, HOUR_STEPS + 1) for end in ("", "_to")
    ) | {"amber_to", "weekdays_before", "weekdays_before_to"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(1, HOUR_STEPS + 1):
            label = _("Hours after it was received")
            self.fields[f"hours_{place}"] = _number(label, 23, required=False)
            self.fields[f"hours_{place}_to"] = _who(required=False)
        shown = [field.name for box in self.assessment + self.weekdays for field in box.fields]
        self.order_fields(shown)

    @property
    def assessment(self) -> list[Box]:
        """The steps towards the limit of 24 hours, in the order of time."""
        steps = [
            self._box(
                gettext("Alert %(number)s, if any") % {"number": place},
                f"hours_{place}",
                f"hours_{place}_to",
            )
            for place in range(1, HOUR_STEPS + 1)
        ]
        return [self._box(_("At once"), "at_once_to"), *steps, *self._late_boxes("assessment")]

    @property
    def weekdays(self) -> list[Box]:
        """The steps towards a limit of weekdays, in the order of time."""
        return [
            self._box(_("On the amber date, if any"), "amber_to"),
            self._box(_("Before the limit, if any"), "weekdays_before", "weekdays_before_to"),
            *self._late_boxes("weekdays"),
        ]

    def _late_boxes(self, part: str) -> list[Box]:
        again = (f"{part}_repeat_hours", f"{part}_repeat_to")
        return [
            self._box(_("When the limit is exceeded"), f"{part}_breach_to"),
            self._box(_("After that at least every day"), *again),
        ]

    def _box(self, legend: str | Promise, *names: str) -> Box:
        return Box(legend, [self[name] for name in names])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for place in range(1, HOUR_STEPS + 1):
            self._require_pair(f"hours_{place}", f"hours_{place}_to")
        self._require_pair("weekdays_before", "weekdays_before_to")
        if not self.errors:
            for problem in ladders.problems(self.ladder()):
                self.add_error(None, str(problem))
        return cleaned

    def _require_pair(self, number: str, to: str) -> None:
        if bool(self.cleaned_data.get(number)) != bool(self.cleaned_data.get(to)):
            self.add_error(number, _("Write when and choose who, or leave both empty"))

    def ladder(self) -> Ladder:
        """The ladder that the cleaned fields describe, in the order of time."""
        cleaned = self.cleaned_data
        hours = {
            cleaned[f"hours_{place}"]: cleaned[f"hours_{place}_to"]
            for place in range(1, HOUR_STEPS + 1)
            if cleaned.get(f"hours_{place}")
        }
        assessment = [
            {"after_hours": 0, "to": cleaned["at_once_to"]},
            *({"after_hours": hour, "to": to} for hour, to in sorted(hours.items())),
        ]
        weekdays: list[dict[str, Any]] = []
        if cleaned["amber_to"]:
            weekdays.append({"at": "amber", "to": cleaned["amber_to"]})
        if cleaned["weekdays_before"]:
            weekdays.append(
                {
                    "weekdays_before": cleaned["weekdays_before"],
                    "to": cleaned["weekdays_before_to"],
                }
            )
        return {
            "assessment": assessment + self._late("assessment"),
            "weekdays": weekdays + self._late("weekdays"),
        }

    def _late(self, part: str) -> list[dict[str, Any]]:
        cleaned = self.cleaned_data
        return [
            {"at": "breach", "to": cleaned[f"{part}_breach_to"]},
            {
                "repeat_hours": cleaned[f"{part}_repeat_hours"],
                "to": cleaned[f"{part}_repeat_to"],
            },
        ]


def initial(ladder: Ladder) -> dict[str, Any]:
    """Return the initial values of the form for a stored ladder."""
    values: dict[str, Any] = {}
    places = iter(range(1, HOUR_STEPS + 1))
    for part, steps in ladder.items():
        for step in steps:
            if step.get("after_hours") == 0:
                values["at_once_to"] = step["to"]
            elif "after_hours" in step:
                place = next(places)
                values[f"hours_{place}"] = step["after_hours"]
                values[f"hours_{place}_to"] = step["to"]
            elif "weekdays_before" in step:
                values["weekdays_before"] = step["weekdays_before"]
                values["weekdays_before_to"] = step["to"]
            elif "repeat_hours" in step:
                values[f"{part}_repeat_hours"] = step["repeat_hours"]
                values[f"{part}_repeat_to"] = step["to"]
            else:
                name = "amber_to" if step["at"] == "amber" else f"{part}_breach_to"
                values[name] = step["to"]
    return values
