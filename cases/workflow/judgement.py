"""A professional judges her own concern about an adult: acute, and if not, what is needed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import Refused
from beredskab.timelimits import local_day
from cases import answers, deadlines, permissions
from cases.choices import Answer
from cases.models import Case, Concern, ConcernJudgement
from cases.states import ConcernStatus, WrongState
from cases.workflow.acute import become_acute
from cases.workflow.telling import tell


class AboutAChild(Refused):
    message = _("Somebody in the concern is under 18, or may be. Notify instead of judging.")


class Unjudged(Refused):
    message = _("Answer the three questions, or say that it is acute.")


@transaction.atomic
def judge_concern(
    concern: Concern,
    *,
    by: User,
    at: datetime,
    threatened: str,
    act_now: str,
    needs_risk_assessment: str = "",
    needs_safety_plan: str = "",
    needs_partners: str = "",
    grounds: str = "",
) -> ConcernJudgement:
    """Judge one's own concern about an adult (R66, R67); no talk need come before it.

    Not knowing counts as acute, and then nothing more is asked. What it found of acute action
    reaches the cases at once. Raises AboutAChild, and Unjudged without the three answers.
    """
    # The cases before the concern, in the order in which closing holds them.
    cases = Case.objects.lock_open_of(concern)
    concern = Concern.objects.lock(concern)
    permissions.require_write_concern(by, concern)
    if concern.status not in {ConcernStatus.CLARIFYING, ConcernStatus.SENT}:
        raise WrongState
    if is_about_a_child(concern, at):
        raise AboutAChild
    made = ConcernJudgement(
        concern=concern,
        threatened=threatened,
        act_now=act_now,
        needs_risk_assessment=needs_risk_assessment,
        needs_safety_plan=needs_safety_plan,
        needs_partners=needs_partners,
        grounds=grounds.strip() or None,
        judged_at=at,
        judged_by=by,
    )
    needs = (needs_risk_assessment, needs_safety_plan, needs_partners)
    if not made.is_acute and not set(needs) <= set(Answer.values):
        raise Unjudged
    made.save()
    trail.record(concern, "cases.concern_judged", by=by, at=at, acute=made.is_acute)
    if made.is_acute and concern.status == ConcernStatus.SENT:
        # It may have been sent while this waited for it.
        for case in cases or Case.objects.lock_open_of(concern):
            _find_acute(case, made, by=by, at=at)
    return made


def is_about_a_child(concern: Concern, at: datetime) -> bool:
    """Whether somebody in it is under 18; a sent one keeps what it was."""
    if concern.is_minor is not None:
        return concern.is_minor
    return answers.is_minor(concern.answers, local_day(at))


def _find_acute(case: Case, judgement: ConcernJudgement, *, by: User, at: datetime) -> None:
    """Make a case acute until the authority has judged (R24), and tell who has the duty to act."""
    if not case.acute:
        become_acute(case, at=at)
        deadlines.refresh(case)
        trail.record(case, "cases.found_acute", by=by, at=at, concern=judgement.concern.reference)
    if case.holder_id != by.pk:
        key = f"judgement:{judgement.pk}:{case.pk}"
        tell(case, case.holder, key, at=at, kind="case_found_acute", urgent=True)
