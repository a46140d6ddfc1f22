"""Which partners the authority involves or informs, and on which basis (R43)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.errors import NeedsReason
from cases import deadlines, kinds, permissions
from cases.models import Case, Partner
from cases.models.partners import PartnerBasis
from cases.states import WrongState, require_open
from cases.workflow import sight


@transaction.atomic
@sight.kept
def judge_partner(
    case: Case,
    *,
    by: User,
    at: datetime,
    name: str,
    involve: bool,
    inform: bool,
    reason: str,
    basis: str,
) -> Partner:
    """Say of a function or unit that it is involved or informed, why, and on which legal basis.

    Raises NeedsReason for what is missing: a mark, the reason, the basis.
    """
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    if not (involve or inform):
        raise NeedsReason(_("Choose whether it is involved, informed or both."), field="involve")
    if not reason.strip():
        raise NeedsReason(_("Say why the partner is involved or informed."))
    if basis not in PartnerBasis.values:
        raise NeedsReason(_("Choose the legal basis; it is yours to choose."), field="basis")
    partner = Partner.objects.create(
        case=case,
        name=name,
        involve=involve,
        inform=inform,
        basis=basis,
        reason=reason,
        judged_at=at,
        judged_by=by,
    )
    while duedates.meet(case, kinds.PARTNERS, at=at):
        pass
    trail.record(case, "cases.partner_judged", by=by, at=at, partner=partner.pk, basis=basis)
    deadlines.refresh(case)
    return partner


@transaction.atomic
@sight.kept
def end_partner(partner: Partner, *, by: User, at: datetime, reason: str) -> Partner:
    """Say that a partner takes no part any more; what was shared stays known to it."""
    case = Case.objects.lock(partner.case)
    permissions.require_edit(by, case)
    require_open(case.status)
    partner = Partner.objects.select_for_update().get(pk=partner.pk)
    if partner.ended_at is not None:
        raise WrongState
    if not reason.strip():
        raise NeedsReason(_("Say why the partner takes no part any more."))
    partner.ended_at, partner.ended_by, partner.end_reason = at, by, reason
    partner.save(update_fields=["ended_at", "ended_by", "end_reason"])
    trail.record(case, "cases.partner_ended", by=by, at=at, partner=partner.pk)
    return partner
