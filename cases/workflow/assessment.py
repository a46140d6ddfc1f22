"""The 24-hour assessment: signed by the authority, countersigned by the leader."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.errors import Refused
from cases import deadlines, kinds, permissions
from cases.models import Assessment, Case, ConcernCase
from cases.states import CaseStatus, WrongState, require_open
from cases.workflow import acute, progress, sight
from cases.workflow.child_talks import ask_for_talk
from cases.workflow.telling import countersigner, tell


class AlreadyAssessed(Refused):
    message = _("The concern is assessed already.")


class NotOwed(Refused):
    message = _("There is no 24-hour assessment of somebody who has turned 18.")


class AssessedBeforeReceipt(Refused):
    message = _("The assessment can't be earlier than the receipt, or later than now.")


@transaction.atomic
@sight.kept
def assess(
    tie: ConcernCase,
    *,
    by: User,
    at: datetime,
    danger: str,
    act_now: str,
    grounds: str,
    assessed_at: datetime | None = None,
    assessed_by_text: str = "",
    follow_ups: Sequence[Mapping[str, Any]] = (),
) -> Assessment:
    """Sign the 24-hour assessment of a concern in a case, which stops its clock (R36).

    `assessed_at` is given when it was made before it was written here. `follow_ups` are tasks:
    kind, owner, due_on. The leader is asked to countersign; nothing waits for it. Grounds for
    lateness are asked afterwards. Raises AlreadyAssessed, NotOwed, AssessedBeforeReceipt.
    """
    case = Case.objects.lock(tie.case)
    tie = ConcernCase.objects.select_related("concern").get(pk=tie.pk)
    tie.case = case
    permissions.require_assess(by, case)
    require_open(case.status)
    if not case.is_minor:
        raise NotOwed
    if Assessment.objects.filter(tie=tie).exists():
        raise AlreadyAssessed
    received_at = tie.concern.received_at
    made_at = assessed_at or at
    assert received_at is not None
    if not received_at <= made_at <= at:
        raise AssessedBeforeReceipt

    assessment = Assessment.objects.create(
        tie=tie,
        danger=danger,
        act_now=act_now,
        grounds=grounds,
        assessed_at=made_at,
        assessed_by_text=assessed_by_text or None,
        signed_at=at,
        signed_by=by,
        is_late=made_at > deadlines.ASSESSMENT_LIMIT.due(received_at).at,
    )
    progress.advance(case, CaseStatus.ASSESSED)
    progress.note_assessed(case)
    if assessment.must_act:
        acute.become_acute(case, at=at)
    else:
        acute.cease_acute(case, at=at)

    duedates.meet(tie, kinds.ASSESSMENT, at=made_at)
    for task in follow_ups:
        permissions.require_see(task["owner"], case)
        if not deadlines.is_open(case, task["kind"]):
            deadlines.add_task(case, at=at, **task)
    ask_for_talk(case, at=at)
    event = trail.record(
        case,
        "cases.assessed",
        by=by,
        at=at,
        concern=tie.concern.reference,
        danger=danger,
        act_now=act_now,
        late=assessment.is_late,
    )
    _ask_to_countersign(tie, by=by, at=at)
    if case.holder_id != by.pk:
        key = f"event:{event.pk}"
        tell(case, case.holder, key, at=at, kind="case_assessed", urgent=case.acute)
    deadlines.refresh(case)
    return assessment


@transaction.atomic
@sight.kept
def explain_lateness(assessment: Assessment, *, by: User, at: datetime, grounds: str) -> Assessment:
    """Say why an assessment came too late; the lateness itself stays a fact."""
    case = Case.objects.lock(assessment.tie.case)
    permissions.require_assess(by, case)
    if not assessment.is_late or assessment.late_grounds is not None:
        raise WrongState
    assessment.late_grounds, assessment.late_grounds_at = grounds, at
    assessment.late_grounds_by = by
    assessment.save(update_fields=["late_grounds", "late_grounds_at", "late_grounds_by"])
    trail.record(case, "cases.lateness_explained", by=by, at=at)
    return assessment


@transaction.atomic
def countersign(assessment: Assessment, *, by: User, at: datetime, remark: str = "") -> Assessment:
    """Put the leader's name beside the adviser's.

    Raises PermissionDenied for who signed it or doesn't lead the unit.
    """
    case = Case.objects.lock(assessment.tie.case)
    assessment = Assessment.objects.select_related("tie").get(pk=assessment.pk)
    permissions.require_countersign(by, case, assessment)
    if assessment.countersigned_at is not None:
        raise WrongState
    assessment.countersigned_at, assessment.countersigned_by = at, by
    assessment.countersign_remark = remark or None
    assessment.save(update_fields=["countersigned_at", "countersigned_by", "countersign_remark"])
    duedates.meet(assessment.tie, kinds.COUNTERSIGN, at=at)
    event = trail.record(case, "cases.countersigned", by=by, at=at)
    if remark and case.holder_id != by.pk:
        tell(case, case.holder, f"event:{event.pk}", at=at, kind="case_countersigned")
    deadlines.refresh(case)
    return assessment


def _ask_to_countersign(tie: ConcernCase, *, by: User, at: datetime) -> None:
    leader = countersigner(tie.case, at=at, signed_by=by)
    if leader:
        deadlines.add_task(
            tie,
            kinds.COUNTERSIGN,
            owner=leader,
            due_on=deadlines.next_weekday(at),
            at=at,
        )
