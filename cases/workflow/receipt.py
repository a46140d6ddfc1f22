"""The received time of a concern is set right."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import NeedsReason, Refused
from cases import child_limits, deadlines, permissions
from cases.models import Case, Concern, ReceiptCorrection
from cases.states import ConcernStatus, WrongState


class AfterRegistration(Refused):
    message = _("The received time can't be later than when it was registered.")


@transaction.atomic
def correct_receipt(
    concern: Concern, *, case: Case, by: User, at: datetime, received_at: datetime, reason: str
) -> Concern:
    """Correct when a concern was received, up to the time it was registered; its clocks move.

    The former time stays. Raises NeedsReason without a reason, AfterRegistration.
    """
    case, concern = Case.objects.lock_among(case, concern), Concern.objects.lock(concern)
    permissions.require_correct_receipt(by, case)
    if concern.status != ConcernStatus.SENT:
        raise WrongState
    if not reason.strip():
        raise NeedsReason(_("Say why the received time is corrected."))
    assert concern.sent_at is not None
    assert concern.received_at is not None
    if received_at > concern.sent_at:
        raise AfterRegistration
    ReceiptCorrection.objects.create(
        concern=concern,
        from_at=concern.received_at,
        to_at=received_at,
        reason=reason,
        corrected_at=at,
        corrected_by=by,
    )
    former = concern.received_at
    concern.received_at = received_at
    concern.save(update_fields=["received_at"])
    deadlines.move_receipt(concern, at=at)
    trail.record(
        case,
        "cases.receipt_corrected",
        by=by,
        at=at,
        concern=concern.reference,
        former=former.isoformat(),
    )
    for tie in concern.case_ties.select_related("case"):
        child_limits.move_awareness(tie.case, at=at)
        deadlines.refresh(tie.case)
    return concern
