from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.accounts.roles import Role
from beredskab.audit.models import AuditEvent
from beredskab.plan import workflow
from beredskab.plan.models import Acknowledgement
from beredskab.plan.states import EditionStatus, WrongState
from tests import factories
from tests.factories import NOW
from tests.factories import plan as made
from tests.racing import at_once_on, fresh, types_of
from tests.unchanged import no_trail, refused

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def acknowledge(edition, by, at=NOW):
    return workflow.acknowledge(edition, by=by, at=at)


def test_somebody_says_that_she_has_read_the_plan(desk):
    edition = made.in_force()
    row = acknowledge(edition, desk.reader)
    assert (row.edition, row.user, row.at) == (edition, desk.reader, NOW)
    event = AuditEvent.objects.get(verb="plan.acknowledged")
    assert (event.actor, event.subject_id, event.details) == (
        desk.reader,
        edition.pk,
        {"number": "1"},
    )


def test_once_is_enough(desk):
    edition = made.in_force()
    first = acknowledge(edition, desk.reader)
    assert acknowledge(edition, desk.reader, at=LATER) == first
    assert fresh(first).at == NOW
    assert AuditEvent.objects.filter(verb="plan.acknowledged").count() == 1
    acknowledge(edition, desk.leader)
    assert edition.acknowledgements.count() == 2


def test_a_new_edition_is_read_anew_and_what_was_read_stays(desk):
    former = made.in_force()
    acknowledge(former, desk.reader)
    edition = made.in_force()
    assert not edition.acknowledgements.exists()
    acknowledge(edition, desk.reader, at=LATER)
    assert former.acknowledgements.get().at == NOW


@pytest.mark.parametrize("status", sorted(set(EditionStatus) - {"in_force"}))
def test_only_the_plan_in_force_is_read(desk, status):
    edition = made.edition_in(status)
    with refused(WrongState):
        acknowledge(edition, desk.reader)


def test_what_was_replaced_while_it_was_read_is_not(desk):
    seen = made.in_force()
    made.in_force()
    with refused(WrongState):
        acknowledge(seen, desk.reader)


def test_what_is_gone_is_not(desk):
    draft = made.draft()
    workflow.discard(fresh(draft), by=desk.writer, at=NOW)
    with refused(WrongState):
        acknowledge(draft, desk.reader)


def test_the_police_and_strangers_are_not_asked(desk):
    edition = made.in_force()
    for user in (factories.user(Role.POLICE), factories.user()):
        with refused(PermissionDenied):
            acknowledge(edition, user)


def test_nothing_remains_if_the_trail_fails(desk):
    edition = made.in_force()
    with no_trail():
        acknowledge(edition, desk.reader)


@pytest.mark.django_db(transaction=True)
def test_who_says_it_twice_at_once_has_said_it_once(desk):
    edition = made.in_force()
    say = [partial(acknowledge, fresh(edition), fresh(desk.reader)) for _time in range(2)]
    assert types_of(at_once_on(edition, *say)) == {Acknowledgement}
    assert Acknowledgement.objects.count() == 1
    assert AuditEvent.objects.filter(verb="plan.acknowledged").count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_says_it_while_the_next_edition_comes_into_force_is_told(desk):
    edition = made.in_force()
    asked = made.publishing()
    known = {"asked": asked.publish_asked_at, "at": LATER}
    outcomes = at_once_on(
        edition,
        partial(workflow.publish, fresh(asked), made.PDF, **known),
        partial(acknowledge, fresh(edition), fresh(desk.reader)),
    )
    assert isinstance(outcomes[1], WrongState)
    assert not Acknowledgement.objects.exists()
