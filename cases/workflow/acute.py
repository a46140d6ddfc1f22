"""The acute way: marks, calls, and the hand-over to the police; open in every state."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts import duty, roles
from beredskab.accounts.models import User
from beredskab.accounts.roles import Role
from beredskab.audit import trail
from beredskab.audit.models import AuditEvent
from beredskab.deadlines import duedates
from beredskab.errors import NeedsReason, Refused
from cases import acute, deadlines, kinds, permissions
from cases.models import AcuteCall, AcuteMark, Case, Concern, OutsideAssessment, PoliceHandover
from cases.states import CaseStatus, ConcernStatus, WrongState, require_open
from cases.workflow import outside, sight
from cases.workflow.outside import InFuture
from cases.workflow.telling import tell


class NoTrigger(Refused):
    message = _("Choose what makes it acute.")


class NotAccepted(Refused):
    message = _("A hand-over needs whom you spoke with, or the journal number of the police.")


@transaction.atomic
@sight.kept
def begin_acute(
    case: Case, *, by: User, at: datetime, triggers: Collection[str], grounds: str = ""
) -> AcuteMark:
    """Mark an open case as acute, which asks for contact to the police now (R44, R45).

    An acute placement asks for contact to the legal office as well, where there is one (R50).
    Holder and leaders are told at once. Raises NoTrigger, and WrongState on a closed case.
    """
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    if not triggers or not set(triggers) <= set(AcuteMark.Trigger.values):
        raise NoTrigger
    mark = AcuteMark.objects.create(
        case=case,
        is_acute=True,
        triggers=list(triggers),
        grounds=grounds or None,
        marked_at=at,
        marked_by=by,
    )
    become_acute(case, at=at)
    if AcuteMark.Trigger.PLACEMENT in triggers:
        outside.owe_legal_office(case, at=at)
    event = trail.record(case, "cases.acute_begun", by=by, at=at, triggers=list(triggers))
    _tell_all(case, event, "case_acute", by=by, at=at)
    deadlines.refresh(case)
    return mark


@transaction.atomic
def end_acute(case: Case, *, by: User, at: datetime, grounds: str) -> AcuteMark:
    """Say that a case is no longer acute, and why; what was recorded of it stays.

    Raises NeedsReason without grounds, WrongState when it isn't acute.
    """
    case = Case.objects.lock(case)
    permissions.require_end_acute(by, case)
    if not case.acute:
        raise WrongState
    if not grounds.strip():
        raise NeedsReason(_("Say why the case is no longer acute."), field="grounds")
    mark = AcuteMark.objects.create(
        case=case, is_acute=False, grounds=grounds, marked_at=at, marked_by=by
    )
    cease_acute(case, at=at)
    trail.record(case, "cases.acute_ended", by=by, at=at)
    deadlines.refresh(case)
    return mark


@transaction.atomic
@sight.kept
def record_call(
    subject: Case | Concern,
    *,
    by: User,
    at: datetime,
    to: str,
    called_at: datetime,
    with_whom: str = "",
    outcome: str = "",
    journal_number: str = "",
) -> AcuteCall:
    """Record who was called, about a case or about one's own concern, whatever its state.

    A call to the police meets the task to contact them and leaves one to follow up (R49); one to
    the legal office puts an acute placement to it (R51). Raises InFuture.
    """
    cases, subject = _lock(subject, by=by)
    if called_at > at:
        raise InFuture
    call = AcuteCall.objects.create(
        **_about(subject),
        to=to,
        called_at=called_at,
        with_whom=with_whom or None,
        outcome=outcome or None,
        journal_number=journal_number or None,
        recorded_at=at,
        recorded_by=by,
    )
    verb = "cases.police_called" if call.reached_police else "cases.acute_called"
    event = trail.record(subject, verb, by=by, at=at, to=call.to)
    if isinstance(subject, Concern):
        _reach_cases(cases, event, by=by, at=at)
        return call
    if call.reached_police:
        duedates.meet(subject, kinds.POLICE, at=called_at)
        if roles.has_role(by, Role.LAWYER):
            duedates.meet(subject, outside.LEGAL_POLICE, at=called_at)
            outside.release_legal_office(subject, by=by, at=at)
        _follow_up(subject, at=at)
    elif call.to == AcuteCall.To.LEGAL_OFFICE:
        outside.put_to_legal_office(subject, by=by, at=at)
    _after(subject, event, by=by, at=at)
    return call


@transaction.atomic
@sight.kept
def hand_over_to_police(
    subject: Case | Concern,
    *,
    by: User,
    at: datetime,
    police_unit: str,
    accepted_at: datetime,
    with_whom: str = "",
    journal_number: str = "",
) -> PoliceHandover:
    """Record that the police said they take over; then a reporter's duty has passed (R48).

    The holder of a case stays the same, and follows up (R47, R49). Raises InFuture, and
    NotAccepted without a person or a journal number: a call alone is no hand-over.
    """
    cases, subject = _lock(subject, by=by)
    if accepted_at > at:
        raise InFuture
    if not police_unit.strip() or not (with_whom.strip() or journal_number.strip()):
        raise NotAccepted
    handover = PoliceHandover.objects.create(
        **_about(subject),
        police_unit=police_unit,
        with_whom=with_whom.strip() or None,
        journal_number=journal_number.strip() or None,
        accepted_at=accepted_at,
        recorded_at=at,
        recorded_by=by,
    )
    event = trail.record(subject, "cases.police_took_over", by=by, at=at)
    if isinstance(subject, Concern):
        _reach_cases(cases, event, by=by, at=at)
        return handover
    duedates.meet(subject, kinds.POLICE, at=accepted_at)
    _follow_up(subject, at=at)
    _expect_police(subject, by=by, asked_at=accepted_at, at=at)
    _after(subject, event, by=by, at=at)
    return handover


def become_acute(case: Case, *, at: datetime) -> None:
    """Note on a locked case that it is acute, and ask for contact to the police (R44)."""
    if not case.acute:
        case.acute = True
        case.save(update_fields=["acute"])
        acute.owe_police_contact(case, at=at)


def cease_acute(case: Case, *, at: datetime) -> None:
    """Note on a locked case that it isn't acute; the contact to the police is owed no more."""
    if case.acute:
        case.acute = False
        case.save(update_fields=["acute"])
        duedates.cancel(case, kinds.POLICE, at=at, reason="not_acute")


def _lock(subject: Case | Concern, *, by: User) -> tuple[list[Case], Case | Concern]:
    """Hold the subject, and before a concern its cases; the authority's, or one's own."""
    if isinstance(subject, Case):
        case = Case.objects.lock(subject)
        permissions.require_act_acutely(by, case)
        return [case], case
    cases = Case.objects.lock_open_of(subject)
    concern = Concern.objects.lock(subject)
    permissions.require_write_concern(by, concern)
    if concern.status == ConcernStatus.DRAFT and concern.expires_on:
        # A draft that something was done about is not erased by itself.
        concern.expires_on = None
        concern.save(update_fields=["expires_on"])
    return cases, concern


def _about(subject: Case | Concern) -> dict[str, Any]:
    return {"case" if isinstance(subject, Case) else "concern": subject}


def _reach_cases(cases: Collection[Case], event: AuditEvent, *, by: User, at: datetime) -> None:
    """What a reporter did reaches her concern's cases: acute until the authority judged (R24)."""
    for case in cases:
        if event.verb != "cases.acute_called":
            become_acute(case, at=at)
        if case.holder_id != by.pk:
            key = f"event:{event.pk}:{case.pk}"
            tell(case, case.holder, key, at=at, kind="acute_recorded", urgent=True)
        deadlines.refresh(case)


def _follow_up(case: Case, *, at: datetime) -> None:
    """The adviser follows up with the police, whoever judges the risk (R49)."""
    kind = "task-police_follow_up"
    if case.status != CaseStatus.CLOSED and not deadlines.is_open(case, kind):
        due_on = deadlines.next_weekday(at)
        deadlines.add_task(case, kind, owner=case.handler or case.holder, due_on=due_on, at=at)


def _expect_police(case: Case, *, by: User, asked_at: datetime, at: datetime) -> None:
    """The police judge the risk of what they took over, once (R47)."""
    waits = OutsideAssessment.objects.waiting_for(case, OutsideAssessment.Assessor.POLICE)
    if case.status != CaseStatus.CLOSED and not waits.exists():
        outside.expect(case, OutsideAssessment.Assessor.POLICE, by=by, asked_at=asked_at, at=at)


def _after(case: Case, event: AuditEvent, *, by: User, at: datetime) -> None:
    """Keep the writer's sight; what is recorded in a closed case is told its leaders."""
    if case.status == CaseStatus.CLOSED:
        _tell_all(case, event, "acute_recorded", by=by, at=at)
    deadlines.refresh(case)


def _tell_all(case: Case, event: AuditEvent, kind: str, *, by: User, at: datetime) -> None:
    for user in dict.fromkeys([case.holder, *duty.leaders_of(case.unit, at)]):
        if user != by:
            tell(case, user, f"event:{event.pk}", at=at, kind=kind, urgent=True)
