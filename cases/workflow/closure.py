"""A case is closed: proposed and signed, or closed at once because it was registered in error."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason, Refused
from cases import deadlines, gates, kinds, permissions
from cases.choices import ClosingOutcome
from cases.gates import Gate
from cases.models import Case, CasePeriod, ClosingProposal, Concern
from cases.states import (
    CaseStatus,
    ConcernStatus,
    WrongState,
    require_case_move,
    require_open,
)
from cases.workflow import outside, sight
from cases.workflow.duty import end
from cases.workflow.municipality_hand_over import is_accepted
from cases.workflow.telling import countersigner, tell

Answer = ClosingProposal.Answer


class NotReady(Refused):
    """The gates of closing that are not passed are `missing`."""

    def __init__(self, missing: Sequence[Gate]) -> None:
        self.missing = missing
        names = "; ".join(str(gate.label) for gate in missing)
        super().__init__(_("The case can't be closed yet. Missing: %(names)s") % {"names": names})


class NotAccepted(Refused):
    message = _(
        "No other municipality has accepted the case. Record that first: "
        "the duty to act stays here."
    )


@transaction.atomic
@sight.kept
def propose_closing(
    case: Case, *, by: User, at: datetime, outcome: str, grounds: str
) -> ClosingProposal:
    """Propose to close a case, with outcome and grounds; its leader is asked to sign (R25).

    Raises NeedsReason without grounds, NotReady as long as a gate is not passed, and NotAccepted
    when it is to be passed on to a municipality that has not accepted it.
    """
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    if case.closing_proposed_at is not None or outcome == ClosingOutcome.IN_ERROR:
        raise WrongState
    if not grounds.strip():
        raise NeedsReason(_("Say why the case can be closed."), field="grounds")
    if outcome == ClosingOutcome.OTHER_MUNICIPALITY and not is_accepted(case):
        raise NotAccepted
    _require_ready(case)
    proposal = ClosingProposal.objects.create(
        case=case, outcome=outcome, grounds=grounds, proposed_at=at, proposed_by=by
    )
    case.closing_proposed_at = at
    case.save(update_fields=["closing_proposed_at"])
    leader = countersigner(case, at=at, signed_by=by)
    if leader:
        day = deadlines.next_weekday(at)
        deadlines.add_task(case, kinds.SIGN_CLOSING, owner=leader, due_on=day, at=at)
    trail.record(case, "cases.closing_proposed", by=by, at=at, outcome=outcome)
    deadlines.refresh(case)
    return proposal


@transaction.atomic
def sign_closing(proposal: ClosingProposal, *, by: User, at: datetime) -> Case:
    """Sign what an adviser proposed, which closes the case: its deadlines and the duty end.

    Raises PermissionDenied for who proposed it or doesn't lead the unit, and NotReady when
    something has come in between.
    """
    case = Case.objects.lock(proposal.case)
    proposal = ClosingProposal.objects.get(pk=proposal.pk)
    permissions.require_sign_closing(by, case, proposal)
    require_case_move(case.status, CaseStatus.CLOSED)
    if proposal.answer:
        raise WrongState
    _require_ready(case)
    _answer(proposal, Answer.SIGNED, by=by, at=at)
    duedates.meet(case, kinds.SIGN_CLOSING, at=at)
    for deadline in Deadline.objects.filter(deadlines.about(case)).open():
        assert deadline.subject is not None
        duedates.cancel(deadline.subject, deadline.kind, at=at, reason="closed")
    _close(
        case,
        outcome=proposal.outcome,
        grounds=proposal.grounds,
        signed_by=proposal.proposed_by,
        reviewed_by=by,
        at=at,
    )
    event = trail.record(case, "cases.closed", by=by, at=at, outcome=proposal.outcome)
    if proposal.proposed_by_id != by.pk:
        tell(case, proposal.proposed_by, f"event:{event.pk}", at=at, kind="case_closed")
    return case


@transaction.atomic
def return_closing(proposal: ClosingProposal, *, by: User, at: datetime, remark: str) -> Case:
    """Send a proposal to close back to who made it, and say what is lacking.

    Raises NeedsReason without a remark.
    """
    case = Case.objects.lock(proposal.case)
    proposal = ClosingProposal.objects.get(pk=proposal.pk)
    permissions.require_sign_closing(by, case, proposal)
    require_open(case.status)
    if proposal.answer:
        raise WrongState
    if not remark.strip():
        raise NeedsReason(_("Say what is lacking before the case can be closed."), field="remark")
    proposal.remark = remark
    _answer(proposal, Answer.RETURNED, by=by, at=at)
    case.closing_proposed_at = None
    case.save(update_fields=["closing_proposed_at"])
    duedates.meet(case, kinds.SIGN_CLOSING, at=at)
    event = trail.record(case, "cases.closing_returned", by=by, at=at)
    tell(case, proposal.proposed_by, f"event:{event.pk}", at=at, kind="case_closing_returned")
    deadlines.refresh(case)
    return case


@transaction.atomic
def close_in_error(case: Case, *, by: User, at: datetime, reason: str) -> Case:
    """Close a case that was registered in error or twice, by the leader's signature alone (R25).

    Its concerns end with it unless another case has them too. Nothing is deleted (LR23).
    Raises NeedsReason without a reason.
    """
    case = Case.objects.lock(case)
    permissions.require_close_in_error(by, case)
    require_case_move(case.status, CaseStatus.CLOSED)
    if not reason.strip():
        raise NeedsReason(_("Say why the case is registered in error."))
    owed = Deadline.objects.filter(deadlines.about(case)).open()
    for tie in case.concern_ties.order_by("concern_id").select_related("concern"):
        # Held, so that of two cases that end at once the last one ends the concern too.
        concern = Concern.objects.lock(tie.concern)
        others = concern.case_ties.exclude(case=case)
        if others.exclude(case__status=CaseStatus.CLOSED).exists():
            owed = owed.exclude(reference=case.reference, kind__in=["confirmation", "orientation"])
            continue
        concern.status = ConcernStatus.IN_ERROR
        concern.ended_at, concern.ended_by, concern.ending_reason = at, by, reason
        concern.save(update_fields=["status", "ended_at", "ended_by", "ending_reason"])
    for deadline in owed:
        assert deadline.subject is not None
        duedates.cancel(deadline.subject, deadline.kind, at=at, reason="in_error")
    outcome = ClosingOutcome.IN_ERROR
    _close(case, outcome=outcome, grounds=reason, signed_by=by, reviewed_by=by, at=at)
    trail.record(case, "cases.closed_in_error", by=by, at=at)
    return case


def _require_ready(case: Case) -> None:
    missing = gates.missing(case)
    if missing:
        raise NotReady(missing)


def _answer(proposal: ClosingProposal, answer: str, *, by: User, at: datetime) -> None:
    proposal.answer, proposal.answered_at, proposal.answered_by = answer, at, by
    proposal.save(update_fields=["answer", "answered_at", "answered_by", "remark"])


def close_period(
    case: Case, *, outcome: str, grounds: str, signed_by: User, reviewed_by: User, at: datetime
) -> None:
    """End the period of a locked case that is being closed; proposals to close it lapse.

    Runs inside the caller's transaction.
    """
    period = CasePeriod.objects.get(case=case, closed_at__isnull=True)
    period.closed_at, period.closed_by, period.reviewed_by = at, signed_by, reviewed_by
    period.outcome, period.grounds = outcome, grounds
    period.save()
    for proposal in case.closings.filter(answer=""):
        _answer(proposal, Answer.LAPSED, by=reviewed_by, at=at)


def _close(
    case: Case, *, outcome: str, grounds: str, signed_by: User, reviewed_by: User, at: datetime
) -> None:
    """Write on a locked case, and on its period, that it is closed, why and by whom."""
    close_period(
        case, outcome=outcome, grounds=grounds, signed_by=signed_by, reviewed_by=reviewed_by, at=at
    )
    case.status = CaseStatus.CLOSED
    case.closed_at, case.closed_by, case.closing_reason = at, reviewed_by, grounds
    case.acute = case.awaits_assessment = False
    case.offered_to = case.offered_at = case.offer_ends_at = case.closing_proposed_at = None
    case.save()
    end(case, at=at)
    outside.release_legal_office(case, by=reviewed_by, at=at)
    deadlines.refresh(case)
