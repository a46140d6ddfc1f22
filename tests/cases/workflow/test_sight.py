"""What a duty officer worked on at night stays in her sight until somebody has it by day."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import transaction

from beredskab.accounts import grants
from beredskab.accounts.models import DutyShift, User
from beredskab.accounts.roles import Role
from beredskab.errors import Refused
from cases import workflow
from cases.models import Case
from cases.states import CaseStatus
from tests import factories
from tests.cases.verbs import ROWS
from tests.factories import NOW

pytestmark = pytest.mark.django_db
NIGHT = NOW.replace(hour=20)  # Tuesday at nine in the evening
NOON = datetime(2026, 11, 11, 11, 0, tzinfo=UTC)


def sees(user, case, at):
    return Case.objects.visible_to(User.objects.get(pk=user.pk), at=at).filter(pk=case.pk).exists()


def assess(tie, by, at, act_now="no"):
    workflow.assess(tie, by=by, at=at, danger="no", act_now=act_now, grounds="x")


@pytest.fixture
def night():
    with time_machine.travel(NIGHT, tick=False):
        yield NIGHT


def test_a_case_that_she_judged_not_to_be_acute_stays_until_noon(world, night):
    tie = factories.tie(world)
    assert tie.case.holder == world.adviser
    assess(tie, world.officer, night)
    assert sees(world.officer, tie.case, night + timedelta(hours=1))
    assert sees(world.officer, tie.case, NOON - timedelta(seconds=1))
    assert not sees(world.officer, tie.case, NOON)


def test_it_is_gone_as_soon_as_somebody_takes_it(world, night):
    tie = factories.tie(world)
    assess(tie, world.officer, night)
    workflow.take(tie.case, by=world.colleague, at=night)
    assert not sees(world.officer, tie.case, night)


def test_who_is_holder_keeps_it_as_holder(world, night):
    tie = factories.tie(world, at=night)
    assert tie.case.holder == world.officer
    assess(tie, world.officer, night)
    grant = tie.case.user_grants.get(user=world.officer)
    assert (grant.reason, grant.until) == ("holder", None)
    assert sees(world.officer, tie.case, night + timedelta(days=3))


def test_what_she_only_looked_at_is_gone_when_it_no_longer_concerns_her(world, night):
    tie = factories.tie(world)
    assess(tie, world.adviser, night)
    assert not sees(world.officer, tie.case, night)


def test_an_acute_call_keeps_it_in_sight_and_a_move_takes_it(world, night):
    another = factories.user(Role.DUTY_OFFICER, world.adult_unit)
    factories.shift(another, world.adult_unit, DutyShift.Kind.OFFICER)
    case = factories.case(world, acute="yes")
    workflow.record_call(case, by=world.officer, at=night, to="114", called_at=night)
    assert case.user_grants.get(user=world.officer).reason == "duty"
    workflow.end_acute(case, by=world.adviser, at=night, grounds="x")
    assert sees(world.officer, case, night)
    workflow.move_to_unit(case, by=world.leader, at=night, unit=world.adult_unit)
    assert not sees(world.officer, case, night)


def test_by_day_nobody_gets_a_grant_by_working(world):
    tie = factories.tie(world)
    assess(tie, world.colleague, NOW)
    assert not grants.user_keys(Case, world.colleague, NOW).exists()


# -- Every verb she may use ----------------------------------------------------------------------
class Undone(Exception):  # noqa: N818  nothing is wrong
    """Undoes what a call did."""


def kept_by(row, subject, case, officer):
    """Whether the officer got through, and whether she keeps sight of the case by it."""
    subject = type(subject)._base_manager.get(pk=subject.pk)
    got_through, keeps = False, False
    try:
        with transaction.atomic():
            row.call(subject, Case.objects.get(pk=case.pk), User.objects.get(pk=officer.pk))
            got_through = True
            keeps = grants.user_keys(Case, officer, NOW).filter(content_object=case).exists()
            raise Undone
    except (PermissionDenied, Refused, Undone):
        return got_through, keeps


# Reading what came in, and what takes the case away from her unit.
NOT_KEPT = {"give_anonymous_advice"}


@pytest.mark.parametrize(
    "status",
    [CaseStatus.RECEIVED, pytest.param(CaseStatus.RISK_ASSESSED, marks=pytest.mark.slow)],
)
def test_whatever_a_duty_officer_does_she_keeps_sight_of_the_case(world, status):
    case = factories.case_in(status, world)
    officer = factories.user(Role.DUTY_OFFICER, world.child_unit)
    factories.shift(officer, world.child_unit, DutyShift.Kind.OFFICER)
    used, lost = set(), set()
    for verb, row in ROWS.items():
        with transaction.atomic():
            subject = row.ready(world, case)
            Case.objects.filter(pk=case.pk).update(acute=True)
            got_through, keeps = kept_by(row, subject, case, officer)
            used |= {verb} if got_through else set()
            lost |= {verb} if got_through and not keeps else set()
            transaction.set_rollback(True)
    assert lost <= NOT_KEPT
    assert len(used) > 40
    assert {"record_measure", "write_note", "plan_contact", "assess", "add_person"} <= used
