"""Door of what is said of the other children in the family (R41, R76)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Min, OuterRef, QuerySet

from cases.models import Case, ChildLine, Person
from cases.querysets.contacts import other_children


@dataclass(frozen=True)
class Child:
    """Another child of the family and the line that counts; None as long as nobody said."""

    person: Person
    line: ChildLine | None


def of_case(case: Case) -> tuple[list[Child], ChildLine | None]:
    """The other children with their lines, and the line that says that there are none."""
    lines = {line.person_id: line for line in ChildLine.objects.filter(case=case).newest()}
    listed = [Child(person, lines.get(person.pk)) for person in persons(case)]
    return listed, ChildLine.objects.none_known(case) if not listed else None


def persons(case: Case) -> QuerySet[Person]:
    """The other children of the family, with their roles."""
    return other_children(case).prefetch_related("roles")


def are_considered(case: Case) -> bool:
    """Whether each other child has a line, or it is said that none are known: in one query."""
    lines = ChildLine.objects.filter(case=case)
    left = other_children(case).filter(~Exists(lines.filter(person=OuterRef("pk"))))
    found = Case.objects.of_reference(case.reference)
    return found.filter(Exists(lines.values("pk")), ~Exists(left)).exists()


def unknown_since(case: Case) -> datetime | None:
    """Since when it is unknown whether there is a concern about one of them; None when it isn't."""
    lines = ChildLine.objects.filter(case=case).newest().filter(answer=ChildLine.Answer.UNKNOWN)
    said = lines.filter(person__in=other_children(case)).aggregate(first=Min("said_at"))["first"]
    return said if isinstance(said, datetime) else None
