"""Which area helps an adult, who sees the case then, and who has the duty to act."""

import pytest

from beredskab.accounts.roles import Role
from beredskab.audit.models import AuditEvent
from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason
from beredskab.municipality.models import Unit
from beredskab.notices.models import Notice
from cases import workflow
from cases.models import AdultRouting, Case
from cases.states import WrongState
from cases.workflow.adult_routing import NotAnAdult, Unchosen, way_for
from tests import factories
from tests.factories import NOW
from tests.factories.adult import adult_case, jobcenter

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world):
    return adult_case(world)


def route(case, by, at_jobcenter="no", in_adult_area="yes", **given):
    return workflow.route_adult(
        case, by=by, at=NOW, at_jobcenter=at_jobcenter, in_adult_area=in_adult_area, **given
    )


def sees(user, case):
    return Case.objects.visible_to(type(user).objects.get(pk=user.pk), at=NOW).contains(case)


@pytest.mark.rule("R71")
@pytest.mark.parametrize("known", ["yes", "no", "unknown"])
def test_without_a_case_at_the_jobcenter_it_is_the_adult_area(world, case, known):
    _unit, consultant = jobcenter()
    routing = route(case, world.adult_adviser, "no", known)
    assert routing.way == "adult_area"
    assert not sees(consultant, case)


@pytest.mark.rule("R71")
def test_an_adult_in_another_unit_goes_to_the_adult_area(world, case):
    workflow.move_to_unit(case, by=world.adult_leader, at=NOW, unit=world.child_unit)
    route(case, world.leader)
    case.refresh_from_db()
    assert (case.unit, case.holder) == (world.adult_unit, world.adult_adviser)
    assert not sees(world.colleague, case)


@pytest.mark.rule("R70", "R72")
def test_whom_both_know_both_help_and_one_coordinates(world, case):
    unit, consultant = jobcenter()
    routing = route(case, world.adult_adviser, "yes", "yes", coordinates="jobcenter")
    assert (routing.way, routing.partner) == ("cooperation", unit)
    assert routing.coordinates == "jobcenter"
    assert sees(consultant, case)
    assert Notice.objects.filter(recipient=consultant, kind="case_shared").exists()


@pytest.mark.rule("R72")
def test_the_holder_stays_one_person_of_the_adult_area(world, case):
    _unit, consultant = jobcenter()
    route(case, world.adult_adviser, "yes", "yes", coordinates="jobcenter")
    case.refresh_from_db()
    assert case.holder == world.adult_adviser
    assert case.unit == world.adult_unit
    assert not workflow.assignment.roles.has_role(consultant, Role.ADVISER_ADULT)


@pytest.mark.rule("R73")
def test_whom_only_the_jobcenter_knows_somebody_chooses_for(world, case):
    unit, consultant = jobcenter()
    assert way_for("yes", "no") == "jobcenter"
    with pytest.raises(Unchosen):
        route(case, world.adult_adviser, "yes", "no")
    with pytest.raises(NeedsReason):
        route(case, world.adult_adviser, "yes", "no", chosen="jobcenter")
    routing = route(case, world.adult_adviser, "yes", "no", chosen="jobcenter", grounds="Job")
    assert (routing.way, routing.partner) == ("jobcenter", unit)
    assert sees(consultant, case)


@pytest.mark.rule("R73")
def test_the_coordinator_is_told_of_the_choice_and_may_look(world, case):
    assert not sees(world.coordinator, case)
    route(case, world.adult_adviser, "yes", "no", chosen="adult_area", grounds="Hun ønsker det")
    assert Notice.objects.filter(recipient=world.coordinator, kind="adult_routed").exists()
    assert sees(world.coordinator, case)


def test_what_nobody_can_say_is_asked_again_until_it_is_known(world, case):
    assert route(case, world.adult_adviser, "unknown", "yes").way == "unclear"
    task = Deadline.objects.of(case).get(kind="task-route_adult")
    assert task.owner == world.adult_adviser
    route(case, world.adult_adviser, "no", "yes")
    task.refresh_from_db()
    assert task.met_at == NOW


def test_who_no_longer_helps_no_longer_sees_the_case(world, case):
    _unit, consultant = jobcenter()
    route(case, world.adult_adviser, "yes", "yes")
    route(case, world.adult_adviser, "no", "yes")
    assert not sees(consultant, case)
    assert AdultRouting.objects.filter(case=case).count() == 2


def test_a_municipality_without_jobcenter_records_it_all_the_same(world, case):
    routing = route(case, world.adult_adviser, "yes", "yes")
    assert (routing.way, routing.partner) == ("cooperation", None)


def test_a_retired_jobcenter_is_none(world, case):
    unit, _consultant = jobcenter()
    Unit.objects.filter(pk=unit.pk).update(is_active=False)
    assert route(case, world.adult_adviser, "yes", "yes").partner is None


def test_it_leaves_a_trail_without_words(world, case):
    route(case, world.adult_adviser)
    event = AuditEvent.objects.get(verb="cases.adult_routed")
    assert event.details == {"way": "adult_area"}


def test_a_child_or_a_closed_case_is_not_led_anywhere(world):
    with pytest.raises(NotAnAdult):
        route(factories.case(world), world.adviser)
    case = adult_case(world)
    workflow.close_in_error(case, by=world.adult_leader, at=NOW, reason="Dublet")
    with pytest.raises(WrongState):
        route(case, world.adult_adviser)


@pytest.mark.rule("LR18")
def test_the_jobcenter_s_sight_ends_when_the_case_is_moved_to_another_unit(world, case):
    _unit, consultant = jobcenter()
    route(case, world.adult_adviser, "yes", "yes")
    assert sees(consultant, case)
    other = factories.unit(Unit.Kind.ADULT)
    receiver = factories.user(Role.ADVISER_ADULT, other)
    workflow.move_to_unit(case, by=world.adult_leader, at=NOW, unit=other)
    assert not sees(consultant, case)
    assert Deadline.objects.of(case).open().get(kind="task-route_adult").owner == receiver
    taken = AuditEvent.objects.filter(verb="grants.taken", details__reason="cooperation")
    assert taken.exists()


def test_the_jobcenter_goes_on_when_it_is_settled_again_and_keeps_its_tasks(world, case):
    _unit, consultant = jobcenter()
    route(case, world.adult_adviser, "yes", "yes")
    workflow.add_task(
        case,
        by=world.adult_adviser,
        at=NOW,
        kind="task-partners",
        owner=consultant,
        due_on=NOW.date(),
    )
    route(case, world.adult_adviser, "yes", "yes")
    assert sees(consultant, case)
    task = Deadline.objects.of(case).open().get(kind="task-partners")
    assert task.owner == consultant
    route(case, world.adult_adviser, "no", "yes")
    task.refresh_from_db()
    assert (sees(consultant, case), task.owner) == (False, world.adult_adviser)
