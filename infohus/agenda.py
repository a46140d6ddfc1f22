"""What a meeting's page says of each item, for the coordinator and for a participant."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from beredskab.accounts.models import User
from beredskab.timelimits import local_day
from cases import wording
from cases.models import Person
from infohus import quorum
from infohus.choices import Basis
from infohus.models import AgendaItem, Meeting, RequiredSeat


def items_of(meeting: Meeting, user: User, now: datetime) -> list[AgendaItem]:
    """The items of which the user may know, with all that their rows need."""
    items = meeting.items.visible_to(user, now).select_related("meeting", "case__exposed")
    return list(
        items.prefetch_related(
            "discussed__person__roles",
            "asked__participant__user",
            "asked__participant__member",
            "needs",
            "ties__ruling",
        ).order_by("position")
    )


def rows(items: Sequence[AgendaItem], user: User, now: datetime) -> list[dict[str, Any]]:
    """Each item as the user sees it: all of it for its coordinator, for others what they need.

    A coordinator who is only asked to an item is one of the others. Of an item for which one has
    yet to declare her ties, there is nothing but that.
    """
    required = list(RequiredSeat.objects.all())
    keys = [item.pk for item in items]
    kept = set(AgendaItem.objects.kept_by(user, now).filter(pk__in=keys))
    read = set(AgendaItem.objects.read_by(user, now).filter(pk__in=keys))
    return [
        {"item": item, "is_kept": item in kept, **_shown(item, required, kept, read)}
        for item in items
    ]


def person_choices(item: AgendaItem) -> list[tuple[Person, str]]:
    """The persons of the case with words for them, whom the case is about first.

    Who is there only because she notified is discussed by nobody (R96).
    """
    found = item.case.persons.prefetch_related("roles")
    persons = [person for person in found if not quorum.is_only_notifier(person)]
    persons.sort(key=lambda person: (not quorum.is_concerned(person), person.pk))
    return [(person, _words(person, item)) for person in persons]


def _shown(
    item: AgendaItem,
    required: Sequence[RequiredSeat],
    kept: Collection[AgendaItem],
    read: Collection[AgendaItem],
) -> dict[str, Any]:
    if item in kept:
        return _whole(item, required)
    return part(item) if item in read else {"is_to_declare": True}


def _whole(item: AgendaItem, required: Sequence[RequiredSeat]) -> dict[str, Any]:
    lacks: list[str | Promise] = quorum.lacks(item)
    return {
        "persons": [_words(row.person, item) for row in item.discussed.all()],
        "asked": _asked(item),
        "quorum": quorum.invited(item, required),
        "lacks": lacks,
    }


def _asked(item: AgendaItem) -> list[dict[str, Any]]:
    """Who is asked, each with why she must know where that was said."""
    needs = {row.participant_id: row.reason for row in item.needs.all()}
    rows = [row for row in item.asked.all() if row.participant.removed_at is None]
    return [{"row": row, "need": needs.get(row.participant_id)} for row in rows]


def part(item: AgendaItem) -> dict[str, Any]:
    """What a participant reads beside the brief: of an anonymised item nothing."""
    if item.basis == Basis.ANONYMISED:
        return {"persons": [], "purpose": ""}
    persons = [_words(row.person, item) for row in item.discussed.all()]
    return {"persons": persons, "purpose": item.purpose}


def names(item: AgendaItem) -> list[str]:
    """Whom an item is about, by name alone: enough to know whether one is tied to them."""
    if item.basis == Basis.ANONYMISED:
        return []
    rows = item.discussed.select_related("person")
    return [name for row in rows if (name := row.person.name)]


def _words(person: Person, item: AgendaItem) -> str:
    """Name and roles, and the age on the day of the meeting."""
    age = wording.person_words(person, local_day(item.meeting.starts_at))
    return f"{wording.person_in_case(person)}, {age}"
