"""What each kind of notice says. The texts are neutral: they name no person and no theme."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FALLBACK = _("Something waits for you")
_TEXTS: dict[str, str | Promise] = {
    "deadline_alert": _("A deadline is running"),
    "deadline_breached": _("A deadline is exceeded"),
}


def register(kind: str, text: str | Promise) -> None:
    """Say what a kind of notice reads; the app that posts it calls this when it starts."""
    _TEXTS[kind] = text


def text_of(kind: str) -> str:
    """Return the text of a kind, translated."""
    return str(_TEXTS.get(kind, FALLBACK))
