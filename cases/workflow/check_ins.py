"""Agreed moments: agreed, kept, moved, missed; and the sweep that notices silence."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts import duty
from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.errors import NeedsReason, Refused
from beredskab.timelimits import end_of_day
from cases import deadlines, permissions, safety_deadlines
from cases.models import Case, CheckIn, Stay
from cases.states import WrongState, require_open
from cases.workflow import sight
from cases.workflow.acute import become_acute
from cases.workflow.telling import tell

Kind, Outcome = CheckIn.Kind, CheckIn.Outcome


class MomentPassed(Refused):
    message = _("Agree on a moment that has not passed.")


class SeenInFuture(Refused):
    message = _("The person can't have been seen later than now.")


@transaction.atomic
@sight.kept
def agree_check_in(
    case: Case,
    *,
    by: User,
    at: datetime,
    kind: str,
    due_at: datetime,
    how: str,
    with_whom: str,
    if_missed: str,
) -> CheckIn:
    """Agree when the person is to be heard from, or to be back, and what is done if she isn't.

    Raises MomentPassed.
    """
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    if due_at <= at:
        raise MomentPassed
    made = _agree(case, by, at, kind, due_at, how=how, with_whom=with_whom, if_missed=if_missed)
    trail.record(case, "cases.check_in_agreed", by=by, at=at, check_in=made.pk, kind=str(kind))
    deadlines.refresh(case)
    return made


@transaction.atomic
@sight.kept
def keep_check_in(check_in: CheckIn, *, by: User, at: datetime, note: str = "") -> CheckIn:
    """Record that she was heard from or came back, in time or not; the alerts end.

    What was missed stays missed, and the case stays acute until the authority says otherwise.
    """
    case, check_in = _lock(check_in, by)
    _settle(check_in, Outcome.KEPT, by=by, at=at, note=note)
    duedates.meet(case, check_in.deadline_kind, at=at)
    late = check_in.missed_at is not None
    trail.record(case, "cases.check_in_kept", by=by, at=at, check_in=check_in.pk, late=late)
    deadlines.refresh(case)
    return check_in


@transaction.atomic
@sight.kept
def move_check_in(
    check_in: CheckIn, *, by: User, at: datetime, due_at: datetime, note: str
) -> CheckIn:
    """Agree on another moment instead, with the reason; returns the one that follows.

    Raises MomentPassed, and NeedsReason without a reason.
    """
    case, check_in = _lock(check_in, by)
    require_open(case.status)
    if due_at <= at:
        raise MomentPassed
    if not note.strip():
        raise NeedsReason(_("Say why the moment is moved."), field="note")
    _settle(check_in, Outcome.MOVED, by=by, at=at, note=note)
    duedates.cancel(case, check_in.deadline_kind, at=at)
    made = _agree(
        case,
        by,
        at,
        check_in.kind,
        due_at,
        how=check_in.how,
        with_whom=check_in.with_whom,
        if_missed=check_in.if_missed,
        follows=check_in,
    )
    trail.record(case, "cases.check_in_moved", by=by, at=at, check_in=made.pk)
    deadlines.refresh(case)
    return made


@transaction.atomic
@sight.kept
def miss_check_in(check_in: CheckIn, *, by: User, at: datetime, note: str = "") -> CheckIn:
    """Record that the moment was missed: the case is acute, holder and officers are told now."""
    case, check_in = _lock(check_in, by)
    check_in.missed_at = check_in.missed_at or at
    _settle(check_in, Outcome.MISSED, by=by, at=at, note=note)
    duedates.meet(case, check_in.deadline_kind, at=at)
    _make_acute(case, at=at)
    trail.record(case, "cases.check_in_missed", by=by, at=at, check_in=check_in.pk)
    _tell(case, check_in, by=by, at=at)
    deadlines.refresh(case)
    return check_in


@transaction.atomic
@sight.kept
def record_seen(case: Case, *, by: User, at: datetime, seen_at: datetime, how: str) -> CheckIn:
    """Record that somebody has seen or heard the person, without an agreement.

    Raises SeenInFuture.
    """
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    if seen_at > at:
        raise SeenInFuture
    seen = CheckIn.objects.create(
        case=case,
        kind=Kind.SEEN,
        due_at=seen_at,
        how=how,
        agreed_at=at,
        agreed_by=by,
        outcome=Outcome.KEPT,
        settled_at=at,
        settled_by=by,
    )
    trail.record(case, "cases.person_seen", by=by, at=at, check_in=seen.pk)
    return seen


def note_missed(*, at: datetime) -> int:
    """Note the moments that have passed in silence, and make their cases acute.

    Runs before the alerts go out, so that who is alerted may see the case. A case that somebody
    is writing in waits for the next sweep; the alert doesn't. Safe to run twice and side by side.
    """
    waiting = CheckIn.objects.passed(at).order_by("due_at", "pk").values_list("pk", flat=True)
    return sum(_note_missed(pk, at=at) for pk in waiting[:500])


def watch_return(stay: Stay, *, by: User, at: datetime) -> None:
    """Let the return that a stay has be watched; one that is another now is moved.

    Runs inside the caller's transaction. Whoever is back, or isn't going, has kept it.
    """
    case, due_at = stay.case, end_of_day(stay.return_on) if stay.return_on else None
    found = CheckIn.objects.of_case(case).unsettled().filter(kind=Kind.RETURN)
    open_ones = [one for one in found if one.is_of_stay]
    if any(one.due_at == due_at for one in open_ones) and not stay.is_over:
        return
    for one in open_ones:
        outcome = Outcome.KEPT if stay.is_over else Outcome.MOVED
        _settle(one, outcome, by=by, at=at, note="")
        duedates.meet(case, one.deadline_kind, at=at)
    if stay.is_over or due_at is None:
        return
    _agree(case, by, at, Kind.RETURN, due_at, how="", with_whom=None, if_missed="")


def _note_missed(pk: int, *, at: datetime) -> bool:
    with transaction.atomic():
        cases = Case.objects.filter(check_ins=pk).select_for_update(of=("self",), skip_locked=True)
        case = cases.first()
        found = CheckIn.objects.passed(at).filter(pk=pk).first() if case else None
        if case is None or found is None:
            return False
        found.missed_at = at
        found.save(update_fields=["missed_at"])
        _make_acute(case, at=at)
        trail.record(case, "cases.check_in_missed", by=None, at=at, check_in=pk)
        deadlines.refresh(case)
        return True


def _make_acute(case: Case, *, at: datetime) -> None:
    if case.closed_at is None:
        become_acute(case, at=at)


def _lock(check_in: CheckIn, by: User) -> tuple[Case, CheckIn]:
    """Hold the case and the moment; raise WrongState when it is settled already."""
    case = Case.objects.lock(check_in.case)
    permissions.require_edit(by, case)
    check_in = CheckIn.objects.lock(check_in)
    check_in.case = case
    if not check_in.is_open:
        raise WrongState
    return case, check_in


def _settle(check_in: CheckIn, outcome: str, *, by: User, at: datetime, note: str) -> None:
    check_in.outcome, check_in.note = outcome, note or None
    check_in.settled_at, check_in.settled_by = at, by
    fields = ["outcome", "note", "settled_at", "settled_by", "missed_at"]
    check_in.save(update_fields=fields)


def _agree(
    case: Case,
    by: User,
    at: datetime,
    kind: str,
    due_at: datetime,
    *,
    how: str,
    with_whom: str | None,
    if_missed: str | None,
    follows: CheckIn | None = None,
) -> CheckIn:
    made = CheckIn.objects.create(
        case=case,
        kind=kind,
        due_at=due_at,
        how=how,
        with_whom=with_whom or None,
        if_missed=if_missed,
        agreed_at=at,
        agreed_by=by,
        follows=follows,
    )
    safety_deadlines.watch(made, at=at)
    return made


def _tell(case: Case, check_in: CheckIn, *, by: User, at: datetime) -> None:
    """Tell the holder, and who has the duty now; not who recorded it."""
    key = f"check-in:{check_in.pk}"
    reached = [case.holder, *(duty.officers_on_duty(at, case.unit) or duty.officers_on_duty(at))]
    for user in dict.fromkeys(reached):
        if user.pk != by.pk and sight.call_in(case, user, at=at):
            tell(case, user, key, at=at, kind="check_in_missed", urgent=True)
