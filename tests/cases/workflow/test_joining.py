from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction

from beredskab.accounts import grants
from beredskab.audit.models import AuditEvent
from beredskab.deadlines import duedates
from beredskab.deadlines.models import Deadline
from beredskab.notices.models import Notice
from cases import deadlines, kinds, locks, workflow
from cases.models import Case, CaseBlock, CaseLink, ConcernCase, Person
from cases.states import CaseStatus, WrongState
from cases.workflow import joining
from cases.workflow.joining import (
    BarredDiffers,
    LinkedAlready,
    OtherAge,
    SameCase,
    WorkHasBegun,
)
from tests import factories
from tests.factories import NOW, contact

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=3)


@pytest.fixture
def into(world):
    """The older case, assessed, with a colleague as its adviser."""
    case = factories.case_in(CaseStatus.ASSESSED, world)
    workflow.take(case, by=world.colleague, at=NOW)
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def tie(world):
    """A concern that came in since, in a case of its own."""
    return factories.tie(world, at=NOW + timedelta(hours=1))


def join(case, into, world, *, by=None):
    return workflow.join_case(case, into=into, by=by or world.adviser, at=LATER)


def owed(subject, kind):
    return Deadline.objects.of(subject).open().get(kind=kind)


@pytest.mark.rule("R36")
def test_an_open_24_hour_assessment_survives_the_joining(world, tie, into):
    before = owed(tie, kinds.ASSESSMENT)
    join(tie.case, into, world)
    after = owed(tie, kinds.ASSESSMENT)
    assert (after.pk, after.due_at, after.ladder) == (before.pk, before.due_at, before.ladder)
    assert (after.reference, after.path) == (into.reference, into.get_absolute_url())
    assert (after.owner, after.unit) == (world.colleague, into.unit)
    moved = ConcernCase.objects.get(pk=tie.pk)
    assert Case.objects.get(pk=into.pk).awaits_assessment
    signed = {"danger": "no", "act_now": "no", "grounds": "x"}
    made = workflow.assess(moved, by=world.colleague, at=LATER, **signed)
    assert not made.is_late
    assert not Deadline.objects.of(tie).open().filter(kind=kinds.ASSESSMENT)
    into.refresh_from_db()
    assert (into.status, into.awaits_assessment) == (CaseStatus.ASSESSED, False)


def test_the_concern_moves_with_its_answers_and_nothing_is_copied(world, tie, into):
    persons = Person.objects.count()
    join(tie.case, into, world)
    tie.refresh_from_db()
    assert tie.case == into
    assert Person.objects.count() == persons
    answer = owed(tie.concern, kinds.ORIENTATION)
    assert (answer.reference, answer.owner) == (into.reference, world.colleague)
    assert answer.path == tie.concern.get_absolute_url()


def test_the_emptied_case_is_closed_as_a_duplicate_that_knows_where_it_went(world, tie, into):
    case = join(tie.case, into, world)
    emptied = Case.objects.get(pk=tie.case_id)
    assert case == into
    assert (emptied.status, emptied.joined_into) == (CaseStatus.CLOSED, into)
    assert (emptied.closed_by, emptied.next_due_at) == (world.adviser, None)
    assert not Deadline.objects.filter(deadlines.about(emptied)).open()
    tie.concern.refresh_from_db()
    assert tie.concern.status == "sent"


def test_both_cases_hold_it_in_their_trail_and_the_holder_is_told(world, tie, into):
    join(tie.case, into, world)
    there = AuditEvent.objects.get(verb="cases.joined")
    here = AuditEvent.objects.get(verb="cases.joined_here")
    assert (there.subject_id, there.details["into"]) == (tie.case_id, into.reference)
    assert (here.subject_id, here.details["concerns"]) == (into.pk, [tie.concern.reference])
    notice = Notice.objects.get(kind="concern_moved")
    assert (notice.recipient, notice.reference) == (world.colleague, into.reference)


def test_an_acute_concern_makes_the_other_case_acute(world, into):
    tie = factories.tie(world, acute="yes", categories=["forced_marriage"])
    join(tie.case, into, world)
    into.refresh_from_db()
    assert (into.acute, into.categories) == (True, ["forced_marriage"])


def test_tasks_go_along_and_none_to_who_can_not_see_it(world, tie, into):
    far = factories.user("coordinator")
    grants.give(tie.case, far, by=None, at=NOW, reason="infohus")
    day = NOW.date() + timedelta(days=2)
    for kind, owner in (("task-siblings", world.adviser), ("task-convene", far)):
        deadlines.add_task(tie.case, kind, owner=owner, due_on=day, at=NOW)
    join(tie.case, into, world)
    for kind in ("task-siblings", "task-convene"):
        task = owed(into, kind)
        assert (task.owner, task.reference) == (into.holder, into.reference)


def test_one_concern_that_named_the_person_twice_stays_once(world):
    sent = factories.concern(world.professional, persons=[factories.person(), factories.person()])
    first, second = sent.case_ties.select_related("case").order_by("pk")
    join(second.case, first.case, world)
    assert list(first.case.concern_ties.all()) == [first]
    assert owed(first, kinds.ASSESSMENT)
    assert not Deadline.objects.of(second).open()


def test_it_is_refused_where_the_one_is_about_an_adult(world, tie):
    adult = factories.case(world, persons=[{"stated_age": 30}])
    for user in (world.leader, world.adviser):
        grants.give(adult, user, by=None, at=NOW, reason="shared")
    with pytest.raises(OtherAge):
        join(tie.case, adult, world)


def test_it_is_refused_where_work_has_begun_or_for_the_case_itself(world, tie, into):
    with pytest.raises(SameCase):
        join(into, into, world)
    Case.objects.filter(pk=tie.case_id).update(reached=CaseStatus.SCREENED)
    with pytest.raises(WorkHasBegun):
        join(tie.case, into, world)


def test_it_is_refused_where_it_would_open_a_concern_to_somebody_barred(world, tie, into):
    barred = factories.user("adviser_child", world.child_unit)
    block = {"user": barred, "reason": "Familie", "set_at": NOW, "set_by": world.leader}
    CaseBlock.objects.create(case=tie.case, **block)
    with pytest.raises(BarredDiffers):
        join(tie.case, into, world)
    CaseBlock.objects.create(case=into, **block)
    join(tie.case, into, world)
    assert not Case.objects.visible_to(barred).filter(pk=into.pk)


def test_it_is_refused_when_either_is_closed(world, tie, into):
    closed = factories.case_in(CaseStatus.CLOSED, world)
    for one, other in ((closed, into), (tie.case, closed)):
        with pytest.raises(WrongState):
            join(one, other, world)


def test_it_is_for_an_adviser_or_a_leader_who_sees_both(world, tie, into):
    for user in (world.professional, world.coordinator, world.stranger, world.adult_leader):
        with pytest.raises(PermissionDenied):
            join(tie.case, into, world, by=user)
    guest = factories.user("adviser_child", factories.unit())
    grants.give(tie.case, guest, by=None, at=NOW, reason="shared")
    with pytest.raises(PermissionDenied):
        join(tie.case, into, world, by=guest)
    assert join(tie.case, into, world, by=world.leader) == into


def test_nothing_remains_if_the_holder_can_not_be_told(world, tie, into, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(joining, "tell", fail)
    with pytest.raises(RuntimeError):
        join(tie.case, into, world)
    tie.refresh_from_db()
    assert tie.case != into
    assert owed(tie, kinds.ASSESSMENT).reference == tie.case.reference


def test_alerts_after_the_joining_reach_who_holds_the_other_case(world, tie, into):
    join(tie.case, into, world)
    Notice.objects.all().delete()
    duedates.alert_batch(at=NOW + timedelta(hours=14), size=100)
    told = set(Notice.objects.filter(reference=into.reference).values_list("recipient", flat=True))
    assert world.colleague.pk in told
    assert not Notice.objects.filter(reference=tie.case.reference)


@pytest.mark.parametrize("kind", CaseLink.Kind.values)
def test_cases_of_a_family_are_linked_once(world, tie, into, kind):
    say = {"by": world.adviser, "at": LATER, "kind": kind}
    link = workflow.link_cases(tie.case, other=into, **say)
    assert {link.first_id, link.second_id} == {tie.case_id, into.pk}
    assert (link.linked_by, link.linked_at) == (world.adviser, LATER)
    assert AuditEvent.objects.filter(verb="cases.linked").count() == 2
    with pytest.raises(LinkedAlready):
        workflow.link_cases(into, other=tie.case, **say)
    with pytest.raises(SameCase):
        workflow.link_cases(into, other=into, **say)
    with pytest.raises(PermissionDenied):
        workflow.link_cases(tie.case, other=into, **say | {"by": world.stranger})
    with pytest.raises(ProgrammingError), transaction.atomic():
        link.delete()


@pytest.mark.rule("LR19")
def test_a_protected_address_stays_protected_in_the_other_case(world, tie, into):
    workflow.protect_address(tie.case.exposed, by=world.adviser, at=LATER, protection="name")
    task = Person.objects.get(pk=tie.case.exposed_id).protection_task
    join(tie.case, into, world)
    there = Person.objects.get(pk=into.exposed_id)
    assert (there.address_protection, there.protection_task) == ("name", task)
    assert there.protected_until is not None
    assert task in Deadline.objects.of(into).open()


@pytest.mark.rule("R39")
def test_what_was_locked_in_the_one_is_locked_in_the_other(world, tie, into):
    mother = contact.mother(tie.case, by=world.adviser)
    join(tie.case, into, world)
    into = Case.objects.get(pk=into.pk)
    assert locks.locked(into) == {mother.pk}
    assert [one.joined for one in locks.restriction(into).locked] == [tie.case.reference]
    mother = Person.objects.get(pk=mother.pk)
    contact.lift_in(into, mother, by=world.leader)
    assert locks.locked(into) == set()


@pytest.mark.rule("R39")
def test_a_human_of_both_is_locked_as_long_as_she_is_in_one(world, tie, into):
    cpr = "0101801234"
    here = contact.mother(into, by=world.adviser, cpr=cpr)
    contact.lift(here, by=world.leader)
    there = contact.mother(tie.case, by=world.adviser, cpr=cpr)
    assert locks.locked(into) == set()
    join(tie.case, into, world)
    assert locks.locked(Case.objects.get(pk=into.pk)) == {here.pk, there.pk}


def test_a_case_that_was_joined_by_way_of_another_counts_too(world, tie, into):
    between = factories.case(world)
    mother = contact.mother(tie.case, by=world.adviser)
    join(tie.case, between, world)
    join(between, into, world)
    assert locks.locked(Case.objects.get(pk=into.pk)) == {mother.pk}
