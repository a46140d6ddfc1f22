"""Notifier and authority write to each other about a concern, and about it alone."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import Refused
from beredskab.notices import outbox
from cases import permissions
from cases.models import Case, Concern, Message
from cases.states import ConcernStatus, WrongState, require_open
from cases.workflow import sight
from cases.workflow.telling import blocked, tell

KIND = "message_received"


class NotReached(Refused):
    message = _("The notifier can't be written to here. Call, or hand the answer over.")


@transaction.atomic
def write_to_authority(concern: Concern, *, by: User, at: datetime, text: str) -> Message:
    """Write to whoever handles one's own sent concern; who has the duty to act is told.

    That a case is closed is nothing the notifier learns, so that she is never refused for it.
    Raises NotReached to who is not its notifier.
    """
    cases = Case.objects.lock_all_of(concern)
    concern = Concern.objects.lock(concern)
    permissions.require_write_concern(by, concern)
    if concern.notifier_id != by.pk:
        raise NotReached
    if concern.status != ConcernStatus.SENT:
        raise WrongState
    # Who answers has read what came before.
    _read_all_of_authority(concern, by=by, at=at)
    message = _write(concern, by=by, at=at, text=text, from_notifier=True)
    trail.record(concern, "cases.message_sent", by=by, at=at, message=message.pk)
    open_ones = [case for case in cases if case.closed_at is None]
    for case in open_ones or cases:
        details = {"concern": concern.reference, "message": message.pk}
        trail.record(case, "cases.message_from_notifier", by=by, at=at, **details)
        if case.holder_id != by.pk:
            key, urgent = f"message:{message.pk}:{case.pk}", case.acute
            tell(case, case.holder, key, at=at, kind=KIND, urgent=urgent)
    return message


@transaction.atomic
@sight.kept
def write_to_notifier(
    concern: Concern, *, case: Case, by: User, at: datetime, text: str
) -> Message:
    """Answer or ask the notifier of a concern; she is told that a message waits, and no more.

    Raises NotReached where she has no log-in, or is barred from the case.
    """
    case, concern = Case.objects.lock(case), Concern.objects.lock(concern)
    permissions.require_edit(by, case)
    require_open(case.status)
    if concern.status != ConcernStatus.SENT or not concern.case_ties.filter(case=case).exists():
        raise WrongState
    if not can_be_reached(concern, case) or concern.notifier_id == by.pk:
        raise NotReached
    _read_all_of_notifier(concern, case, by=by, at=at)
    message = _write(concern, by=by, at=at, text=text, from_notifier=False)
    details = {"concern": concern.reference, "message": message.pk}
    trail.record(case, "cases.message_to_notifier", by=by, at=at, **details)
    assert concern.notifier is not None
    outbox.post(
        concern.notifier,
        f"message:{message.pk}",
        at=at,
        kind=KIND,
        reference=concern.reference,
        path=concern.get_absolute_url(),
    )
    return message


@transaction.atomic
def read_as_notifier(concern: Concern, *, by: User, at: datetime) -> int:
    """Note that the notifier has read what was written to her; return how many were new."""
    concern = Concern.objects.lock(concern)
    permissions.require_write_concern(by, concern)
    if concern.notifier_id != by.pk:
        raise NotReached
    return _read_all_of_authority(concern, by=by, at=at)


@transaction.atomic
@sight.kept
def read_as_authority(concern: Concern, *, case: Case, by: User, at: datetime) -> int:
    """Note that the authority has read what the notifier wrote; return how many were new."""
    case, concern = Case.objects.lock(case), Concern.objects.lock(concern)
    permissions.require_edit(by, case)
    if concern.notifier_id == by.pk:
        raise NotReached
    return _read_all_of_notifier(concern, case, by=by, at=at)


def can_be_reached(concern: Concern, case: Case) -> bool:
    """Whether the notifier has a log-in that works, and nobody keeps her out of the case."""
    notifier = concern.notifier
    return notifier is not None and notifier.is_active and notifier.pk not in blocked(case)


def _write(concern: Concern, *, by: User, at: datetime, text: str, from_notifier: bool) -> Message:
    return Message.objects.create(
        concern=concern, author=by, from_notifier=from_notifier, text=text, sent_at=at
    )


def _read_all_of_notifier(concern: Concern, case: Case, *, by: User, at: datetime) -> int:
    """Mark what the notifier wrote as read; the notices of it go when nothing in the case waits."""
    unread = Message.objects.unread(from_notifier=True)
    found = unread.filter(concern=concern).update(read_at=at, read_by=by)
    if not unread.filter(concern__case_ties__case=case).exists():
        outbox.settle([KIND], path=case.get_absolute_url(), at=at)
    return found


def _read_all_of_authority(concern: Concern, *, by: User, at: datetime) -> int:
    unread = Message.objects.unread(from_notifier=False).filter(concern=concern)
    found = unread.update(read_at=at, read_by=by)
    outbox.settle([KIND], path=concern.get_absolute_url(), at=at)
    return found
