"""Door of the contact lock: with whom nobody may talk about the concern (R39).

Locked is everybody of the case, an unnamed group too, until the leader lifts it for that very
person. Never locked are the exposed person herself, whom all of this is for (LR1), and who is
notifier or witness and nothing else, without a tie to the family. No actor unlocks another (R124).

A lock is of a human, not of a row: of one CPR number all rows are locked as long as one is. The
persons of a case that was joined to this one belong to it: what was locked there is locked here.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
)

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
    joined: str = ""  # the reference of the joined case that the person was written in

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

    @property
    def is_listed(self) -> bool:
        """Whether it is said who is locked: not everybody is, or some are of a joined case."""
        return bool(self.lifted) or any(one.joined for one in self.locked)


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
    found = list(standings(case).values())
    return Restriction(
        locked=[one for one in found if one.is_locked],
        lifted=[one for one in found if not one.is_locked],
    )


def standings(case: Case) -> dict[int, Standing]:
    """How the lock stands of each person who has one, by the person's key."""
    humans = defaultdict(list)
    for row in _rows(case):
        humans[row["cpr_hash"] or row["pk"]].append(row)
    found = [one for rows in humans.values() for one in _stand(rows, case)]
    return {one.person: one for one in sorted(found, key=lambda one: one.person)}


def persons_of(case: Case) -> QuerySet[Person]:
    """The persons of a case, and of those that were joined to it; one exposed person is enough."""
    found = Person.objects.filter(case__in=Case.objects.with_joined(case).values("pk"))
    return found.exclude(~Q(case=case), pk=F("case__exposed")).order_by("pk")


def rows_of(person: Person, case: Case) -> QuerySet[Person]:
    """The rows of one human in a case: the person herself, and all of her CPR number."""
    same = Q(pk=person.pk)
    if person.cpr_hash:
        same |= Q(cpr_hash=person.cpr_hash)
    found = persons_of(case).filter(same)
    return found.exclude(pk=case.exposed_id) if case.exposed_id else found


def _rows(case: Case) -> QuerySet[Person, Any]:
    """Who is of the family, and every other row of one of them."""
    roles = PersonInRole.objects.filter(person=OuterRef("pk")).order_by("pk")
    inside = roles.filter(~Q(role__in=_OUTSIDE) | ~Q(relation="")).order_by()
    is_inside = Q(is_group=True) | Exists(inside) | ~Exists(roles)
    in_force = FilteredRelation("lock_lifts", condition=Q(lock_lifts__relocked_at__isnull=True))
    others = persons_of(case)
    if case.exposed_id is not None:
        others = others.exclude(pk=case.exposed_id)
    family = others.filter(is_inside).exclude(cpr_hash="").order_by().values("cpr_hash")
    return (
        others.filter(is_inside | Q(cpr_hash__in=family))
        .annotate(is_inside=ExpressionWrapper(is_inside, BooleanField()))
        .annotate(
            in_force=in_force,
            held=ArraySubquery(roles.values("role")),
            relations=ArraySubquery(roles.exclude(relation="").values("relation")),
            lifted_at=F("in_force__lifted_at"),
            lifted_by=F("in_force__lifted_by__name"),
        )
        .order_by("pk")
        .values(
            *("pk", "case_id", "case__reference", "cpr_hash", "is_inside"),
            *("held", "relations", "lifted_at", "lifted_by"),
        )
    )


def _stand(rows: Sequence[Any], case: Case) -> list[Standing]:
    """How the rows of one human stand: locked, all of them, as long as one of the family is."""
    inside = [row for row in rows if row["is_inside"]]
    lifted = [row for row in inside if row["lifted_at"] is not None]
    is_lifted = len(lifted) == len(inside)
    return [
        Standing(
            person=row["pk"],
            words=_words(row["relations"], row["held"]),
            lifted_at=lifted[-1]["lifted_at"] if is_lifted else None,
            lifted_by=(lifted[-1]["lifted_by"] or "") if is_lifted else "",
            joined=row["case__reference"] if row["case_id"] != case.pk else "",
        )
        for row in rows
    ]


def _words(relations: Sequence[str], held: Sequence[str]) -> str:
    """The relation, else the role; that somebody notified is told to none (LR13)."""
    known = [relation for relation in relations if relation != Relation.UNKNOWN]
    if known:
        return str(Relation(known[0]).label)
    roles = [role for role in held if role != PersonRole.NOTIFIER]
    return str(PersonRole(roles[0]).label) if roles else str(Relation.UNKNOWN.label)
