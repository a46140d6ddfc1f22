"""The coordinator's board: what is to be convened, what is, and what was."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from beredskab.accounts.models import User
from beredskab.deadlines.models import Deadline
from beredskab.timelimits import local_day
from cases import kinds, wording
from cases.models import Case, InfohusHandling
from infohus import permissions
from infohus.models import AgendaItem, Meeting

# How many past meetings a page shows.
PAGE = 20


@dataclass(frozen=True)
class Board:
    """The meetings that somebody may know of, and for the coordinator the cases to take up."""

    to_convene: list[dict[str, Any]]
    drafts: list[Meeting]
    coming: list[Meeting]
    past: Page[Meeting]


def of(user: User, now: datetime, number: str | None = None) -> Board:
    """What `/infohus/` shows; `number` is the page of the past meetings."""
    known = _known(user, now)
    past = known.filter(convened_at__isnull=False, ends_at__lte=now)
    return Board(
        to_convene=rows_to_convene(user, now) if permissions.can_convene(user) else [],
        drafts=list(known.filter(convened_at__isnull=True).order_by("starts_at", "pk")),
        coming=list(coming(user, now)),
        past=Paginator(past.order_by("-starts_at", "-pk"), PAGE).get_page(number),
    )


def coming(user: User, now: datetime) -> QuerySet[Meeting]:
    """The convened meetings that are not over, the next first."""
    convened = _known(user, now).filter(convened_at__isnull=False, ends_at__gt=now)
    return convened.order_by("starts_at", "pk")


def _known(user: User, now: datetime) -> QuerySet[Meeting]:
    """The meetings of which the user may know, with the number of the items that she may see."""
    seen = AgendaItem.objects.visible_to(user, now)
    meetings = Meeting.objects.visible_to(user, now).filter(cancelled_at__isnull=True)
    return meetings.annotate(cases=Count("items", filter=Q(items__in=seen), distinct=True))


def rows_to_convene(
    user: User, now: datetime, wanted: Collection[str] = ()
) -> list[dict[str, Any]]:
    """The cases that wait for a meeting, with words for them that name nobody.

    The `wanted` references are there too, where she sees the case and it is open: a case may be
    discussed again.
    """
    today = local_day(now)
    seen = Case.objects.visible_to(user, at=now).filter(closed_at__isnull=True)
    again = seen.filter(reference__in=wanted).select_related("exposed").order_by("pk")
    cases = {case.pk: case for case in [*again, *to_convene(user, now)]}
    return [
        {"case": case, "who": wording.person_words(case.exposed, today)} for case in cases.values()
    ]


def offered(user: User, now: datetime, *, but: Meeting | None = None) -> list[tuple[Case, str]]:
    """The open cases that she sees, with words that name nobody; those of a meeting left out."""
    seen = Case.objects.visible_to(user, at=now).filter(closed_at__isnull=True)
    if but is not None:
        seen = seen.exclude(pk__in=but.items.values("case"))
    today = local_day(now)
    return [
        (case, f"{case.reference} · {wording.person_words(case.exposed, today)}")
        for case in seen.select_related("exposed").order_by("-pk")
    ]


def to_convene(user: User, now: datetime) -> QuerySet[Case]:
    """Open cases that wait for the coordinator and are not on the agenda of a meeting to be held.

    Also those that were to be taken up and never were on any, and those of which somebody is to
    be discussed again, until the next meeting is begun.
    """
    tasks = Deadline.objects.open().filter(
        content_type=ContentType.objects.get_for_model(Case), subject_id=OuterRef("pk")
    )
    asked = tasks.filter(kind__in=[kinds.HANDLE_INFOHUS, kinds.CONVENE])
    again = tasks.filter(kind=kinds.DISCUSS_AGAIN)
    taken_up = InfohusHandling.objects.filter(
        case=OuterRef("pk"), decision=InfohusHandling.Decision.DISCUSSED
    )
    on_agenda = AgendaItem.objects.filter(case=OuterRef("pk"), meeting__cancelled_at__isnull=True)
    begun = on_agenda.filter(meeting__convened_at__isnull=True)
    coming = on_agenda.filter(meeting__ends_at__gt=now)
    waits = Q(Exists(asked)) & ~Exists(begun) & ~Exists(coming)
    first = Q(Exists(taken_up)) & ~Exists(on_agenda)
    once_more = Q(Exists(again)) & ~Exists(begun)
    seen = Case.objects.visible_to(user, at=now).filter(closed_at__isnull=True)
    return seen.filter(waits | first | once_more).select_related("exposed").order_by("pk")
