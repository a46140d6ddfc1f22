"""What leads to an examination under § 20, from wherever it was found needed."""

from datetime import datetime

from beredskab.accounts.models import User
from cases import deadlines
from cases.models import Case, Examination
from cases.workflow.examination import begin_examination


def need_examination(case: Case, *, by: User, at: datetime) -> None:
    """Begin the examination in a locked case, unless one is open; its clock runs already (LR4)."""
    if not Examination.objects.of_case(case).open().exists():
        begin_examination(case, by=by, at=at)


def add_once(case: Case, kind: str, *, weekdays: int, at: datetime) -> None:
    """Give the adviser a task in a locked case, unless it is open already."""
    if not deadlines.is_open(case, kind):
        deadlines.add_task(
            case,
            kind,
            owner=case.handler or case.holder,
            due_on=deadlines.next_weekday(at, weekdays),
            at=at,
        )
