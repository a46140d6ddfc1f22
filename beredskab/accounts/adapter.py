"""How staff log in: no sign-up, one neutral refusal, tries counted by user and address."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import keyed_hash

_WRONG = _("The username or the password is wrong.")
_LOCKED = _("Too many tries. Try again in 15 minutes, or contact your administrator.")


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators; nobody signs up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _WRONG,
        "email_password_mismatch": _WRONG,
        "invalid_login": _WRONG,
        "account_inactive": _WRONG,
        "too_many_login_attempts": _LOCKED,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Treat a deactivated user as unknown; allauth would say that the account is inactive."""
        user = super().authenticate(request, **credentials)
        return user if user and user.is_active else None

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Lead to the log-in page; by address, since a message would go with the cookies."""
        return f"{reverse('account_login')}?logged_out"

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count tries by user, wherever they come from: a town hall is one address.

        The name is hashed, since people type their password or a CPR number there by mistake.
        """
        name = str(credentials.get("username") or credentials.get("email") or "")
        return keyed_hash(name.strip().casefold(), "log-in tries")
