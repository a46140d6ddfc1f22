"""Words for what cases, persons and deadlines are like, the same on every page."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beredskab.deadlines.models import URGENT_BEFORE, Deadline, State
from beredskab.timelimits import HOLIDAY
from cases.choices import PersonRole
from cases.models import Case, Person
from cases.visibility import Part

# The keys of the status badges (web/templatetags/components.py).
_BADGES = {
    State.OVERDUE: "overdue",
    State.URGENT: "urgent",
    State.AMBER: "urgent",
    State.IN_TIME: "on_time",
    State.MET: "done",
    State.CANCELLED: "cancelled",
}


def person_words(person: Person | None, on: date) -> str:
    """Say who it is without a name: "Barn, 14 år"."""
    if person is None:
        return _("Age unknown")
    if person.is_group:
        return _("A group")
    age = person.age(on)
    if age is None:
        return _("Age unknown")
    kind = _("Child") if age < 15 else _("Young person") if age < 18 else _("Citizen")
    years = ngettext("%(age)d year old", "%(age)d years old", age) % {"age": age}
    return f"{kind}, {years}"


def person_in_case(person: Person) -> str:
    """Say who it is to somebody who may see the names: the name, and what she is in the case.

    Never that she notified: not all who may see the names may know that.
    """
    named = person.name or _("A person without a name")
    roles = [one for one in person.roles.all() if one.role != PersonRole.NOTIFIER]
    held = ", ".join(str(one.get_role_display()) for one in roles)
    return f"{named} ({held})" if held else named


def known_as(person: Person, case: Case, seen: Collection[Part]) -> str:
    """Say who a person of a case is: name, else relation or role; both where there are both."""
    if person.pk == case.exposed_id:
        return _("The exposed person")
    held = list(person.roles.all())
    relation = next((str(one.get_relation_display()) for one in held if one.relation), "")
    roles = [
        str(one.get_role_display())
        for one in held
        if one.role != PersonRole.NOTIFIER or Part.NOTIFIER in seen
    ]
    is_what = relation or ", ".join(roles) or _("A person without a name")
    name = person.name if Part.NOTIFICATION in seen else ""
    return f"{name} ({is_what.lower()})" if name else is_what


def case_status(case: Case, now: datetime) -> str:
    """The badge of a case: how its nearest deadline stands."""
    if case.closed_at is not None:
        return "done"
    if case.next_due_at is None:
        return "urgent" if case.acute else "active"
    if case.next_due_at < now:
        return "overdue"
    if case.acute or case.next_due_at - now < URGENT_BEFORE:
        return "urgent"
    return "on_time"


def deadline_status(deadline: Deadline, now: datetime) -> str:
    """The badge of a deadline."""
    return _BADGES[deadline.state(now)]


def skipped_words(skipped: Iterable[tuple[str, str]]) -> list[str]:
    """Say of each day that was not counted which it is, and why."""
    return [f"{_day(day)} ({_why(why)})" for day, why in skipped]


def _day(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "D. j. F")


def _why(why: str) -> str:
    return why.removeprefix(HOLIDAY) if why.startswith(HOLIDAY) else _("weekend")
