"""The examination under § 20: begun, finished, and judged for the time being when it is late."""

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.errors import Refused
from cases import child_limits, deadlines, kinds, permissions
from cases.choices import PersonRole
from cases.models import (
    Case,
    Examination,
    Measure,
    Person,
    PreliminaryAssessment,
    SiblingAssessment,
)
from cases.states import WrongState, require_open
from cases.workflow import sight

SIBLINGS_WEEKDAYS = 10


class NotAChild(Refused):
    message = _("This belongs to the case of a child, and the person has turned 18.")


class ExaminationOpen(Refused):
    message = _("An examination has begun already.")


class NotAnotherChild(Refused):
    message = _("Choose one of the other children in the case.")


@transaction.atomic
@sight.kept
def open_examination(case: Case, *, by: User, at: datetime, grounds: str = "") -> Examination:
    """Begin the examination of a child; its four months run from the first notification (LR4).

    Raises NotAChild, ExaminationOpen.
    """
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    if not case.is_minor:
        raise NotAChild
    if Examination.objects.of_case(case).open().exists():
        raise ExaminationOpen
    return begin_examination(case, by=by, at=at, grounds=grounds)


def begin_examination(
    case: Case, *, by: User, at: datetime, grounds: str = "", measure: Measure | None = None
) -> Examination:
    """Begin it on a case that is held, inside the caller's transaction.

    After a former examination the months run from the first notification since then.
    """
    last = Examination.objects.of_case(case).exclude(concluded_at=None).first()
    aware_at = child_limits.aware_at(case, after=last.concluded_at if last else None) or at
    due = child_limits.EXAMINATION_LIMIT.due(aware_at)
    examination = Examination.objects.create(
        case=case,
        aware_at=aware_at,
        due_at=due.at,
        opened_at=at,
        opened_by=by,
        grounds=grounds or None,
        measure=measure,
    )
    child_limits.open_examination(case, due=due, at=at)
    duedates.meet(case, "task-examine", at=at)
    trail.record(
        case, "cases.examination_opened", by=by, at=at, by_measure=measure.pk if measure else None
    )
    ask_for_siblings(case, at=at)
    deadlines.refresh(case)
    return examination


@transaction.atomic
@sight.kept
def conclude_examination(
    examination: Examination, *, by: User, at: datetime, conclusion: str
) -> Examination:
    """Finish an examination with its conclusion; what is not judged of siblings stays a task."""
    examination, case = _lock(examination, by)
    examination.concluded_at, examination.concluded_by = at, by
    examination.conclusion = conclusion
    examination.save(update_fields=["concluded_at", "concluded_by", "conclusion"])
    duedates.meet(case, kinds.EXAMINATION, at=at)
    trail.record(case, "cases.examination_concluded", by=by, at=at, late=at > examination.due_at)
    deadlines.refresh(case)
    return examination


@transaction.atomic
@sight.kept
def write_preliminary(
    examination: Examination, *, by: User, at: datetime, text: str
) -> PreliminaryAssessment:
    """Judge for the time being because the examination is or will be late (LR4).

    Until it is written the leader is alerted every day; from then on every week.
    """
    examination, case = _lock(examination, by)
    made = PreliminaryAssessment.objects.create(
        examination=examination, text=text, made_at=at, made_by=by
    )
    child_limits.calm_examination(case, due=examination.due_at, at=at)
    trail.record(case, "cases.preliminary_written", by=by, at=at)
    deadlines.refresh(case)
    return made


@transaction.atomic
@sight.kept
def assess_sibling(
    examination: Examination, *, child: Person, by: User, at: datetime, needed: str, grounds: str
) -> SiblingAssessment:
    """Record whether another child of the family needs an examination too (LR5).

    Possible after the examination is finished too. Raises NotAnotherChild.
    """
    case = Case.objects.lock(examination.case)
    permissions.require_edit(by, case)
    require_open(case.status)
    if child.pk not in set(other_children(case).values_list("pk", flat=True)):
        raise NotAnotherChild
    made = SiblingAssessment.objects.create(
        examination=examination, child=child, needed=needed, grounds=grounds, made_at=at, made_by=by
    )
    trail.record(case, "cases.sibling_assessed", by=by, at=at, person=child.pk, needed=needed)
    if not unassessed(examination):
        duedates.meet(case, kinds.EXAMINE_SIBLINGS, at=at)
    deadlines.refresh(case)
    return made


def ask_for_siblings(case: Case, *, at: datetime) -> None:
    """Make a task of the other children whom the open examination has not judged yet.

    Runs inside the caller's transaction; does nothing where nothing is missing.
    """
    examination = Examination.objects.of_case(case).open().first()
    if examination is None or not unassessed(examination):
        return
    if not deadlines.is_open(case, kinds.EXAMINE_SIBLINGS):
        deadlines.add_task(
            case,
            kinds.EXAMINE_SIBLINGS,
            owner=case.handler or case.holder,
            due_on=deadlines.next_weekday(at, SIBLINGS_WEEKDAYS),
            at=at,
        )


def unassessed(examination: Examination) -> list[Person]:
    """The other children whom an examination has not judged yet."""
    judged = examination.sibling_assessments.values("child_id")
    return list(other_children(examination.case).exclude(pk__in=judged))


def other_children(case: Case) -> "models.QuerySet[Person]":
    """The other children of the family, as the case knows them."""
    return case.persons.filter(roles__role=PersonRole.OTHER_CHILD).order_by("pk")


def _lock(examination: Examination, by: User) -> tuple[Examination, Case]:
    case = Case.objects.lock(examination.case)
    permissions.require_edit(by, case)
    require_open(case.status)
    examination = Examination.objects.get(pk=examination.pk)
    if not examination.is_open:
        raise WrongState
    return examination, case
