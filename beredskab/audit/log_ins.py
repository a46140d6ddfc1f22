"""Log-ins, log-outs and failed tries leave a line in the look-up log."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from beredskab.audit import trail
from beredskab.encryption import keyed_hash


@receiver(user_logged_in)
def note_log_in(sender: Any, request: HttpRequest, user: Any, **_signal: Any) -> None:
    trail.look(user, "accounts.logged_in", request=request)


@receiver(user_logged_out)
def note_log_out(sender: Any, request: HttpRequest, user: Any, **_signal: Any) -> None:
    if user is not None:
        trail.look(user, "accounts.logged_out", request=request)


@receiver(user_login_failed)
def note_failed_try(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **_signal: Any
) -> None:
    """The name is hashed: people type a password or a CPR number there by mistake."""
    name = str(credentials.get("username") or "").strip().casefold()
    trail.refuse(
        None,
        "accounts.log_in_failed",
        request=request,
        search_hash=keyed_hash(name, "log-in tries"),
    )
