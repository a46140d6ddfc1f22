"""Forms of the talk with the child. There is no consent in them, on purpose (R34)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.web.fields import MomentField
from beredskab.web.forms import PortalForm, required_message
from cases.choices import Answer
from cases.forms.cases import LONG, UserField, offer
from cases.forms.interpreters import InterpreterFields
from cases.models import ChildTalkLeftOut, Person
from cases.models.child_talk import CLOSE_TIES, SupporterTie, TalkBasis


class TalkForm(InterpreterFields, PortalForm):
    """Where, with whom, on which basis; `present` cleans to the persons."""

    conditional = frozenset({"supporter_reason"})

    place = forms.CharField(
        label=_("Where?"),
        help_text=_("A place where the family is not, such as the school."),
        max_length=200,
        error_messages=required_message(_("Write where the talk is")),
    )
    basis = forms.ChoiceField(
        label=_("On which basis?"),
        help_text=_("No custody holder is asked for consent, and none is told."),
        choices=TalkBasis,
        initial=TalkBasis.WITHOUT_CONSENT,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose the basis of the talk")),
    )
    others = forms.CharField(
        label=_("Which colleagues and professionals take part?"), max_length=LONG, required=False
    )
    present = forms.MultipleChoiceField(
        label=_("Who else is present, beside the child?"),
        help_text=_("Tick nobody when the child is alone with you."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    family_present = forms.BooleanField(
        label=_("Somebody of the family who is not written down in the case"), required=False
    )
    supporter = forms.CharField(
        label=_("The child's supporter (bisidder), if there is one"), max_length=200, required=False
    )
    supporter_tie = forms.ChoiceField(
        label=_("What is the supporter to the family?"),
        choices=[("", _("No supporter")), *SupporterTie.choices],
        required=False,
    )
    supporter_reason = forms.CharField(
        label=_("Why a supporter so close to the family?"),
        help_text=_("Somebody of the family may serve others than the child."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, *args: Any, persons: Mapping[Person, str], **kwargs: Any) -> None:
        """Take the persons who could be there, each with the words for her."""
        super().__init__(*args, **kwargs)
        self.persons = {str(person.pk): person for person in persons}
        field = self.fields["present"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(person.pk), words) for person, words in persons.items()]
        if not persons:
            del self.fields["present"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["present"] = [self.persons[key] for key in cleaned.get("present") or []]
        if cleaned.get("supporter") and not cleaned.get("supporter_tie"):
            self.add_error("supporter_tie", _("Choose what the supporter is to the family"))
        return cleaned


class PlanTalkForm(TalkForm):
    planned_for = MomentField(
        label=_("When?"), error_messages=required_message(_("Write when the talk is to be"))
    )
    field_order = ("planned_for", "place", "basis")


class HeldTalkForm(TalkForm):
    held_at = MomentField(
        label=_("When was it held?"),
        error_messages=required_message(_("Write when the talk was held")),
    )
    supporter_told = forms.ChoiceField(
        label=_("Was the child told that it may have a supporter (bisidder)?"),
        choices=[(Answer.YES, Answer.YES.label), (Answer.NO, Answer.NO.label)],
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose whether the child was told of its right")),
    )
    words = forms.CharField(
        label=_("What did the child say, and what does it want?"),
        help_text=_("In the child's own words. Only advisers and leaders of the case read it."),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages=required_message(_("Write what the child said")),
    )
    field_order = ("held_at", "place", "basis", "words", "supporter_told")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("supporter_tie") in CLOSE_TIES and not cleaned.get("supporter_reason"):
            self.add_error("supporter_reason", _("Write why the supporter was so close"))
        return cleaned


class CancelTalkForm(PortalForm):
    reason = forms.CharField(
        label=_("Why is the talk called off?"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=required_message(_("Write why the talk is called off")),
    )


class LeaveOutTalkForm(PortalForm):
    """Nothing but the child's maturity or the nature of the case is a ground (R57)."""

    conditional = frozenset({"leader"})

    ground = forms.ChoiceField(
        label=_("Why is there no talk with the child?"),
        help_text=_("§ 5(4) and § 137(4). That the parents mind is no ground."),
        choices=ChildTalkLeftOut.Ground,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose why there is no talk with the child")),
    )
    reason = forms.CharField(
        label=_("What do you build it on?"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=required_message(_("Write what it builds on")),
    )
    other_way = forms.CharField(
        label=_("How do you learn the child's view instead?"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=required_message(_("Write how you learn the child's view instead")),
    )
    leader = UserField(
        label=_("Leader who answers for it"),
        help_text=_("Asked for when there is abuse or suspicion of it."),
        required=False,
    )

    def __init__(self, *args: Any, leaders: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "leader", leaders)
