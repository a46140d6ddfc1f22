"""What a provisional item owes: who was missing confirms what is written, and nothing less."""

from datetime import timedelta

import pytest

from beredskab.audit.models import AuditEvent
from beredskab.deadlines import duedates
from beredskab.deadlines.models import Deadline
from cases import kinds
from infohus import quorum, workflow
from infohus.models import AgendaItem, Attendance, Recommendation
from infohus.workflow.attendance import NobodyThere, NotYet
from infohus.workflow.concluding import Lacking, SeatMissing
from tests.factories import NOW
from tests.factories import holding as held
from tests.factories import infohus as made
from tests.unchanged import refused

pytestmark = pytest.mark.django_db
# Two have to confirm: the child authority and the leadership of the adult area.
MISSING = ["child_authority", "adult_leadership"]


@pytest.fixture
def known(world):
    return {"by": world.coordinator, "at": held.DURING}


@pytest.fixture
def item(world, known):
    """Provisional: on a girl and an aunt, with SSP alone at the table."""
    item = held.item(world, "ssp")
    aunt = item.case.persons.create(stated_age=30, stated_on=held.DUE, added_at=NOW)
    aunt.roles.create(role="exposed")
    made.prepare(item, world, persons=list(item.case.persons.all()))
    held.assessed(item, world)
    held.take_part(item, world, "ssp")
    for person in item.case.persons.all():
        held.recommend(item, world, person)
    return workflow.make_provisional(item, **known)


def confirm(item, seat, **known):
    return workflow.confirm(item, **held.vouched(seat), **known)


def task():
    return Deadline.objects.filter(kind=kinds.CONFIRM_TALK).open().get()


def newest(item):
    return Recommendation.objects.live().filter(item=item, person=item.case.exposed).get()


@pytest.mark.rule("R86")
def test_nothing_is_confirmed_before_it_is_written(world, known):
    table = held.members(world)
    case = made.case(world)
    talk = {"held_at": held.DURING, "persons": [case.exposed], "members": [table["ssp"]]}
    item = workflow.record_urgent_talk(case, **talk, **known)
    for write in (
        lambda: made.prepare(item, world),
        lambda: held.write(item, world, "mapping"),
        lambda: held.write(item, world, "assessment"),
        lambda: held.recommend(item, world),
    ):
        with refused(Lacking):
            confirm(item, "child_authority", **known)
        assert task()
        write()
    confirm(item, "child_authority", **known)
    assert quorum.held(item).is_met


@pytest.mark.rule("R86")
def test_with_the_last_confirmation_it_is_final(item, known):
    assert quorum.held(item).missing == MISSING
    assert not confirm(item, "adult_leadership", **known).is_concluded
    assert task()
    assert confirm(item, "child_authority", **known).is_concluded
    assert not Deadline.objects.filter(kind=kinds.CONFIRM_TALK).open().exists()


@pytest.mark.rule("R86")
def test_while_something_else_lacks_it_is_owed_still(world, known):
    """Who was there has yet to say whether she has a personal tie."""
    item = held.assessed(held.item(world, "ssp"), world)
    held.attend(item, world, "ssp")
    held.recommend(item, world)
    workflow.make_provisional(item, **known)
    item = confirm(item, "child_authority", **known)
    assert quorum.held(item).is_met
    assert not item.is_concluded
    assert task().owner == known["by"]
    held.declare(item, world, "ssp")
    assert workflow.conclude_item(item, **known).is_concluded
    assert not Deadline.objects.filter(kind=kinds.CONFIRM_TALK).open().exists()


CHANGES = {
    "one more": lambda item, world: held.recommend(item, world),
    "written anew": lambda item, world: workflow.recommend(
        item,
        item.case.exposed,
        by=world.coordinator,
        at=held.DURING,
        advice=held.advice(text="En mentor"),
        replaces=newest(item),
    ),
    "withdrawn": lambda item, world: workflow.withdraw(
        newest(item), by=world.coordinator, at=held.DURING
    ),
    "mapping": lambda item, world: held.write(item, world, "mapping", seen=1),
    "assessment": lambda item, world: held.write(item, world, "assessment", seen=1),
}


@pytest.mark.rule("R86")
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_was_confirmed_and_is_changed_is_confirmed_anew(world, item, known, change):
    confirm(item, "child_authority", **known)
    before = task()
    change(item, world)
    assert quorum.held(item).missing == MISSING
    struck = Attendance.objects.get(struck_at__isnull=False)
    assert (struck.seat, struck.struck_by) == ("child_authority", world.coordinator)
    event = AuditEvent.objects.get(verb="infohus.confirmations_struck")
    assert event.details == {"item": item.pk, "seats": ["child_authority"]}
    assert (task().pk, task().due_at) == (before.pk, before.due_at)


def test_who_was_there_stays_and_minutes_change_nothing(world, item, known):
    confirm(item, "child_authority", **known)
    held.write(item, world, "minutes")
    assert quorum.held(item).missing == ["adult_leadership"]
    held.recommend(item, world)
    assert Attendance.objects.get(struck_at__isnull=True).seat == "ssp"


@pytest.mark.rule("R86")
def test_what_is_changed_is_owed_anew_where_nothing_was_owed_any_more(world, item, known):
    """A talk that was confirmed while its task ended with the last confirmation."""
    confirm(item, "child_authority", **known)
    duedates.finish(task(), at=held.DURING)
    later = held.DURING + timedelta(days=1)
    workflow.withdraw(newest(item), by=world.coordinator, at=later)
    assert task().set_at == later
    assert AgendaItem.objects.get(pk=item.pk).confirming == task()


@pytest.mark.rule("R86")
def test_nothing_is_provisional_before_the_day(world):
    item = held.complete(world, "ssp")
    the_day_before = made.STARTS - timedelta(days=1)
    with refused(NotYet):
        workflow.make_provisional(item, by=world.coordinator, at=the_day_before)


@pytest.mark.rule("R86")
def test_nothing_is_provisional_with_nobody_there(world, known):
    """Nor with somebody who has a personal tie: she is not there."""
    item = held.complete(world, "ssp")
    held.attend(item, world)
    with refused(NobodyThere):
        workflow.make_provisional(item, **known)
    held.attend(item, world, "police")
    held.declare(item, world, "police", "yes")
    with refused(NobodyThere):
        workflow.make_provisional(item, **known)
    held.attend(item, world, "ssp")
    assert workflow.make_provisional(item, **known).is_provisional


@pytest.mark.rule("R86")
def test_confirmations_alone_make_nothing_final(world, item, known):
    """Whoever was there is struck out, and every seat is confirmed by phone."""
    held.attend(item, world)
    for seat in ("ssp", *MISSING):
        item = confirm(item, seat, **known)
    assert quorum.held(item).is_met
    assert not item.is_concluded
    with refused(SeatMissing):
        workflow.conclude_item(item, **known)
    held.attend(item, world, "ssp")
    assert workflow.conclude_item(item, **known).is_concluded
