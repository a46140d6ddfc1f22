"""Whoever is alerted about a case can open what the alert leads to, whatever rung reached her."""

from datetime import timedelta

import pytest
import time_machine
from django.db.models import Min
from django.urls import resolve

from beredskab.accounts import grants
from beredskab.accounts.models import Absence, DutyShift, Membership, User
from beredskab.accounts.roles import Role
from beredskab.deadlines import duedates
from beredskab.deadlines.models import Deadline
from beredskab.municipality.models import DEFAULT_LADDER
from beredskab.notices.models import Notice
from cases import workflow
from cases.models import Case, CaseBlock, Concern
from tests import factories
from tests.factories import LONG_AGO, NOW, safety

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R36")]
NIGHT = NOW.replace(hour=20)
EVERYBODY = ["owner", "duty", "leader"]


def as_it_is(world):
    """Everybody is there."""


def no_shifts(world):
    DutyShift.objects.filter(kind=DutyShift.Kind.OFFICER).delete()


def no_leaders(world):
    User.objects.filter(pk__in=[world.leader.pk, world.adult_leader.pk]).update(is_active=False)
    factories.user(Role.LEADER, factories.unit())


def deputies_of_another_unit(world):
    for user in (world.adviser, world.leader, world.officer, world.adult_leader):
        deputy = factories.user(Role.ADVISER_ADULT, factories.unit())
        Absence.objects.create(user=user, deputy=deputy, from_at=NOW, to_at=NOW.replace(year=2028))


def an_adviser_on_duty(world):
    no_shifts(world)
    adviser = factories.user(Role.ADVISER_ADULT, factories.unit())
    factories.shift(adviser, factories.unit(), DutyShift.Kind.OFFICER)


def an_owner_who_left(world):
    Membership.objects.filter(user=world.adviser).update(to_on=NOW.date() - timedelta(days=1))
    other = factories.user(Role.PROFESSIONAL, world.school)
    Membership.objects.filter(user=other).update(user=world.adviser)


def everybody_at_each_rung(world):
    ladder = {
        kind: [{**rung, "to": EVERYBODY} for rung in rungs]
        for kind, rungs in DEFAULT_LADDER.items()
    }
    type(world.municipality).objects.update(alert_ladder=ladder)


SITUATIONS = [
    pytest.param(as_it_is, NOW, 14, id="as it is"),
    pytest.param(no_shifts, NIGHT, 30, id="no shifts, at night"),
    *(
        pytest.param(one, at, age, id=f"{one.__name__}, {at:%H}", marks=pytest.mark.slow)
        for one, at, age in [
            (as_it_is, NIGHT, 30),
            (no_shifts, NOW, 14),
            (no_leaders, NOW, 14),
            (no_leaders, NIGHT, 30),
            (deputies_of_another_unit, NOW, 14),
            (deputies_of_another_unit, NIGHT, 30),
            (an_adviser_on_duty, NIGHT, 14),
            (an_owner_who_left, NOW, 14),
            (everybody_at_each_rung, NOW, 14),
            (everybody_at_each_rung, NIGHT, 30),
        ]
    ),
]


def opens(user, path, at):
    """Whether the gate lets the user in to where the path leads."""
    user = User.objects.get(pk=user.pk)
    match = resolve(path)
    model = Concern if match.url_name.startswith("concern") else Case
    found = model.objects.visible_to(user, at=at)
    return found.filter(reference=match.kwargs["reference"]).exists()


def every_alert(until):
    """Sweep at the moment of each alert, and tell who was alerted, to what, when."""
    while True:
        open_rows = Deadline.objects.open().filter(set_aside_at=None)
        at = open_rows.aggregate(at=Min("alert_at"))["at"]
        if at is None or at > until:
            return
        before = set(Notice.objects.values_list("pk", flat=True))
        with time_machine.travel(at, tick=False):
            duedates.alert_batch(at=at)
        # A rung that comes again every hour has been seen by then.
        Deadline.objects.filter(step__gte=7).update(alert_at=None)
        for notice in Notice.objects.exclude(pk__in=before).select_related("recipient"):
            yield notice.recipient, notice.path, at


def owe_everything(case, world, at):
    """Let the case owe something of each ladder."""
    owner = case.holder
    workflow.add_task(case, by=owner, at=at, kind="task-risk", owner=owner, due_on=at.date())
    workflow.begin_acute(case, by=owner, at=at, triggers=["violence"])
    safety.check_in(case, owner, due_at=at + timedelta(hours=3))
    if case.is_minor:
        safety.stay(case, owner)


@pytest.mark.parametrize(("situation", "at", "age"), SITUATIONS)
def test_everybody_whom_a_rung_reaches_can_open_its_link(world, situation, at, age):
    with time_machine.travel(at, tick=False):
        case = factories.case(world, at=at, persons=[factories.person(stated_age=age)])
        owe_everything(case, world, at)
        Notice.objects.all().delete()
        situation(world)
    reached = 0
    for user, path, moment in every_alert(at + timedelta(days=12)):
        reached += 1
        assert opens(user, path, moment), (user.pk, path, moment)
    assert reached > 10
    assert not Deadline.objects.set_aside().exists()


def test_an_off_duty_officer_who_is_alerted_by_day_opens_the_case(world, client):
    """What was a 404: it is acute, and nobody has the duty now."""
    with time_machine.travel(NOW, tick=False):
        case = factories.case(world, acute="yes")
        notice = Notice.objects.get(recipient=world.officer)
        client.force_login(world.officer)
        assert client.get(notice.path).status_code == 200
        grant = case.user_grants.get(user=world.officer)
        assert (grant.reason, grant.given_by) == ("duty", None)
    assert opens(world.officer, notice.path, NOW + timedelta(hours=3))
    assert not opens(world.officer, notice.path, NOW + timedelta(days=1, hours=3))
    workflow.take(case, by=world.adviser, at=NOW)
    assert not opens(world.officer, notice.path, NOW)


def test_an_owner_whose_sight_was_taken_is_not_let_in_again_and_her_leader_is_told(world):
    case = factories.case(world)
    helper = factories.user(Role.JOBCENTER)
    grants.give(case, helper, by=world.adviser, at=NOW, reason="cooperation")
    due_on = NOW.date() + timedelta(days=1)
    workflow.add_task(case, by=world.adviser, at=NOW, kind="task-risk", owner=helper, due_on=due_on)
    grants.take(case, helper, by=world.adviser, at=NOW)
    Notice.objects.all().delete()
    at = NOW + timedelta(days=1)
    duedates.alert_batch(at=at)
    assert not Notice.objects.filter(recipient=helper).exists()
    assert Notice.objects.filter(recipient=world.leader).exists()


def test_who_is_blocked_is_not_let_in(world):
    case = factories.case(world)
    block = {"reason": "x", "set_at": NOW, "set_by": world.leader}
    CaseBlock.objects.create(case=case, user=world.officer, **block)
    no_shifts(world)
    workflow.begin_acute(case, by=world.adviser, at=NOW, triggers=["violence"])
    list(every_alert(NOW + timedelta(days=3)))
    assert not Notice.objects.filter(recipient=world.officer).exists()
    assert not case.user_grants.filter(user=world.officer).exists()


def test_who_sees_a_case_anyway_is_given_nothing(world):
    case = factories.case(world, at=NIGHT)
    list(every_alert(NIGHT + timedelta(days=3)))
    assert Notice.objects.filter(recipient=world.leader).exists()
    assert not case.user_grants.filter(reason="duty").exists()


def test_the_gate_is_still_one_query(world, django_assert_num_queries):
    factories.case(world, acute="yes")
    user = User.objects.get(pk=world.adviser.pk)
    list(Case.objects.visible_to(user, at=NOW))
    with django_assert_num_queries(1):
        assert list(Case.objects.visible_to(user, at=NOW))


def test_a_deputy_who_is_told_what_is_urgent_opens_it(world):
    case = factories.case(world)
    deputy = factories.user(Role.ADVISER_ADULT, factories.unit())
    Absence.objects.create(user=case.holder, deputy=deputy, from_at=NOW, to_at=NIGHT)
    workflow.begin_acute(case, by=world.colleague, at=NOW, triggers=["violence"])
    assert Notice.objects.filter(recipient=deputy, kind="case_acute").exists()
    assert opens(deputy, case.get_absolute_url(), NOW)


def test_who_can_not_open_it_is_not_told_and_the_leaders_are(world):
    case = factories.case(world)
    Membership.objects.filter(user=case.holder).update(to_on=LONG_AGO)
    workflow.begin_acute(case, by=world.colleague, at=NOW, triggers=["violence"])
    found = Notice.objects.filter(kind="case_acute").values_list("recipient", flat=True)
    assert set(found) == {world.leader.pk}
