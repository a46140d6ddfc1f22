"""Forms of the examination, of the plan, and of judging anew."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.web.forms import PortalForm, required_message
from cases.choices import Answer
from cases.forms.cases import LONG, UserField, offer
from cases.forms.versions import VersionForm
from cases.models import ChildPlan


def _text(label: Any, missing: Any = None, *, rows: int = 5, help_text: Any = "") -> Any:
    kwargs = {"error_messages": required_message(missing)} if missing else {"required": False}
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=LONG, widget=widget, help_text=help_text, **kwargs
    )


class OpenExaminationForm(PortalForm):
    grounds = _text(_("Why does the examination begin?"), _("Write why the examination begins"))


class ConcludeExaminationForm(PortalForm):
    conclusion = _text(
        _("What does the examination conclude?"), _("Write what the examination concludes"), rows=10
    )


class PreliminaryForm(PortalForm):
    text = _text(
        _("What do you judge for the time being, and why isn't the examination finished?"),
        _("Write what you judge for the time being"),
        rows=8,
    )


class SiblingForm(PortalForm):
    needed = forms.ChoiceField(
        label=_("Does this child need an examination too?"),
        choices=[
            (Answer.YES, Answer.YES.label),
            (Answer.NO, Answer.NO.label),
            (Answer.UNKNOWN, _("Don't know yet")),
        ],
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose whether this child needs an examination")),
    )
    grounds = _text(_("What do you build it on?"), _("Write what it builds on"))


class ChildPlanForm(VersionForm):
    """The plan, or its next version."""

    kind = forms.ChoiceField(
        label=_("Which plan is it?"),
        choices=ChildPlan.Kind,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose which plan it is")),
    )
    goals = _text(_("What are the aims?"), _("Write what the aims are"))
    purpose = _text(_("What are the measures for?"), _("Write what the measures are for"))
    results = _text(_("What did the examination show?"))
    family_support = _text(
        _("Which support does the family get?"),
        help_text=_("At a placement. Only what the family may read without danger to the child."),
    )
    child_view = _text(
        _("What does the child want with it?"),
        help_text=_(
            "The plan may be read by custody holders. Write nothing here that the child said in "
            "confidence; that stands with the talk."
        ),
    )

    TEXTS: Sequence[str] = ("kind", "goals", "purpose", "results", "family_support", "child_view")


class ReassessForm(PortalForm):
    with_ = UserField(
        label=_("Who judges with you, or for you, and is new to the case?"),
        help_text=_("Only those who have neither signed nor written in the case are shown."),
        error_messages=required_message(_("Choose who is new to the case")),
    )
    conclusion = _text(
        _("What do you come to?"),
        _("Write what you come to"),
        help_text=_("Do the measures suffice, or is something else needed?"),
    )

    def __init__(self, *args: Any, users: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "with_", users)
