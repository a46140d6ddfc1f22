"""What every page shows around its content: who, where to, what waits."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from actioncards import selection
from beredskab.accounts import roles
from beredskab.accounts.roles import CASE_READERS, Role
from beredskab.dashboard import unread
from beredskab.municipality.models import Municipality
from cases import permissions


@dataclass(frozen=True)
class Item:
    """An entry of the main menu: for whom, and how the names of the pages in it begin."""

    label: str | Promise
    name: str
    roles: frozenset[str]
    within: tuple[str, ...] = ()
    # The switch of the municipality that must be on.
    switch: str = ""


EVERYBODY = frozenset(Role.values)
AUTHORITY = frozenset(
    {Role.ADVISER_CHILD, Role.ADVISER_ADULT, Role.DUTY_OFFICER, Role.LEADER, Role.COORDINATOR}
)
# The others come to the directory from the cards.
_WITH_CONTACTS = frozenset(
    {
        Role.PROFESSIONAL,
        Role.PROFESSIONAL_LEADER,
        Role.ADVISER_CHILD,
        Role.ADVISER_ADULT,
        Role.DUTY_OFFICER,
        Role.COORDINATOR,
        Role.PLAN_EDITOR,
        Role.ADMINISTRATOR,
    }
)
_PLAN_EDITORS = frozenset({Role.PLAN_EDITOR, Role.ADMINISTRATOR})
# At most seven a role; an entry appears when its page exists.
MENU = (
    Item(_("My overview"), "overview", EVERYBODY),
    Item(
        _("Log a concern"),
        "concern_new",
        frozenset({Role.PROFESSIONAL, Role.PROFESSIONAL_LEADER}),
        ("concern_step", "concern_acute", "concern_acute_again", "concern_send"),
    ),
    Item(
        _("My concerns"),
        "concern_list",
        frozenset({Role.PROFESSIONAL, Role.PROFESSIONAL_LEADER, Role.JOBCENTER}),
        (
            "concern_detail",
            "concern_consult",
            "concern_judge",
            "concern_close",
            "concern_add",
            "concern_discard",
        ),
    ),
    Item(_("Cases"), "case_list", CASE_READERS - {Role.POLICE}, ("case_", "anonymous_advice")),
    Item(
        _("Infohus"),
        "infohus",
        frozenset({Role.COORDINATOR, Role.POLICE, Role.JOBCENTER}),
        ("infohus_",),
        switch="has_infohus",
    ),
    Item(_("Deadlines"), "deadlines", frozenset({Role.LEADER, Role.COORDINATOR})),
    Item(
        _("Register received"),
        "notification_new",
        frozenset({Role.ADVISER_CHILD, Role.ADVISER_ADULT, Role.DUTY_OFFICER}),
    ),
    Item(_("Action cards"), "card_list", selection.READERS, ("card_", "knowledge")),
    Item(_("Preparedness plan"), "plan_edit", _PLAN_EDITORS, ("plan_",)),
    Item(_("Preparedness plan"), "plan", EVERYBODY - _PLAN_EDITORS, ("plan_",)),
    Item(_("Contacts"), "directory", _WITH_CONTACTS, ("contact",)),
    Item(_("Settings"), "settings", frozenset({Role.ADMINISTRATOR})),
    Item(_("Users and registers"), "admin:index", frozenset({Role.ADMINISTRATOR})),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of `base.html`, made once per request, since components are rendered with it too.

    Error pages without a user get the bare shell.
    """
    if not hasattr(request, "shell"):
        request.shell = _shell(request)  # type: ignore[attr-defined]
    return request.shell  # type: ignore[attr-defined]


def _shell(request: HttpRequest) -> dict[str, Any]:
    context: dict[str, Any] = {
        "municipality_name": municipality(request).name,
        "exit_url": settings.EXIT_URL,
    }
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return context
    return {
        **context,
        "menu": list(_menu(request)),
        "user_title": user.title or _titles(user),
        "unread_count": unread.notices(user).count_folded(),
        "may_report": roles.has_role(user, *roles.REPORTERS),
        "may_register": permissions.can_register(user),
    }


def municipality(request: HttpRequest) -> Municipality:
    """The municipality, read once per request."""
    if not hasattr(request, "municipality"):
        request.municipality = Municipality.objects.current()  # type: ignore[attr-defined]
    return request.municipality  # type: ignore[attr-defined]


def _menu(request: HttpRequest) -> Any:
    match = request.resolver_match
    here = match.view_name if match else ""
    for item in MENU:
        if not roles.has_role(request.user, *item.roles):
            continue
        if item.switch and not getattr(municipality(request), item.switch):
            continue
        try:
            url = reverse(item.name)
        except NoReverseMatch:
            continue
        inside = here == item.name or here.startswith(item.within)
        yield {"label": item.label, "url": url, "current": inside}


def _titles(user: Any) -> str:
    held = roles.roles_of(user)
    return ", ".join(str(Role(role).label) for role in Role.values if role in held)
