"""The checklist of a case or a concern, as its reader is shown it at a moment."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import prefetch_related_objects

from actioncards import selection, shown
from actioncards.choices import Action, CardAge, CardRole
from actioncards.models import CardVersion
from actioncards.shown import ShownCard, ShownStep
from actioncards.states import VersionStatus
from beredskab.accounts.audiences import audiences_of
from beredskab.accounts.models import User
from beredskab.timelimits import local_day
from cases import answers, cards, outcomes, permissions, steps
from cases.choices import Answer
from cases.models import Case, Checklist, Concern, Tick
from cases.outcomes import CaseFacts, Outcome
from cases.states import ConcernStatus
from cases.steps import Said, StepState
from cases.visibility import Part

_WITH_BADGE = frozenset({StepState.DONE, StepState.WAITING, StepState.ACTIVE})


@dataclass(frozen=True)
class Row:
    """A step with how it stands. `says` is what the reader may say of it by hand now."""

    step: ShownStep
    state: StepState
    at: datetime | None = None
    on: date | None = None
    who: str = ""
    reason: str = ""
    due_at: datetime | None = None
    button: Mapping[str, object] | None = None
    says: tuple[Said, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is to be done."""
        return self.state in steps.SETTLED

    @property
    def badge(self) -> str:
        """The key of its status badge; none where the plain word will do."""
        return str(self.state.value) if self.state in _WITH_BADGE else ""

    @property
    def marks(self) -> tuple[Said, ...]:
        """What its links say: what isn't said already; of a settled step only that it isn't so."""
        if self.is_settled:
            return tuple(said for said in self.says if said == Said.OPEN)
        return tuple(said for said in self.says if said != self.state)


@dataclass(frozen=True)
class ShownChecklist:
    """A checklist ready to be rendered."""

    checklist: Checklist
    card: ShownCard
    rows: tuple[Row, ...]
    acute_rows: tuple[Row, ...]
    # The card for the age that the person has by now, where that is another one.
    other: Mapping[str, str] | None
    is_acute: bool
    sees_reasons: bool

    @property
    def settled(self) -> int:
        """How many ordinary steps are done or not relevant."""
        return sum(row.is_settled for row in self.rows)

    @property
    def total(self) -> int:
        """How many ordinary steps there are to settle."""
        return sum(row.state != StepState.NOT_OWED for row in self.rows)

    @property
    def is_superseded(self) -> bool:
        """Whether the card has got a later version since."""
        return self.card.version.status == VersionStatus.SUPERSEDED

    @property
    def is_withdrawn(self) -> bool:
        """Whether the card was taken out of use since."""
        return self.card.version.card.withdrawn_at is not None

    @property
    def headings(self) -> dict[str, str]:
        """What each step is called, by its key."""
        return {row.step.key: row.step.heading for row in (*self.rows, *self.acute_rows)}

    def row(self, key: str) -> Row | None:
        """The row of one step, or None when there is no such step."""
        return next((r for r in (*self.rows, *self.acute_rows) if r.step.key == key), None)


def of_case(facts: CaseFacts, *, at: datetime) -> ShownChecklist | None:
    """The checklist of a case that was read `for_page`, or None when it has none."""
    case = facts.case
    checklist: Checklist | None = getattr(case, "checklist", None)
    if checklist is None:
        return None
    may_edit = permissions.can_edit(facts.user, case)
    may_tick = may_edit and case.closed_at is None
    sees_reasons = Part.ASSESSMENT in facts.seen
    kinds = {task.kind for task in facts.tasks if task.cancelled_at is None}
    barred = steps.hidden_from(facts.seen)
    last = checklist.ticks.last_of_each()

    def row(step: ShownStep) -> Row:
        outcome = outcomes.of_case(step.action, facts)
        says = steps.said_of_case(step.action, tasks=kinds) if may_tick else ()
        return _row(step, outcome, last.get(step.key), says, sees_reasons=sees_reasons)

    age = age_in(case, at)
    return _shown(
        checklist,
        facts.user,
        row,
        without=barred,
        age=age,
        at=at,
        is_acute=case.acute,
        sees_reasons=sees_reasons,
    )


def of_concern(concern: Concern, user: User, *, at: datetime) -> ShownChecklist | None:
    """The checklist of somebody's own concern, or None when it has none; hers alone."""
    found = Checklist.objects.filter(concern=concern).select_related("version__card")
    checklist = found.first() if permissions.can_write_concern(user, concern) else None
    if checklist is None:
        return None
    talks = list(concern.consultations.all())
    calls = list(concern.acute_calls.all())
    kinds = {talk.kind for talk in talks}
    judgements = list(concern.judgements.all())
    judged = steps.judged_of_concern(judgements)
    is_adult = checklist.version.card.age == CardAge.ADULT
    may_tick = concern.status != ConcernStatus.IN_ERROR
    last = checklist.ticks.last_of_each()

    def row(step: ShownStep) -> Row:
        outcome = outcomes.of_concern(step.action, concern, talks, calls)
        says = steps.said_of_concern(step.action, talks=kinds, judged=judged) if may_tick else ()
        made = _row(step, outcome, last.get(step.key), says, sees_reasons=True)
        if says and step.action in steps.TALKS:
            return replace(made, button=outcomes.talk_button(step.action, concern))
        if says and step.action == Action.JUDGE_THREAT and is_adult:
            return replace(made, button=outcomes.judge_button(concern))
        return made

    age = answers.youngest_age(concern.answers, local_day(at))
    found_acute = any(t.is_acute for t in talks) or any(one.is_acute for one in judgements)
    is_acute = concern.acute in {Answer.YES, Answer.UNKNOWN} or found_acute
    return _shown(checklist, user, row, age=age, at=at, is_acute=is_acute, sees_reasons=True)


def age_in(case: Case, at: datetime) -> int | None:
    """The age of the exposed person of a case on the day of `at`."""
    return case.exposed.age(local_day(at)) if case.exposed else None


def _shown(
    checklist: Checklist,
    user: User,
    row: Callable[[ShownStep], Row],
    *,
    without: Collection[str] = (),
    age: int | None,
    at: datetime,
    is_acute: bool,
    sees_reasons: bool,
) -> ShownChecklist:
    version = checklist.version
    prefetch_related_objects([version], "steps__contact_ties")
    card = shown.show(version, at=at, audiences=audiences_of(user), of_person=True, age=age)
    return ShownChecklist(
        checklist=checklist,
        card=card,
        rows=tuple(row(step) for step in card.steps if step.action not in without),
        acute_rows=tuple(row(step) for step in card.acute_steps if step.action not in without),
        other=_other(version, age),
        is_acute=is_acute,
        sees_reasons=sees_reasons,
    )


def _other(version: CardVersion, age: int | None) -> Mapping[str, str] | None:
    """The card in force for another age than the one on the checklist, if that is the right one."""
    is_minor = age is None or age < 18
    if version.card.age == (CardAge.UNDER_18 if is_minor else CardAge.ADULT):
        return None
    other = selection.version_for(CardRole(version.card.role), age)
    return cards.link(other) if other else None


def _row(
    step: ShownStep,
    outcome: Outcome | None,
    tick: Tick | None,
    says: tuple[Said, ...],
    *,
    sees_reasons: bool,
) -> Row:
    """What the portal knows comes before what was said by hand."""
    if outcome is not None and not _is_said_instead(outcome, tick, says):
        return Row(
            step,
            outcome.state,
            at=outcome.at,
            who=outcome.who,
            due_at=outcome.due_at,
            button=outcome.button,
            says=says if outcome.state == StepState.OPEN else (),
        )
    if tick is None or tick.state == Tick.State.OPEN:
        return Row(step, StepState.OPEN, says=tuple(s for s in says if s != Tick.State.OPEN))
    return Row(
        step,
        StepState(tick.state),
        at=None if tick.done_on else tick.ticked_at,
        on=tick.done_on,
        who=tick.ticked_by.name,
        button=outcome.button if outcome else None,
        reason=(tick.reason or "") if sees_reasons else "",
        says=says,
    )


def _is_said_instead(outcome: Outcome, tick: Tick | None, says: tuple[Said, ...]) -> bool:
    """Whether a step that nothing was recorded for was said to wait, or to be irrelevant."""
    is_open = outcome.state == StepState.OPEN and bool(says)
    return is_open and tick is not None and tick.state != Tick.State.OPEN
