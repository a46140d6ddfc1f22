from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import transaction

from beredskab.audit.models import AuditEvent
from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason
from beredskab.notices.models import Notice
from cases import kinds, workflow
from cases.models import PersonContact
from cases.models.contact import WRITTEN
from cases.states import WrongState
from cases.workflow.contacts import (
    ContactLocked,
    HappenedInFuture,
    NeverInWriting,
    NotOfCase,
    PlannedInPast,
)
from cases.workflow.interpreters import ForbiddenInterpreter
from tests import factories
from tests.factories import NOW, contact

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
EARLIER = NOW - timedelta(hours=1)


@pytest.fixture
def case(world):
    return factories.case(world, controllers=["father"])


@pytest.fixture
def mother(world, case):
    return contact.mother(case, by=world.adviser)


@pytest.fixture
def plan(world, case):
    def plan(person, *, by=world.adviser, **given):
        given = {"way": "phone", "about": "concern", "planned_for": LATER, **given}
        return workflow.plan_contact(case, by=by, at=NOW, person=person, purpose="Aftale", **given)

    return plan


@pytest.fixture
def record(world, case):
    def record(person, *, by=world.adviser, **given):
        given = {"way": "phone", "about": "concern", "initiative": "them", **given}
        given = {"happened_at": EARLIER, "text": "Hun spurgte til datteren", **given}
        return workflow.record_contact(case, by=by, at=NOW, person=person, **given)

    return record


def refused(plan, error, *args, **given):
    with pytest.raises(error), transaction.atomic():
        plan(*args, **given)


def alarms():
    return Notice.objects.filter(kind="look_at_once")


@pytest.mark.rule("R39", "R59", "LR1")
@pytest.mark.parametrize("about", ["concern", "advice"])
@pytest.mark.parametrize("way", ["in_person", "phone", "home_visit", "interpreter", "other"])
def test_no_contact_about_the_concern_is_planned_with_a_locked_person(mother, plan, about, way):
    refused(plan, ContactLocked, mother, about=about, way=way)
    refused(plan, ContactLocked, None, about=about, way=way)
    assert not PersonContact.objects.exists()
    assert not Deadline.objects.filter(kind=kinds.CONTACT).exists()


@pytest.mark.rule("R59", "R124")
def test_a_group_as_actor_alone_does_not_open_the_parents(world):
    case = factories.case(world, controllers=["group"])
    mother = contact.mother(case, by=world.adviser)
    with pytest.raises(ContactLocked):
        workflow.plan_contact(
            case,
            by=world.adviser,
            at=NOW,
            person=mother,
            way="in_person",
            about="concern",
            planned_for=LATER,
            purpose="x",
        )


def test_the_refusal_says_what_to_do_instead(mother, plan):
    with pytest.raises(ContactLocked, match="Lav risikovurderingen først"):
        plan(mother)


def test_ordinary_contact_goes_on_and_becomes_a_task(world, mother, plan):
    made = plan(mother, about="other")
    assert (made.purpose, made.task.kind, made.task.owner) == (
        "Aftale",
        kinds.CONTACT,
        world.adviser,
    )
    assert AuditEvent.objects.get(verb="cases.contact_planned").details["person"] == mother.pk
    assert plan(mother, about="other", way="letter").is_open


def test_where_the_lock_is_lifted_it_is_planned(world, case, mother, plan):
    contact.lift(mother, by=world.leader)
    assert plan(mother).is_open
    refused(plan, ContactLocked, None)


@pytest.mark.rule("R40")
@pytest.mark.parametrize("way", sorted(WRITTEN))
@pytest.mark.parametrize("about", ["concern", "other", "advice"])
def test_nothing_in_writing_is_planned_to_the_exposed_person_or_her_home(case, plan, way, about):
    refused(plan, NeverInWriting, case.exposed, way=way, about=about)
    refused(plan, NeverInWriting, None, way=way, about=about)
    assert mail.outbox == []
    assert not PersonContact.objects.exists()


@pytest.mark.rule("R40")
def test_what_is_about_the_concern_is_not_written_to_her_home_though_unlocked(world, mother, plan):
    contact.lift(mother, by=world.leader)
    refused(plan, NeverInWriting, mother, way="letter")


def test_the_exposed_person_is_called_and_met(case, plan):
    assert plan(case.exposed, way="in_person").is_open


def test_a_plan_lies_ahead_and_has_no_interpreter_close_to_the_family(mother, plan):
    refused(plan, PlannedInPast, mother, about="other", planned_for=EARLIER)
    tie = {"tie": "network", "name": "", "language": ""}
    refused(plan, ForbiddenInterpreter, mother, about="other", interpreter=tie)
    assert not PersonContact.objects.exists()


@pytest.mark.rule("R39")
def test_what_happened_despite_the_lock_is_recorded_marked_and_alerts(world, case, mother, record):
    made = record(mother, by=world.colleague)
    assert (made.despite, made.text) == ("lock", "Hun spurgte til datteren")
    assert (alarms().get().recipient, alarms().get().urgent) == (world.adviser, True)
    assert AuditEvent.objects.get(verb="cases.contact_despite").details["despite"] == "lock"
    task = Deadline.objects.of(case).get(kind=kinds.REASSESS_RISK)
    assert task.owner == world.adviser
    record(None)
    assert Deadline.objects.of(case).filter(kind=kinds.REASSESS_RISK).count() == 1
    assert alarms().count() == 2


@pytest.mark.rule("R40")
@pytest.mark.parametrize("way", sorted(WRITTEN))
def test_that_somebody_wrote_to_her_is_recorded_and_alerts(case, record, way):
    assert record(case.exposed, way=way).despite == "writing"
    assert alarms().count() == 1
    assert mail.outbox == []


def test_ordinary_contact_is_recorded_without_alarm(case, mother, record):
    assert record(mother, about="other").despite == ""
    assert record(case.exposed).despite == ""
    assert not alarms().exists()


@pytest.mark.rule("R121")
def test_who_stands_in_relation_gets_advice_without_being_exposed(world, case, plan, record):
    friend = contact.add(case, "witness", by=world.adviser)
    planned = plan(friend, about="advice")
    workflow.hold_contact(
        planned,
        by=world.adviser,
        at=LATER,
        way="phone",
        about="advice",
        initiative="us",
        happened_at=LATER,
        text="Råd til hende selv",
    )
    sister = contact.add(case, "other_child", by=world.adviser, relation="sibling")
    assert record(sister, about="advice").text
    assert "exposed" not in {one.role for one in [*friend.roles.all(), *sister.roles.all()]}


def test_a_closed_case_takes_a_record_too(world, case, mother, record):
    workflow.close_in_error(case, by=world.leader, at=NOW, reason="Dublet")
    assert record(mother).despite == "lock"
    assert alarms().count() == 1
    assert not Deadline.objects.of(case).open().exists()


def test_only_what_has_happened_is_recorded_by_who_may(world, mother, record):
    refused(record, HappenedInFuture, mother, happened_at=LATER)
    refused(record, PermissionDenied, mother, by=world.stranger)
    refused(record, PermissionDenied, mother, by=world.coordinator)


def held(planned, world, **given):
    given = {"way": "phone", "about": "other", "initiative": "us", "text": "Om skolemælk", **given}
    return workflow.hold_contact(planned, by=world.adviser, at=LATER, happened_at=LATER, **given)


def test_a_planned_contact_is_held_once_and_its_task_is_done(world, mother, plan):
    planned = plan(mother, about="other")
    assert held(planned, world).text == "Om skolemælk"
    planned.task.refresh_from_db()
    assert planned.task.met_at == LATER
    with pytest.raises(WrongState):
        held(planned, world)
    with pytest.raises(WrongState):
        workflow.drop_contact(planned, by=world.adviser, at=LATER, reason="x")


def test_what_came_to_be_about_the_concern_is_marked_and_alerts(world, mother, plan):
    assert held(plan(mother, about="other"), world, about="concern").despite == "lock"
    assert alarms().count() == 1


def test_a_planned_contact_is_dropped_with_its_reason(world, mother, plan):
    planned = plan(mother, about="other")
    with pytest.raises(NeedsReason):
        workflow.drop_contact(planned, by=world.adviser, at=NOW, reason=" ")
    workflow.drop_contact(planned, by=world.adviser, at=NOW, reason="Syg")
    planned.task.refresh_from_db()
    assert planned.task.cancelled_at == NOW
    assert not PersonContact.objects.open().exists()


@pytest.mark.rule("R39")
def test_putting_the_lock_back_drops_what_was_planned_under_it(world, mother, plan):
    contact.lift(mother, by=world.leader)
    about_concern, ordinary = plan(mother), plan(mother, about="other")
    workflow.put_lock_back(mother, by=world.adviser, at=NOW, reason="Truet")
    about_concern.refresh_from_db()
    ordinary.refresh_from_db()
    assert not about_concern.is_open
    assert not about_concern.task.is_open
    assert ordinary.is_open


@pytest.mark.rule("R39")
def test_a_sudden_silence_alarms(world, case):
    made = workflow.record_silence(
        case, by=world.colleague, at=NOW, person=case.exposed, since=EARLIER, text="Ikke i skole"
    )
    assert made.is_silence
    assert alarms().get().recipient == world.adviser
    assert Deadline.objects.of(case).filter(kind=kinds.REASSESS_RISK).exists()


def test_a_task_of_a_contact_is_not_ticked_off(world, case, mother, plan):
    planned = plan(mother, about="other")
    with pytest.raises(WrongState):
        workflow.complete_task(planned.task, case=case, by=world.adviser, at=NOW)


def test_nobody_of_another_case_is_written_onto_this_one(world, case, plan, record):
    other = factories.case(world, persons=[factories.person(stated_age=9)])
    somebody = contact.mother(other, by=world.adviser)
    for attempt in (plan, record):
        with pytest.raises(NotOfCase), transaction.atomic():
            attempt(somebody)
    with pytest.raises(NotOfCase), transaction.atomic():
        workflow.record_silence(
            case, by=world.adviser, at=NOW, person=somebody, since=EARLIER, text=""
        )
    assert not PersonContact.objects.exists()
