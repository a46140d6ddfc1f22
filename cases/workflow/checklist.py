"""The action card as a checklist: pinned to a case or a concern, and ticked step by step."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from actioncards import selection
from actioncards.choices import CardRole
from actioncards.models import CardStep
from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import NeedsReason, Refused
from beredskab.timelimits import local_day
from cases import answers, deadlines, permissions, steps
from cases.models import Case, Checklist, Concern, Tick
from cases.states import ConcernStatus, WrongState, require_open
from cases.workflow import sight


class NoCard(Refused):
    message = _("No action card is in force for the authority and this age.")


class UnknownStep(Refused):
    message = _("There is no such step on the action card.")


class TicksItself(Refused):
    message = _("The step follows what is done in the portal, and isn't ticked by hand.")


class WrongDay(Refused):
    message = _("The day can't be earlier than the receipt, or later than today.")


def begin_checklist(case: Case, *, at: datetime) -> Checklist | None:
    """Pin the authority's card to a case by the age of the exposed person that day (R8).

    Runs inside the caller's transaction. None when no such card is in force; see `use_card`.
    """
    age = case.exposed.age(local_day(at)) if case.exposed else None
    version = selection.version_for(CardRole.AUTHORITY, age)
    return Checklist.objects.create(case=case, version=version, begun_at=at) if version else None


def begin_for_reporter(concern: Concern, *, at: datetime) -> Checklist | None:
    """Pin the professional's card to a concern, unless it has one already.

    Runs inside the caller's transaction. None when there is nothing to pin.
    """
    if Checklist.objects.filter(concern=concern).exists():
        return None
    age = answers.youngest_age(concern.answers, local_day(at))
    version = selection.version_for(CardRole.PROFESSIONAL, age)
    if version is None:
        return None
    return Checklist.objects.create(concern=concern, version=version, begun_at=at)


@transaction.atomic
@sight.kept
def use_card(case: Case, *, by: User, at: datetime) -> Checklist:
    """Begin the checklist of a case that was opened before there was a card for it.

    Raises NoCard as long as none is in force, WrongState when the case has a checklist.
    """
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    if Checklist.objects.filter(case=case).exists():
        raise WrongState
    checklist = begin_checklist(case, at=at)
    if checklist is None:
        raise NoCard
    version = checklist.version
    trail.record(
        case,
        "cases.checklist_begun",
        by=by,
        at=at,
        card=version.card.slug,
        version=version.number,
    )
    return checklist


@transaction.atomic
@sight.kept
def tick(
    checklist: Checklist,
    *,
    step_key: str,
    state: str,
    by: User,
    at: datetime,
    done_on: date | None = None,
    reason: str = "",
) -> Tick:
    """Say of a step that it is done, seen and waiting, not relevant, or open again.

    What was said before stays. `done_on` is the day it was done, today unless told otherwise.
    Raises UnknownStep, TicksItself, WrongDay, WrongState when there is nothing to undo, and
    NeedsReason when it is not relevant without a reason.
    """
    subject = _lock(checklist)
    _require_may_tick(by, subject)
    version = checklist.version
    step = version.steps.filter(key=step_key).first()
    if step is None:
        raise UnknownStep
    if Tick.State(state) not in _by_hand(step, subject):
        raise TicksItself
    if state == Tick.State.OPEN:
        _require_said(checklist, step)
    if state == Tick.State.NOT_RELEVANT and not reason.strip():
        raise NeedsReason(_("Say why the step is not relevant."))
    is_done = state == Tick.State.DONE
    day = (done_on or local_day(at)) if is_done else None
    if day:
        _require_day(subject, day, today=local_day(at))
    made = Tick.objects.create(
        checklist=checklist,
        step_key=step.key,
        state=state,
        done_on=day,
        reason=reason.strip() or None,
        ticked_at=at,
        ticked_by=by,
    )
    trail.record(
        subject,
        "cases.step_ticked",
        by=by,
        at=at,
        card=version.card.slug,
        version=version.number,
        step=step.key,
        state=str(state),
    )
    return made


def _lock(checklist: Checklist) -> Case | Concern:
    """Hold what the checklist belongs to, so that two ticks come one after the other."""
    if checklist.case is not None:
        return Case.objects.lock(checklist.case)
    assert checklist.concern is not None
    return Concern.objects.lock(checklist.concern)


def _require_may_tick(by: User, subject: Case | Concern) -> None:
    """A case by who may edit it while it is open, a concern by its reporter alone."""
    if isinstance(subject, Case):
        permissions.require_edit(by, subject)
        require_open(subject.status)
        return
    permissions.require_write_concern(by, subject)
    if subject.status == ConcernStatus.IN_ERROR:
        raise WrongState


def _by_hand(step: CardStep, subject: Case | Concern) -> tuple[Tick.State, ...]:
    if isinstance(subject, Case):
        return steps.said_of_case(step.action, tasks=deadlines.kinds_of_tasks(subject))
    talks = subject.consultations.values_list("kind", flat=True)
    judged = steps.judged_of_concern(subject.judgements.all())
    return steps.said_of_concern(step.action, talks=set(talks), judged=judged)


def _require_said(checklist: Checklist, step: CardStep) -> None:
    last = checklist.ticks.for_step(step.key).first()
    if last is None or last.state == Tick.State.OPEN:
        raise WrongState


def _require_day(subject: Case | Concern, day: date, *, today: date) -> None:
    """What a reporter did, she may well have done before she wrote it down here."""
    if day > today or (isinstance(subject, Case) and day < _received_on(subject)):
        raise WrongDay


def _received_on(case: Case) -> date:
    first = case.concern_ties.aggregate(at=Min("concern__received_at"))["at"]
    return local_day(first or case.opened_at)
