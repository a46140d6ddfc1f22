"""The form of the risk assessment under § 18(3)."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beredskab.web.fields import DayField
from beredskab.web.forms import required_message
from cases.choices import Answer
from cases.forms.assessment import ANSWERS
from cases.forms.cases import LONG
from cases.forms.versions import VersionForm
from cases.models.risk import Adviser, Motive
from cases.risk_levels import Domain, Judged, Level

DOMAIN_HELP = {
    Domain.DEEDS: _("Threats, violence, control, plans to marry or travel; how often, how grave."),
    Domain.CONTROL: _("Who, how many, what they are able to do, and what may set it off."),
    Domain.EXPOSURE: _("Age, health, whom the person depends on, and what makes it hard to leave."),
}


_WHEN = {"before": _("%(domain)s – before"), "now": _("%(domain)s – now")}


def _text(label: Any, help_text: Any = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": rows}),
        required=False,
    )


def _is_filled(field: forms.BoundField) -> bool:
    return bool(field.value()) and not field.errors


class RiskForm(VersionForm):
    """Each domain now, before and in words, then the conclusion.

    Where it is acute, or may be, only the two conclusions are needed; what is left out is asked
    for when the risk is assessed anew.
    """

    DOMAINS = tuple(Domain)
    KNOWN_BESIDES = ("scenarios", "protective", "missing", "motives", "motive_words")
    WITH_WHOM = ("advisers", "participants", "tool")
    conditional = frozenset(
        {f"{domain}_{part}" for domain in Domain for part in ("now", "before", "words")}
        | {"grounds", "departure", "valid_until"}
    )

    acute = forms.ChoiceField(
        label=_("Is it acute?"),
        help_text=_("Don't know yet counts as yes. Then only this and the conclusion are needed."),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose whether it is acute")),
    )
    level = forms.ChoiceField(
        label=_("How high is the risk, all in all?"),
        choices=Level.choices,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose how high the risk is")),
    )
    grounds = _text(_("What do you build the conclusion on?"))
    departure = _text(
        _("Lower than the domains suggest? Say why"),
        _("The highest of the three domains is the suggestion; what isn't known counts as medium."),
        rows=3,
    )
    scenarios = _text(_("What is most likely to happen, and when?"))
    protective = _text(_("What protects the person?"))
    missing = _text(_("What do you not know yet, and how do you get to know it?"))
    motives = forms.MultipleChoiceField(
        label=_("What does the family say it wants by it?"),
        help_text=_("Information only. It never makes the risk lower."),
        choices=Motive.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    motive_words = _text(_("In the words of the family"), rows=3)
    advisers = forms.MultipleChoiceField(
        label=_("Who advised you?"),
        help_text=_("They may take part and judge with you whether to act at once."),
        choices=Adviser.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    participants = _text(_("Who took part?"), _("Names and functions, one on each line."), rows=3)
    tool = forms.CharField(
        label=_("Which tool did you use, if any?"),
        help_text=_("Only its name."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "input-wide"}),
    )
    valid_until = DayField(
        label=_("Until when does it hold?"),
        help_text=_("You are asked to assess anew a week before."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for domain in Domain:
            label = {"domain": domain.label}
            for when, words in _WHEN.items():
                self.fields[f"{domain}_{when}"] = forms.ChoiceField(
                    label=words % label,
                    choices=Judged.choices,
                    widget=forms.RadioSelect,
                    required=False,
                )
            self.fields[f"{domain}_words"] = _text(
                _("%(domain)s – in words") % label, DOMAIN_HELP[domain]
            )

    @property
    def domains(self) -> list[dict[str, Any]]:
        """The three fields of each domain, and what is filled in of them so far."""
        return [self._domain(domain) for domain in self.DOMAINS]

    @property
    def folded(self) -> list[dict[str, Any]]:
        """What may be left out, in two groups: what more is known, and who took part."""
        return [self._group(*names) for names in (self.KNOWN_BESIDES, self.WITH_WHOM)]

    def _domain(self, domain: Domain) -> dict[str, Any]:
        fields = {part: self[f"{domain}_{part}"] for part in ("before", "now", "words")}
        levels = dict(Judged.choices)
        return {
            **fields,
            "key": domain.value,
            "label": domain.label,
            "before_words": levels.get(fields["before"].value() or "", ""),
            "now_words": levels.get(fields["now"].value() or "", ""),
            "is_done": self.is_bound and all(_is_filled(field) for field in fields.values()),
        }

    def _group(self, *names: str) -> dict[str, Any]:
        fields = [self[name] for name in names]
        return {
            "fields": fields,
            "filled": sum(bool(field.value()) for field in fields),
            "has_errors": any(field.errors for field in fields),
        }

    def clean_valid_until(self) -> date | None:
        day: date | None = self.cleaned_data["valid_until"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("The assessment can't run out on a day that has passed"))
        return day

    def clean(self) -> dict[str, Any]:
        """Ask for all of it only where it isn't acute."""
        cleaned = self.cleaned_data
        if cleaned.get("acute") != Answer.NO:
            return cleaned
        for domain in self.DOMAINS:
            for when in ("now", "before"):
                self._need(f"{domain}_{when}", _("Choose a level, or that it is not known"))
            self._need(f"{domain}_words", _("Write what the level builds on"))
        self._need("grounds", _("Write what the conclusion builds on"))
        self._need("valid_until", _("Write until when the assessment holds"))
        return cleaned

    def _need(self, name: str, message: Any) -> None:
        if not self.cleaned_data.get(name) and not self.has_error(name):
            self.add_error(name, message)
