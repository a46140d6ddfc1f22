"""Cases that may be about the same person, or belong to the family: for who sees both, alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from beredskab.accounts.models import User
from beredskab.timelimits import local_day
from cases import permissions, visibility, wording
from cases.models import Case, CaseLink, Person
from cases.visibility import Part
from cases.workflow.joining import FRESH

# Two who state an age may be this many years apart and mean the same person.
CLOSE = 2


@dataclass(frozen=True)
class Other:
    """Another case, as it is named beside this one."""

    case: Case
    who: str
    how: str


def shown(case: Case, user: User, *, at: datetime) -> dict[str, Any]:
    """What the page of the persons names of other cases; nothing to who may not read of one."""
    if Part.NOTIFICATION not in visibility.parts(user, case):
        return {"suggested": [], "related": [], "may_join": False}
    return {
        "suggested": named(suggestions(case, user, at=at), at=at),
        "related": related(case, user, at=at),
        "may_join": case.reached in FRESH and permissions.can_join(user, case),
    }


def suggestions(case: Case, user: User, *, at: datetime) -> list[Case]:
    """The cases that may be about the same person; only those that the user may see.

    The same CPR number, or the same words of the name at a close age.
    """
    found = Case.objects.visible_to(user, at=at).perhaps_same_as(case)
    return [one for one in found if _fits(case.exposed, one.exposed, local_day(at))]


def named(found: Iterable[Case], *, at: datetime) -> list[Other]:
    """The suggested cases with what a line of them says: never a name."""
    day = local_day(at)
    return [
        Other(one, wording.person_words(one.exposed, day), _("May be the same")) for one in found
    ]


def related(case: Case, user: User, *, at: datetime) -> list[Other]:
    """The cases linked to this one, and those joined to it, as far as the user may see them."""
    links = CaseLink.objects.of_case(case)
    kinds = {link.other_than(case): str(link.get_kind_display()) for link in links}
    found = Case.objects.visible_to(user, at=at).beside(case, kinds)
    day = local_day(at)
    return [
        Other(one, wording.person_words(one.exposed, day), kinds.get(one.pk, _("Joined to this")))
        for one in found
    ]


def _fits(person: Person | None, other: Person | None, day: date) -> bool:
    if person is None or other is None:
        return False
    if person.cpr_hash and other.cpr_hash:
        return person.cpr_hash == other.cpr_hash
    age, other_age = person.age(day), other.age(day)
    return age is None or other_age is None or abs(age - other_age) <= CLOSE
