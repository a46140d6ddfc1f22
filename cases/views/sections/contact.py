"""The sections of who was spoken with, and who else is in the family."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import children, kinds, permissions, wording
from cases.models import PersonContact
from cases.views.sections.base import Reading, Section
from cases.visibility import Part


def contacts(reading: Reading) -> Section | None:
    """Contacts with persons of the case: what is planned, then what happened."""
    if Part.CONTACTS not in reading.seen:
        return None
    may_edit = permissions.can_edit(reading.user, reading.case)
    rows = [_contact(one, reading, may_edit) for one in reading.case.contacts.for_section()]
    waits = any(row["contact"].is_open for row in rows)
    state = reading.state(kinds.CONTACT, waits=waits, done=bool(rows))
    return Section("contacts", _("Contacts"), "cases/_contacts.html", {"rows": rows}, state=state)


def other_children(reading: Reading) -> Section | None:
    """A line for each other child in the family."""
    if Part.RISK not in reading.seen:
        return None
    listed, none_known = children.of_case(reading.case)
    may_say = reading.case.closed_at is None and permissions.can_register_on(
        reading.user, reading.case
    )
    rows = [
        {"child": one, "words": wording.known_as(one.person, reading.case, reading.seen)}
        for one in listed
    ]
    context = {"rows": rows, "none_known": none_known, "may_say": may_say}
    done = bool(rows or none_known)
    waits = not done or any(one.line is None for one in listed)
    state = reading.state(kinds.SIBLINGS, waits=waits, done=done)
    heading = _("Other children in the family")
    return Section("children", heading, "cases/_children.html", context, state=state)


def _contact(one: PersonContact, reading: Reading, may_edit: bool) -> dict[str, Any]:
    person = one.person
    who = wording.known_as(person, reading.case, reading.seen) if person else ""
    return {
        "contact": one,
        "who": who or _("The family in general"),
        "is_late": one.is_open and _has_passed(one.planned_for, reading.now),
        "may_edit": may_edit and one.is_open,
    }


def _has_passed(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment < now


def partners(reading: Reading) -> Section | None:
    """Which partners are involved or informed, why, and on which basis."""
    if Part.RISK not in reading.seen:
        return None
    is_open = reading.case.closed_at is None
    found = list(reading.case.partners.select_related("judged_by", "ended_by"))
    context = {
        "partners": found,
        "may_edit": is_open and permissions.can_edit(reading.user, reading.case),
    }
    state = reading.state(kinds.PARTNERS, done=bool(found))
    return Section("partners", _("Partners"), "cases/_partners.html", context, state=state)
