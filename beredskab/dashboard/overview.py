"""What `/overblik/` shows: what waits for somebody, the most urgent first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.db.models import Exists, F

from actioncards import selection
from actioncards.shown import Offer, offers
from beredskab.accounts import gaps, roles
from beredskab.accounts.gaps import Gap
from beredskab.accounts.models import User
from beredskab.accounts.roles import ADVISERS, CASE_READERS, REPORTERS, Role
from beredskab.dashboard import on_duty, owed, unread
from beredskab.dashboard.on_duty import OnDuty
from beredskab.notices import texts
from beredskab.plan import permissions as plan
from beredskab.plan.models import Edition
from beredskab.timelimits import local_day
from cases import permissions, wording
from cases.models import Case, Concern
from cases.querysets.concerns import ConcernQuerySet
from cases.states import ConcernStatus
from infohus import board, followups
from infohus import permissions as meetings
from infohus.followups import FollowUps
from infohus.models import Meeting

NOTICES_SHOWN = 10
NOTICES_FIRST = 3
TASKS_SHOWN = 20
FEW = 5
MAY_TAKE = ADVISERS | {Role.LEADER}
AUTHORITY = ADVISERS | {Role.DUTY_OFFICER, Role.COORDINATOR, Role.LEADER}


@dataclass(frozen=True)
class Waiting:
    """What one or more unread notices of the same kind and reference say."""

    kind: str
    reference: str
    path: str
    is_urgent: bool
    at: datetime
    ids: list[int]

    @property
    def text(self) -> str:
        """What they say, translated and neutral."""
        return texts.text_of(self.kind)

    @property
    def value(self) -> str:
        """How the form names them: all at once."""
        return " ".join(map(str, self.ids))


@dataclass(frozen=True)
class Overview:
    """The work of one user; what is no part of her role is empty."""

    notices: list[Waiting]
    offered: list[Case]
    tasks: Page[Any]
    overdue: int
    cases: list[Case]
    unassigned: int
    now: datetime
    drafts: list[Concern]
    concerns: list[Concern]
    on_duty: list[OnDuty]
    gaps: list[Gap]
    cards: list[Offer]
    meetings: list[Meeting]
    follow: FollowUps
    reads_cases: bool
    may_report: bool
    may_register: bool
    is_reporter: bool
    keeps_watch: bool
    has_plan_to_read: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the page is for her."""
        mine = (
            self.meetings
            or not self.follow.is_empty
            or self.notices
            or self.offered
            or self.drafts
            or self.tasks.object_list
            or self.gaps
        )
        return not (mine or self.reads_cases or self.may_report or self.may_register)

    @property
    def first_notices(self) -> list[Waiting]:
        """The few that stand before her tasks."""
        return self.notices[:NOTICES_FIRST]

    @property
    def other_notices(self) -> list[Waiting]:
        """Those that are folded away behind them."""
        return self.notices[NOTICES_FIRST:NOTICES_SHOWN]

    @property
    def has_more_notices(self) -> bool:
        """Whether there are more than the page holds."""
        return len(self.notices) > NOTICES_SHOWN

    @property
    def shown_cases(self) -> list[Case]:
        """The cases on the page, each once: what the look-up log is to hold."""
        tasks = owed.shown_cases(self.tasks.object_list)
        return list({case.pk: case for case in [*self.offered, *tasks, *self.cases]}.values())

    @property
    def case_rows(self) -> list[dict[str, object]]:
        """Her cases with what a row shows: never a name."""
        today = local_day(self.now)
        return [
            {
                "case": case,
                "who": wording.person_words(case.exposed, today),
                "status": wording.case_status(case, self.now),
            }
            for case in self.cases
        ]

    @property
    def shown_concerns(self) -> list[Concern]:
        """The concerns on the page."""
        return [*self.drafts, *self.concerns]


def read(user: User, *, at: datetime, number: str | None) -> Overview:
    """Read the overview of a user, at a page of her tasks."""
    reads_cases = roles.has_role(user, *CASE_READERS)
    is_authority = roles.has_role(user, *AUTHORITY)
    may_report = roles.has_role(user, *REPORTERS)
    is_reporter = may_report and not is_authority
    is_administrator = roles.has_role(user, Role.ADMINISTRATOR)
    was_asked, has_plan_to_read = _asked_at_once(user)
    takes_part = meetings.can_convene(user) or was_asked
    offered = _offered(user, at) if reads_cases else []
    tasks, overdue = _tasks(user, number, at)
    return Overview(
        notices=_notices(user, offered),
        offered=offered,
        tasks=tasks,
        overdue=overdue,
        cases=_cases(user, at) if reads_cases else [],
        unassigned=_unassigned(user, at) if roles.has_role(user, *MAY_TAKE) else 0,
        now=at,
        drafts=list(_own(user).drafts()),
        concerns=list(_own(user).exclude(status=ConcernStatus.DRAFT)[:FEW]) if is_reporter else [],
        on_duty=on_duty.units(at) if is_authority else [],
        gaps=gaps.find(at) if is_administrator else [],
        cards=offers(selection.own_versions(user)),
        meetings=list(board.coming(user, at)[:FEW]) if takes_part else [],
        follow=followups.mine(user, at) if takes_part else followups.NOTHING,
        reads_cases=reads_cases,
        may_report=may_report,
        may_register=permissions.can_register(user),
        is_reporter=is_reporter,
        keeps_watch=roles.has_role(user, Role.LOG_CONTROLLER, Role.DPO),
        has_plan_to_read=has_plan_to_read and plan.can_acknowledge(user),
    )


def _notices(user: User, offered: list[Case]) -> list[Waiting]:
    """What she has not read, without what is said by an offered case or is barred from her."""
    told = [case.reference for case in offered]
    left = unread.notices(user).exclude(kind="case_offered", reference__in=told)
    return [_waiting(row) for row in left.folded()[: NOTICES_SHOWN + 1]]


def _waiting(row: dict[str, Any]) -> Waiting:
    return Waiting(
        kind=row["kind"],
        reference=row["reference"],
        path=row["paths"][0],
        is_urgent=row["is_urgent"],
        at=row["newest_at"],
        ids=row["ids"],
    )


def _offered(user: User, at: datetime) -> list[Case]:
    """The cases that she is asked to take over."""
    return list(Case.objects.visible_to(user, at=at).open().filter(offered_to=user).for_list())


def _cases(user: User, at: datetime) -> list[Case]:
    """The cases in which she has the duty to act, the most urgent few."""
    return list(Case.objects.visible_to(user, at=at).open().held_by(user).for_list()[:FEW])


def _unassigned(user: User, at: datetime) -> int:
    """How many cases that she sees nobody has taken."""
    return Case.objects.visible_to(user, at=at).unassigned().count()


def _tasks(user: User, number: str | None, at: datetime) -> tuple[Page[Any], int]:
    """A page of what she owes, the most overdue first, and how much of it all is overdue."""
    mine = owed.of_owner(user, at=at)
    counts = mine.counts(at, soon=at, later=at)
    page = owed.page(mine, number=number, size=TASKS_SHOWN, total=counts["all"], at=at)
    return page, counts["overdue"]


def _asked_at_once(user: User) -> tuple[bool, bool]:
    """Whether she ever was asked to a meeting, and has not read the plan in force: one question."""
    asked = Exists(user.infohus_meetings.all())
    unread_plan = Exists(Edition.objects.in_force().unread_by(user))
    return User.objects.values_list(asked, unread_plan).get(pk=user.pk)


def _own(user: User) -> ConcernQuerySet:
    """Her own concerns without their text."""
    return Concern.objects.written_by(user).defer("answers").order_by(F("saved_at").desc(), "-pk")
