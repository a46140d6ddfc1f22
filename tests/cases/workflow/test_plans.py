import pytest
from django.core.exceptions import PermissionDenied

from beredskab.audit.models import AuditEvent
from cases.models import ChildPlan
from cases.states import CaseStatus, WrongState
from cases.workflow.examination import NotAChild
from cases.workflow.plans import suggested_kind
from cases.workflow.versions import Changed
from tests import factories
from tests.factories import NOW
from tests.factories.child import plan

pytestmark = pytest.mark.django_db


@pytest.mark.rule("R63")
@pytest.mark.parametrize(
    ("age", "from_age", "kind"), [(15, 16, "child"), (16, 16, "youth"), (15, 15, "youth")]
)
def test_the_age_suggests_which_plan(world, age, from_age, kind):
    world.municipality.youth_plan_from_age = from_age
    world.municipality.save()
    case = factories.case(world, persons=[factories.person(stated_age=age)])
    assert suggested_kind(case, at=NOW) == kind


def test_an_unknown_age_suggests_the_plan_of_a_child(world):
    case = factories.case(world, persons=[factories.person(age_unknown=True)])
    assert suggested_kind(case, at=NOW) == "child"


def test_who_changes_it_writes_the_next_version(world):
    case = factories.case(world)
    plan(case, world.adviser)
    plan(case, world.colleague, seen=1, goals="Nye mål")
    assert [one.goals for one in ChildPlan.objects.filter(case=case)] == ["Nye mål", "Mål"]


def test_the_second_of_two_writers_is_told(world):
    case = factories.case(world)
    first = plan(case, world.adviser)
    with pytest.raises(Changed) as refused:
        plan(case, world.colleague)
    assert refused.value.newest == first


def test_none_of_adults(world):
    case = factories.case(world, persons=[factories.person(stated_age=19)])
    with pytest.raises(NotAChild):
        plan(case, world.adult_adviser)


@pytest.mark.parametrize("who", ["professional", "coordinator", "adult_adviser", "stranger"])
def test_only_the_authority_of_the_case(world, who):
    with pytest.raises(PermissionDenied):
        plan(factories.case(world), getattr(world, who))


def test_not_in_a_closed_case(world):
    with pytest.raises(WrongState):
        plan(factories.case_in(CaseStatus.CLOSED, world), world.adviser)


def test_it_leaves_the_trail(world):
    plan(factories.case(world), world.adviser)
    assert AuditEvent.objects.get(verb="cases.plan_written").details["version"] == 1
