from datetime import date

import pytest

from beredskab.accounts.models import Membership, User
from beredskab.accounts.roles import Role
from beredskab.municipality.models import Municipality, Route, Unit


@pytest.fixture
def unit(db):
    return Unit.objects.create(slug="modtagelsen", name="Modtagelsen", kind=Unit.Kind.CHILD)


@pytest.fixture
def office(db):
    return Unit.objects.create(slug="administration", name="Administration", kind=Unit.Kind.OTHER)


@pytest.fixture
def person(db):
    """Make a user who is something in a unit since long."""

    def make(username, role=None, unit=None):
        user = User.objects.create_user(username=username, name=username.title())
        if role:
            Membership.objects.create(user=user, unit=unit, role=role, from_on=date(2020, 1, 1))
        return user

    return make


@pytest.fixture
def administrator(person, office):
    return person("ada", Role.ADMINISTRATOR, office)


@pytest.fixture
def leader(person, unit):
    return person("lea", Role.LEADER, unit)


@pytest.fixture
def adviser(person, unit):
    return person("rita", Role.ADVISER_CHILD, unit)


@pytest.fixture
def routed(unit):
    """A municipality whose concerns all reach the unit."""
    Municipality.objects.create(
        name="Eksempelkøbing Kommune",
        accessibility_contact="web@example.com",
        accessibility_phone="70 55 00 99",
    )
    for age in Route.Age.values:
        Route.objects.create(source="", age=age, unit=unit)
