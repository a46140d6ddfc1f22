"""The open deadlines that somebody may know of: the rows of the dashboard and of the overview.

Scope comes first, then filters and counts: what one may not know of is in no row, no count, no
chart and no file. What is shown of a case beside its deadline comes with the same query.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from beredskab.accounts import roles
from beredskab.accounts.models import User
from beredskab.accounts.roles import ADVISERS, Role
from beredskab.deadlines.models import Deadline
from beredskab.deadlines.querysets import DeadlineQuerySet
from beredskab.municipality.models import Contact
from beredskab.timelimits import local_day
from cases import hidden, wording
from cases.models import Case, CaseBlock, Concern, ConcernCase, Person
from cases.visibility import COORDINATOR_PARTS


@dataclass(frozen=True)
class Row:
    """An open deadline with what may be shown of its case; `case` has a key and reference only."""

    deadline: Deadline
    case: Case | None
    who: str
    status: str
    is_assigned: bool

    @property
    def about(self) -> str:
        """What the deadline is about where there is no case: a contact, or a concern."""
        return self.who or self.deadline.reference

    @property
    def is_late(self) -> bool:
        return self.status == "overdue"


def led_by(user: User) -> DeadlineQuerySet:
    """The deadlines of the units that the user leads, less those of cases she is blocked from."""
    units = roles.units_with_role(user, [Role.LEADER])
    return _not_blocked(Deadline.objects.for_units(units), user)


def in_sight(user: User, *, at: datetime) -> DeadlineQuerySet:
    """The deadlines of the units that she leads and, for a coordinator, of cases she may see."""
    if not roles.has_role(user, Role.COORDINATOR):
        return led_by(user)
    cases = Case.objects.visible_to(user, at=at).values("reference")
    found = _not_blocked(Deadline.objects.filter(unit__isnull=False, reference__in=cases), user)
    if roles.has_role(user, *ADVISERS, Role.DUTY_OFFICER):
        return found
    # What tells of a part that she doesn't see is for who leads the unit, or owes it.
    units = roles.units_with_role(user, [Role.LEADER])
    told = ~hidden.deadlines(COORDINATOR_PARTS) | Q(unit__in=units) | Q(owner=user)
    return found.filter(told)


def of_owner(user: User, *, at: datetime) -> DeadlineQuerySet:
    """What the user owes herself, in cases that she may see and for her own concerns."""
    cases = Case.objects.visible_to(user, at=at).values("reference")
    known = Q(unit__isnull=True) | Q(reference__in=cases)
    return _not_blocked(Deadline.objects.for_owner(user).open(), user).filter(known)


def for_rows(deadlines: DeadlineQuerySet) -> DeadlineQuerySet:
    """With what a row shows, the most overdue first."""
    case = Case.objects.filter(reference=OuterRef("reference"))
    return (
        deadlines.annotate(
            facts=Subquery(case.values(facts=_FACTS)),
            born_on=Subquery(case.values("exposed__born_on")),  # encrypted, so not in the JSON
            contact=Subquery(Contact.objects.filter(slug=OuterRef("reference")).values("name")),
        )
        .for_list()
        .by_urgency()
    )


def row(deadline: Any, *, at: datetime) -> Row:
    """Make the row of a deadline that was read by `for_rows`."""
    facts = deadline.facts
    age = wording.person_words(_person(deadline), local_day(at)) if facts else ""
    return Row(
        deadline=deadline,
        case=Case(pk=facts["pk"], reference=deadline.reference) if facts else None,
        who=age or deadline.contact or "",
        status=wording.deadline_status(deadline, at),
        is_assigned=not facts or facts["handler"] is not None,
    )


def page(
    deadlines: DeadlineQuerySet, *, number: str | None, size: int, total: int, at: datetime
) -> Page[Any]:
    """Read one page of rows; `total` is known already, so that nothing is counted again."""
    found: Page[Any] = Paginator(range(total), size).get_page(number)
    first = (found.number - 1) * size
    rows = for_rows(deadlines)[first : first + size]
    found.object_list = [row(deadline, at=at) for deadline in rows]
    return found


def shown_cases(rows: Iterable[Row]) -> list[Case]:
    """The cases on a page, each once: what the look-up log is to hold."""
    return list({row.case.pk: row.case for row in rows if row.case}.values())


@dataclass(frozen=True)
class Borders:
    """The moments between the four spans into which open deadlines fall."""

    now: datetime
    soon: datetime
    later: datetime

    @classmethod
    def at(cls, now: datetime, fifth_weekday: datetime) -> "Borders":
        """Set the borders: now, a day from now, just after the last moment of the fifth weekday."""
        return cls(now, now + timedelta(hours=24), fifth_weekday + timedelta(microseconds=1))

    def within(self, span: str) -> Q:
        """The condition that a deadline falls into a span."""
        first, last = {
            "overdue": (None, self.now),
            "day": (self.now, self.soon),
            "week": (self.soon, self.later),
            "later": (self.later, None),
        }[span]
        after = Q(due_at__gte=first) if first else Q()
        return after & (Q(due_at__lt=last) if last else Q())


# Neither opens a case: both are asked of deadlines that are in sight already.
IS_UNASSIGNED = Q(reference__in=Case.objects.unassigned().values("reference"))
_FACTS = JSONObject(
    pk="pk",
    handler="handler_id",
    stated_age="exposed__stated_age",
    stated_on="exposed__stated_on",
)


def _not_blocked(deadlines: DeadlineQuerySet, user: User) -> DeadlineQuerySet:
    """Without the deadlines about cases, ties and concerns that the user is blocked from."""
    types = ContentType.objects.get_for_models(Case, ConcernCase, Concern)
    cases = CaseBlock.objects.standing().of(user).values("case_id")
    ties = ConcernCase.objects.filter(case__in=cases)
    return deadlines.exclude(
        Q(content_type=types[Case], subject_id__in=cases)
        | Q(content_type=types[ConcernCase], subject_id__in=ties.values("pk"))
        | Q(content_type=types[Concern], subject_id__in=ties.values("concern_id"))
    )


def _person(deadline: Any) -> Person:
    """The exposed person of the case with nothing but what tells her age."""
    stated_on = deadline.facts["stated_on"]
    return Person(
        born_on=deadline.born_on,
        stated_age=deadline.facts["stated_age"],
        stated_on=date.fromisoformat(stated_on) if stated_on else None,
    )
