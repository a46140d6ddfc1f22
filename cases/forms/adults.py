"""Forms of adults: which area helps, the action plan, advice."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beredskab.web.fields import MomentField
from beredskab.web.forms import PortalForm, required_message
from cases.choices import Answer
from cases.forms.cases import LONG
from cases.forms.versions import VersionForm
from cases.models import ActionPlan, ActionPlanOffer, AdultRouting, AdviceOffer, Person

# What each way leaves to be asked.
OPEN_QUESTIONS: dict[str, frozenset[str]] = {
    AdultRouting.Way.COOPERATION: frozenset({"coordinates"}),
    AdultRouting.Way.JOBCENTER: frozenset({"chosen", "coordinates", "grounds"}),
}
ANSWERS = [(answer.value, answer.label) for answer in (Answer.YES, Answer.NO, Answer.UNKNOWN)]


class PastMomentField(MomentField):
    """A moment that is not later than now."""

    def clean(self, value: Any) -> datetime | None:
        moment: datetime | None = super().clean(value)
        if moment and moment > timezone.now():
            raise forms.ValidationError(_("The time cannot be later than now"), code="future")
        return moment


def text_field(
    label: Any, *, rows: int = 4, message: Any = None, hint: Any = ""
) -> forms.CharField:
    """A text of several lines, required when there is a message for its absence."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": rows}),
        required=message is not None,
        error_messages=required_message(message) if message else None,
    )


class RoutingForm(PortalForm):
    """Two questions; what they lead to is shown before it is saved."""

    conditional = frozenset({"chosen", "coordinates", "grounds"})

    at_jobcenter = forms.ChoiceField(
        label=_("Does the citizen have a case at the jobcenter?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose whether there is a case at the jobcenter")),
    )
    in_adult_area = forms.ChoiceField(
        label=_("Does the specialised adult area know the citizen?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose whether the adult area knows the citizen")),
    )
    chosen = forms.ChoiceField(
        label=_("Who helps?"),
        choices=[
            (AdultRouting.Way.JOBCENTER, _("The jobcenter helps (proposed)")),
            (AdultRouting.Way.ADULT_AREA, AdultRouting.Way.ADULT_AREA.label),
        ],
        widget=forms.RadioSelect,
        initial=AdultRouting.Way.JOBCENTER,
        required=False,
    )
    coordinates = forms.ChoiceField(
        label=_("Which of the two coordinates?"),
        choices=AdultRouting.Area,
        widget=forms.RadioSelect,
        initial=AdultRouting.Area.ADULT_AREA,
        required=False,
    )
    grounds = text_field(_("Why?"), rows=3)
    # What was shown as following when the answers were sent the last time.
    previewed = forms.CharField(widget=forms.HiddenInput, required=False)

    def narrow(self, way: str) -> None:
        """Ask only what the way that follows from the answers leaves open; it counts as seen."""
        asked = OPEN_QUESTIONS.get(way, frozenset())
        for name in self.conditional - asked:
            del self.fields[name]
        if way:
            typed = QueryDict(mutable=True)
            typed.update({name: self.fields[name].initial for name in asked})
            typed.update(self.data)
            typed["previewed"] = way
            self.data = typed

    def clean_coordinates(self) -> str:
        return self.cleaned_data["coordinates"] or AdultRouting.Area.ADULT_AREA


class ActionPlanNeedForm(PortalForm):
    needed = forms.TypedChoiceField(
        label=_("Is an action plan needed?"),
        help_text=_("In a serious honour-related conflict the citizen must be offered one."),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose whether an action plan is needed")),
    )
    grounds = text_field(
        _("What do you build it on?"), message=_("Write what the judgement builds on")
    )


class ActionPlanOfferForm(PortalForm):
    offered_at = PastMomentField(
        label=_("When was it offered?"),
        error_messages=required_message(_("Write when it was offered")),
    )
    reply = forms.ChoiceField(
        label=_("What did the citizen answer?"),
        choices=ActionPlanOffer.Reply,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose what the citizen answered")),
    )
    remarks = text_field(_("Remarks"), rows=3)


class ActionPlanForm(VersionForm):
    """The four parts of the plan (LR25), and how the citizen took part."""

    risk = text_field(
        _("Risk"),
        hint=_("What may happen, from whom, and what the risk assessment says."),
        message=_("Write what the risk is"),
    )
    housing = text_field(_("Housing now"), rows=3)
    work = text_field(_("Work and income now"), rows=3)
    education = text_field(_("Education now"), rows=3)
    relatives = text_field(
        _("Relatives now"), rows=3, hint=_("Who is safe, who is not, and who depends on whom.")
    )
    housing_support = text_field(_("Support to housing"), rows=3)
    work_support = text_field(_("Support to work"), rows=3)
    education_support = text_field(_("Support to education"), rows=3)
    purpose = text_field(
        _("What is the purpose of the support?"),
        rows=3,
        message=_("Write the purpose of the support"),
    )
    other_support = text_field(_("Support under this act or others"), rows=3)
    participation = forms.ChoiceField(
        label=_("How did the citizen take part?"),
        choices=ActionPlan.Participation,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose how the citizen took part")),
    )
    participation_remarks = text_field(_("What did the citizen say about the plan?"), rows=3)


class AdviceOfferForm(PortalForm):
    """Advice to a person of the case; she need not be the exposed one (R121)."""

    conditional = frozenset({"advised", "reason"})

    person = forms.ChoiceField(
        label=_("To whom?"),
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose to whom")),
    )
    outcome = forms.ChoiceField(
        label=_("Was advice and guidance offered?"),
        choices=AdviceOffer.Outcome,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose whether advice was offered")),
    )
    offered_at = PastMomentField(
        label=_("When?"),
        help_text=_("When it was offered, or when you judged that it was not safe."),
        error_messages=required_message(_("Write when it was offered")),
    )
    advised = text_field(
        _("What was advised and recommended?"),
        hint=_("Also which help was recommended to this very person."),
    )
    reason = text_field(_("Why could it not be offered safely?"), rows=3)

    def __init__(self, *args: Any, persons: Iterable[tuple[Person, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.persons = {str(person.pk): person for person, _words in persons}
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(person.pk), words) for person, words in persons]

    def clean_person(self) -> Person:
        return self.persons[self.cleaned_data["person"]]

    def clean(self) -> dict[str, Any]:
        not_safe = self.cleaned_data.get("outcome") == AdviceOffer.Outcome.NOT_SAFE
        if not_safe and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Say why it could not be offered safely."))
        return self.cleaned_data
