"""Forms of what the notifier is told: confirmation and orientation."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.web.fields import MomentField
from beredskab.web.forms import PortalForm, required_message
from cases.choices import Answer
from cases.forms.cases import LONG, UserField, offer
from cases.models import Confirmation


class ConfirmForm(PortalForm):
    """How receipt was confirmed; leader and reason when it can't be given safely."""

    conditional = frozenset({"leader", "reason"})

    ending = forms.ChoiceField(
        label=_("How was receipt confirmed?"),
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose how receipt was confirmed")),
    )
    given_at = MomentField(
        label=_("When was it given?"),
        help_text=_("Leave it empty if it was now."),
        required=False,
    )
    leader = UserField(
        label=_("Leader who answers for leaving it out"),
        help_text=_("Only when it can't be given safely."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Why can't it be given safely?"),
        help_text=_("Only when it can't be given safely."),
        max_length=LONG,
        widget=forms.Textarea,
        required=False,
    )

    def __init__(
        self, *args: Any, endings: Sequence[str], leaders: Iterable[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(Confirmation.Ending.choices)
        named = [(ending, labels[ending]) for ending in endings]
        self.fields["ending"].choices = named  # type: ignore[attr-defined]
        offer(self, "leader", leaders)


class OrientForm(PortalForm):
    """Whether something was started, and perhaps which kind (LR11)."""

    started = forms.ChoiceField(
        label=_("Is a measure or an examination started?"),
        choices=[choice for choice in Answer.choices if choice[0] != Answer.UNKNOWN]
        + [(Answer.UNKNOWN, _("Not decided yet"))],
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose whether something is started")),
    )
    kind = forms.CharField(
        label=_("Which kind?"),
        help_text=_("Only when it is of importance to the professional's own work."),
        max_length=500,
        required=False,
    )
    given_at = MomentField(
        label=_("When was it given?"),
        help_text=_("Leave it empty if it was now."),
        required=False,
    )


class ExemptForm(PortalForm):
    """The leader and the reason for leaving the orientation out (R38)."""

    leader = UserField(
        label=_("Leader who answers for leaving it out"),
        error_messages=required_message(_("Choose the leader who answers for it")),
    )
    reason = forms.CharField(
        label=_("Which special circumstances apply?"),
        max_length=LONG,
        widget=forms.Textarea,
        error_messages=required_message(_("Write which special circumstances apply")),
    )

    def __init__(self, *args: Any, leaders: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "leader", leaders)
