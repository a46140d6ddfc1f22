"""What the adviser judges with the leader (R61, R68): one signs, the other signs after."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.errors import Refused
from cases import deadlines, kinds, permissions
from cases.choices import Answer
from cases.models import Case, Judgement, RiskAssessment
from cases.states import CaseStatus, require_open
from cases.workflow import sight
from cases.workflow.acute import cease_acute
from cases.workflow.examining import need_examination
from cases.workflow.progress import advance
from cases.workflow.signing import add_signature, ask_leader, make_acute, tell_of_remark
from cases.workflow.versions import next_number

# What an adult needs when nothing is acute (R68).
NOT_ACUTE_NEXT = {"task-safety_plan": 3, "task-partners": 5}

# What has happened since a judgement that it can't have known of.
MAY_BE_ACUTE = (
    "cases.acute_begun",
    "cases.assessed",
    "cases.check_in_missed",
    "cases.concern_received",
    "cases.found_acute",
    "cases.information_added",
    "cases.outside_answered",
)


class ExaminationUnanswered(Refused):
    message = _("Choose whether an examination under § 20 is needed")


@transaction.atomic
@sight.kept
def judge(
    case: Case,
    *,
    by: User,
    at: datetime,
    seen: int,
    threatened: str,
    act_now: str,
    examination: str = "",
    grounds: str = "",
) -> Judgement:
    """Answer the two or, about a child, three questions and sign; the leader signs afterwards.

    A yes or an unknown makes the case acute at once. It takes the case of an adult to assessed:
    she has no 24-hour clock (R77). Raises ExaminationUnanswered, and Changed when there is a
    version that the writer hasn't seen.
    """
    case = Case.objects.lock(case)
    permissions.require_assess(by, case)
    require_open(case.status)
    number = next_number(Judgement.objects.filter(case=case), seen=seen)
    made = Judgement(
        case=case,
        number=number,
        made_at=at,
        made_by=by,
        threatened=threatened,
        act_now=act_now,
        examination=examination if case.is_minor else "",
        grounds=grounds or None,
    )
    if case.is_minor and not made.examination and not made.is_acute:
        raise ExaminationUnanswered
    made.save()
    for kind in (kinds.THREAT, kinds.THREAT_AT_18):
        duedates.meet(case, kind, at=at)
    event = trail.record(
        case, "cases.judged", by=by, at=at, number=number, threatened=threatened, act_now=act_now
    )
    if made.is_acute:
        make_acute(case, by=by, at=at, key=f"event:{event.pk}")
    key = f"event:{event.pk}:sign"
    ask_leader(case, kinds.COUNTERSIGN_JUDGEMENT, by=by, at=at, key=key)
    _go_on(made, by=by, at=at)
    deadlines.refresh(case)
    return made


@transaction.atomic
def countersign_judgement(
    judgement: Judgement, *, by: User, at: datetime, remark: str = ""
) -> Judgement:
    """Put the leader's name on the newest judgement; only now a no ends what was acute.

    Raises PermissionDenied, WrongState, NewerVersion.
    """
    case = Case.objects.lock(judgement.case)
    judgement = Judgement.objects.get(pk=judgement.pk)
    kind = kinds.COUNTERSIGN_JUDGEMENT
    add_signature(judgement, case, kind, by=by, at=at, remark=remark)
    if not judgement.is_acute and not _found_acute_since(judgement):
        cease_acute(case, at=at)
    tell_of_remark(case, "cases.judgement_countersigned", by=by, at=at, remark=remark)
    return judgement


def _go_on(made: Judgement, *, by: User, at: datetime) -> None:
    """Ask for what follows from the answers, in a locked case."""
    case = made.case
    if case.is_minor:
        if made.examination == Answer.YES:
            need_examination(case, by=by, at=at)
        return
    advance(case, CaseStatus.ASSESSED)
    if made.is_acute:
        return
    there = deadlines.kinds_of_tasks(case)
    for kind, weekdays in NOT_ACUTE_NEXT.items():
        if kind not in there:
            owner, due_on = case.handler or case.holder, deadlines.next_weekday(at, weekdays)
            deadlines.add_task(case, kind, owner=owner, due_on=due_on, at=at)


def _found_acute_since(judgement: Judgement) -> bool:
    """Whether the newest risk assessment, or something that has happened, may say otherwise."""
    newest = RiskAssessment.objects.of_case(judgement.case).first()
    if newest is not None and newest.is_acute and newest.made_at >= judgement.made_at:
        return True
    happened = trail.events_about(("cases.case", [judgement.case_id]))
    return happened.filter(verb__in=MAY_BE_ACUTE, at__gt=judgement.made_at).exists()
