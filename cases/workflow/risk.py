"""The risk assessment under § 18(3): signed, countersigned, made anew before it runs out."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.errors import NeedsReason, Refused
from beredskab.timelimits import local_day
from cases import deadlines, kinds, permissions, risk_levels
from cases.choices import Answer
from cases.models import Case, RiskAssessment
from cases.risk_levels import Domain, Judged
from cases.states import CaseStatus, require_open
from cases.workflow import sight
from cases.workflow.progress import advance
from cases.workflow.signing import add_signature, ask_leader, make_acute, tell_of_remark
from cases.workflow.versions import next_number

# How long an acute one holds that says nothing else, and how long before the end it is asked anew.
ACUTE_HOLDS = timedelta(days=3)
ANEW_BEFORE = timedelta(days=7)
ANEW = gettext_noop("Assess the risk anew, before the assessment runs out")


class RunsOutBeforeToday(Refused):
    message = _("The assessment can't run out on a day that has passed")


@transaction.atomic
@sight.kept
def assess_risk(
    case: Case,
    *,
    by: User,
    at: datetime,
    seen: int,
    level: str,
    acute: str,
    valid_until: date | None = None,
    departure: str = "",
    motives: Sequence[str] = (),
    advisers: Sequence[str] = (),
    **domains_and_words: str,
) -> RiskAssessment:
    """Sign the next version of the risk assessment; the leader is asked to countersign.

    Where it is acute, or not known, the case is acute from now on and only the conclusion is
    needed. Raises Changed when there is a version that the writer hasn't seen, NeedsReason
    (`departure`) when the risk is concluded lower than the domains suggest, RunsOutBeforeToday.
    """
    case = Case.objects.lock(case)
    permissions.require_assess(by, case)
    require_open(case.status)
    number = next_number(RiskAssessment.objects.filter(case=case), seen=seen)
    levels = _levels(domains_and_words)
    suggested = risk_levels.suggested(levels[f"{domain}_now"] for domain in Domain.values)
    lower = acute == Answer.NO and risk_levels.is_below(level, suggested)
    if lower and not departure.strip():
        raise NeedsReason(
            _("The domains suggest a higher risk. Say why you conclude lower."), field="departure"
        )
    valid_until = valid_until or local_day(at) + ACUTE_HOLDS
    if valid_until < local_day(at):
        raise RunsOutBeforeToday

    words = {name: text or None for name, text in domains_and_words.items() if name not in levels}
    made = RiskAssessment.objects.create(
        case=case,
        number=number,
        made_at=at,
        made_by=by,
        suggested=suggested,
        level=level,
        acute=acute,
        valid_until=valid_until,
        departure=departure or None,
        motives=list(motives),
        advisers=list(advisers),
        **levels,
        **words,
    )
    _ask_anew(made, at=at)
    event = trail.record(
        case, "cases.risk_assessed", by=by, at=at, number=number, level=level, acute=acute
    )
    if made.is_acute:
        make_acute(case, by=by, at=at, key=f"event:{event.pk}")
    key = f"event:{event.pk}:sign"
    ask_leader(case, kinds.COUNTERSIGN_RISK, by=by, at=at, key=key)
    advance(case, CaseStatus.RISK_ASSESSED)
    deadlines.refresh(case)
    return made


@transaction.atomic
def countersign_risk(
    assessment: RiskAssessment, *, by: User, at: datetime, remark: str = ""
) -> RiskAssessment:
    """Put the leader's name on the newest risk assessment.

    Raises PermissionDenied, WrongState, NewerVersion.
    """
    case = Case.objects.lock(assessment.case)
    assessment = RiskAssessment.objects.get(pk=assessment.pk)
    add_signature(assessment, case, kinds.COUNTERSIGN_RISK, by=by, at=at, remark=remark)
    tell_of_remark(case, "cases.risk_countersigned", by=by, at=at, remark=remark)
    return assessment


def _levels(given: dict[str, str]) -> dict[str, Any]:
    """The level of each domain, now and before; what wasn't judged isn't known."""
    names = [f"{domain}_{when}" for domain in Domain.values for when in ("now", "before")]
    return {name: given.get(name) or Judged.UNKNOWN for name in names}


def _ask_anew(made: RiskAssessment, *, at: datetime) -> None:
    """Meet what was owed, and ask for the next one some days before this one runs out."""
    case = made.case
    duedates.meet(case, kinds.RISK, at=at)
    deadlines.add_task(
        case,
        kinds.RISK,
        owner=case.handler or case.holder,
        due_on=max(local_day(at), made.valid_until - ANEW_BEFORE),
        at=at,
        title=ANEW,
    )
