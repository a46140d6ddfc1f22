from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.audit.models import AuditEvent
from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason
from beredskab.notices.models import Notice
from cases import child_talks, gates, workflow
from cases.models import CasePeriod, ChildTalk, PlannedChildTalk
from cases.states import CaseStatus, WrongState
from cases.workflow.child_talks import HeldLater, LockedPersonPresent, PlannedTooEarly
from cases.workflow.examination import NotAChild
from cases.workflow.interpreters import ForbiddenInterpreter
from tests import factories
from tests.factories import NOW, contact, judge
from tests.factories.child import held_talk, planned_talk

pytestmark = pytest.mark.django_db


def missing(case):
    return {gate.key for gate in gates.missing(case)}


def find_abuse(case, by, **given):
    known = judge.screened(abuse="suspected", outcome="examination", **given)
    workflow.screen(case, by=by, at=NOW, seen=0, **known)


def task(case):
    return Deadline.objects.of(case).open().filter(kind="task-child_talk").first()


@pytest.mark.rule("R34")
def test_it_is_saved_without_any_consent_and_with_its_basis(world):
    case = factories.case(world)
    talk = held_talk(case, world.adviser)
    assert talk.basis == "137_2"
    assert not [field.name for field in ChildTalk._meta.get_fields() if "consent" in field.name]


@pytest.mark.rule("R59")
def test_a_talk_is_not_planned_with_a_locked_parent_present(world):
    case = factories.case(world, controllers=["father"])
    mother = contact.mother(case, by=world.adviser)
    with pytest.raises(LockedPersonPresent):
        planned_talk(case, world.adviser, present=[mother])
    assert not PlannedChildTalk.objects.exists()
    assert planned_talk(case, world.adviser)


@pytest.mark.rule("R59")
def test_nor_with_a_parent_who_is_not_written_down(world):
    case = factories.case(world)
    with pytest.raises(LockedPersonPresent):
        planned_talk(case, world.adviser, family_present=True)


@pytest.mark.rule("R59")
def test_the_lock_stays_when_only_classmates_exercise_control(world):
    case = factories.case(world, controllers=["group"])
    mother = contact.mother(case, by=world.adviser)
    with pytest.raises(LockedPersonPresent):
        planned_talk(case, world.adviser, present=[mother])


@pytest.mark.rule("R59")
def test_when_her_lock_is_lifted_she_may_be_there(world):
    case = factories.case(world, controllers=["group"])
    mother = contact.mother(case, by=world.adviser)
    contact.lift(mother, by=world.leader)
    planned = planned_talk(case, world.adviser, present=[mother])
    assert list(planned.present.all()) == [mother]


@pytest.mark.rule("R59")
def test_what_happened_is_recorded_marked_and_alerts_the_holder(world):
    case = factories.case(world)
    mother = contact.mother(case, by=world.adviser)
    talk = held_talk(case, world.colleague, present=[mother])
    assert talk.was_watched
    assert Notice.objects.filter(recipient=case.holder, kind="look_at_once").exists()
    assert AuditEvent.objects.get(verb="cases.child_talk_held").details["watched"] is True


@pytest.mark.rule("R58")
def test_nobody_of_the_family_is_told(world):
    case = factories.case(world)
    contact.mother(case, by=world.adviser)
    before = Notice.objects.count()
    held_talk(case, world.adviser, planned=planned_talk(case, world.adviser))
    assert Notice.objects.count() == before


@pytest.mark.rule("R57")
def test_closing_waits_until_it_is_held(world):
    case = factories.case(world)
    assert "child_talk" in missing(case)
    planned_talk(case, world.adviser)
    assert "child_talk" in missing(case)
    held_talk(case, world.adviser)
    assert "child_talk" not in missing(case)


@pytest.mark.rule("R57")
def test_or_is_left_out_with_a_reason(world):
    case = factories.case(world)
    given = {"by": world.adviser, "at": NOW, "ground": "maturity", "other_way": "Sundhedspleje"}
    with pytest.raises(NeedsReason):
        workflow.leave_out_child_talk(case, reason=" ", **given)
    assert "child_talk" in missing(case)
    workflow.leave_out_child_talk(case, reason="Barnet er et år", **given)
    assert "child_talk" not in missing(case)


@pytest.mark.rule("R57")
def test_an_assessment_asks_for_the_talk_and_the_talk_meets_it(world):
    case = factories.case_in(CaseStatus.ASSESSED, world)
    assert task(case)
    held_talk(case, world.adviser)
    assert task(case) is None


def test_adults_are_owed_none(world):
    case = factories.case(world, persons=[factories.person(stated_age=19)])
    assert "child_talk" not in missing(case)
    with pytest.raises(NotAChild):
        held_talk(case, world.adult_adviser)


@pytest.mark.rule("LR3")
def test_where_there_is_abuse_a_leader_answers_for_leaving_it_out(world):
    case = factories.case(world)
    find_abuse(case, world.adviser, by_parents="no")
    given = {"by": world.adviser, "at": NOW, "ground": "maturity", "reason": "x", "other_way": "x"}
    for leader in (None, world.colleague, world.adult_leader):
        with pytest.raises(NeedsReason) as refused:
            workflow.leave_out_child_talk(case, leader=leader, **given)
        assert refused.value.field == "leader"
    made = workflow.leave_out_child_talk(case, leader=world.leader, **given)
    assert made.leader == world.leader


@pytest.mark.rule("LR3")
@pytest.mark.parametrize("by_parents", ["yes", "unknown"])
def test_parents_who_are_suspected_are_never_present_even_with_the_lock_lifted(world, by_parents):
    case = factories.case(world)
    mother = contact.mother(case, by=world.adviser)
    contact.lift(mother, by=world.leader)
    find_abuse(case, world.adviser, by_parents=by_parents)
    with pytest.raises(LockedPersonPresent):
        planned_talk(case, world.adviser, present=[mother])


@pytest.mark.rule("LR7")
@pytest.mark.parametrize("tie", ["relative", "actor"])
def test_a_supporter_close_to_the_family_needs_a_reason(world, tie):
    case = factories.case(world)
    with pytest.raises(NeedsReason) as refused:
        planned_talk(case, world.adviser, supporter="Faster", supporter_tie=tie)
    assert refused.value.field == "supporter_reason"
    planned = planned_talk(
        case, world.adviser, supporter_tie=tie, supporter_reason="Barnet har selv valgt hende"
    )
    assert planned.supporter_reason


@pytest.mark.rule("LR7")
def test_that_the_child_knows_of_its_right_is_recorded_and_who_supported_is_marked(world):
    case = factories.case(world)
    talk = held_talk(case, world.colleague, supporter_told="no", supporter_tie="relative")
    assert talk.supporter_told == "no"
    assert talk.has_close_supporter
    assert Notice.objects.filter(recipient=case.holder, kind="look_at_once").exists()


def test_an_interpreter_of_the_family_is_not_planned_and_always_recorded(world):
    case = factories.case(world)
    given = {"tie": "family", "name": "Onkel", "language": "Dansk"}
    with pytest.raises(ForbiddenInterpreter):
        planned_talk(case, world.adviser, interpreter=given)
    assert held_talk(case, world.adviser, interpreter=given).interpreter.is_forbidden


def test_the_task_follows_the_plan(world):
    case = factories.case_in(CaseStatus.ASSESSED, world)
    planned_talk(case, world.adviser, planned_for=NOW + timedelta(days=20))
    assert task(case).due_at.date() == (NOW + timedelta(days=20)).date()
    assert Deadline.objects.of(case).filter(kind="task-child_talk").count() == 1


def test_a_talk_is_called_off_and_still_owed(world):
    case = factories.case(world)
    planned = planned_talk(case, world.adviser)
    workflow.cancel_child_talk(planned, by=world.adviser, at=NOW, reason="Barnet er syg")
    assert task(case)
    with pytest.raises(WrongState):
        workflow.cancel_child_talk(planned, by=world.adviser, at=NOW, reason="x")


def test_plans_lie_ahead_and_talks_behind(world):
    case = factories.case(world)
    with pytest.raises(PlannedTooEarly):
        planned_talk(case, world.adviser, planned_for=NOW)
    with pytest.raises(HeldLater):
        held_talk(case, world.adviser, held_at=NOW + timedelta(minutes=1))


@pytest.mark.parametrize("who", ["professional", "coordinator", "adult_adviser", "stranger"])
def test_only_the_authority_of_the_case(world, who):
    case = factories.case(world)
    for talk in (planned_talk, held_talk):
        with pytest.raises(PermissionDenied):
            talk(case, getattr(world, who))


def test_not_in_a_closed_case(world):
    case = factories.case_in(CaseStatus.CLOSED, world)
    with pytest.raises(WrongState):
        held_talk(case, world.adviser)


def test_the_trail_holds_no_word_of_it(world):
    held_talk(factories.case(world), world.adviser, words="Jeg er bange for min bror")
    assert "bange" not in str(AuditEvent.objects.get(verb="cases.child_talk_held").details)


def test_a_planned_talk_that_another_recorded_meanwhile_does_not_lose_the_words(world):
    case, other = factories.case(world), factories.case(world)
    planned = planned_talk(case, world.adviser)
    held_talk(case, world.adviser, planned=planned)
    again = held_talk(case, world.colleague, planned=planned)
    assert again.planned is None
    elsewhere = held_talk(other, world.adviser, planned=planned_talk(case, world.adviser))
    assert elsewhere.planned is None


@pytest.mark.rule("R57")
@pytest.mark.parametrize("how", ["held", "left out"])
def test_a_reopened_case_asks_for_the_talk_anew(world, how):
    case = factories.case(world)
    settle_talk(case, world, how, at=NOW)
    assert child_talks.is_settled(case)
    period = {"closed_by": world.adviser, "reviewed_by": world.leader, "outcome": "helped"}
    closed = CasePeriod.objects.filter(case=case)
    closed.update(closed_at=NOW + timedelta(days=1), grounds="x", **period)
    reopened = NOW + timedelta(days=40)
    CasePeriod.objects.create(case=case, number=2, opened_at=reopened, opened_by=world.leader)
    assert not child_talks.is_settled(case)
    # What was held before it was reopened settles nothing, however late it is written.
    held_talk(case, world.adviser, held_at=NOW, at=reopened + timedelta(days=1))
    assert not child_talks.is_settled(case)
    settle_talk(case, world, how, at=reopened + timedelta(days=1))
    assert child_talks.is_settled(case)


def settle_talk(case, world, how, *, at):
    if how == "held":
        held_talk(case, world.adviser, held_at=at, at=at)
        return
    words = {"ground": "maturity", "reason": "Barnet er et år", "other_way": "Set hjemme"}
    workflow.leave_out_child_talk(case, by=world.adviser, at=at, **words)
