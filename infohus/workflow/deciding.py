"""A decision of the authority refers to what Infohus recommended (R97).

It is made in the case and never at the meeting (R92); the reference says whether it follows.
"""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import NeedsReason
from beredskab.timelimits import local_day
from cases.models import Measure
from infohus import permissions
from infohus.models import DecisionReference, Recommendation
from infohus.workflow.holding import InTheFuture
from infohus.workflow.locking import lock_cases


@transaction.atomic
def refer_decision(
    row: Recommendation,
    *,
    by: User,
    at: datetime,
    follows: bool,
    reason: str = "",
    measure: Measure | None = None,
    what: str = "",
    decided_on: date | None = None,
) -> DecisionReference:
    """Note which decision weighed a recommendation: a measure of the case, or one in words.

    To deviate is allowed with a reason. Raises NeedsReason (`reason`, `what`, `decided_on`) and
    InTheFuture.
    """
    (case,) = lock_cases([row.item.case])
    permissions.require_refer(by, row, at)
    if measure and measure.case_id != case.pk:
        raise PermissionDenied
    if measure is not None:
        what, decided_on = "", local_day(measure.decided_at)
    elif not what.strip():
        raise NeedsReason(_("Choose a measure, or write what was decided"), field="what")
    if decided_on is None:
        raise NeedsReason(_("Write when it was decided"), field="decided_on")
    if decided_on > local_day(at):
        raise InTheFuture
    if not follows and not reason.strip():
        raise NeedsReason(_("Write why the decision deviates"), field="reason")
    made = DecisionReference.objects.create(
        recommendation=row,
        measure=measure,
        what=what.strip() or None,
        decided_on=decided_on,
        follows=follows,
        reason=reason.strip() or None,
        referred_at=at,
        referred_by=by,
    )
    known = {"recommendation": row.pk, "decision": made.pk, "follows": follows}
    trail.record(case, "infohus.decision_referred", by=by, at=at, **known)
    return made
