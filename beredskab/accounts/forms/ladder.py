"""The form of the alert ladder: fixed places for steps, so that it works without script."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.municipality import ladder as ladders
from beredskab.web.forms import PortalForm, required_message

HOUR_STEPS = 5
Ladder = dict[str, list[dict[str, Any]]]


def _who(label: Any, *, required: bool = True) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
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

    at_once_to = _who(_("24 hours: at once"))
    assessment_breach_to = _who(_("24 hours: when the limit is exceeded"))
    assessment_repeat_hours = _number(_("24 hours: then again, hours between"), 24, required=True)
    assessment_repeat_to = _who(_("24 hours: again to"))
    amber_to = _who(_("6 weekdays: on the amber date"), required=False)
    weekdays_before = _number(_("6 weekdays: so many weekdays before"), 5, required=False)
    weekdays_before_to = _who(_("6 weekdays: before, to"), required=False)
    weekdays_breach_to = _who(_("6 weekdays: when the limit is exceeded"))
    weekdays_repeat_hours = _number(_("6 weekdays: then again, hours between"), 24, required=True)
    weekdays_repeat_to = _who(_("6 weekdays: again to"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(1, HOUR_STEPS + 1):
            label = _("24 hours: alert %(number)s, after so many hours") % {"number": place}
            self.fields[f"hours_{place}"] = _number(label, 23, required=False)
            label = _("24 hours: alert %(number)s, to") % {"number": place}
            self.fields[f"hours_{place}_to"] = _who(label, required=False)
        steps = [f"hours_{n}{end}" for n in range(1, HOUR_STEPS + 1) for end in ("", "_to")]
        self.order_fields(["at_once_to", *steps])

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
