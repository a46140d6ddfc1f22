"""The one gate, against a plain-Python reading of its rule."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from beredskab.accounts import grants
from beredskab.accounts.models import DutyShift, Membership, User
from beredskab.accounts.roles import Role
from cases import workflow
from cases.models import Case, CaseBlock, Concern
from tests import factories
from tests.factories import LONG_AGO, NOW

pytestmark = pytest.mark.django_db


def seen_by(user, at=NOW):
    """What the user sees, asked anew as a new request would."""
    return set(Case.objects.visible_to(User.objects.get(pk=user.pk), at=at))


def test_who_sees_a_new_case(world):
    case = factories.case(world)
    see = {world.adviser, world.colleague, world.leader}
    others = {
        world.professional,
        world.adult_adviser,
        world.adult_leader,
        world.officer,
        world.coordinator,
        world.administrator,
        world.stranger,
    }
    assert all(case in seen_by(user) for user in see)
    assert not any(case in seen_by(user) for user in others)


@pytest.mark.rule("R7")
def test_another_department_sees_a_case_only_by_grant_and_no_copy_is_made(world):
    case = factories.case(world)
    assert case not in seen_by(world.adult_adviser)
    grants.give(case, world.adult_adviser, by=world.leader, at=NOW, reason="shared")
    assert seen_by(world.adult_adviser) == {case}
    assert Case.objects.count() == 1


def test_a_grant_ends_by_itself(world):
    case = factories.case(world)
    until = NOW + timedelta(hours=4)
    grants.give(case, world.adult_adviser, by=world.leader, at=NOW, reason="shared", until=until)
    assert seen_by(world.adult_adviser, until - timedelta(seconds=1)) == {case}
    assert seen_by(world.adult_adviser, until) == set()


def test_the_duty_officer_sees_what_is_unassessed_while_she_has_the_duty(world):
    tie = factories.tie(world)
    night, day = NOW.replace(hour=20), NOW.replace(hour=9)
    assert seen_by(world.officer, night) == {tie.case}
    assert seen_by(world.officer, day) == set()
    workflow.assess(tie, by=world.adviser, at=NOW, danger="no", act_now="no", grounds="x")
    assert seen_by(world.officer, night) == set()


def test_the_duty_officer_sees_what_is_acute_where_nobody_else_has_the_duty(world):
    """Its alerts reach her: `recipients` asks any officer where the unit has none of its own."""
    case = factories.case(world, acute="yes", persons=[factories.person(stated_age=30)])
    night, day = NOW.replace(hour=20), NOW.replace(hour=9)
    assert case.unit == world.adult_unit
    assert seen_by(world.officer, night) == {case}
    assert seen_by(world.officer, day) == set()
    own = factories.user(Role.DUTY_OFFICER, world.adult_unit)
    factories.shift(own, world.adult_unit, DutyShift.Kind.OFFICER)
    assert seen_by(world.officer, night) == set()
    assert seen_by(own, night) == {case}


def test_a_role_that_ends_takes_sight_at_once(world):
    case = factories.case(world)
    Membership.objects.filter(user=world.colleague).update(to_on=NOW.date() - timedelta(days=1))
    assert case not in seen_by(world.colleague)
    User.objects.filter(pk=world.leader.pk).update(is_active=False)
    assert case not in seen_by(world.leader)


def test_no_grant_opens_a_case_to_a_role_that_reads_none(world):
    case = factories.case(world)
    for user in (world.professional, world.administrator):
        grants.give(case, user, by=world.leader, at=NOW, reason="shared")
        assert seen_by(user) == set()


def test_a_block_beats_grant_unit_and_duty(world):
    case = factories.case(world)
    for user in (world.adviser, world.leader, world.officer):
        CaseBlock.objects.create(case=case, user=user, reason="x", set_at=NOW, set_by=world.leader)
        assert case not in seen_by(user, NOW.replace(hour=20))
        assert not Concern.objects.visible_to(user, at=NOW).exists()


def test_random_grants_units_and_blocks_agree_with_the_rule(world):
    draw = random.Random(20261121)
    users = [world.adviser, world.colleague, world.leader, world.adult_leader, world.stranger]
    cases = [factories.case(world, persons=[factories.person(stated_age=a)]) for a in (9, 12, 40)]
    for _ in range(40):
        user, case = draw.choice(users), draw.choice(cases)
        match draw.randrange(4):
            case 0:
                grants.give(case, user, by=world.leader, at=NOW, reason="shared")
            case 1:
                grants.take(case, user, by=world.leader, at=NOW)
            case 2:
                CaseBlock.objects.get_or_create(
                    case=case,
                    user=user,
                    lifted_at=None,
                    defaults={"reason": "x", "set_at": NOW, "set_by": world.leader},
                )
            case 3:
                CaseBlock.objects.filter(case=case, user=user, lifted_at=None).update(
                    lifted_at=NOW, lifted_by=world.leader
                )
        for someone in users:
            assert seen_by(someone) == {c for c in cases if rule(someone, c)}


def rule(user, case):
    """The gate in plain Python."""
    if case.blocks.filter(user=user, lifted_at=None).exists():
        return False
    roles = set(Membership.objects.filter(user=user).values_list("unit_id", "role"))
    if (case.unit_id, Role.LEADER) in roles or case.user_grants.filter(user=user).exists():
        return True
    groups = case.group_grants.values_list("group__unit_group__unit", "group__unit_group__role")
    return bool(roles & set(groups))


def test_it_is_one_query(world):
    factories.case(world)
    user = User.objects.get(pk=world.adviser.pk)
    list(Case.objects.visible_to(user, at=NOW))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        list(Case.objects.visible_to(user, at=NOW))
    assert len(queries) == 1


def test_a_reporter_sees_her_own_concern_and_not_the_case(world):
    sent = factories.concern(world.professional)
    assert set(Concern.objects.visible_to(world.professional)) == {sent}
    assert seen_by(world.professional) == set()
    assert not Concern.objects.visible_to(world.stranger).exists()


def test_a_new_member_of_the_unit_sees_what_its_intake_was_given(world):
    case = factories.case(world)
    newcomer = factories.user()
    Membership.objects.create(
        user=newcomer, unit=world.child_unit, role=Role.ADVISER_CHILD, from_on=LONG_AGO
    )
    assert seen_by(newcomer) == {case}
