from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason
from beredskab.notices.models import Notice
from cases import kinds, workflow
from cases.models import Case, CaseBlock
from cases.states import WrongState
from cases.workflow.assignment import NotAnAdviser
from cases.workflow.receipt import AfterRegistration
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.rule("R35")
def test_who_takes_a_case_holds_the_duty_to_act_and_its_deadlines(world):
    tie = factories.tie(world)
    workflow.take(tie.case, by=world.colleague, at=NOW)
    tie.case.refresh_from_db()
    assert tie.case.holder == tie.case.handler == world.colleague
    assert Deadline.objects.of(tie).get().owner == world.colleague


@pytest.mark.rule("R35")
def test_a_hand_over_counts_when_it_is_accepted(world):
    case = factories.case(world)
    workflow.assign(case, by=world.leader, at=NOW, to=world.colleague)
    case.refresh_from_db()
    assert case.holder == world.adviser
    assert case.offered_to == world.colleague
    workflow.accept(case, by=world.colleague, at=NOW)
    case.refresh_from_db()
    assert case.holder == world.colleague
    assert case.offered_to is None


def test_a_declined_case_stays_and_the_leader_is_told(world):
    case = factories.case(world)
    workflow.assign(case, by=world.leader, at=NOW, to=world.colleague)
    workflow.decline(case, by=world.colleague, at=NOW)
    case.refresh_from_db()
    assert case.holder == world.adviser
    assert case.offered_to is None
    assert Notice.objects.filter(recipient=world.leader, kind="case_declined").exists()


def test_only_a_leader_of_the_unit_assigns_and_only_to_its_advisers(world):
    case = factories.case(world)
    with pytest.raises(PermissionDenied):
        workflow.assign(case, by=world.adult_leader, at=NOW, to=world.colleague)
    for nobody in (world.adult_adviser, world.professional, world.stranger):
        with pytest.raises(NotAnAdviser):
            workflow.assign(case, by=world.leader, at=NOW, to=nobody)


def test_a_blocked_adviser_is_not_given_the_case(world):
    case = factories.case(world)
    block(case, world.colleague, world)
    with pytest.raises(NotAnAdviser):
        workflow.assign(case, by=world.leader, at=NOW, to=world.colleague)


def test_moving_a_case_moves_its_grants(world):
    from beredskab.accounts.roles import Role

    other = factories.unit()
    receiver = factories.user(Role.ADVISER_CHILD, other)
    case = factories.case(world)
    workflow.move_to_unit(case, by=world.leader, at=NOW, unit=other)
    case.refresh_from_db()
    assert case.holder == receiver
    assert case in Case.objects.visible_to(receiver, at=NOW)
    for former in (world.adviser, world.colleague, world.leader):
        assert case not in Case.objects.visible_to(fresh(former), at=NOW)


def test_moving_a_case_moves_what_is_to_be_countersigned(world):
    from beredskab.accounts.roles import Role

    other = factories.unit()
    factories.user(Role.ADVISER_CHILD, other)
    new_leader = factories.user(Role.LEADER, other)
    tie = factories.tie(world)
    workflow.assess(tie, by=world.adviser, at=NOW, danger="no", act_now="no", grounds="x")
    workflow.move_to_unit(tie.case, by=world.leader, at=NOW, unit=other)
    task = Deadline.objects.of(tie).get(kind=kinds.COUNTERSIGN)
    assert (task.owner, task.unit) == (new_leader, other)


def test_the_leader_corrects_the_receipt_up_to_the_registration(world):
    tie = factories.tie(world)
    with pytest.raises(AfterRegistration):
        correct(tie, world, NOW + timedelta(minutes=1))
    correct(tie, world, NOW - timedelta(hours=5))
    deadline = Deadline.objects.of(tie).get(kind=kinds.ASSESSMENT)
    assert deadline.due_at == NOW + timedelta(hours=19)
    assert tie.concern.receipt_corrections.get().from_at == NOW


def test_correcting_the_receipt_needs_a_reason_and_the_leader(world):
    tie = factories.tie(world)
    with pytest.raises(NeedsReason):
        correct(tie, world, NOW - timedelta(hours=1), reason=" ")
    with pytest.raises(PermissionDenied):
        workflow.correct_receipt(
            tie.concern,
            case=tie.case,
            by=world.adviser,
            at=NOW,
            received_at=NOW - timedelta(hours=1),
            reason="x",
        )


def test_the_leader_alone_closes_what_was_registered_in_error(world):
    tie = factories.tie(world)
    with pytest.raises(PermissionDenied):
        workflow.close_in_error(tie.case, by=world.adviser, at=NOW, reason="Dublet")
    with pytest.raises(NeedsReason):
        workflow.close_in_error(tie.case, by=world.leader, at=NOW, reason="")
    workflow.close_in_error(tie.case, by=world.leader, at=NOW, reason="Dublet")
    tie.concern.refresh_from_db()
    assert tie.concern.status == "in_error"
    assert not Deadline.objects.open().exists()
    with pytest.raises(WrongState):
        workflow.take(tie.case, by=world.adviser, at=NOW)


def correct(tie, world, received_at, reason="Forkert tidspunkt"):
    return workflow.correct_receipt(
        tie.concern, case=tie.case, by=world.leader, at=NOW, received_at=received_at, reason=reason
    )


def block(case, user, world):
    return CaseBlock.objects.create(
        case=case, user=user, reason="Nabo", set_at=NOW, set_by=world.leader
    )


def fresh(user):
    return type(user).objects.get(pk=user.pk)


def test_a_task_is_done_by_its_owner_where_she_sees_the_case(world):
    case = factories.case(world, source="police")
    task = Deadline.objects.of(case).get(kind="task-convene")
    with pytest.raises(PermissionDenied):
        workflow.complete_task(task, case=case, by=world.stranger, at=NOW)
    workflow.complete_task(task, case=case, by=world.coordinator, at=NOW)
    task.refresh_from_db()
    assert task.met_at == NOW
