"""The talk with the child: planned without the family, recorded as it was, or left out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beredskab.accounts import duty
from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.audit.models import AuditEvent
from beredskab.deadlines import duedates, ladders
from beredskab.errors import NeedsReason, Refused
from beredskab.timelimits import Due, end_of_day, local_day
from cases import child_talks, deadlines, permissions
from cases.choices import Answer
from cases.models import Case, ChildTalk, ChildTalkLeftOut, Person, PlannedChildTalk
from cases.models.child_talk import CLOSE_TIES, TalkBasis
from cases.states import WrongState, require_open
from cases.workflow import sight
from cases.workflow.examination import NotAChild
from cases.workflow.interpreters import plan_interpreter, record_interpreter
from cases.workflow.telling import tell

TASK = "task-child_talk"
TASK_WEEKDAYS = 5


class LockedPersonPresent(Refused):
    message = _(
        "Nobody of the family or its network can be present while the contact lock is on. Hold "
        "the talk without them, at school for instance, and tell them nothing of it. When the "
        "risk is assessed, the leader can lift the lock for a person."
    )


class PlannedTooEarly(Refused):
    message = _("A talk is planned for a time to come. Has it been held, then record it.")


class HeldLater(Refused):
    message = _("The talk can't have been held later than now.")


@transaction.atomic
@sight.kept
def plan_child_talk(
    case: Case,
    *,
    by: User,
    at: datetime,
    planned_for: datetime,
    place: str,
    present: Sequence[Person] = (),
    family_present: bool = False,
    interpreter: Mapping[str, Any] | None = None,
    **known: Any,
) -> PlannedChildTalk:
    """Plan a talk with the child, without consent (R34) and without telling anybody (R58).

    Raises LockedPersonPresent (R59), ForbiddenInterpreter, PlannedTooEarly, and NeedsReason for
    a supporter who belongs to the family or exercises control (LR7).
    """
    case = _lock(case, by)
    if planned_for <= at:
        raise PlannedTooEarly
    if child_talks.barred(case, present, family_present=family_present):
        raise LockedPersonPresent
    if known.get("supporter_tie") in CLOSE_TIES and not known.get("supporter_reason"):
        raise NeedsReason(
            _("Say why the child is supported by somebody so close to the family."),
            field="supporter_reason",
        )
    use = plan_interpreter(case, interpreter, by=by, at=at) if interpreter else None
    planned = PlannedChildTalk.objects.create(
        case=case,
        planned_for=planned_for,
        place=place,
        family_present=family_present,
        interpreter=use,
        planned_at=at,
        planned_by=by,
        **_told(known),
    )
    planned.present.set(present)
    trail.record(case, "cases.child_talk_planned", by=by, at=at, talk=planned.pk)
    _owe_talk(case, Due(at=end_of_day(local_day(planned_for))), at=at)
    deadlines.refresh(case)
    return planned


@transaction.atomic
@sight.kept
def cancel_child_talk(
    planned: PlannedChildTalk, *, by: User, at: datetime, reason: str
) -> PlannedChildTalk:
    """Call a planned talk off; that the child is talked with is still owed."""
    case = _lock(planned.case, by)
    planned = PlannedChildTalk.objects.get(pk=planned.pk)
    if planned.cancelled_at or ChildTalk.objects.filter(planned=planned).exists():
        raise WrongState
    _call_off(case, planned, by=by, at=at, reason=reason)
    return planned


@transaction.atomic
@sight.kept
def record_child_talk(
    case: Case,
    *,
    by: User,
    at: datetime,
    held_at: datetime,
    place: str,
    words: str,
    supporter_told: str,
    present: Sequence[Person] = (),
    family_present: bool = False,
    interpreter: Mapping[str, Any] | None = None,
    planned: PlannedChildTalk | None = None,
    **known: Any,
) -> ChildTalk:
    """Record a talk as it was held, whoever was there; what should not have been alerts.

    Raises HeldLater alone: what has happened is always recorded.
    """
    case = _lock(case, by)
    if held_at > at:
        raise HeldLater
    if planned and not _waiting(case).filter(pk=planned.pk).exists():
        planned = None  # held or called off meanwhile, or another case's: the record stands alone
    use = record_interpreter(case, interpreter, by=by, at=at) if interpreter else None
    talk = ChildTalk.objects.create(
        case=case,
        held_at=held_at,
        place=place,
        words=words,
        supporter_told=supporter_told,
        family_present=family_present,
        was_watched=child_talks.barred(case, present, family_present=family_present),
        interpreter=use,
        planned=planned,
        recorded_at=at,
        recorded_by=by,
        **_told(known),
    )
    talk.present.set(present)
    event = trail.record(
        case,
        "cases.child_talk_held",
        by=by,
        at=at,
        talk=talk.pk,
        watched=talk.was_watched,
        close_supporter=talk.has_close_supporter,
        supporter_told=supporter_told == Answer.YES,
    )
    if talk.was_watched or talk.has_close_supporter:
        tell(case, case.holder, f"event:{event.pk}", at=at, kind="look_at_once", urgent=True)
    duedates.meet(case, TASK, at=at)
    deadlines.refresh(case)
    return talk


@transaction.atomic
@sight.kept
def leave_out_child_talk(
    case: Case,
    *,
    by: User,
    at: datetime,
    ground: str,
    reason: str,
    other_way: str,
    leader: User | None = None,
) -> ChildTalkLeftOut:
    """Leave the talk out, and say how the child's view is learnt another way (R57).

    Raises NeedsReason without its reason; and without the name of a leader of the unit where the
    authority finds abuse (LR3).
    """
    case = _lock(case, by)
    if not reason.strip():
        raise NeedsReason(_("Say why the talk with the child is left out."))
    if child_talks.finds_abuse(case) and leader not in duty.leaders_of(case.unit, at):
        raise NeedsReason(
            _("There is abuse, so the talk is a duty. Choose the leader who answers for it."),
            field="leader",
        )
    made = ChildTalkLeftOut.objects.create(
        case=case,
        ground=ground,
        reason=reason,
        other_way=other_way,
        leader=leader,
        decided_at=at,
        decided_by=by,
    )
    trail.record(case, "cases.child_talk_left_out", by=by, at=at, ground=str(ground))
    duedates.meet(case, TASK, at=at)
    deadlines.refresh(case)
    return made


def call_off_barred(case: Case, *, by: User, at: datetime) -> int:
    """Call off the planned talks at which somebody was to be present who may not any more (R59).

    Runs inside the caller's transaction, on a locked case, and tells the holder; returns how many.
    """
    found = [
        planned
        for planned in _waiting(case).prefetch_related("present__roles")
        if child_talks.barred(case, planned.present.all(), family_present=planned.family_present)
    ]
    reason = gettext("Somebody was to be present who may not be there now.")
    for planned in found:
        event = _call_off(case, planned, by=by, at=at, reason=reason)
        if case.holder_id != by.pk:
            key = f"event:{event.pk}"
            tell(case, case.holder, key, at=at, kind="look_at_once", urgent=True)
    return len(found)


def ask_for_talk(case: Case, *, at: datetime) -> None:
    """Make a task of the talk that every concern about a child asks for (R57).

    Runs inside the caller's transaction; does nothing where it was held, planned or left out.
    """
    if child_talks.is_settled(case) or deadlines.is_open(case, TASK):
        return
    day = deadlines.next_weekday(at, TASK_WEEKDAYS)
    deadlines.add_task(case, TASK, owner=case.handler or case.holder, due_on=day, at=at)


def _waiting(case: Case) -> "models.QuerySet[PlannedChildTalk]":
    return PlannedChildTalk.objects.filter(case=case, cancelled_at=None, held=None)


def _call_off(
    case: Case, planned: PlannedChildTalk, *, by: User, at: datetime, reason: str
) -> AuditEvent:
    planned.cancelled_at, planned.cancelled_by, planned.cancel_reason = at, by, reason
    planned.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason"])
    return trail.record(case, "cases.child_talk_cancelled", by=by, at=at, talk=planned.pk)


def _lock(case: Case, by: User) -> Case:
    case = Case.objects.lock(case)
    permissions.require_talk_with_child(by, case)
    require_open(case.status)
    if not case.is_minor:
        raise NotAChild
    return case


def _told(known: Mapping[str, Any]) -> dict[str, Any]:
    texts = {field: known.get(field) or None for field in ("others", "supporter")}
    return {
        **texts,
        "supporter_reason": known.get("supporter_reason") or None,
        "supporter_tie": known.get("supporter_tie") or "",
        "basis": known.get("basis") or TalkBasis.WITHOUT_CONSENT,
    }


def _owe_talk(case: Case, due: Due, *, at: datetime) -> None:
    """Let the task follow the plan: who planned is asked on the day, the leader when it passed."""
    if deadlines.is_open(case, TASK):
        duedates.move(case, TASK, due, at=at, ladder=ladders.for_task(due))
    else:
        owner = case.handler or case.holder
        deadlines.add_task(case, TASK, owner=owner, due_on=local_day(due.at), at=at)
