"""For whom an item owes a recommendation, and who lacks one (R96)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from beredskab.timelimits import local_day
from cases import wording
from cases.choices import PersonRole
from cases.models import Person
from infohus import quorum
from infohus.choices import Outcome, Seat
from infohus.models import AgendaItem, Recommendation

# Below this age the child authority leads whatever intervenes (R120).
RESPONSIBLE_FROM = 15
LEADS = (Seat.POLICE, Seat.PRISON_SERVICE)


@dataclass(frozen=True)
class Row:
    """A person of the case with what is recommended for her."""

    person: Person
    words: str
    given: Sequence[Recommendation]
    is_owed: bool

    @property
    def lacks(self) -> bool:
        return self.is_owed and not self.given

    @property
    def has_measure(self) -> bool:
        return any(one.outcome == Outcome.MEASURE for one in self.given)


def rows(item: AgendaItem) -> list[Row]:
    """All persons of the case whom a recommendation may be for, those first who must have one."""
    persons = list(item.case.persons.prefetch_related("roles"))
    given = list(item.recommendations.live().select_related("unit").order_by("pk"))
    found = [
        Row(
            person,
            wording.person_in_case(person),
            [one for one in given if one.person_id == person.pk],
            is_owed(person),
        )
        for person in persons
        if not person.is_group
    ]
    return sorted(found, key=lambda row: (not row.is_owed, row.person.pk))


def lacking(item: AgendaItem) -> list[Row]:
    """Who must have a recommendation and has none."""
    return [row for row in rows(item) if row.lacks]


def is_owed(person: Person) -> bool:
    """Whether the rules name her: the exposed, other children, an actor who is known by name.

    None is asked for notifiers, witnesses and groups.
    """
    roles = _roles(person)
    if person.is_group:
        return False
    is_concerned = bool(roles & {PersonRole.EXPOSED, PersonRole.OTHER_CHILD})
    return is_concerned or (PersonRole.ACTOR in roles and bool(person.name))


def may_be_intervened(person: Person) -> bool:
    """Whether the red level may be used: for an actor, never for who is only exposed (R120)."""
    return PersonRole.ACTOR in _roles(person)


def leads_for(person: Person, item: AgendaItem) -> tuple[Seat, ...]:
    """Who may lead what intervenes: the child authority below 15, else police or prison service.

    Where the age is unknown any of them may.
    """
    age = person.age(local_day(item.meeting.starts_at))
    if age is None:
        return (*LEADS, Seat.CHILD_AUTHORITY)
    return (Seat.CHILD_AUTHORITY,) if age < RESPONSIBLE_FROM else LEADS


def siblings(item: AgendaItem, person: Person, among: Iterable[Row] | None = None) -> list[Person]:
    """The children who lack a recommendation, and to whom the same as to `person` may be given.

    `among` are the rows of the item, where they are read already. Who exercises control is
    nobody's sibling here: what is recommended for such a person is written for that one alone.
    """
    if not _is_of_children(person):
        return []
    day = local_day(item.meeting.starts_at)
    lacks = [row.person for row in (rows(item) if among is None else among) if row.lacks]
    others = [one for one in lacks if one != person and one.is_minor(day)]
    return [one for one in others if _is_of_children(one)]


def _is_of_children(person: Person) -> bool:
    """By role, as an actor of unknown age counts as under 18 too."""
    return quorum.is_concerned(person) and PersonRole.ACTOR not in _roles(person)


def _roles(person: Person) -> set[str]:
    return {tie.role for tie in person.roles.all()}
