"""A case that was registered in error is closed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason
from cases import deadlines, permissions
from cases.models import Case
from cases.states import CaseStatus, ConcernStatus, require_case_move
from cases.workflow.duty import end


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
    for tie in case.concern_ties.select_related("concern"):
        others = tie.concern.case_ties.exclude(case=case)
        if others.exclude(case__status=CaseStatus.CLOSED).exists():
            owed = owed.exclude(reference=case.reference, kind__in=["confirmation", "orientation"])
            continue
        concern = tie.concern
        concern.status = ConcernStatus.IN_ERROR
        concern.ended_at, concern.ended_by, concern.ending_reason = at, by, reason
        concern.save(update_fields=["status", "ended_at", "ended_by", "ending_reason"])
    for deadline in owed:
        assert deadline.subject is not None
        duedates.cancel(deadline.subject, deadline.kind, at=at, reason="in_error")
    case.status = CaseStatus.CLOSED
    case.closed_at, case.closed_by, case.closing_reason = at, by, reason
    case.acute = case.awaits_assessment = False
    case.save(
        update_fields=[
            "status",
            "closed_at",
            "closed_by",
            "closing_reason",
            "acute",
            "awaits_assessment",
        ]
    )
    end(case, at=at)
    trail.record(case, "cases.closed_in_error", by=by, at=at)
    deadlines.refresh(case)
    return case
