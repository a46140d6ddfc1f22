"""Which steps of an action card the portal knows of itself, and which are ticked by hand."""

from collections.abc import Collection, Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from actioncards.choices import Action
from cases import hidden
from cases.kinds import TITLES
from cases.models import ConcernJudgement, Consultation, Tick
from cases.visibility import Part

Said = Tick.State

# What the authority does in the portal, so that nobody has to say it once more.
_KNOWN_OF_CASE = frozenset({Action.ASSESS, Action.ANSWER, Action.HAND_OVER, Action.NOTIFY})
_EVERYTHING = tuple(Said)
# Of a talk only the record says that it was held, since that holds its judgement (R31).
_ALL_BUT_DONE = (Said.WAITING, Said.NOT_RELEVANT, Said.OPEN)

# What is recorded in the portal for a step: the verbs of the trail, which timeline.DOINGS reads.
DONE_BY: dict[str, frozenset[str]] = {
    Action.ACTION_PLAN: frozenset(
        {
            "cases.action_plan_not_needed",
            "cases.action_plan_declined",
            "cases.action_plan_written",
        }
    ),
    Action.POLICE: frozenset({"cases.police_called", "cases.police_took_over"}),
    Action.SAFETY_PLAN: frozenset({"cases.safety_plan_not_needed", "cases.safety_plan_written"}),
    Action.TALK_LEADER: frozenset({"cases.leader_consulted"}),
    Action.TALK_ADVISER: frozenset({"cases.adviser_consulted"}),
    Action.SCREENING: frozenset({"cases.screened"}),
    Action.THREAT: frozenset({"cases.judged"}),
    Action.CHILD_TALK: frozenset({"cases.child_talk_held", "cases.child_talk_left_out"}),
    Action.SIBLINGS: frozenset({"cases.child_considered"}),
    Action.PARTNERS: frozenset({"cases.partner_judged"}),
}

TALKS: dict[str, str] = {
    Action.TALK_LEADER: Consultation.Kind.LEADER,
    Action.TALK_ADVISER: Consultation.Kind.SPARRING,
}


class StepState(TextChoices):
    """How a step stands: what was said of it, or what the portal knows."""

    DONE = "done", _("Completed")
    WAITING = "waiting", _("Seen, waiting")
    NOT_RELEVANT = "not_relevant", _("Not relevant")
    OPEN = "open", _("Not done yet")
    ACTIVE = "active", _("In progress")
    NOT_OWED = "not_owed", _("Not required")


# With these nothing more is to be done.
SETTLED = frozenset({StepState.DONE, StepState.NOT_RELEVANT})


def task_kind(action: str) -> str:
    """The kind of task in a case that does what the step asks for, if there is one."""
    kind = f"task-{action}"
    return kind if kind in TITLES else ""


def hidden_from(seen: Collection[Part]) -> frozenset[str]:
    """The actions of steps whose state tells of a part that is not among these."""
    verbs, kinds = hidden.verbs(seen), hidden.kinds(seen)
    told = (action for action in DONE_BY if DONE_BY[action] & verbs or task_kind(action) in kinds)
    return frozenset(told)


def said_of_case(action: str, *, tasks: Collection[str]) -> tuple[Said, ...]:
    """What may be said by hand of a step of a case which has tasks of these kinds."""
    if action in _KNOWN_OF_CASE or task_kind(action) in tasks:
        return ()
    return _ALL_BUT_DONE if action in DONE_BY else _EVERYTHING


def said_of_concern(
    action: str, *, talks: Collection[str], judged: Collection[str] = ()
) -> tuple[Said, ...]:
    """What its reporter may say by hand of a step of a concern.

    `talks` are the kinds of its talks, `judged` the actions that its judgements have answered.
    """
    if action == Action.NOTIFY or TALKS.get(action) in talks or action in judged:
        return ()
    is_recorded = action in TALKS or action == Action.JUDGE_THREAT
    return _ALL_BUT_DONE if is_recorded else _EVERYTHING


def judged_of_concern(judgements: Iterable[ConcernJudgement]) -> dict[str, ConcernJudgement]:
    """The newest judgement that answered each step: the threat always, the needs unless acute."""
    found: dict[str, ConcernJudgement] = {}
    for judgement in judgements:
        found[Action.JUDGE_THREAT] = judgement
        if not judgement.is_acute:
            found |= {Action.SAFETY_PLAN: judgement, Action.PARTNERS: judgement}
    return found
