"""A new notification on a child with measures: judged with somebody new to the case (LR6)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts import duty
from beredskab.accounts.models import User
from beredskab.accounts.roles import ADVISERS, Role
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.errors import Refused
from cases import deadlines, kinds, permissions
from cases.models import Case, ConcernCase, Measure, Reassessment
from cases.states import WrongState, require_open
from cases.workflow import sight

TASK_WEEKDAYS = 5


class HasWritten(Refused):
    message = _(
        "At least one who judges must be new to the case. Choose somebody who has neither signed "
        "nor written in it before; having looked at it doesn't count."
    )


def ask_to_reassess(tie: ConcernCase, *, at: datetime) -> None:
    """Make a task of judging anew, where the child has measures; nothing waits for it (LR6).

    Runs inside the caller's transaction, when a concern has reached a case that there was.
    """
    if not tie.case.is_minor or not Measure.objects.of_case(tie.case).active().exists():
        return
    deadlines.add_task(
        tie,
        kinds.REASSESS,
        owner=tie.case.handler or tie.case.holder,
        due_on=deadlines.next_weekday(at, TASK_WEEKDAYS),
        at=at,
    )


@transaction.atomic
@sight.kept
def reassess(
    tie: ConcernCase, *, by: User, at: datetime, with_: User, conclusion: str
) -> Reassessment:
    """Record what two came to on a new notification; one of them is new to the case (LR6).

    Raises PermissionDenied where `with_` can't see the case, HasWritten where she is not new to
    it, WrongState when it is not asked for, or done.
    """
    case = Case.objects.lock(tie.case)
    permissions.require_edit(by, case)
    permissions.require_see(with_, case)
    require_open(case.status)
    if not deadlines.is_open(tie, kinds.REASSESS):
        raise WrongState
    if with_.pk in writers(case):
        raise HasWritten
    made = Reassessment.objects.create(
        tie=tie, with_user=with_, conclusion=conclusion, made_at=at, made_by=by
    )
    duedates.meet(tie, kinds.REASSESS, at=at)
    trail.record(
        case,
        "cases.reassessed",
        by=by,
        at=at,
        concern=tie.concern.reference,
        with_user=with_.pk,
    )
    deadlines.refresh(case)
    return made


def writers(case: Case) -> set[int]:
    """The keys of those who have signed or written in a case, by its trail.

    Who judged anew with others counts too. Looking leaves no event here, and doesn't count.
    """
    concerns = case.concern_ties.values_list("concern_id", flat=True)
    events = trail.events_about(("cases.case", [case.pk]), ("cases.concern", concerns))
    wrote = set(events.exclude(actor=None).values_list("actor_id", flat=True))
    judged = Reassessment.objects.filter(tie__case=case).values_list("with_user_id", flat=True)
    return wrote | set(judged)


def new_to(case: Case, *, at: datetime) -> list[User]:
    """Who may judge anew: advisers and leaders of the unit who see the case, and never wrote."""
    wrote = writers(case)
    members = duty.members(case.unit, ADVISERS | {Role.LEADER}, at)
    return [one for one in members if one.pk not in wrote and permissions.can_see(one, case)]
