"""The family moved: the case is told to the other municipality, and accepted there."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.errors import Refused
from cases import deadlines, permissions
from cases.models import Case, MunicipalityHandOver
from cases.states import require_open
from cases.workflow import sight

TASK = "task-municipality"


class WrongOrder(Refused):
    message = _("They can't have accepted before they were told, or later than now.")


@transaction.atomic
@sight.kept
def hand_to_municipality(
    case: Case,
    *,
    by: User,
    at: datetime,
    municipality: str,
    to_whom: str,
    told_at: datetime,
    told: Sequence[str],
    handed_over: str,
    accepted_at: datetime | None = None,
) -> MunicipalityHandOver:
    """Record that a case was told to another municipality, orally, and whether it accepted.

    The duty to act stays here until it did; what is still to be accepted becomes a task. The
    holder of the case never changes by it. Raises WrongOrder.
    """
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    if told_at > at or (accepted_at and not told_at <= accepted_at <= at):
        raise WrongOrder
    hand_over = MunicipalityHandOver.objects.create(
        case=case,
        municipality=municipality,
        to_whom=to_whom,
        told_at=told_at,
        told=list(told),
        handed_over=handed_over,
        accepted_at=accepted_at,
        recorded_at=at,
        recorded_by=by,
    )
    accepted = accepted_at is not None
    verb = "cases.municipality_accepted" if accepted else "cases.municipality_told"
    trail.record(case, verb, by=by, at=at)
    if accepted:
        duedates.meet(case, TASK, at=at)
    elif not deadlines.is_open(case, TASK):
        due_on = deadlines.next_weekday(at)
        deadlines.add_task(case, TASK, owner=case.holder, due_on=due_on, at=at)
    deadlines.refresh(case)
    return hand_over


def is_accepted(case: Case) -> bool:
    """Whether another municipality has accepted the case."""
    accepted = MunicipalityHandOver.objects.filter(case=case, accepted_at__isnull=False)
    return accepted.exists()
