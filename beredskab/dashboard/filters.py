"""The filters of `/frister/`: what may be chosen, what is chosen, what that leaves."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beredskab.dashboard import owed, tally
from beredskab.dashboard.owed import Borders
from beredskab.dashboard.tally import Group, Tally
from beredskab.deadlines.models import FREE
from beredskab.deadlines.querysets import DeadlineQuerySet
from beredskab.web.forms import PortalForm
from cases.kinds import TITLES

SPAN_LABELS = {
    "overdue": _("Overdue"),
    "day": _("Due within 24 hours"),
    "week": _("Due within 5 weekdays"),
    "later": _("Within the limit"),
}
BOXES = {"overdue": "error", "day": "warning", "week": "info", "later": "success"}
UNASSIGNED = "no"


class DeadlineFilterForm(PortalForm):
    """Which open deadlines to show; each field may be left at all."""

    unit = forms.ChoiceField(label=_("Unit"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    kind = forms.ChoiceField(label=_("Deadline for"), required=False)
    holder = forms.ChoiceField(label=_("Responsible"), required=False)
    assigned = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    # A filter is never owed, so no label says that it is optional.
    conditional = frozenset({"unit", "status", "kind", "holder"})

    def __init__(self, asked: QueryDict, choices: dict[str, dict[str, str]]) -> None:
        known = {name: v for name in choices if (v := asked.get(name, "")) in choices[name]}
        super().__init__(known, auto_id="filter_%s")
        for name, labels in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("All")), *labels.items()]


@dataclass(frozen=True)
class Filters:
    """What is chosen; values that are not on offer are left out, as if never asked for."""

    form: DeadlineFilterForm
    chosen: dict[str, str]
    choices: dict[str, dict[str, str]]
    counted: Tally

    @classmethod
    def read(cls, asked: QueryDict, counted: Tally) -> "Filters":
        """Read the filters of an address, offering what there is to find."""
        choices = _choices(counted)
        form = DeadlineFilterForm(asked, choices)
        form.full_clean()
        chosen = {name: value for name, value in form.cleaned_data.items() if value}
        return cls(form, chosen, choices, counted)

    def narrow(self, deadlines: DeadlineQuerySet, borders: Borders) -> DeadlineQuerySet:
        """Return the deadlines that the filters leave."""
        condition = Q()
        for name, value in self.chosen.items():
            condition &= _condition(name, value, borders)
        return deadlines.filter(condition)

    @property
    def total(self) -> int:
        """How many the filters leave, told from the counts alone."""
        return self.counted.count(self.chosen.get("status", ""), self._holds)

    def _holds(self, group: Group) -> bool:
        held = {
            "unit": str(group["unit"]),
            "kind": group["family"],
            "holder": str(group["owner"]),
            "assigned": UNASSIGNED if group["unassigned"] else "",
        }
        return all(held[name] == value for name, value in self.chosen.items() if name in held)

    @property
    def offered(self) -> set[str]:
        """The filters that leave something out; the only unit there is need not be chosen."""
        return {name for name, labels in self.choices.items() if len(labels) > 1}

    @property
    def tags(self) -> list[dict[str, str]]:
        """The chosen filters with the address that is without each."""
        return [
            {"label": self._tag(name, value), "query": self._query({**self.chosen, name: ""})}
            for name, value in self.chosen.items()
        ]

    @property
    def boxes(self) -> list[dict[str, Any]]:
        """The four counts, each leading to what it counts."""
        return [
            {
                "count": self.counted.count(span),
                "label": label,
                "variant": BOXES[span],
                "url": f"?status={span}#open",
                "current": self.chosen.get("status") == span,
            }
            for span, label in SPAN_LABELS.items()
        ]

    @property
    def query(self) -> str:
        """The chosen filters as an address ends with them, with their question mark."""
        return self._query(self.chosen)

    def _tag(self, name: str, value: str) -> str:
        label = self.choices[name][value]
        return label if name == "assigned" else f"{self.form.fields[name].label}: {label}"

    def _query(self, chosen: dict[str, str]) -> str:
        kept = urlencode({name: value for name, value in chosen.items() if value})
        return f"?{kept}" if kept else ""


def _choices(counted: Tally) -> dict[str, dict[str, str]]:
    families = sorted({group["family"] for group in counted.groups})
    return {
        "unit": dict(counted.pairs("unit", "unit__name")),
        "status": {span: str(label) for span, label in SPAN_LABELS.items()},
        "kind": {name: kind_label(name) for name in families},
        "holder": dict(counted.pairs("owner", "owner__name")),
        "assigned": {UNASSIGNED: gettext("Not assigned")},
    }


def kind_label(chosen: str) -> str:
    """What a filter calls a kind of deadline."""
    if chosen == FREE:
        return gettext("Tasks")
    return gettext(TITLES[chosen]) if chosen in TITLES else chosen


def _condition(name: str, value: str, borders: Borders) -> Q:
    if name == "status":
        return borders.within(value)
    if name == "kind":
        return tally.of_family(value)
    if name == "assigned":
        return owed.IS_UNASSIGNED
    return Q(**{{"unit": "unit_id", "holder": "owner_id"}[name]: value})
