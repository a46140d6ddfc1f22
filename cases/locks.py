"""Door of the contact lock: with whom nobody may talk about the concern (R39).

Locked is everybody of the case, an unnamed group too, until the leader lifts it for that very
person. Never locked are the exposed person herself, whom all of this is for (LR1), and who is
notifier or witness and nothing else, without a tie to the family. No actor unlocks another (R124).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from cases.choices import PersonRole, Relation
from cases.models import Case, Person, PersonInRole

_OUTSIDE = (PersonRole.EXPOSED, PersonRole.NOTIFIER, PersonRole.WITNESS)


@dataclass(frozen=True)
class Standing:
    """How the lock of one person stands."""

    person: int
    words: str  # what the person is in the case, without a name
    lifted_at: datetime | None = None
    lifted_by: str = ""

    @property
    def is_locked(self) -> bool:
        return self.lifted_at is None


@dataclass(frozen=True)
class Restriction:
    """What the identity bar says of a case."""

    locked: Sequence[Standing]
    lifted: Sequence[Standing]

    @property
    def is_on(self) -> bool:
        """On for a family of which nobody is written down yet, too."""
        return bool(self.locked) or not self.lifted


def is_locked(person: Person) -> bool:
    """Whether nobody may talk with the person about the concern."""
    return person.pk in locked(person.case)


def locked(case: Case) -> set[int]:
    """The keys of the persons with whom nobody may talk about the concern."""
    return {one.person for one in restriction(case).locked}


def is_family_locked(case: Case) -> bool:
    """Whether the family as a whole may not be talked with: as long as one of it is locked."""
    return restriction(case).is_on


def restriction(case: Case) -> Restriction:
    """Who is locked and for whom it was lifted, in one query."""
    found = [_standing(row) for row in _rows(case)]
    return Restriction(
        locked=[one for one in found if one.is_locked],
        lifted=[one for one in found if not one.is_locked],
    )


def standings(case: Case) -> dict[int, Standing]:
    """How the lock stands of each person who has one, by the person's key."""
    return {one.person: one for one in map(_standing, _rows(case))}


def _lockable(case: Case) -> QuerySet[Person]:
    roles = PersonInRole.objects.filter(person=OuterRef("pk"))
    inside = roles.filter(~Q(role__in=_OUTSIDE) | ~Q(relation=""))
    others = Person.objects.filter(case=case)
    if case.exposed_id is not None:
        others = others.exclude(pk=case.exposed_id)
    return others.filter(Q(is_group=True) | Exists(inside) | ~Exists(roles))


def _rows(case: Case) -> QuerySet[Person, Any]:
    roles = PersonInRole.objects.filter(person=OuterRef("pk")).order_by("pk")
    in_force = FilteredRelation("lock_lifts", condition=Q(lock_lifts__relocked_at__isnull=True))
    return (
        _lockable(case)
        .annotate(
            in_force=in_force,
            held=ArraySubquery(roles.values("role")),
            relations=ArraySubquery(roles.exclude(relation="").values("relation")),
            lifted_at=F("in_force__lifted_at"),
            lifted_by=F("in_force__lifted_by__name"),
        )
        .order_by("pk")
        .values("pk", "held", "relations", "lifted_at", "lifted_by")
    )


def _standing(row: Any) -> Standing:
    return Standing(
        person=row["pk"],
        words=_words(row["relations"], row["held"]),
        lifted_at=row["lifted_at"],
        lifted_by=row["lifted_by"] or "",
    )


def _words(relations: Sequence[str], held: Sequence[str]) -> str:
    """The relation, else the role; that somebody notified is told to none (LR13)."""
    known = [relation for relation in relations if relation != Relation.UNKNOWN]
    if known:
        return str(Relation(known[0]).label)
    roles = [role for role in held if role != PersonRole.NOTIFIER]
    return str(PersonRole(roles[0]).label) if roles else str(Relation.UNKNOWN.label)
