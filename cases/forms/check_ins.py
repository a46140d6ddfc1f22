"""Forms of agreed moments: agree, say what became of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.web.fields import MomentField
from beredskab.web.forms import PortalForm, required_message
from cases.forms.cases import LONG
from cases.models import CheckIn

Kind = CheckIn.Kind


def _text(label: Any, help_text: Any = "", message: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=bool(message),
        error_messages=required_message(message),
    )


class AgreeForm(PortalForm):
    """When, how and with whom, and what happens if it is missed."""

    kind = forms.ChoiceField(
        label=_("What is agreed?"),
        choices=[
            (Kind.CHECK_IN.value, _("The person gives a sign of life")),
            (Kind.RETURN.value, _("The person is back")),
        ],
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose what is agreed")),
    )
    due_at = MomentField(
        label=_("At the latest when?"),
        help_text=_("Holder and duty officer are alerted the moment it passes."),
        error_messages=required_message(_("Write the day and time")),
    )
    how = _text(
        _("How?"),
        _("A way that the person chose as safe. The portal writes to nobody."),
        _("Write how the person gives a sign, or how you see that the person is back"),
    )
    with_whom = _text(
        _("With whom?"), message=_("Write who is to hear from the person, or to see the person")
    )
    if_missed = _text(
        _("What is done if it is missed?"),
        _("Who does what, in which order. Who has the duty reads it at night."),
        _("Write what is done if it is missed"),
    )


class KeptForm(PortalForm):
    note = _text(_("What was said or seen?"))


class MovedForm(PortalForm):
    due_at = MomentField(
        label=_("New moment"), error_messages=required_message(_("Write the new day and time"))
    )
    note = _text(_("Why is it moved?"), message=_("Write why the moment is moved"))


class MissedForm(PortalForm):
    note = _text(_("What is known?"), _("It can wait. Act first, and write afterwards."))


class SeenForm(PortalForm):
    seen_at = MomentField(
        label=_("When was the person seen or heard?"),
        error_messages=required_message(_("Write when the person was seen or heard")),
    )
    how = _text(_("By whom, and how?"), message=_("Write who has seen or heard the person"))
