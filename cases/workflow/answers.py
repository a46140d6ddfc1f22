"""What the notifier is told, and when it is left out (R37, R38, LR10, LR11)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts import duty
from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.errors import NeedsReason, Refused
from cases import deadlines, kinds, permissions
from cases.choices import NotifierKind
from cases.models import Case, Concern, Confirmation, Orientation
from cases.states import WrongState
from cases.workflow import sight


class NotPossible(Refused):
    message = _("The confirmation can't end that way for this notifier.")


class NotBeforeReceipt(Refused):
    message = _("The time can't be earlier than the receipt, or later than now.")


@transaction.atomic
@sight.kept
def confirm(
    concern: Concern,
    *,
    case: Case,
    by: User,
    at: datetime,
    ending: str,
    given_at: datetime | None = None,
    leader: User | None = None,
    reason: str = "",
) -> Confirmation:
    """Record how receipt was confirmed to the notifier, or that it can't be given safely.

    Raises NeedsReason when it is left out without a reason and a leader's name; NotPossible for
    an ending that the portal sets itself, or a letter to the home of somebody in the family.
    """
    case, concern = Case.objects.lock_among(case, concern), Concern.objects.lock(concern)
    permissions.require_answer(by, case)
    confirmation = Confirmation.objects.select_for_update().get(concern=concern)
    if confirmation.ending:
        raise WrongState
    _require_ending(concern, ending)
    if ending == Confirmation.Ending.NOT_SAFE:
        _require_leader(case, leader, reason, at=at)
    _require_time(concern, given_at, at=at)
    confirmation.ending = ending
    confirmation.given_at = None if ending == Confirmation.Ending.NOT_SAFE else given_at or at
    confirmation.recorded_at, confirmation.recorded_by = at, by
    confirmation.leader, confirmation.reason = leader, reason or None
    confirmation.save()
    _met(concern, kinds.CONFIRMATION, at=confirmation.given_at or at)
    trail.record(case, "cases.confirmed", by=by, at=at, ending=ending, concern=concern.reference)
    return confirmation


@transaction.atomic
@sight.kept
def give_orientation(
    concern: Concern,
    *,
    case: Case,
    by: User,
    at: datetime,
    started: str,
    kind: str = "",
    given_at: datetime | None = None,
) -> Orientation:
    """Record that the professional was told whether something was started, and perhaps what."""
    case, concern = Case.objects.lock_among(case, concern), Concern.objects.lock(concern)
    permissions.require_answer(by, case)
    orientation = _open_orientation(concern)
    _require_time(concern, given_at, at=at)
    orientation.ending = Orientation.Ending.GIVEN
    orientation.started, orientation.kind = started, kind or None
    orientation.given_at = given_at or at
    orientation.recorded_at, orientation.recorded_by = at, by
    orientation.save()
    _met(concern, kinds.ORIENTATION, at=orientation.given_at)
    trail.record(case, "cases.oriented", by=by, at=at, concern=concern.reference)
    return orientation


@transaction.atomic
@sight.kept
def exempt_orientation(
    concern: Concern, *, case: Case, by: User, at: datetime, leader: User | None, reason: str
) -> Orientation:
    """Leave the orientation out for special circumstances (R38).

    Raises NeedsReason without a reason and the name of a leader of the unit.
    """
    case, concern = Case.objects.lock_among(case, concern), Concern.objects.lock(concern)
    permissions.require_answer(by, case)
    orientation = _open_orientation(concern)
    _require_leader(case, leader, reason, at=at)
    orientation.ending = Orientation.Ending.EXEMPT
    orientation.leader, orientation.reason = leader, reason
    orientation.recorded_at, orientation.recorded_by = at, by
    orientation.save()
    _met(concern, kinds.ORIENTATION, at=at)
    trail.record(case, "cases.orientation_exempt", by=by, at=at, concern=concern.reference)
    return orientation


def possible_endings(concern: Concern) -> list[str]:
    """The endings that staff may record for this notifier (LR10)."""
    if concern.notifier_kind == NotifierKind.ANONYMOUS:
        return []
    endings = [Confirmation.Ending.HANDED_OVER, Confirmation.Ending.ORALLY]
    if concern.notifier_in_family in {"", "no"}:
        endings.insert(1, Confirmation.Ending.POSTED)
    return [*endings, Confirmation.Ending.NOT_SAFE]


def _require_ending(concern: Concern, ending: str) -> None:
    if ending not in possible_endings(concern):
        raise NotPossible


def _require_leader(case: Case, leader: User | None, reason: str, *, at: datetime) -> None:
    if not reason.strip():
        raise NeedsReason(_("Say why it is left out."))
    if leader is None or leader not in duty.leaders_of(case.unit, at):
        raise NeedsReason(_("Choose the leader who answers for it."), field="leader")


def _require_time(concern: Concern, given_at: datetime | None, *, at: datetime) -> None:
    assert concern.received_at is not None
    if given_at is not None and not concern.received_at <= given_at <= at:
        raise NotBeforeReceipt


def _open_orientation(concern: Concern) -> Orientation:
    orientation = Orientation.objects.select_for_update().filter(concern=concern).first()
    if orientation is None or orientation.ending:
        raise WrongState
    return orientation


def _met(concern: Concern, kind: str, *, at: datetime) -> None:
    duedates.meet(concern, kind, at=at)
    for tie in concern.case_ties.select_related("case"):
        deadlines.refresh(tie.case)
