"""How the pages of a concern keep its answers: whole when they are right, as typed until then."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from beredskab.accounts.requests import StaffRequest
from beredskab.timelimits import local_day
from cases import answers as reading
from cases import workflow
from cases.choices import Answer
from cases.forms.concerns import AboutForm, KnowledgeForm, StartForm
from cases.forms.concerns_base import AnswersForm
from cases.forms.concerns_clarified import NoTalkForm
from cases.models import Concern
from cases.states import ConcernStatus
from cases.workflow.registration import lacks_talk

FORMS: dict[int, type[AnswersForm]] = {1: StartForm, 2: AboutForm, 3: KnowledgeForm}
LAST = 4
WRITABLE = frozenset({ConcernStatus.DRAFT, ConcernStatus.CLARIFYING})
# Answers that failed the check of their form, by step; gone when the concern is sent.
UNCHECKED = "unchecked"
# Not knowing is acute as well, until the authority has judged (R24).
ACUTE = frozenset({Answer.YES, Answer.UNKNOWN})


def form_for(request: StaffRequest, concern: Concern, number: int) -> AnswersForm:
    """Return the form of a step with what was posted, or else with what was kept."""
    form = FORMS[number]
    typed = (concern.answer(UNCHECKED) or {}).get(str(number), {})
    initial = form.initial_from(concern.answers) | typed
    return form(request.POST if request.method == "POST" else None, initial=initial)


def keep(
    concern: Concern, form: AnswersForm, number: int, *, request: StaffRequest, at: datetime
) -> Concern:
    """Save the answers of a step, right or wrong; the step counts as reached when right."""
    unchecked = dict(concern.answer(UNCHECKED) or {})
    kept: dict[str, Any] = {}
    if right := form.is_valid():
        unchecked.pop(str(number), None)
        kept = form.answers()
    else:
        unchecked[str(number)] = form.as_typed()
    return workflow.save_draft(
        concern,
        by=request.user,
        at=at,
        answers=kept | {UNCHECKED: unchecked},
        step=number + 1 if right else None,
    )


def unfinished_step(concern: Concern) -> int | None:
    """Return the first step that can't be sent as it is; None when all are right."""
    unchecked = concern.answer(UNCHECKED) or {}
    missing = {
        1: not concern.answer("acute"),
        2: not (concern.answer("words") and concern.answer("persons")),
        3: False,
    }
    return next((step for step in missing if missing[step] or str(step) in unchecked), None)


def is_unready(concern: Concern) -> bool:
    """Whether something is to be answered before it can be sent."""
    return bool(unfinished_step(concern)) or reading.must_ask_again(concern.answers)


def is_acute(concern: Concern) -> bool:
    """Whether it says, or a talk about it found, that it may be acute.

    Of a sent one the talk counts that was recorded last: what she sent, the authority judges. Of
    an adult, her own last judgement counts.
    """
    talks = concern.consultations.all()
    judgements = list(concern.judgements.all())
    if judgements and judgements[-1].is_acute and concern.status != ConcernStatus.IN_ERROR:
        return True
    if concern.sent_at:
        last = max(talks, key=lambda talk: talk.pk, default=None)
        return concern.status == ConcernStatus.SENT and last is not None and last.is_acute
    return concern.answer("acute") in ACUTE or any(talk.is_acute for talk in talks)


def no_talk_form(request: StaffRequest, concern: Concern) -> NoTalkForm | None:
    """Return the question why there was no talk with the leader, where it is asked (R29)."""
    if concern.sent_at or is_acute(concern) or not lacks_talk(concern):
        return None
    posted = request.POST if request.method == "POST" else None
    return NoTalkForm(posted, initial=NoTalkForm.initial_from(concern.answers))


def send(concern: Concern, form: NoTalkForm | None, *, request: StaffRequest) -> Concern:
    """Send it, with the reason of `form` where it is asked for one.

    Raises NeedsReason when it was asked and none is given.
    """
    reason = form.reason() if form else None
    return workflow.send(concern, by=request.user, at=timezone.now(), reason=reason)


def is_minor(concern: Concern, at: datetime) -> bool:
    """Whether sending makes it an underretning; a sent one keeps what it was."""
    if concern.is_minor is not None:
        return concern.is_minor
    return reading.is_minor(concern.answers, local_day(at))
