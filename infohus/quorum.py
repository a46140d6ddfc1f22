"""Who must be at the table for an item, who of them is missing, and what else it lacks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beredskab.timelimits import local_day
from cases.choices import PersonRole
from cases.models import Person
from infohus import ties
from infohus.choices import Group, Outcome, Presence, Seat
from infohus.models import AgendaItem, Attendance, RequiredSeat

# Whose age says who must be there: who exercises control makes no child's case a mixed one.
CONCERNED = {PersonRole.EXPOSED, PersonRole.OTHER_CHILD}


@dataclass(frozen=True)
class Line:
    """One seat that must be taken, as the checklist shows it."""

    seat: Seat
    is_taken: bool

    @property
    def label(self) -> str:
        return str(self.seat.label)


@dataclass(frozen=True)
class Quorum:
    """The seats that an item needs, each with whether it is taken."""

    lines: Sequence[Line]

    @property
    def missing(self) -> list[Seat]:
        return [line.seat for line in self.lines if not line.is_taken]

    @property
    def is_met(self) -> bool:
        return not self.missing


def of(
    groups: Iterable[Group], taken: Iterable[str], rows: Iterable[RequiredSeat] | None = None
) -> Quorum:
    """The checklist of an item on somebody of `groups`, where the seats `taken` are taken.

    `rows` are all required seats, where they are read already. A mixed item needs both minimums
    (R88). Leadership is met by a leader or her deputy alone, since an employee sits in another
    seat (R87).
    """
    there, wanted = set(taken), set(groups)
    rows = RequiredSeat.objects.all() if rows is None else rows
    seats = dict.fromkeys(Seat(row.seat) for row in rows if row.group in wanted)
    return Quorum([Line(seat, seat in there) for seat in seats])


def invited(item: AgendaItem, rows: Iterable[RequiredSeat] | None = None) -> Quorum:
    """The checklist of an item before the meeting: whoever is asked and has not declined."""
    persons = [row.person for row in item.discussed.all()]
    asked = [row.participant for row in item.asked.all()]
    on = local_day(item.meeting.starts_at)
    tied = ties.barred(item)
    coming = [one.seat for one in asked if one.may_come and one.pk not in tied]
    return of(groups_of(persons, on), coming, rows)


def held(item: AgendaItem, rows: Iterable[RequiredSeat] | None = None) -> Quorum:
    """The checklist of an item at the meeting: whoever was there or confirmed it afterwards.

    Who was there in spite of a personal tie does not count. For whom something is recommended,
    or no measure, her minimum is asked as well, whether she was to be discussed or not (R88).
    """
    persons = [row.person for row in item.discussed.all()] + _recommended_for(item)
    there = [row for row in item.attendances.all() if row.struck_at is None]
    tied = ties.barred(item)
    on = local_day(item.meeting.starts_at)
    seats = [row.seat for row in there if row.participant_id not in tied]
    return of(groups_of(persons, on), seats, rows)


def present(item: AgendaItem) -> list[Attendance]:
    """Who was there: neither who confirmed afterwards nor who has a personal tie."""
    tied = ties.barred(item)
    rows = [row for row in item.attendances.all() if row.participant_id not in tied]
    return [row for row in rows if row.struck_at is None and row.how == Presence.PRESENT]


def _recommended_for(item: AgendaItem) -> list[Person]:
    """Whom the item leaves with something; that she is discussed another day is nothing yet."""
    given = item.recommendations.live().exclude(outcome=Outcome.AGAIN)
    persons = item.case.persons.filter(pk__in=given.values("person"))
    return list(persons.prefetch_related("roles"))


def is_concerned(person: Person) -> bool:
    """Whether the case concerns the person: the exposed, and other children in the family."""
    return any(tie.role in CONCERNED for tie in person.roles.all())


def is_only_notifier(person: Person) -> bool:
    """Whether the person is in the case for nothing but having notified."""
    return {tie.role for tie in person.roles.all()} == {PersonRole.NOTIFIER}


def groups_of(persons: Iterable[Person], on: date) -> set[Group]:
    """For whom the minimum counts. Unknown age is under 18."""
    return {
        Group.MINOR if person.is_minor(on) else Group.ADULT
        for person in persons
        if is_concerned(person)
    }


def lacks(item: AgendaItem) -> list[str | Promise]:
    """What must be there before the item's participants are invited."""
    wanted = (
        (item.discussed.all(), _("who is discussed")),
        (bool(item.judgement), _("why these participants")),
        (bool(item.basis), _("the basis for sharing")),
        (item.meeting.is_urgent or item.asked.all(), _("who is invited")),
    )
    return [label for is_there, label in wanted if not is_there]
