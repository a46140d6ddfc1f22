"""A concern that is talked over before it is decided whether to notify."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.errors import NeedsReason
from cases import deadlines, kinds, permissions
from cases.models import Case, Concern, Consultation
from cases.states import ConcernStatus, WrongState, require_concern_move
from cases.workflow import acute
from cases.workflow.telling import tell


@transaction.atomic
def consult(
    concern: Concern,
    *,
    by: User,
    at: datetime,
    kind: str,
    held_at: datetime,
    with_whom: str,
    acute: str,
    outcome: str,
    naming: str = Consultation.Naming.ANONYMOUS,
    basis: str = "",
) -> Consultation:
    """Record a talk with the nearest leader or an adviser; it is a step, never an approval.

    What it found of acute action reaches the cases at once, where the concern is sent.
    """
    # The cases before the concern, in the order in which closing holds them.
    cases = Case.objects.lock_open_of(concern)
    concern = Concern.objects.lock(concern)
    permissions.require_write_concern(by, concern)
    if concern.status == ConcernStatus.IN_ERROR:
        raise WrongState
    talk = Consultation.objects.create(
        concern=concern,
        kind=kind,
        held_at=held_at,
        with_whom=with_whom,
        naming=naming,
        basis=basis,
        acute=acute,
        outcome=outcome,
        recorded_at=at,
        recorded_by=by,
    )
    trail.record(concern, "cases.consulted", by=by, at=at, kind=kind, acute=acute)
    if talk.is_acute and concern.status == ConcernStatus.SENT:
        # It may have been sent while this waited for it.
        for case in cases or Case.objects.lock_open_of(concern):
            find_acute(case, talk, by=by, at=at)
    return talk


@transaction.atomic
def close_clarified(concern: Concern, *, by: User, at: datetime, reason: str) -> Concern:
    """End a concern that turned out to need no notification; it can still be sent later.

    Raises NeedsReason without a reason.
    """
    concern = Concern.objects.lock(concern)
    permissions.require_write_concern(by, concern)
    require_concern_move(concern.status, ConcernStatus.CLARIFIED)
    if not reason.strip():
        raise NeedsReason(_("Say why no notification is needed."))
    concern.status = ConcernStatus.CLARIFIED
    concern.ended_at, concern.ended_by, concern.ending_reason = at, by, reason
    concern.save(update_fields=["status", "ended_at", "ended_by", "ending_reason"])
    duedates.meet(concern, kinds.CLARIFY, at=at)
    trail.record(concern, "cases.clarified", by=by, at=at)
    return concern


def find_acute(case: Case, talk: Consultation, *, by: User, at: datetime) -> None:
    """Make a case acute until the authority has judged (R24), and tell who has the duty to act."""
    if not case.acute:
        acute.become_acute(case, at=at)
        deadlines.refresh(case)
        concern = {"concern": talk.concern.reference} if talk.concern else {}
        trail.record(case, "cases.found_acute", by=by, at=at, **concern)
    if case.holder_id != by.pk:
        key = f"talk:{talk.pk}:{case.pk}"
        tell(case, case.holder, key, at=at, kind="case_found_acute", urgent=True)
