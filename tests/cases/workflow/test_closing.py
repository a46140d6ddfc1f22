from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from beredskab.accounts.roles import Role
from beredskab.audit.models import AuditEvent
from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason
from beredskab.municipality.models import Municipality
from beredskab.notices.models import Notice
from cases import deadlines, gates, kinds, workflow
from cases.models import Case, CasePeriod, DutyPeriod
from cases.states import CaseStatus, WrongState
from cases.workflow.closure import NotReady
from cases.workflow.reopening import ClosedInError
from tests import factories
from tests.factories import NOW, closing

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _own_gates():
    with closing.own_gates():
        yield


def fresh(case):
    return Case.objects.get(pk=case.pk)


def propose(case, world, **given):
    given = {"outcome": "helped", "grounds": "Hun er i trivsel", **given}
    return workflow.propose_closing(case, by=world.adviser, at=NOW, **given)


@pytest.mark.rule("R25")
def test_an_adviser_proposes_and_the_leader_signs(world):
    case = closing.ready(world)
    proposal = propose(case, world)
    assert fresh(case).status == CaseStatus.ASSESSED
    task = Deadline.objects.of(case).open().get(kind=kinds.SIGN_CLOSING)
    assert task.owner == world.leader
    workflow.sign_closing(proposal, by=world.leader, at=NOW + HOUR)
    case = fresh(case)
    assert (case.status, case.closed_by, case.closed_at) == ("closed", world.leader, NOW + HOUR)
    period = case.periods.get()
    assert (period.outcome, period.grounds) == ("helped", "Hun er i trivsel")
    assert (period.closed_by, period.reviewed_by) == (world.adviser, world.leader)
    assert not Deadline.objects.filter(deadlines.about(case)).open().exists()
    assert case.next_due_at is None
    assert DutyPeriod.objects.get(case=case).ended_at == NOW + HOUR
    assert AuditEvent.objects.filter(verb="cases.closed", actor=world.leader).exists()
    assert Notice.objects.filter(recipient=world.adviser, kind="case_closed").exists()


@pytest.mark.rule("R25")
@pytest.mark.parametrize("outcome", ["helped", "no_action"])
def test_a_case_is_not_closed_without_grounds(world, outcome):
    with pytest.raises(NeedsReason):
        propose(closing.ready(world), world, outcome=outcome, grounds=" ")


@pytest.mark.rule("R25")
def test_who_proposed_it_does_not_review_it_herself(world):
    case = closing.ready(world)
    proposal = workflow.propose_closing(
        case, by=world.leader, at=NOW, outcome="other", grounds="Flyttet"
    )
    for nobody in (world.leader, world.adviser, world.adult_leader, world.coordinator):
        with pytest.raises(PermissionDenied):
            workflow.sign_closing(proposal, by=nobody, at=NOW)
    second = factories.user(Role.LEADER, world.child_unit)
    assert workflow.sign_closing(proposal, by=second, at=NOW).status == CaseStatus.CLOSED


@pytest.mark.rule("R25")
def test_a_duplicate_is_closed_by_the_leader_alone_without_gates(world):
    case = factories.case(world)
    assert gates.missing(case)
    workflow.close_in_error(case, by=world.leader, at=NOW, reason="Dublet")
    period = fresh(case).periods.get()
    assert (period.outcome, period.reviewed_by) == ("in_error", world.leader)


def test_closing_is_refused_and_says_what_is_missing(world):
    case = factories.case(world)
    with pytest.raises(NotReady) as refusal:
        propose(case, world)
    assert [gate.key for gate in refusal.value.missing] == ["assessment", "answers", "infohus"]
    assert "Infohus" in str(refusal.value)
    assert fresh(case).closing_proposed_at is None


def test_what_comes_in_between_keeps_the_case_open(world):
    case = closing.ready(world)
    proposal = propose(case, world)
    factories.received(world.colleague, into=fresh(case))
    with pytest.raises(NotReady):
        workflow.sign_closing(proposal, by=world.leader, at=NOW)
    assert fresh(case).status == CaseStatus.ASSESSED


def test_the_leader_sends_it_back_with_what_is_lacking(world):
    case = closing.ready(world)
    proposal = propose(case, world)
    with pytest.raises(NeedsReason):
        workflow.return_closing(proposal, by=world.leader, at=NOW, remark=" ")
    workflow.return_closing(proposal, by=world.leader, at=NOW, remark="Tal med skolen først")
    assert fresh(case).closing_proposed_at is None
    assert Notice.objects.filter(recipient=world.adviser, kind="case_closing_returned").exists()
    with pytest.raises(WrongState):
        workflow.sign_closing(proposal, by=world.leader, at=NOW)
    propose(case, world)


def test_a_case_is_proposed_once_at_a_time_and_never_as_an_error(world):
    case = closing.ready(world)
    with pytest.raises(WrongState):
        propose(case, world, outcome="in_error")
    propose(case, world)
    with pytest.raises(WrongState):
        propose(case, world)


def test_what_was_closed_stays(world):
    case = closing.closed(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        CasePeriod.objects.filter(case=case).update(outcome="other")


def test_a_closed_case_is_reopened_in_a_new_period_with_a_holder(world):
    case = closing.closed(world)
    with pytest.raises(NeedsReason):
        workflow.reopen(case, by=world.colleague, at=NOW + HOUR, reason="")
    workflow.reopen(case, by=world.colleague, at=NOW + HOUR, reason="Ny bekymring fra klubben")
    case = fresh(case)
    assert (case.status, case.closed_at, case.handler) == (CaseStatus.ASSESSED, None, None)
    assert [period.number for period in case.periods.all()] == [1, 2]
    assert case.periods.get(number=2).reason == "Ny bekymring fra klubben"
    link = DutyPeriod.objects.chain_of(case).last()
    assert (link.holder, link.began_at, link.how) == (world.adviser, NOW + HOUR, "reopened")
    tasks = Deadline.objects.of(case).open().values_list("kind", flat=True)
    assert set(tasks) == {kinds.TAKE_UP, kinds.CONTACT_INFOHUS}
    assert Notice.objects.filter(recipient=world.adviser, kind="case_reopened").exists()
    assert AuditEvent.objects.filter(verb="cases.reopened", actor=world.colleague).exists()


def test_what_was_registered_in_error_is_registered_anew_instead(world):
    case = factories.case_in(CaseStatus.CLOSED, world)
    with pytest.raises(ClosedInError):
        workflow.reopen(case, by=world.leader, at=NOW, reason="Alligevel ikke en dublet")


def test_an_open_case_is_not_reopened(world):
    with pytest.raises(WrongState):
        workflow.reopen(factories.case(world), by=world.leader, at=NOW, reason="x")


def test_a_reopened_case_can_be_closed_again(world):
    case = closing.closed(world)
    workflow.reopen(case, by=world.leader, at=NOW, reason="x")
    proposal = propose(case, world, outcome="no_action")
    workflow.sign_closing(proposal, by=world.leader, at=NOW)
    outcomes = fresh(case).periods.order_by("number").values_list("outcome", flat=True)
    assert list(outcomes) == ["helped", "no_action"]


@pytest.mark.rule("R75")
def test_an_adult_case_waits_for_infohus(world):
    case = factories.case(world, persons=[factories.person(stated_age=30)])
    assert [gate.key for gate in gates.missing(case)] == ["infohus"]
    closing.handle(case, world)
    assert gates.missing(fresh(case)) == []


@pytest.mark.rule("R101")
def test_where_there_is_no_infohus_nothing_waits_for_it(world):
    Municipality.objects.update(has_infohus=False)
    case = factories.case(world, persons=[factories.person(stated_age=30)])
    assert gates.missing(case) == []
