"""Which card somebody is to use."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from actioncards import selection
from actioncards.choices import CardAge, CardRole
from beredskab.accounts.roles import Role
from beredskab.timelimits import age_on
from tests import factories
from tests.factories import cards

pytestmark = pytest.mark.django_db


@pytest.fixture
def four():
    return {
        (role, age): cards.card(role, age) for role in CardRole.values for age in CardAge.values
    }


@pytest.mark.rule("R8")
@pytest.mark.parametrize("role", CardRole)
@pytest.mark.parametrize(
    ("age", "expected"),
    [(0, "under_18"), (17, "under_18"), (None, "under_18"), (18, "adult"), (70, "adult")],
)
def test_role_and_age_choose_the_card(four, role, age, expected):
    assert selection.version_for(role, age) == four[role, expected]


@pytest.mark.rule("R8")
def test_who_turns_18_today_gets_the_card_of_adults(four):
    born, today = date(2008, 11, 10), date(2026, 11, 10)
    assert (
        selection.version_for(CardRole.AUTHORITY, age_on(born, today)) == four["authority", "adult"]
    )
    assert (
        selection.version_for(CardRole.AUTHORITY, age_on(born, date(2026, 11, 9)))
        == four["authority", "under_18"]
    )


@pytest.mark.rule("R8")
def test_while_the_age_is_unknown_both_are_offered_under_18_first(four):
    offered = selection.versions_for(CardRole.PROFESSIONAL)
    assert offered == [four["professional", "under_18"], four["professional", "adult"]]


def test_the_own_role_comes_first(four):
    offered = selection.versions_for(own=CardRole.AUTHORITY)
    assert [(one.card.role, one.card.age) for one in offered] == [
        ("authority", "under_18"),
        ("authority", "adult"),
        ("professional", "under_18"),
        ("professional", "adult"),
    ]


def test_a_card_without_a_version_in_force_is_not_offered():
    cards.draft()
    assert selection.versions_for() == []
    assert selection.version_for(CardRole.PROFESSIONAL, 12) is None


AUTHORITY = {
    Role.ADVISER_CHILD,
    Role.ADVISER_ADULT,
    Role.DUTY_OFFICER,
    Role.LEADER,
    Role.LAWYER,
    Role.COORDINATOR,
}


@pytest.mark.parametrize("role", Role)
def test_each_role_has_its_cards(role):
    expected = CardRole.AUTHORITY if role in AUTHORITY else CardRole.PROFESSIONAL
    if role in {Role.LOG_CONTROLLER, Role.DPO}:
        expected = None
    assert selection.role_of(factories.user(role)) == expected


def test_who_controls_the_log_and_a_stranger_have_no_cards_of_their_own(four):
    assert selection.own_versions(factories.user(Role.DPO)) == []
    assert selection.own_versions(AnonymousUser()) == []
    assert selection.own_versions(factories.user(Role.LEADER)) == [
        four["authority", "under_18"],
        four["authority", "adult"],
    ]
