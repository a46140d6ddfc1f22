"""A leader appoints who keeps Infohus while both consultants are away."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from beredskab.accounts.models import Absence, Membership, User
from beredskab.accounts.roles import Role
from beredskab.audit.models import AuditEvent
from beredskab.errors import NeedsReason
from beredskab.notices.models import Notice
from cases import visibility
from cases.models import Case
from infohus import permissions, workflow
from infohus.models import Substitute
from infohus.workflow.members import EndsBeforeItBegan
from infohus.workflow.substitutes import IsCoordinator, NotAway, ReadsAll, TooLong
from tests import factories
from tests.factories import NOW
from tests.factories import infohus as made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]
TODAY = NOW.date()
LAST = TODAY + timedelta(days=6)


@pytest.fixture
def other(world):
    """The secondary consultant, of the same unit."""
    unit = world.coordinator.memberships.get().unit
    return factories.user(Role.COORDINATOR, unit)


@pytest.fixture
def away(world, other):
    for user in (world.coordinator, other):
        Absence.objects.create(
            user=user, deputy=world.colleague, from_at=NOW, to_at=NOW + timedelta(days=8)
        )


def appoint(world, **known):
    fields = {
        "user": world.adult_leader,
        "from_on": TODAY,
        "to_on": LAST,
        "reason": "Begge er syge",
    }
    return workflow.appoint_substitute(**{**fields, "by": world.leader, "at": NOW, **known})


def fresh(user):
    return User.objects.get(pk=user.pk)


@pytest.mark.rule("R79")
def test_the_substitute_keeps_infohus_from_the_first_day_to_the_last(world, away):
    case = made.case(world)
    appoint(world)
    assert permissions.can_convene(fresh(world.adult_leader))
    meeting = workflow.begin_meeting(
        cases=[case], by=fresh(world.adult_leader), at=NOW, starts_at=made.STARTS, ends_at=made.ENDS
    )
    assert meeting.items.count() == 1
    with time_machine.travel(NOW + timedelta(days=7), tick=False):
        assert not permissions.can_convene(fresh(world.adult_leader))
    assert AuditEvent.objects.filter(verb="infohus.substitute_appointed").exists()
    told = Notice.objects.filter(kind="infohus_substitute").values_list("recipient", flat=True)
    assert {world.adult_leader.pk, world.coordinator.pk} <= set(told)


@pytest.mark.rule("R79")
def test_only_a_leader_appoints_and_never_herself(world, away):
    for by in (world.adviser, world.coordinator, world.administrator, world.professional):
        with pytest.raises(PermissionDenied):
            appoint(world, by=by)
    with pytest.raises(PermissionDenied):
        appoint(world, user=world.leader)
    assert not Substitute.objects.exists()


@pytest.mark.rule("R79")
def test_not_while_a_coordinator_is_here(world, other):
    with pytest.raises(NotAway):
        appoint(world)
    Absence.objects.create(
        user=world.coordinator, deputy=other, from_at=NOW, to_at=NOW + timedelta(days=8)
    )
    with pytest.raises(NotAway):
        appoint(world)


@pytest.mark.rule("R79")
def test_not_for_longer_than_both_are_away(world, away, other):
    with pytest.raises(NotAway):
        appoint(world, to_on=TODAY + timedelta(days=9))
    other.absences.update(to_at=NOW + timedelta(days=1))
    with pytest.raises(NotAway):
        appoint(world)
    assert not Substitute.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"reason": " "}, NeedsReason),
        ({"to_on": TODAY - timedelta(days=1)}, EndsBeforeItBegan),
        ({"to_on": TODAY + timedelta(days=61)}, TooLong),
    ],
)
def test_days_and_reason_are_asked_for(world, away, wrong, why):
    with pytest.raises(why):
        appoint(world, **wrong)


def test_a_coordinator_needs_no_appointment(world, away, other):
    with pytest.raises(IsCoordinator):
        appoint(world, user=other)


def test_she_sees_what_waits_there_and_not_where_she_is_blocked(world, away):
    seen, shut = made.case(world), made.case(world)
    user = factories.user(Role.PROFESSIONAL, world.school)
    shut.blocks.create(user=user, reason="x", set_at=NOW, set_by=world.leader)
    appoint(world, user=user)
    assert list(Case.objects.visible_to(fresh(user), at=NOW)) == [seen]
    later = NOW + timedelta(days=8)
    with time_machine.travel(later, tick=False):
        assert not Case.objects.visible_to(fresh(user), at=later).exists()


def test_she_may_be_appointed_again(world, away):
    appoint(world)
    appoint(world, to_on=LAST + timedelta(days=1))
    assert Membership.objects.get(user=world.adult_leader, role=Role.COORDINATOR).to_on > LAST


def test_an_appointment_cuts_no_coordinator_short_who_begins_later(world, away):
    unit = world.coordinator.memberships.get().unit
    later = Membership.objects.create(
        user=world.professional, unit=unit, role=Role.COORDINATOR, from_on=LAST
    )
    with pytest.raises(IsCoordinator):
        appoint(world, user=world.professional)
    later.refresh_from_db()
    assert later.to_on is None


def test_the_substitute_reads_of_a_case_what_a_coordinator_does(world, away):
    """So nobody stands in whose own role would open all of it to her."""
    case = made.case(world)
    for user in (world.adviser, world.officer, world.adult_adviser):
        with pytest.raises(ReadsAll):
            appoint(world, user=user)
    user = factories.user(Role.PROFESSIONAL, world.school)
    appoint(world, user=user)
    assert visibility.parts(fresh(user), case) == visibility.parts(world.coordinator, case)
