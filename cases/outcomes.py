"""What the portal itself knows of a step: done by what was done here, and where to do it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from actioncards.choices import Action
from beredskab.accounts.models import User
from beredskab.audit.models import AuditEvent
from beredskab.deadlines.models import Deadline
from cases import actions, kinds, steps, timeline
from cases.models import AcuteCall, Case, Concern, ConcernCase, Consultation
from cases.states import ConcernStatus
from cases.steps import StepState
from cases.visibility import Part

_ANSWERS = {kinds.CONFIRMATION, kinds.ORIENTATION}
_HAND_OVER = ("case_accept", "case_take", "case_assign")


@dataclass(frozen=True)
class Outcome:
    """How a step stands; `button` leads to doing it, for who may."""

    state: StepState
    at: datetime | None = None
    who: str = ""
    due_at: datetime | None = None
    button: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class CaseFacts:
    """All that is known of a case when its checklist is read."""

    case: Case
    user: User
    seen: Collection[Part]
    ties: Sequence[ConcernCase]
    tasks: Sequence[Deadline]

    @cached_property
    def doings(self) -> list[AuditEvent]:
        """Who took the case and who did its tasks, newest first; asked for once, if at all."""
        return timeline.doings(self.case)


def of_case(action: str, facts: CaseFacts) -> Outcome | None:
    """How a step of a case stands, or None when it is ticked by hand."""
    known = {
        Action.ASSESS: _assessed,
        Action.ANSWER: _answered,
        Action.HAND_OVER: _handed_over,
        Action.NOTIFY: _notified,
    }
    if action in known:
        return known[Action(action)](facts)
    kind = steps.task_kind(action)
    owed = _task(kind, facts) if kind else None
    if action not in steps.DONE_BY:
        return owed
    button = _button_of_step(action, facts)
    if owed and owed.state == StepState.ACTIVE:
        return replace(owed, button=button or owed.button)
    if event := _newest(facts, steps.DONE_BY[action]):
        who = event.actor.name if event.actor else ""
        return Outcome(StepState.DONE, at=event.at, who=who, button=button)
    return Outcome(StepState.OPEN, button=button)


def of_concern(
    action: str,
    concern: Concern,
    talks: Iterable[Consultation],
    calls: Iterable[AcuteCall] = (),
) -> Outcome | None:
    """How a step of a reporter's own concern stands, or None when it is ticked by hand."""
    if action == Action.NOTIFY:
        return _sent(concern)
    if action == Action.POLICE:
        called = [call.called_at for call in calls if call.reached_police]
        return Outcome(StepState.DONE, at=max(called)) if called else None
    if judgement := steps.judged_of_concern(concern.judgements.all()).get(action):
        return Outcome(StepState.DONE, at=judgement.judged_at)
    if action not in steps.TALKS:
        return None
    held = [talk.held_at for talk in talks if talk.kind == steps.TALKS[action]]
    if held:
        return Outcome(StepState.DONE, at=max(held))
    return None


def talk_button(action: str, concern: Concern) -> Mapping[str, Any]:
    """Leads to the record of the talk that the step asks for."""
    link = _link(_("Record a talk"), "concern_consult", concern)
    return {**link, "url": f"{link['url']}?slags={steps.TALKS[action]}"}


def judge_button(concern: Concern) -> Mapping[str, Any]:
    """Leads to the judgement of a concern about an adult."""
    return _link(_("Judge the concern"), "concern_judge", concern)


def _assessed(facts: CaseFacts) -> Outcome:
    """Every concern in the case is to be assessed, as long as it is about a child (R36, R77)."""
    if not facts.case.is_minor:
        return Outcome(StepState.NOT_OWED)
    for tie in facts.ties:
        if actions.assessment_of(tie) is None:
            return Outcome(StepState.OPEN, button=_button_of(tie, facts, {kinds.ASSESSMENT}))
    signed = [actions.assessment_of(tie) for tie in facts.ties]
    if not signed:
        return Outcome(StepState.OPEN)
    last = max(signed, key=lambda one: one.signed_at)
    return Outcome(StepState.DONE, at=last.assessed_at, who=last.signed_by.name)


def _answered(facts: CaseFacts) -> Outcome:
    """Whatever the notifiers are owed has an ending (R37)."""
    owed = [
        (tie, answer)
        for tie in facts.ties
        for name in ("confirmation", "orientation")
        if (answer := getattr(tie.concern, name, None))
    ]
    if not owed:
        return Outcome(StepState.NOT_OWED)
    for tie, answer in owed:
        if not answer.ending:
            return Outcome(StepState.OPEN, button=_button_of(tie, facts, _ANSWERS))
    tie, last = max(owed, key=lambda pair: pair[1].recorded_at)
    return Outcome(StepState.DONE, at=last.recorded_at, who=_who_answered(tie, last, facts))


def _who_answered(tie: ConcernCase, answer: Any, facts: CaseFacts) -> str:
    """Who recorded the answer; who the notifier is, not everybody may know (LR13)."""
    if answer.recorded_by is None:
        return ""
    is_notifier = answer.recorded_by_id == tie.concern.notifier_id
    if is_notifier and Part.NOTIFIER not in facts.seen:
        return ""
    return str(answer.recorded_by.name)


def _handed_over(facts: CaseFacts) -> Outcome:
    case = facts.case
    if case.handler is not None:
        taken = _newest(facts, {"cases.taken", "cases.accepted"})
        return Outcome(StepState.DONE, at=taken.at if taken else None, who=case.handler.name)
    buttons = {button["url"]: button for button in actions.of_case(facts.user, case)}
    urls = [reverse(name, args=[case.reference]) for name in _HAND_OVER]
    button = next((buttons[url] for url in urls if url in buttons), None)
    if case.offered_to is not None:
        return Outcome(StepState.ACTIVE, at=case.offered_at, button=button)
    return Outcome(StepState.OPEN, button=button)


def _notified(facts: CaseFacts) -> Outcome:
    """A case begins with a concern that was sent, so that nothing is left to do."""
    first = next(iter(facts.ties), None)
    return Outcome(StepState.DONE, at=first.concern.received_at if first else None)


def _task(kind: str, facts: CaseFacts) -> Outcome | None:
    """A task that is still open, else the one that was done last."""
    tasks = [task for task in facts.tasks if task.kind == kind and task.cancelled_at is None]
    if not tasks:
        return None
    button = _link(_("Go to the task"), "case_tasks", facts.case)
    if still := next((task for task in tasks if task.is_open), None):
        who = still.owner.name if still.owner else ""
        return Outcome(StepState.ACTIVE, due_at=still.due_at, who=who, button=button)
    done = max(tasks, key=lambda task: task.met_at)  # type: ignore[arg-type, return-value]
    event = _newest(facts, {"cases.task_done"}, kind=kind)
    who = event.actor.name if event and event.actor else ""
    return Outcome(StepState.DONE, at=done.met_at, who=who)


def _sent(concern: Concern) -> Outcome:
    if concern.sent_at:
        return Outcome(StepState.DONE, at=concern.sent_at)
    may_send = concern.status in {ConcernStatus.CLARIFYING, ConcernStatus.CLARIFIED}
    button = _link(_("Send the concern now"), "concern_send", concern) if may_send else None
    return Outcome(StepState.OPEN, button=button)


def _newest(facts: CaseFacts, verbs: Collection[str], **details: str) -> AuditEvent | None:
    return next(
        (
            event
            for event in facts.doings
            if event.verb in verbs and details.items() <= event.details.items()
        ),
        None,
    )


def _button_of(tie: ConcernCase, facts: CaseFacts, meets: set[str]) -> Mapping[str, Any] | None:
    found = actions.of_concern(facts.user, tie)
    return next((button for button in found if button["meets"] in meets), None)


def _button_of_step(action: str, facts: CaseFacts) -> Mapping[str, Any] | None:
    found = actions.of_case(facts.user, facts.case)
    return next((button for button in found if button["step"] == action), None)


def _link(label: str, url_name: str, subject: Case | Concern) -> Mapping[str, Any]:
    return {"label": label, "url": reverse(url_name, args=[subject.reference]), "posts": False}
