"""What has happened to a contact, in words: one for each verb of the trail that belongs there."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import BooleanField
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beredskab.audit import trail
from beredskab.audit.models import AuditEvent
from beredskab.municipality import opening
from beredskab.municipality.models import Contact, Unit
from beredskab.municipality.services import Topic

WORDS: dict[str, str | Promise] = {
    "municipality.contact_added": gettext_lazy("The contact was added"),
    "municipality.contact_changed": gettext_lazy("The contact was changed"),
    "municipality.contact_checked": gettext_lazy("The numbers were checked"),
    "municipality.contact_retired": gettext_lazy("The contact was taken out of use"),
    "municipality.contact_resumed": gettext_lazy("The contact was taken into use again"),
    "directory.check_asked": gettext_lazy("An editor was asked to check the contact"),
    "registers.added": gettext_lazy("The contact was added in the registers"),
    "registers.changed": gettext_lazy("The contact was changed in the registers"),
}


def events(contact: Contact, *, with_values: bool) -> list[dict[str, Any]]:
    """The events of a contact, newest first, as the timeline component wants them.

    `with_values` tells what stood in a field before and after, which is for editors: what they
    have taken away is not to be read by all staff.
    """
    found = trail.events_about((Contact._meta.label_lower, [contact.pk]))
    units = dict(Unit.objects.values_list("slug", "name"))
    return [
        {
            "title": str(WORDS[event.verb]),
            "at": event.at,
            "who": event.actor.name if event.actor else _("The system"),
            "text": _changes(event, units, with_values=with_values),
        }
        for event in found.filter(verb__in=WORDS)
    ]


def _changes(event: AuditEvent, units: Mapping[str, str], *, with_values: bool) -> str:
    """What was changed, one line for each field; of the other verbs the title says all."""
    if event.verb != "municipality.contact_changed":
        return ""
    changed = event.details.get("changed", {})
    if not with_values:
        return "\n".join(map(_label, changed))
    return "\n".join(
        _("%(field)s: %(new)s (before: %(old)s)")
        % {
            "field": _label(field),
            "new": _words(field, new, units),
            "old": _words(field, old, units),
        }
        for field, (old, new) in changed.items()
    )


def _label(name: str) -> str:
    return capfirst(str(getattr(Contact._meta.get_field(name), "verbose_name", name)))


def _words(name: str, value: Any, units: Mapping[str, str]) -> str:
    """A value of a contact as people read it."""
    field = Contact._meta.get_field(name)
    if isinstance(field, BooleanField):
        return _("Yes") if value else _("No")
    if value in (None, "", []):
        return "–"
    if name == "hours":
        return ", ".join(opening.words(value))
    if name == "topics":
        return ", ".join(str(Topic(topic).label) for topic in value)
    if name == "unit":
        return units.get(value, value)
    if name == "checked_on":
        return date_format(date.fromisoformat(value), "j. N Y")
    return str(dict(getattr(field, "choices", None) or []).get(value, value))
