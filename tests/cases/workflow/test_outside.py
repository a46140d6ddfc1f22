"""What the police, the legal office and VISO judge stands beside the authority's own."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.accounts.models import User
from beredskab.audit.models import AuditEvent
from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason
from beredskab.notices.models import Notice
from cases import risk, visibility, workflow
from cases.models import Case, CaseBlock, OutsideAssessment
from cases.states import CaseStatus, WrongState
from cases.workflow.outside import InFuture
from tests import factories
from tests.factories import NOW
from tests.factories import acute as acute_factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world):
    return factories.case(world)


def ask(case, by, assessor="police", **given):
    return workflow.ask_outside(case, by=by, at=NOW, assessor=assessor, asked_at=NOW, **given)


def answer(asked, by, **given):
    known = {"received_at": NOW, "result": "Høj risiko for vold.", "level": "high", **given}
    return workflow.answer_outside(asked, by=by, at=NOW, **known)


def tasks(case):
    found = Deadline.objects.of(case).open().filter(kind__startswith="task-")
    return dict(found.values_list("kind", "owner"))


@pytest.mark.rule("R47")
@pytest.mark.rule("LR26")
def test_the_own_assessment_is_still_open_after_that_of_the_police(world, case):
    workflow.add_task(
        case,
        by=world.adviser,
        at=NOW,
        kind="task-risk",
        owner=world.adviser,
        due_on=NOW.date(),
    )
    asked = ask(case, world.adviser)
    assert "task-outside_police" in tasks(case)
    answer(asked, world.adviser)
    asked.refresh_from_db()
    assert (asked.received_at, asked.result, asked.level) == (NOW, "Høj risiko for vold.", "high")
    assert "task-outside_police" not in tasks(case)
    assert "task-risk" in tasks(case)
    assert Deadline.objects.get(kind="assessment").is_open
    assert Case.objects.get().status == CaseStatus.RECEIVED
    assert not risk.is_in_force(case, NOW)


@pytest.mark.rule("R115")
def test_viso_is_asked_for_an_acute_risk_assessment(world, case):
    asked = ask(case, world.adviser, "viso", is_acute=True)
    assert asked.is_acute
    assert tasks(case)["task-outside_viso"] == world.adviser.pk


@pytest.mark.rule("R51")
def test_the_legal_office_gets_two_tasks_and_sight_of_the_case(world, case):
    acute_factories.legal_office()
    lawyer = acute_factories.lawyer()
    assert case not in Case.objects.visible_to(lawyer, at=NOW)
    asked = ask(case, world.adviser, "legal_office")
    owned = {kind for kind, owner in tasks(case).items() if owner == lawyer.pk}
    assert owned == {"task-legal_risk", "task-legal_police"}
    assert case in Case.objects.visible_to(lawyer, at=NOW)
    assert visibility.parts(lawyer, case) == visibility.LAWYER_PARTS
    assert Notice.objects.filter(kind="case_put_to_office", recipient=lawyer).exists()
    answer(asked, lawyer)
    workflow.record_call(case, by=lawyer, at=NOW, to="114", called_at=NOW, outcome="De kommer.")
    assert {"task-legal_risk", "task-legal_police"}.isdisjoint(tasks(case))
    assert OutsideAssessment.objects.get().recorded_by == lawyer


@pytest.mark.rule("LR18")
def test_its_sight_ends_when_it_has_assessed_and_called_the_police(world, case):
    acute_factories.legal_office()
    lawyer = acute_factories.lawyer()
    asked = ask(case, world.adviser, "legal_office")
    answer(asked, lawyer)
    assert case in Case.objects.visible_to(lawyer, at=NOW)
    workflow.record_call(case, by=lawyer, at=NOW, to="114", called_at=NOW)
    assert case not in Case.objects.visible_to(lawyer, at=NOW)
    taken = AuditEvent.objects.get(verb="grants.taken")
    assert taken.details == {"to": f"user:{lawyer.pk}", "reason": "legal_office"}
    assert list(OutsideAssessment.objects.answered_by(lawyer)) == [asked]


def test_it_ends_whoever_answers_last_and_with_the_case(world, case):
    acute_factories.legal_office()
    lawyer = acute_factories.lawyer()
    asked = ask(case, world.adviser, "legal_office")
    task = Deadline.objects.get(kind="task-legal_police")
    workflow.complete_task(task, case=case, by=lawyer, at=NOW)
    assert case in Case.objects.visible_to(lawyer, at=NOW)
    answer(asked, world.adviser)
    assert case not in Case.objects.visible_to(lawyer, at=NOW)
    ask(case, world.adviser, "legal_office")
    assert case in Case.objects.visible_to(lawyer, at=NOW)
    workflow.close_in_error(case, by=world.leader, at=NOW, reason="Dublet")
    assert case not in Case.objects.visible_to(lawyer, at=NOW)


def test_what_she_still_owed_goes_to_who_has_the_duty_to_act(world, case):
    acute_factories.legal_office()
    lawyer = acute_factories.lawyer()
    asked = ask(case, world.adviser, "legal_office")
    workflow.add_task(
        case, by=world.adviser, at=NOW, kind="task-partners", owner=lawyer, due_on=NOW.date()
    )
    workflow.record_call(case, by=lawyer, at=NOW, to="114", called_at=NOW)
    answer(asked, lawyer)
    assert tasks(case)["task-partners"] == world.adviser.pk


@pytest.mark.rule("R51")
def test_a_call_to_the_legal_office_puts_the_placement_to_it_once(world, case):
    acute_factories.legal_office()
    workflow.begin_acute(case, by=world.adviser, at=NOW, triggers=["placement"])
    assert "task-legal_office" in tasks(case)
    for _twice in range(2):
        workflow.record_call(case, by=world.adviser, at=NOW, to="legal_office", called_at=NOW)
    assert "task-legal_office" not in tasks(case)
    assert tasks(case)["task-legal_risk"] == world.adviser.pk
    assert OutsideAssessment.objects.count() == 1
    workflow.begin_acute(case, by=world.adviser, at=NOW, triggers=["placement"])
    assert "task-legal_office" not in tasks(case)


def test_without_a_legal_office_nobody_is_told_to_call_it(world, case):
    workflow.begin_acute(case, by=world.adviser, at=NOW, triggers=["placement"])
    assert "task-legal_office" not in tasks(case)


def test_a_lawyer_who_is_blocked_gets_neither_sight_nor_tasks(world, case):
    acute_factories.legal_office()
    lawyer = acute_factories.lawyer()
    CaseBlock.objects.create(case=case, user=lawyer, reason="x", set_at=NOW, set_by=world.leader)
    ask(case, world.adviser, "legal_office")
    assert set(tasks(case).values()) == {world.adviser.pk}
    assert case not in Case.objects.visible_to(lawyer, at=NOW)


def test_the_holder_is_told_of_the_answer(world, case):
    answer(ask(case, world.adviser), world.colleague)
    assert Notice.objects.filter(kind="outside_answered", recipient=world.adviser).exists()
    event = AuditEvent.objects.get(verb="cases.outside_answered")
    assert event.details == {"assessor": "police"}


def test_an_answer_comes_once_with_a_result_and_not_from_the_future(world, case):
    asked = ask(case, world.adviser)
    with pytest.raises(InFuture):
        answer(asked, world.adviser, received_at=NOW + timedelta(minutes=1))
    with pytest.raises(NeedsReason):
        answer(asked, world.adviser, result=" ")
    answer(asked, world.adviser)
    with pytest.raises(WrongState):
        answer(asked, world.adviser)
    with pytest.raises(InFuture):
        workflow.ask_outside(
            case,
            by=world.adviser,
            at=NOW,
            assessor="viso",
            asked_at=NOW + timedelta(minutes=1),
        )


def test_a_lawyer_answers_for_her_office_alone(world, case):
    acute_factories.legal_office()
    lawyer = acute_factories.lawyer()
    police = ask(case, world.adviser)
    ask(case, world.adviser, "legal_office")
    with pytest.raises(PermissionDenied):
        answer(police, lawyer)
    with pytest.raises(PermissionDenied):
        ask(case, User.objects.get(pk=lawyer.pk), "viso")
    for who in (world.stranger, world.coordinator):
        with pytest.raises(PermissionDenied):
            answer(police, who)
        with pytest.raises(PermissionDenied):
            ask(case, who)


def test_nobody_is_asked_about_a_closed_case(world):
    closed = factories.case_in(CaseStatus.CLOSED, world)
    with pytest.raises(WrongState):
        ask(closed, world.adviser)
