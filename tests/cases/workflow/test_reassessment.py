import pytest
from django.core.exceptions import PermissionDenied

from beredskab.accounts.roles import Role
from beredskab.audit.models import AuditEvent
from beredskab.deadlines.models import Deadline
from cases import kinds, workflow
from cases.models import Case
from cases.states import WrongState
from cases.workflow.reassessment import HasWritten, new_to
from tests import factories
from tests.factories import NOW
from tests.factories.child import measure

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(world):
    return factories.user(Role.ADVISER_CHILD, world.child_unit)


@pytest.fixture
def again(world, newcomer):
    """A second notification on a child with a measure, in the same case."""
    case = factories.case(world)
    measure(case, world.adviser)
    return second(world, case)


def second(world, case):
    sent = factories.received(world.adviser, into=Case.objects.get(pk=case.pk))
    return sent.case_ties.select_related("case__unit", "concern").get()


def owed(tie):
    return Deadline.objects.of(tie).open().filter(kind=kinds.REASSESS).first()


@pytest.mark.rule("LR6")
def test_a_new_notification_on_a_child_with_measures_asks_for_it(world, again):
    assert owed(again)


@pytest.mark.rule("LR6")
def test_it_never_holds_the_24_hours_back(world, again):
    assert workflow.assess(
        again, by=world.adviser, at=NOW, danger="no", act_now="no", grounds="Prøve"
    )
    assert owed(again)


@pytest.mark.rule("LR6")
def test_without_active_measures_nothing_is_asked(world):
    case = factories.case(world)
    made = measure(case, world.adviser)
    workflow.end_measure(made, by=world.adviser, at=NOW, ended_on=NOW.date(), reason="Nået")
    assert owed(second(world, case)) is None


@pytest.mark.rule("LR6")
def test_one_of_the_two_has_never_written_in_the_case(world, again, newcomer):
    with pytest.raises(HasWritten):
        workflow.reassess(again, by=world.colleague, at=NOW, with_=world.adviser, conclusion="x")
    workflow.reassess(again, by=world.adviser, at=NOW, with_=newcomer, conclusion="Ny indsats")
    assert owed(again) is None
    assert AuditEvent.objects.get(verb="cases.reassessed").details["with_user"] == newcomer.pk


@pytest.mark.rule("LR6")
def test_having_looked_does_not_count_and_having_judged_does(world, again, newcomer, client):
    client.force_login(newcomer)
    client.get(again.case.get_absolute_url())
    assert newcomer in new_to(again.case, at=NOW)
    assert world.adviser not in new_to(again.case, at=NOW)
    workflow.reassess(again, by=world.adviser, at=NOW, with_=newcomer, conclusion="x")
    assert newcomer not in new_to(again.case, at=NOW)


def test_who_can_not_see_the_case_is_not_asked(world, again):
    with pytest.raises(PermissionDenied):
        workflow.reassess(again, by=world.adviser, at=NOW, with_=world.stranger, conclusion="x")


def test_it_is_done_once_and_not_by_a_tick(world, again, newcomer):
    task = owed(again)
    with pytest.raises(WrongState):
        workflow.complete_task(task, case=again.case, by=world.adviser, at=NOW)
    workflow.reassess(again, by=world.adviser, at=NOW, with_=newcomer, conclusion="x")
    with pytest.raises(WrongState):
        workflow.reassess(again, by=world.adviser, at=NOW, with_=newcomer, conclusion="x")
