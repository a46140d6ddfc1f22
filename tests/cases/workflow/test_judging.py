from datetime import timedelta

import pytest

from beredskab.audit.models import AuditEvent
from beredskab.deadlines.models import Deadline
from beredskab.notices.models import Notice
from cases import deadlines, kinds, workflow
from cases.models import Case, Judgement
from cases.states import CaseStatus, WrongState
from cases.workflow.judging import ExaminationUnanswered
from cases.workflow.signing import NewerVersion
from cases.workflow.versions import Changed
from tests import factories
from tests.factories import NOW
from tests.factories.judge import risk_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world):
    return factories.case_in(CaseStatus.ASSESSED, world)


@pytest.fixture
def adult(world):
    return factories.case(world, persons=[factories.person(stated_age=30)], acute="unknown")


def judge(case, by, *, seen=0, **given):
    given = {"threatened": "no", "act_now": "no", "grounds": "Prøve", **given}
    if case.is_minor:
        given.setdefault("examination", "no")
    return workflow.judge(case, by=by, at=NOW, seen=seen, **given)


def open_kinds(case):
    return set(Deadline.objects.of(case).open().values_list("kind", flat=True))


@pytest.mark.rule("R61")
def test_one_signature_awaits_the_leader_and_alerts_her(world, case):
    made = judge(case, world.adviser, threatened="yes")
    assert made.awaits_leader
    task = Deadline.objects.of(case).get(kind=kinds.COUNTERSIGN_JUDGEMENT)
    assert task.owner == world.leader
    notice = Notice.objects.get(recipient=world.leader, kind="signature_awaited")
    assert notice.urgent


@pytest.mark.rule("R61")
def test_nothing_urgent_waits_for_the_second_signature(world, case):
    judge(case, world.colleague, act_now="unknown", examination="yes")
    case.refresh_from_db()
    assert case.acute
    assert Notice.objects.filter(recipient=case.holder, kind="case_judged_acute").exists()
    assert kinds.EXAMINATION in open_kinds(case)


@pytest.mark.rule("R61")
def test_a_child_needs_three_answers(world, case):
    with pytest.raises(ExaminationUnanswered):
        judge(case, world.adviser, examination="")
    assert not Judgement.objects.exists()


def test_where_it_is_acute_only_the_acute_answers_are_needed(world, case):
    made = judge(case, world.adviser, act_now="yes", examination="", grounds="")
    assert made.grounds is None


@pytest.mark.rule("R61")
def test_the_leader_signs_afterwards_and_only_then_a_no_ends_what_was_acute(world, adult):
    assert adult.acute
    made = judge(adult, world.adult_adviser)
    adult.refresh_from_db()
    assert adult.acute
    workflow.countersign_judgement(made, by=world.adult_leader, at=NOW)
    adult.refresh_from_db()
    assert not adult.acute
    assert kinds.COUNTERSIGN_JUDGEMENT not in open_kinds(adult)
    made.refresh_from_db()
    with pytest.raises(WrongState):
        workflow.countersign_judgement(made, by=world.adult_leader, at=NOW)


def test_a_no_does_not_end_what_a_later_risk_assessment_found(world, case):
    made = judge(case, world.adviser)
    workflow.assess_risk(case, by=world.adviser, at=NOW, seen=0, **risk_words(acute="yes"))
    workflow.countersign_judgement(made, by=world.leader, at=NOW)
    case.refresh_from_db()
    assert case.acute


def test_a_no_does_not_end_what_was_marked_as_acute_since(world, case):
    made = judge(case, world.adviser)
    later = NOW + timedelta(minutes=1)
    workflow.begin_acute(case, by=world.adviser, at=later, triggers=["violence"])
    workflow.countersign_judgement(made, by=world.leader, at=later)
    case.refresh_from_db()
    assert case.acute


@pytest.mark.rule("R68")
def test_an_adult_is_assessed_by_it_and_has_no_24_hours(world, adult):
    judge(adult, world.adult_adviser)
    adult.refresh_from_db()
    assert adult.status == CaseStatus.ASSESSED
    assert kinds.ASSESSMENT not in open_kinds(adult)


@pytest.mark.rule("R68")
@pytest.mark.parametrize(("answer", "asked"), [("no", True), ("yes", False), ("unknown", False)])
def test_an_adult_who_is_not_threatened_gets_a_safety_plan_and_partners(
    world, adult, answer, asked
):
    judge(adult, world.adult_adviser, threatened=answer)
    adult.refresh_from_db()
    assert ({"task-safety_plan", "task-partners"} <= open_kinds(adult)) is asked
    assert adult.acute


def test_an_adult_is_asked_nothing_of_an_examination(world, adult):
    made = judge(adult, world.adult_adviser, examination="yes")
    assert made.examination == ""
    assert kinds.EXAMINATION not in open_kinds(adult)


def test_a_newer_judgement_takes_the_place_of_what_waits(world, case):
    first = judge(case, world.adviser)
    with pytest.raises(Changed):
        judge(case, world.colleague)
    judge(case, world.colleague, seen=1)
    with pytest.raises(NewerVersion):
        workflow.countersign_judgement(first, by=world.leader, at=NOW)
    kind = kinds.COUNTERSIGN_JUDGEMENT
    assert Deadline.objects.of(case).open().filter(kind=kind).count() == 1


def test_the_task_to_judge_is_met_and_the_trail_holds_no_word_of_it(world, case):
    kind = kinds.THREAT
    workflow.add_task(
        case, by=world.adviser, at=NOW, kind=kind, owner=world.adviser, due_on=NOW.date()
    )
    judge(case, world.adviser)
    assert kind not in open_kinds(case)
    event = AuditEvent.objects.get(verb="cases.judged")
    assert event.details == {"number": 1, "threatened": "no", "act_now": "no"}


def test_the_leader_who_takes_over_a_unit_takes_over_what_waits_for_her(world, case):
    judge(case, world.adviser)
    deadlines.hand_over_countersigning(case, owner=world.adult_leader, at=NOW)
    task = Deadline.objects.of(case).get(kind=kinds.COUNTERSIGN_JUDGEMENT)
    assert task.owner == world.adult_leader
    assert Case.objects.get(pk=case.pk).holder == world.adviser
