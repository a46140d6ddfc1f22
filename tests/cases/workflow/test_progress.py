import pytest

from beredskab.audit.models import AuditEvent
from cases import workflow
from cases.models import Case
from cases.states import CaseStatus, WrongState
from cases.workflow.progress import advance
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
NIGHT = NOW.replace(day=14, hour=2)


def fresh(case):
    return Case.objects.get(pk=case.pk)


def assess(tie, world):
    workflow.assess(tie, by=world.adviser, at=NOW, danger="no", act_now="no", grounds="x")


@pytest.mark.rule("R36")
def test_a_minor_is_not_assessed_until_it_is_signed_whatever_else_was_done(world):
    tie = factories.tie(world)
    advance(tie.case, CaseStatus.IN_MEASURES)
    assert fresh(tie.case).status == CaseStatus.RECEIVED
    assess(tie, world)
    assert fresh(tie.case).status == CaseStatus.IN_MEASURES


def test_a_case_never_goes_back(world):
    case = factories.case_in(CaseStatus.IN_MEASURES, world)
    advance(case, CaseStatus.SCREENED)
    assert fresh(case).status == CaseStatus.IN_MEASURES
    with pytest.raises(WrongState):
        advance(factories.case_in(CaseStatus.CLOSED, world), CaseStatus.SCREENED)


def test_an_adult_has_no_assessment_to_wait_for(world):
    case = factories.case(world, persons=[factories.person(stated_age=30)])
    advance(case, CaseStatus.RISK_ASSESSED)
    assert fresh(case).status == CaseStatus.RISK_ASSESSED


def test_follow_up_leaves_the_trail_and_is_said_once(world):
    case = factories.case_in(CaseStatus.IN_MEASURES, world)
    workflow.follow_up(case, by=world.adviser, at=NOW)
    assert fresh(case).status == CaseStatus.FOLLOW_UP
    assert AuditEvent.objects.filter(verb="cases.followed_up", actor=world.adviser).exists()
    with pytest.raises(WrongState):
        workflow.follow_up(case, by=world.adviser, at=NOW)


@pytest.mark.rule("R36")
def test_a_second_unassessed_concern_reaches_the_duty_officer_at_night(world):
    case = factories.case_in(CaseStatus.ASSESSED, world)
    at_night = Case.objects.visible_to(world.officer, at=NIGHT)
    assert case not in at_night
    again = factories.received(world.colleague, into=case)
    assert case in at_night.all()
    assess(again.case_ties.get(), world)
    assert case not in at_night.all()


def test_what_waits_is_known_by_the_case_itself(world):
    case = factories.case_in(CaseStatus.ASSESSED, world)
    assert not case.awaits_assessment
    first, second = (factories.received(world.colleague, into=fresh(case)) for _ in range(2))
    assess(first.case_ties.get(), world)
    assert fresh(case).awaits_assessment
    assess(second.case_ties.get(), world)
    assert not fresh(case).awaits_assessment
    factories.received(world.colleague, into=fresh(case))
    workflow.close_in_error(case, by=world.leader, at=NOW, reason="Dublet")
    assert not fresh(case).awaits_assessment


def test_an_assessment_made_before_registration_leaves_nothing_waiting(world):
    made = {"danger": "no", "act_now": "no", "grounds": "x", "assessed_at": NOW}
    concern = factories.received(world.adviser, assessed=made)
    assert not concern.case_ties.get().case.awaits_assessment
