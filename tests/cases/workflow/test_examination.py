from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.audit.models import AuditEvent
from beredskab.deadlines import duedates
from beredskab.deadlines.models import Deadline
from beredskab.timelimits import local_day
from cases import kinds, workflow
from cases.states import CaseStatus, WrongState
from cases.workflow.examination import ExaminationOpen, NotAChild, NotAnotherChild
from tests import factories
from tests.factories import NOW
from tests.factories.child import examination, measure

pytestmark = pytest.mark.django_db

END_OF_OCTOBER = datetime(2026, 10, 31, 12, 0, tzinfo=UTC)
TOO_LATE = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


def owed(case, kind=kinds.EXAMINATION):
    return Deadline.objects.of(case).open().filter(kind=kind).first()


def sweep(at, *, days):
    for day in range(days):
        duedates.alert_batch(at=at + timedelta(days=day), size=50)


def sibling(case, by, at=NOW):
    return workflow.add_person(case, by=by, at=at, roles=["other_child"], relation="sibling")


@pytest.mark.rule("LR4")
def test_it_is_due_four_months_after_the_first_notification(world):
    case = factories.case(world, at=END_OF_OCTOBER)
    made = examination(case, world.adviser)
    assert local_day(made.due_at).isoformat() == "2027-02-28"
    assert owed(case).due_at == made.due_at


@pytest.mark.rule("LR4")
def test_late_it_alerts_the_leader_daily_until_judged_for_the_time_being(world):
    case = factories.case(world, at=END_OF_OCTOBER)
    made = examination(case, world.adviser)
    sweep(TOO_LATE, days=3)
    assert "leader" in owed(case).ladder[-1]["to"]
    daily = owed(case).step
    assert daily >= 3
    at = TOO_LATE + timedelta(days=3)
    workflow.write_preliminary(made, by=world.adviser, at=at, text="Foreløbigt")
    sweep(at, days=7)
    assert owed(case).step == daily
    sweep(at + timedelta(days=7), days=1)
    assert owed(case).step == daily + 1
    assert owed(case).breached_at == made.due_at


def test_finished_in_time_it_meets_its_limit(world):
    case = factories.case(world)
    made = examination(case, world.adviser)
    workflow.conclude_examination(made, by=world.adviser, at=NOW, conclusion="Støtte")
    assert owed(case) is None
    with pytest.raises(WrongState):
        workflow.conclude_examination(made, by=world.adviser, at=NOW, conclusion="Igen")


def test_after_a_finished_one_the_months_run_from_what_came_since(world):
    case = factories.case(world)
    made = examination(case, world.adviser)
    later = NOW + timedelta(days=30)
    workflow.conclude_examination(made, by=world.adviser, at=later, conclusion="Støtte")
    assert examination(case, world.adviser, at=later).aware_at == later


def test_there_is_one_at_a_time(world):
    case = factories.case(world)
    examination(case, world.adviser)
    with pytest.raises(ExaminationOpen):
        examination(case, world.colleague)


@pytest.mark.rule("LR4")
def test_it_follows_a_corrected_receipt(world):
    tie = factories.tie(world)
    made = examination(tie.case, world.adviser)
    workflow.correct_receipt(
        tie.concern,
        case=tie.case,
        by=world.leader,
        at=NOW,
        received_at=NOW - timedelta(days=5),
        reason="Brev",
    )
    made.refresh_from_db()
    assert local_day(made.due_at).isoformat() == "2027-03-05"
    assert owed(tie.case).due_at == made.due_at


@pytest.mark.rule("LR5")
def test_each_other_child_is_judged_while_it_is_open(world):
    case = factories.case(world)
    first, second = sibling(case, world.adviser), sibling(case, world.adviser)
    made = examination(case, world.adviser)
    task = owed(case, kinds.EXAMINE_SIBLINGS)
    assert task
    given = {"by": world.adviser, "at": NOW, "needed": "no", "grounds": "Trives"}
    workflow.assess_sibling(made, child=first, **given)
    assert owed(case, kinds.EXAMINE_SIBLINGS) == task
    workflow.assess_sibling(made, child=second, **given)
    assert owed(case, kinds.EXAMINE_SIBLINGS) is None


@pytest.mark.rule("LR5")
def test_a_child_that_is_added_later_is_asked_about_too(world):
    case = factories.case(world)
    made = examination(case, world.adviser)
    assert owed(case, kinds.EXAMINE_SIBLINGS) is None
    child = sibling(case, world.adviser)
    assert owed(case, kinds.EXAMINE_SIBLINGS)
    workflow.conclude_examination(made, by=world.adviser, at=NOW, conclusion="Støtte")
    assert owed(case, kinds.EXAMINE_SIBLINGS)
    given = {"by": world.adviser, "at": NOW, "needed": "no", "grounds": "Trives"}
    workflow.assess_sibling(made, child=child, **given)
    assert owed(case, kinds.EXAMINE_SIBLINGS) is None


@pytest.mark.rule("LR5")
def test_only_other_children_are_judged(world):
    case = factories.case(world)
    made = examination(case, world.adviser)
    with pytest.raises(NotAnotherChild):
        workflow.assess_sibling(
            made, child=case.exposed, by=world.adviser, at=NOW, needed="no", grounds="x"
        )


def test_none_of_adults(world):
    case = factories.case(world, persons=[factories.person(stated_age=19)])
    with pytest.raises(NotAChild):
        examination(case, world.adult_adviser)


@pytest.mark.parametrize("who", ["professional", "coordinator", "adult_adviser", "stranger"])
def test_only_the_authority_of_the_case(world, who):
    case = factories.case(world)
    made = examination(case, world.adviser)
    user = getattr(world, who)
    for verb, given in (
        (workflow.conclude_examination, {"conclusion": "x"}),
        (workflow.write_preliminary, {"text": "x"}),
        (workflow.assess_sibling, {"child": case.exposed, "needed": "no", "grounds": "x"}),
    ):
        with pytest.raises(PermissionDenied):
            verb(made, by=user, at=NOW, **given)
    with pytest.raises(PermissionDenied):
        examination(case, user)


def test_not_in_a_closed_case(world):
    with pytest.raises(WrongState):
        examination(factories.case_in(CaseStatus.CLOSED, world), world.adviser)


def test_it_leaves_the_trail(world):
    case = factories.case(world)
    made = measure(case, world.adviser, is_acute=True)
    event = AuditEvent.objects.get(verb="cases.examination_opened")
    assert event.details == {"by_measure": made.pk}
