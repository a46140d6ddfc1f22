"""Door of the talk with the child: whether it is still owed, and who may not be present."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from cases import locks, screenings
from cases.choices import Answer, PersonRole, Relation
from cases.models import Case, CasePeriod, ChildTalk, ChildTalkLeftOut, Person

_PARENTS = frozenset({Relation.MOTHER, Relation.FATHER, Relation.CARER})


def is_settled(case: Case) -> bool:
    """Whether it was held, or left out with its reason (R57); adults are owed none.

    A reopened case asks for it anew: what was said before it was closed settles nothing now.
    """
    if not case.is_minor:
        return True
    reopened = CasePeriod.objects.filter(case=case, closed_at__isnull=True, number__gt=1)
    held = ChildTalk.objects.filter(case=case)
    held = held.exclude(Exists(reopened.filter(opened_at__gt=OuterRef("held_at"))))
    left_out = ChildTalkLeftOut.objects.filter(case=case)
    left_out = left_out.exclude(Exists(reopened.filter(opened_at__gt=OuterRef("decided_at"))))
    return held.values("case_id").union(left_out.values("case_id")).exists()


def barred(case: Case, present: Iterable[Person], *, family_present: bool) -> bool:
    """Whether somebody of these is locked, or a parent whom the authority suspects of abuse.

    A lifted lock lets a parent in, but not where the abuse is by the parents (LR3, R59).
    """
    present = list(present)
    keys = {person.pk for person in present}
    if keys & locks.locked(case) or (family_present and locks.is_family_locked(case)):
        return True
    return by_parents(case) and (family_present or any(map(is_parent, present)))


def is_parent(person: Person) -> bool:
    """Whether the person is a parent or has custody."""
    return any(
        held.role == PersonRole.CUSTODY_HOLDER or held.relation in _PARENTS
        for held in person.roles.all()
    )


def finds_abuse(case: Case) -> bool:
    """Whether the authority itself judges that there is abuse (LR3)."""
    return screenings.finds_abuse(case)


def by_parents(case: Case) -> bool:
    """Whether the authority suspects the parents of it; not knowing yet counts as yes."""
    found = screenings.newest(case)
    return found is not None and found.finds_abuse and found.by_parents != Answer.NO
