import copy

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from beredskab.audit import trail
from beredskab.audit.models import AuditEvent
from beredskab.municipality import workflow
from beredskab.municipality.ladder import UnsafeLadder
from beredskab.municipality.models import DEFAULT_LADDER, Municipality, Route, Unit

pytestmark = pytest.mark.django_db
CALENDAR = {"saturday_counts": True, "half_holidays_count": True, "show_amber": True}


@pytest.fixture
def who():
    user = get_user_model().objects.create_user(username="ada", name="Ada Admin")
    return {"by": user, "at": timezone.now()}


@pytest.fixture
def unit(who):
    return workflow.add_unit(**who, name="Børn og Unge", kind=Unit.Kind.CHILD, phone="")


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_the_first_change_makes_the_one_row(who):
    workflow.change_calendar(**who, **CALENDAR)
    assert Municipality.objects.get().saturday_counts


def test_a_change_leaves_old_and_new_value_in_the_trail(who):
    workflow.change_calendar(**who, **CALENDAR)
    event = AuditEvent.objects.get()
    assert event.verb == "municipality.calendar_changed"
    assert event.actor == who["by"]
    assert event.details == {"changed": {"saturday_counts": [False, True]}}


def test_nothing_changed_leaves_no_entry(who):
    workflow.change_calendar(**who, **CALENDAR)
    workflow.change_calendar(**who, **CALENDAR)
    assert len(verbs()) == 1


def test_nothing_remains_when_the_trail_fails(who, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(trail, "record", fail)
    with pytest.raises(RuntimeError):
        workflow.change_calendar(**who, **CALENDAR)
    assert not Municipality.objects.filter(saturday_counts=True).exists()


def test_an_unsafe_ladder_is_refused(who):
    ladder = copy.deepcopy(DEFAULT_LADDER)
    ladder["assessment"] = ladder["assessment"][1:]
    with pytest.raises(UnsafeLadder):
        workflow.change_ladder(**who, ladder=ladder)
    assert Municipality.objects.current().alert_ladder == DEFAULT_LADDER


def test_a_safe_ladder_is_stored(who):
    ladder = copy.deepcopy(DEFAULT_LADDER)
    ladder["assessment"].insert(1, {"after_hours": 6, "to": ["owner"]})
    workflow.change_ladder(**who, ladder=ladder)
    assert Municipality.objects.current().alert_ladder == ladder


def test_a_unit_gets_a_short_name_without_danish_letters(who, unit):
    assert unit.slug == "boern-og-unge"
    again = workflow.add_unit(**who, name="Børn og Unge", kind=Unit.Kind.CHILD, phone="")
    assert again.slug == "boern-og-unge-2"


def test_a_unit_that_receives_stays_in_use(who, unit):
    workflow.set_route(**who, source="", age=Route.Age.UNDER_18, unit=unit)
    with pytest.raises(workflow.UnitReceives):
        workflow.retire_unit(unit, **who)


def test_a_unit_is_taken_out_of_use_and_back(who, unit):
    assert not workflow.retire_unit(unit, **who).is_active
    with pytest.raises(workflow.UnitNotInUse):
        workflow.set_route(**who, source="", age=Route.Age.UNDER_18, unit=unit)
    assert workflow.resume_unit(unit, **who).is_active
    assert verbs()[-2:] == ["municipality.unit_retired", "municipality.unit_resumed"]


@pytest.mark.rule("R32")
def test_the_receiving_unit_comes_from_the_routes(who, unit):
    workflow.change_unit(unit, **who, name="Familiegruppen", kind="child", phone="")
    workflow.set_route(**who, source="", age=Route.Age.UNDER_18, unit=unit)
    assert Route.objects.unit_for("school", is_adult=False).name == "Familiegruppen"
    assert Route.objects.unit_for("school", is_adult=True) is None


def test_a_source_of_its_own_outranks_every_other_until_removed(who, unit):
    ssp = workflow.add_unit(**who, name="SSP", kind=Unit.Kind.SSP, phone="")
    workflow.set_route(**who, source="", age=Route.Age.UNDER_18, unit=unit)
    route = workflow.set_route(**who, source="police", age=Route.Age.UNDER_18, unit=ssp)
    assert Route.objects.unit_for("police", is_adult=False) == ssp
    assert Route.objects.unit_for("school", is_adult=False) == unit
    workflow.remove_route(route, **who)
    assert Route.objects.unit_for("police", is_adult=False) == unit


def test_the_route_of_every_other_source_is_moved_but_not_removed(who, unit):
    other = workflow.add_unit(**who, name="Ny enhed", kind=Unit.Kind.CHILD, phone="")
    route = workflow.set_route(**who, source="", age=Route.Age.UNDER_18, unit=unit)
    with pytest.raises(workflow.RouteNeeded):
        workflow.remove_route(route, **who)
    workflow.set_route(**who, source="", age=Route.Age.UNDER_18, unit=other)
    assert Route.objects.unit_for("school", is_adult=False) == other
