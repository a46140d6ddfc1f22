"""The screening of a child under § 18: one of three outcomes, and what follows from it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.errors import Refused
from cases import deadlines, kinds, permissions
from cases.choices import Category
from cases.models import Case, Screening
from cases.models.screening import ABUSE_FOUND, Abuse, ScreeningOutcome
from cases.states import CaseStatus, require_open
from cases.workflow import sight
from cases.workflow.child_talks import call_off_barred
from cases.workflow.examining import add_once, need_examination
from cases.workflow.progress import advance
from cases.workflow.versions import next_number


class NotScreened(Refused):
    message = _("Screening is about children. The person of this case has turned 18.")


class MustExamine(Refused):
    message = _("Where abuse is known or suspected, an examination under § 20 must be made.")


class NoCriterion(Refused):
    message = _(
        "Choose at least one of the criteria, or that it is not settled: the case is about "
        "negative social control."
    )


@transaction.atomic
@sight.kept
def screen(
    case: Case,
    *,
    by: User,
    at: datetime,
    seen: int,
    outcome: str,
    abuse: str,
    earlier: str,
    grounds: str,
    by_parents: str = "",
    criteria: Sequence[str] = (),
    earlier_words: str = "",
) -> Screening:
    """Conclude the screening of a child with one of its three outcomes (R53).

    Abuse, known or suspected, makes the examination and the talk with the child a duty (LR3).
    Raises NotScreened, MustExamine, NoCriterion, and Changed when there is a version that the
    writer hasn't seen.
    """
    case = Case.objects.lock(case)
    permissions.require_assess(by, case)
    require_open(case.status)
    if not case.is_minor:
        raise NotScreened
    if abuse in ABUSE_FOUND and outcome != ScreeningOutcome.EXAMINATION:
        raise MustExamine
    if Category.SOCIAL_CONTROL in case.categories and not criteria:
        raise NoCriterion
    number = next_number(Screening.objects.filter(case=case), seen=seen)
    made = Screening.objects.create(
        case=case,
        number=number,
        made_at=at,
        made_by=by,
        outcome=outcome,
        abuse=abuse,
        by_parents=by_parents if abuse != Abuse.NONE else "",
        criteria=list(criteria),
        earlier=earlier,
        earlier_words=earlier_words or None,
        grounds=grounds,
    )
    duedates.meet(case, kinds.SCREENING, at=at)
    trail.record(case, "cases.screened", by=by, at=at, number=number, outcome=outcome, abuse=abuse)
    _go_on(made, by=by, at=at)
    advance(case, CaseStatus.SCREENED)
    deadlines.refresh(case)
    return made


def _go_on(made: Screening, *, by: User, at: datetime) -> None:
    """Ask for what follows from the outcome, in a locked case."""
    case = made.case
    if made.finds_abuse:
        call_off_barred(case, by=by, at=at)
        add_once(case, "task-child_talk", weekdays=1, at=at)
        add_once(case, "task-childrens_house", weekdays=1, at=at)
    if made.outcome == ScreeningOutcome.EXAMINATION:
        need_examination(case, by=by, at=at)
    elif made.outcome == ScreeningOutcome.CLARIFICATION:
        add_once(case, "task-clarification", weekdays=10, at=at)
