"""Who is blocked from a case is told nothing of it, and nothing of it waits for her."""

import pytest

from beredskab.deadlines.models import Deadline
from beredskab.municipality.models import Unit
from beredskab.notices.models import Notice
from cases import kinds, workflow
from cases.models import CaseBlock
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.rule("LR18")]


def block(case, user, world):
    CaseBlock.objects.create(case=case, user=user, reason="Nabo", set_at=NOW, set_by=world.leader)
    Notice.objects.all().delete()


def told(user):
    return Notice.objects.filter(recipient=user).exists()


def test_new_information_goes_past_a_blocked_holder_to_the_leader(world):
    tie = factories.tie(world)
    block(tie.case, tie.case.holder, world)
    workflow.add_information(tie.concern, by=world.professional, at=NOW, text="Mere")
    assert not told(tie.case.holder)
    assert Notice.objects.get().recipient == world.leader


def test_a_blocked_leader_is_not_told_that_a_case_is_declined(world):
    second = factories.user("leader", world.child_unit)
    case = factories.case(world)
    workflow.assign(case, by=second, at=NOW, to=world.colleague)
    block(case, world.leader, world)
    workflow.decline(case, by=world.colleague, at=NOW)
    assert [notice.recipient for notice in Notice.objects.all()] == [second]


def test_a_moved_case_goes_to_nobody_who_is_blocked_from_it(world):
    unit = factories.unit(Unit.Kind.CHILD)
    related, other = (factories.user("adviser_child", unit) for _ in range(2))
    factories.shift(related, unit)
    case = factories.case(world)
    block(case, related, world)
    workflow.move_to_unit(case, by=world.leader, at=NOW, unit=unit)
    case.refresh_from_db()
    assert case.holder == other
    assert not told(related)
    assert not Deadline.objects.filter(owner=related).exists()


def test_no_blocked_leader_and_no_signer_is_asked_to_countersign(world):
    second = factories.user("leader", world.child_unit)
    tie = factories.tie(world)
    block(tie.case, world.leader, world)
    workflow.assess(tie, by=world.adviser, at=NOW, danger="no", act_now="no", grounds="Prøve")
    assert Deadline.objects.get(kind=kinds.COUNTERSIGN).owner == second


def test_who_signed_is_not_asked_to_countersign_as_her_leader_s_deputy(world):
    second = factories.user("leader", world.child_unit)
    world.leader.absences.create(deputy=world.adviser, from_at=NOW, to_at=NOW.replace(day=12))
    workflow.assess(
        factories.tie(world), by=world.adviser, at=NOW, danger="no", act_now="no", grounds="Prøve"
    )
    assert Deadline.objects.get(kind=kinds.COUNTERSIGN).owner == second
