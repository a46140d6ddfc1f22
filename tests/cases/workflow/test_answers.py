from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason
from cases import kinds, workflow
from cases.states import WrongState
from cases.workflow.answers import NotBeforeReceipt, NotPossible, possible_endings
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def received(world, **given):
    made = factories.received(world.adviser, **given)
    return made, made.case_ties.get().case


@pytest.mark.rule("R37")
@pytest.mark.parametrize("ending", ["handed_over", "posted", "orally"])
def test_a_confirmation_ends_as_it_was_given(world, ending):
    concern, case = received(world)
    workflow.confirm(concern, case=case, by=world.adviser, at=NOW, ending=ending)
    deadline = Deadline.objects.of(concern).get(kind=kinds.CONFIRMATION)
    assert deadline.met_at == NOW
    with pytest.raises(WrongState):
        workflow.confirm(concern, case=case, by=world.adviser, at=NOW, ending=ending)


@pytest.mark.rule("R38")
def test_left_out_for_safety_needs_a_reason_and_the_leaders_name(world):
    concern, case = received(world)
    for leader, reason in ((None, "Farligt"), (world.leader, " "), (world.adviser, "Farligt")):
        with pytest.raises(NeedsReason):
            workflow.confirm(
                concern,
                case=case,
                by=world.adviser,
                at=NOW,
                ending="not_safe",
                leader=leader,
                reason=reason,
            )
    done = workflow.confirm(
        concern,
        case=case,
        by=world.adviser,
        at=NOW,
        ending="not_safe",
        leader=world.leader,
        reason="Farligt",
    )
    assert done.leader == world.leader
    assert done.given_at is None


@pytest.mark.rule("R38")
def test_the_orientation_is_left_out_only_with_reason_and_leader(world):
    concern, case = received(world, notifier_kind="professional")
    with pytest.raises(NeedsReason):
        workflow.exempt_orientation(
            concern, case=case, by=world.adviser, at=NOW, leader=world.leader, reason=""
        )
    with pytest.raises(NeedsReason):
        workflow.exempt_orientation(
            concern, case=case, by=world.adviser, at=NOW, leader=None, reason="Sikkerhed"
        )
    workflow.exempt_orientation(
        concern, case=case, by=world.adviser, at=NOW, leader=world.leader, reason="Sikkerhed"
    )
    assert Deadline.objects.of(concern).get(kind=kinds.ORIENTATION).met_at == NOW


@pytest.mark.rule("LR11")
def test_a_private_notifier_gets_no_orientation(world):
    concern, case = received(world, notifier_kind="private")
    with pytest.raises(WrongState):
        workflow.give_orientation(concern, case=case, by=world.adviser, at=NOW, started="yes")


@pytest.mark.rule("LR10")
@pytest.mark.parametrize("in_family", ["yes", "unknown"])
def test_nothing_is_posted_to_a_notifier_of_the_family(world, in_family):
    concern, case = received(world, notifier_in_family=in_family)
    assert "posted" not in possible_endings(concern)
    with pytest.raises(NotPossible):
        workflow.confirm(concern, case=case, by=world.adviser, at=NOW, ending="posted")


def test_it_was_not_given_before_the_receipt_or_after_now(world):
    concern, case = received(world)
    for moment in (NOW - timedelta(minutes=1), NOW + timedelta(minutes=1)):
        with pytest.raises(NotBeforeReceipt):
            workflow.confirm(
                concern, case=case, by=world.adviser, at=NOW, ending="orally", given_at=moment
            )


def test_outsiders_answer_nothing(world):
    concern, case = received(world)
    for other in (world.stranger, world.professional, world.coordinator):
        with pytest.raises(PermissionDenied):
            workflow.confirm(concern, case=case, by=other, at=NOW, ending="orally")
