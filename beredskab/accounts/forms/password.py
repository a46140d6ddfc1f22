"""The form in which a user changes her own password."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.web.forms import PortalForm, required_message


def _password(label: Any, message: Any, *, autocomplete: str, help_text: Any = "") -> forms.Field:
    attrs = {"autocomplete": autocomplete, "data-show": _("Show the password")}
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs=attrs),
        error_messages=required_message(message),
    )


class PasswordForm(PortalForm):
    """The password she has, and twice the one she wants."""

    current = _password(
        _("Your password now"),
        _("Write the password you have now"),
        autocomplete="current-password",
    )
    password = _password(
        _("New password"),
        _("Write the new password"),
        autocomplete="new-password",
        help_text=_("At least 15 characters. Several words in a row are easy to remember."),
    )
    again = _password(
        _("New password once more"),
        _("Write the new password once more"),
        autocomplete="new-password",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_current(self) -> str:
        current: str = self.cleaned_data["current"]
        if not self.user.check_password(current):
            raise ValidationError(_("This is not your password"), code="wrong")
        return current

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password", again):
            raise ValidationError(_("The two new passwords are not the same"), code="differ")
        return again
