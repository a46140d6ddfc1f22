"""The log-in form, with our renderer and messages."""

import copy
from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from beredskab.web.forms import PortalForm, required_message


class LoginForm(PortalForm, AllauthLoginForm):
    """Username and password; password managers and pasting are welcome."""

    login = forms.CharField(
        label=_("Username"),
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages=required_message(_("Write your username")),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(
            attrs={"autocomplete": "current-password", "data-show": _("Show the password")}
        ),
        error_messages=required_message(_("Write your password")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # allauth sets fields of its own meanwhile; these are ours.
        for name in ("login", "password"):
            self.fields[name] = copy.deepcopy(self.base_fields[name])
