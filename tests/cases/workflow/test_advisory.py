"""Security consultants advise; they own, decide and hold nothing (R109)."""

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.accounts import duty
from beredskab.accounts.models import User
from beredskab.accounts.roles import ADVISERS, ON_DUTY, Role
from beredskab.municipality.models import Contact, Unit
from beredskab.municipality.services import Service
from cases import workflow
from cases.workflow.assignment import NotAnAdviser
from tests import factories
from tests.factories import NOW, cards

pytestmark = pytest.mark.django_db


@pytest.mark.rule("R109")
@pytest.mark.parametrize("role", Role.values)
def test_a_case_is_assigned_to_an_adviser_of_its_unit_alone(world, role):
    case = factories.case(world)
    somebody = factories.user(role, None if role == Role.COORDINATOR else world.child_unit)
    assign = {"by": world.leader, "at": NOW, "to": somebody}
    if role in ADVISERS:
        assert workflow.assign(case, **assign).offered_to == somebody
    else:
        with pytest.raises(NotAnAdviser):
            workflow.assign(case, **assign)
        with pytest.raises(PermissionDenied):
            workflow.take(case, by=somebody, at=NOW)


@pytest.mark.rule("R109")
@pytest.mark.parametrize("role", sorted(set(Role.values) - ON_DUTY))
def test_the_duty_to_act_reaches_no_other_role(world, role):
    unit = factories.unit(Unit.Kind.SSP if role == Role.COORDINATOR else Unit.Kind.CHILD)
    somebody = factories.user(role, unit)
    factories.shift(somebody, unit)
    assert duty.receiver_of(unit, NOW) is None


@pytest.mark.rule("R109")
def test_security_consultants_have_a_number_and_no_log_in(world):
    made = cards.contact(service=Service.SECURITY_CONSULTANT)
    related = {field.related_model for field in Contact._meta.fields if field.is_relation}
    assert User not in related
    assert made.get_service_display()
    assert not [role for role in Role.values if "consultant" in role or "security" in role]
