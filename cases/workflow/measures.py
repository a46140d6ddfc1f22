"""Measures: recorded as decided, filled in afterwards, ended."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts import duty
from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.errors import NeedsReason, Refused
from beredskab.timelimits import local_day
from cases import child_limits, deadlines, permissions, risk
from cases.choices import Answer, Consent, MeasureKind
from cases.models import Assessment, Case, ChildPlan, Examination, Measure
from cases.models.measure import OF_CHILDREN
from cases.states import CaseStatus, require_open
from cases.workflow import sight
from cases.workflow.examination import begin_examination
from cases.workflow.progress import advance
from cases.workflow.telling import tell


class DecidedLater(Refused):
    message = _("The decision can't be later than now.")


class EndedAlready(Refused):
    message = _("The measure has ended already.")


class EndsBeforeDecision(Refused):
    message = _("The measure can't end before it was decided, or later than today.")


def _lacks_purpose(measure: Measure, _assessed: bool) -> bool:
    return measure.kind in OF_CHILDREN and not (measure.purpose and measure.expected_duration)


def _lacks_rights(measure: Measure, _assessed: bool) -> bool:
    return measure.child_is_party and measure.party_told != Answer.YES


def _lacks_plan_answer(measure: Measure, _assessed: bool) -> bool:
    return measure.kind == MeasureKind.SUPPORT and not measure.plan_needed


def _lacks_acute_assessment(measure: Measure, assessed: bool) -> bool:
    return measure.is_acute and measure.acute_assessment is None and not assessed


# What may be missing when a measure is recorded, and becomes a task; none of it holds it up.
MISSING: dict[str, Callable[[Measure, bool], bool]] = {
    "task-measure_acute": _lacks_acute_assessment,
    "task-measure_purpose": _lacks_purpose,
    "task-measure_consent": lambda measure, _assessed: measure.lacks_consent,
    "task-measure_rights": _lacks_rights,
    "task-measure_plan": _lacks_plan_answer,
}
TEXTS = ("what", "purpose", "expected_duration", "acute_assessment", "plan_reason")
CHOSEN = ("custody_consent", "youth_consent", "party_told", "plan_needed", "started_on")


@transaction.atomic
@sight.kept
def record_measure(
    case: Case,
    *,
    by: User,
    at: datetime,
    kind: str,
    is_acute: bool = False,
    decided_at: datetime | None = None,
    decided_by: str = "",
    reason: str = "",
    **known: Any,
) -> Measure:
    """Record a measure that was decided, whatever is missing of it: that becomes tasks (R62).

    `known` are fields of `TEXTS` and `CHOSEN`. An acute or provisional one opens the examination
    of a child by itself. Raises DecidedLater, and NeedsReason for a placement without consent
    that is not acute and has no plan; `reason` says that it has happened all the same (R64).
    """
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    if decided_at is not None and decided_at > at:
        raise DecidedLater
    without_plan = kind == MeasureKind.FORCED_PLACEMENT and not is_acute and not has_plan(case)
    if without_plan and not reason.strip():
        raise NeedsReason(
            _(
                "The plan must be there before a placement without consent is decided. Make the "
                "plan first. Has it been decided already, say why, and it is recorded."
            )
        )
    decided_at = decided_at or at
    measure = Measure(
        case=case,
        kind=kind,
        is_acute=is_acute,
        decided_at=decided_at,
        decided_by=decided_by or by.name,
        age=case.exposed.age(local_day(decided_at)) if case.exposed else None,
        without_plan_reason=reason if without_plan else None,
        recorded_at=at,
        recorded_by=by,
    )
    _fill(measure, known)
    _require_plan_reason(measure)
    measure.save()
    event = trail.record(
        case,
        "cases.measure_recorded",
        by=by,
        at=at,
        measure=measure.pk,
        kind=str(kind),
        acute=is_acute,
        without_plan=without_plan,
    )
    if is_acute and case.is_minor and not Examination.objects.of_case(case).open().exists():
        begin_examination(case, by=by, at=at, measure=measure)
    _owe_plan(measure, at=at, now=without_plan)
    if without_plan:
        _alert_leaders(case, f"event:{event.pk}", at=at)
    settle_missing(case, at=at)
    advance(case, CaseStatus.IN_MEASURES)
    deadlines.refresh(case)
    return measure


@transaction.atomic
@sight.kept
def complete_measure(measure: Measure, *, by: User, at: datetime, **known: Any) -> Measure:
    """Fill in what was not known of a measure when it was recorded; what was said stays."""
    case = Case.objects.lock(measure.case)
    permissions.require_edit(by, case)
    require_open(case.status)
    measure = Measure.objects.select_related("case__exposed").get(pk=measure.pk)
    filled = _fill(measure, known)
    if filled:
        _require_plan_reason(measure)
        measure.save(update_fields=filled)
        trail.record(
            case, "cases.measure_completed", by=by, at=at, measure=measure.pk, fields=filled
        )
    if "plan_needed" in filled:
        _owe_plan(measure, at=at)
    settle_missing(case, at=at)
    deadlines.refresh(case)
    return measure


@transaction.atomic
@sight.kept
def end_measure(
    measure: Measure, *, by: User, at: datetime, ended_on: date, reason: str
) -> Measure:
    """Record that a measure has ended, and why. Raises EndedAlready, EndsBeforeDecision."""
    case = Case.objects.lock(measure.case)
    permissions.require_edit(by, case)
    require_open(case.status)
    measure = Measure.objects.get(pk=measure.pk)
    if not measure.is_active:
        raise EndedAlready
    if not local_day(measure.decided_at) <= ended_on <= local_day(at):
        raise EndsBeforeDecision
    measure.ended_on, measure.ended_at, measure.ended_by = ended_on, at, by
    measure.end_reason = reason
    measure.save(update_fields=["ended_on", "ended_at", "ended_by", "end_reason"])
    trail.record(case, "cases.measure_ended", by=by, at=at, measure=measure.pk)
    settle_missing(case, at=at)
    deadlines.refresh(case)
    return measure


def missing_of(measure: Measure, *, assessed: bool) -> list[str]:
    """The kinds of tasks that say what is missing of a measure; see `is_assessed`."""
    if not measure.is_active:
        return []
    return [kind for kind, lacks in MISSING.items() if lacks(measure, assessed)]


def open_to(measure: Measure) -> list[str]:
    """The fields of a measure that can still be filled in, of those that matter to it."""
    irrelevant = set()
    if measure.kind not in OF_CHILDREN:
        irrelevant |= {"custody_consent", "plan_needed", "plan_reason"}
    if measure.kind != MeasureKind.SUPPORT:
        irrelevant |= {"plan_needed", "plan_reason"}
    if measure.kind == MeasureKind.FORCED_PLACEMENT:
        irrelevant.add("custody_consent")
    if not measure.asks_youth:
        irrelevant.add("youth_consent")
    if not measure.child_is_party:
        irrelevant.add("party_told")
    if not measure.is_acute:
        irrelevant.add("acute_assessment")
    fields = (field for field in (*TEXTS, *CHOSEN) if field not in irrelevant)
    return [field for field in fields if _is_open_to(measure, field)]


def is_assessed(case: Case) -> bool:
    """Whether the authority has assessed anything in the case that an acute measure can rest on."""
    return Assessment.objects.filter(tie__case=case).exists() or risk.newest(case) is not None


def has_plan(case: Case) -> bool:
    """Whether the child has a plan."""
    return ChildPlan.objects.filter(case=case).exists()


def settle_missing(case: Case, *, at: datetime) -> None:
    """Let the tasks of a case say what is missing of its measures, no more and no less."""
    measures = list(Measure.objects.of_case(case).active().select_related("case__exposed"))
    assessed = is_assessed(case)
    wanted = {kind for one in measures for kind in missing_of(one, assessed=assessed)}
    for kind in MISSING:
        if kind not in wanted:
            duedates.meet(case, kind, at=at)
        elif not deadlines.is_open(case, kind):
            deadlines.add_task(
                case,
                kind,
                owner=case.handler or case.holder,
                due_on=deadlines.next_weekday(at),
                at=at,
            )


def _fill(measure: Measure, known: dict[str, Any]) -> list[str]:
    """Set the fields that are still empty; return which."""
    unsaid = {None, "", Consent.NOT_YET}
    filled = []
    for field in (*TEXTS, *CHOSEN):
        value = known.get(field)
        if value not in unsaid and _is_open_to(measure, field):
            setattr(measure, field, value)
            filled.append(field)
    return filled


def _is_open_to(measure: Measure, field: str) -> bool:
    """A consent that was refused may be given later, and a child told later of its rights."""
    if field in {"custody_consent", "youth_consent"}:
        return getattr(measure, field) in {Consent.NOT_YET, Consent.REFUSED}
    if field == "party_told":
        return measure.party_told != Answer.YES
    return getattr(measure, field) in {None, ""}


def _require_plan_reason(measure: Measure) -> None:
    """That support needs no plan is said with a reason (LR9)."""
    if measure.plan_needed == Answer.NO and not (measure.plan_reason or "").strip():
        raise NeedsReason(_("Say why there is no need for a plan."), field="plan_reason")


def _owe_plan(measure: Measure, *, at: datetime, now: bool = False) -> None:
    """Start the clock of the plan at the decision (R63, LR9), where a plan is owed."""
    if measure.case.is_minor and measure.wants_plan and not _planned_before(measure):
        child_limits.owe_plan(measure.case, decided_at=measure.decided_at, at=at, now=now)


def _planned_before(measure: Measure) -> bool:
    return measure.kind == MeasureKind.FORCED_PLACEMENT and has_plan(measure.case)


def _alert_leaders(case: Case, key: str, *, at: datetime) -> None:
    for leader in duty.leaders_of(case.unit, at):
        tell(case, leader, key, at=at, kind="placed_without_plan", urgent=True)
