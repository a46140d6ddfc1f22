"""The form by which a leader appoints a substitute of the coordinator."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.web.fields import DayField
from beredskab.web.forms import PortalForm, required_message


class SubstituteForm(PortalForm):
    user = forms.ModelChoiceField(
        label=_("Who stands in?"),
        empty_label=_("Choose"),
        queryset=User.objects.none(),
        error_messages=required_message(_("Choose who stands in")),
    )
    from_on = DayField(
        label=_("First day"), error_messages=required_message(_("Write the first day"))
    )
    to_on = DayField(label=_("Last day"), error_messages=required_message(_("Write the last day")))
    reason = forms.CharField(
        label=_("Why?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages=required_message(_("Write why")),
    )

    def __init__(self, *args: Any, offered: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = offered  # type: ignore[attr-defined]
