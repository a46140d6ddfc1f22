from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError
from django.utils import timezone

from beredskab.accounts.models import Membership, User
from beredskab.accounts.roles import Role, has_role, roles_of, units_with_role

pytestmark = pytest.mark.django_db


def fresh(user):
    return User.objects.get(pk=user.pk)


def test_one_user_may_hold_several_roles(adviser, office):
    Membership.objects.create(user=adviser, unit=office, role=Role.PLAN_EDITOR)
    assert roles_of(adviser) == {Role.ADVISER_CHILD, Role.PLAN_EDITOR}
    assert units_with_role(adviser, [Role.PLAN_EDITOR]) == [office.pk]


@pytest.mark.parametrize(
    ("begins", "ends", "counts"), [(-1, 0, True), (-2, -1, False), (1, 2, False)]
)
def test_a_role_counts_from_its_day_to_its_day(person, unit, begins, ends, counts):
    user, today = person("nina"), timezone.localdate()
    Membership.objects.create(
        user=user,
        unit=unit,
        role=Role.LEADER,
        from_on=today + timedelta(days=begins),
        to_on=today + timedelta(days=ends),
    )
    assert has_role(fresh(user), Role.LEADER) is counts


def test_strangers_and_disabled_users_hold_no_role(adviser):
    adviser.is_active = False
    assert roles_of(adviser) == frozenset()
    assert roles_of(AnonymousUser()) == frozenset()
    assert units_with_role(AnonymousUser(), Role.values) == []


def test_there_is_no_superuser(db):
    with pytest.raises(IntegrityError):
        User.objects.create_user(username="root", name="Root", is_superuser=True)


def test_roles_are_read_once_per_request(adviser, django_assert_num_queries):
    user = fresh(adviser)
    with django_assert_num_queries(1):
        assert has_role(user, Role.ADVISER_CHILD)
        assert not has_role(user, Role.LEADER)
