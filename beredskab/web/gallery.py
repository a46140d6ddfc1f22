"""What the gallery at /design/ shows: invented examples of every component."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from .fields import DayField, MomentField
from .forms import PortalForm, required_message
from .templatetags.components import ALERT_WORDS, STATUSES

ICONS = ("warning", "hourglass", "person", "lock", "document", "calendar-month", "smartphone")
DANGER = [("yes", _("Yes")), ("unknown", _("Do not know")), ("no", _("No"))]
SIGNS = [("phone", _("Control of telephone")), ("travel", _("A journey that is feared"))]


class ExampleForm(PortalForm):
    """One field of each kind."""

    danger = forms.ChoiceField(
        label=_("Is somebody in danger now?"),
        help_text=_("Such as violence, threats, or being taken out of the country."),
        choices=DANGER,
        widget=forms.RadioSelect,
        error_messages=required_message(_("Choose whether somebody is in danger")),
    )
    words = forms.CharField(
        label=_("What have you seen or heard?"),
        max_length=4000,
        widget=forms.Textarea,
        error_messages=required_message(_("Write what you have seen or heard")),
    )
    signs = forms.MultipleChoiceField(
        label=_("Signs you have noticed"),
        choices=SIGNS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    relation = forms.ChoiceField(
        label=_("Your relation to the person"),
        choices=[("", _("Choose a relation")), ("teacher", _("Teacher"))],
        error_messages=required_message(_("Choose your relation to the person")),
    )
    name = forms.CharField(label=_("Name"), required=False)
    born = DayField(
        label=_("Date of birth"), error_messages=required_message(_("Write the date of birth"))
    )
    received = MomentField(
        label=_("Received"), error_messages=required_message(_("Write when it was received"))
    )
    unknown = forms.BooleanField(label=_("I do not know the name"), required=False)


def context(now: datetime, page: str | None) -> dict[str, Any]:
    """Return the examples, as they look at the moment `now`."""
    hours = [-18, 2.7, 20, 60, 240]
    keys = ["overdue", "urgent", "active", "waiting", "done"]
    dues = [now + timedelta(hours=number) for number in hours]
    return {
        "now": now,
        "form": None,
        "empty_form": ExampleForm(auto_id="empty_%s"),
        "faulty_form": ExampleForm({"received_day": "31"}),
        "alerts": list(ALERT_WORDS),
        "statuses": list(STATUSES),
        "variants": ["info", "success", "warning", "error", "neutral"],
        "icons": ICONS,
        "dues": dues,
        "tasks": [
            {"title": _("Assess the notification"), "status": key, "due": due, "url": "#tasks"}
            for key, due in zip(keys, dues, strict=True)
        ],
        "facts": [
            {"label": _("Age"), "value": "14", "url": "#facts"},
            {"label": _("Unit"), "value": "Børn og Unge"},
        ],
        "events": [
            {"title": _("Handed over"), "at": now, "who": "Mette Holm"},
            {
                "title": _("Received"),
                "at": now - timedelta(days=1),
                "who": _("The system"),
                "long": _("A long text stays folded until it is asked for."),
            },
        ],
        "boxes": [
            {"count": 1, "label": word, "url": f"#{key}", "variant": variant, "current": not key}
            for key, (word, variant, _icon) in STATUSES.items()
            if variant not in ("", "neutral")
        ],
        "tab_items": [
            {"label": _("Overview"), "url": "#tabs", "current": True},
            {"label": _("Persons"), "url": "#persons"},
        ],
        "contents": [
            {"label": _("Tabs"), "url": "#tabs", "status": "done"},
            {"label": _("Tasks"), "url": "#tasks", "status": "overdue"},
            {"label": _("Facts"), "url": "#facts", "status": ""},
        ],
        "page": Paginator(range(200), 10).get_page(page or 5),
    }
