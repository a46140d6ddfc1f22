"""Where links within the portal lead to."""

from urllib.parse import unquote, urlsplit

from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext as _


def trouble_with(link: str) -> str:
    """Say why not every reader gets to a page of the portal; nothing when she does."""
    match = _match(unquote(urlsplit(link).path))
    if match is None:
        return _("A link leads to a page that is not there: %(link)s") % {"link": link}
    if getattr(match.func, "login_required", True):  # as Django's middleware asks
        return _("A link leads to a page that asks for log-in: %(link)s") % {"link": link}
    return ""


def _match(path: str) -> ResolverMatch | None:
    for written in (path, f"{path}/"):  # Django leads on to the one with a slash.
        try:
            return resolve(written)
        except Resolver404:
            continue
    return None
