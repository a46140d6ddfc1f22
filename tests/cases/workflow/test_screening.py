from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from beredskab.audit.models import AuditEvent
from beredskab.deadlines.models import Deadline
from cases import gates, kinds, screenings, workflow
from cases.models import ConcernCase, Screening
from cases.states import CaseStatus, WrongState
from cases.workflow.screening import MustExamine, NoCriterion, NotScreened
from cases.workflow.versions import Changed
from tests import factories
from tests.factories import NOW, child, contact
from tests.factories.judge import screened

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def case(world):
    return factories.case_in(CaseStatus.ASSESSED, world)


def screen(case, by, *, seen=0, at=LATER, **given):
    return workflow.screen(case, by=by, at=at, seen=seen, **screened(**given))


def open_kinds(case):
    return set(Deadline.objects.of(case).open().values_list("kind", flat=True))


@pytest.mark.rule("LR2")
@pytest.mark.parametrize("outcome", ["nothing", "clarification", "examination"])
def test_it_ends_in_one_of_three(world, case, outcome):
    made = screen(case, world.adviser, outcome=outcome)
    case.refresh_from_db()
    assert made.outcome == outcome
    assert case.status == CaseStatus.SCREENED


@pytest.mark.rule("LR2")
@pytest.mark.parametrize("outcome", ["", "both"])
def test_no_other_outcome_is_stored(world, case, outcome):
    with pytest.raises(IntegrityError), transaction.atomic():
        screen(case, world.adviser, outcome=outcome)


@pytest.mark.rule("R53")
def test_closing_waits_for_the_screening_of_every_notification(world, case):
    def waits():
        return "screening" in [gate.key for gate in gates.missing(case)]

    assert waits()
    screen(case, world.adviser)
    assert not waits()
    again = factories.concern(world.professional, at=NOW)
    ConcernCase.objects.create(concern=again, case=case, tied_at=LATER + timedelta(hours=1))
    assert waits()
    assert screenings.is_owed(case)
    screen(case, world.adviser, seen=1, at=LATER + timedelta(hours=2))
    assert not waits()


@pytest.mark.rule("R53")
def test_adults_are_not_screened_and_nothing_waits_for_it(world):
    case = factories.case(world, persons=[factories.person(stated_age=30)])
    with pytest.raises(NotScreened):
        screen(case, world.adult_adviser)
    assert "screening" not in [gate.key for gate in gates.missing(case)]


@pytest.mark.rule("LR3")
@pytest.mark.parametrize("abuse", ["suspected", "known"])
@pytest.mark.parametrize("outcome", ["nothing", "clarification"])
def test_abuse_leaves_only_the_examination(world, case, abuse, outcome):
    with pytest.raises(MustExamine):
        screen(case, world.adviser, abuse=abuse, outcome=outcome, by_parents="no")
    assert not Screening.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Screening.objects.create(
            case=case,
            number=1,
            made_at=NOW,
            made_by=world.adviser,
            **screened(abuse=abuse, outcome=outcome),
        )


@pytest.mark.rule("LR3")
def test_abuse_asks_for_examination_child_talk_and_childrens_house(world, case):
    screen(case, world.adviser, abuse="suspected", outcome="examination", by_parents="yes")
    assert {"task-child_talk", "task-childrens_house"} <= open_kinds(case)
    assert screenings.finds_abuse(case)
    assert kinds.EXAMINATION in open_kinds(case)


@pytest.mark.rule("R60")
@pytest.mark.parametrize("abuse", ["suspected", "known"])
def test_a_suspicion_asks_for_the_same_talk_as_knowledge(world, case, abuse):
    screen(case, world.adviser, abuse=abuse, outcome="examination", by_parents="unknown")
    assert {"task-child_talk", "task-childrens_house"} <= open_kinds(case)
    assert screenings.finds_abuse(case)


@pytest.mark.rule("LR3")
def test_what_a_reporter_ticked_is_no_abuse_by_the_authoritys_own_judgement(world):
    tie = factories.tie(world, categories=["honour_violence"], signs=["harm"])
    assert not screenings.finds_abuse(tie.case)
    screen(tie.case, world.adviser, outcome="nothing")
    assert not screenings.finds_abuse(tie.case)


@pytest.mark.rule("R122")
def test_negative_social_control_asks_for_a_criterion_or_that_it_is_not_settled(world, case):
    workflow.set_categories(case, by=world.adviser, at=NOW, categories=["social_control"])
    with pytest.raises(NoCriterion):
        screen(case, world.adviser)
    screen(case, world.adviser, criteria=["unsettled"])
    made = screen(case, world.adviser, seen=1, criteria=["rights", "thriving"])
    assert made.criteria == ["rights", "thriving"]


def test_another_category_asks_for_no_criterion(world, case):
    assert screen(case, world.adviser).criteria == []


def test_what_is_clarified_under_19_becomes_a_task(world, case):
    screen(case, world.adviser, outcome="clarification")
    assert "task-clarification" in open_kinds(case)


def test_the_task_to_screen_is_met_and_the_trail_holds_no_word_of_it(world, case):
    workflow.add_task(
        case,
        by=world.adviser,
        at=NOW,
        kind="task-screening",
        owner=world.adviser,
        due_on=NOW.date(),
    )
    screen(case, world.adviser)
    assert "task-screening" not in open_kinds(case)
    event = AuditEvent.objects.get(verb="cases.screened")
    assert event.details == {"number": 1, "outcome": "nothing", "abuse": "none"}


def test_who_has_not_seen_the_newest_does_not_write_over_it(world, case):
    screen(case, world.adviser)
    with pytest.raises(Changed):
        screen(case, world.colleague, outcome="clarification")
    screen(case, world.colleague, seen=1, outcome="clarification")
    assert screenings.newest(case).outcome == "clarification"


def test_a_closed_case_is_not_screened(world):
    with pytest.raises(WrongState):
        screen(factories.case_in(CaseStatus.CLOSED, world), world.adviser)


@pytest.mark.rule("LR3")
def test_a_planned_talk_with_a_parent_is_called_off_when_abuse_is_found(world):
    case = factories.case(world)
    mother = contact.mother(case, by=world.adviser)
    contact.lift(mother, by=world.leader)
    planned = child.planned_talk(case, world.adviser, present=[mother])
    found = screened(outcome="examination", abuse="suspected", by_parents="yes")
    workflow.screen(case, by=world.colleague, at=NOW, seen=0, **found)
    planned.refresh_from_db()
    assert planned.cancelled_at == NOW
