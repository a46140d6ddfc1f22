from datetime import timedelta

import pytest

from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason
from beredskab.notices.models import Notice
from beredskab.timelimits import local_day
from cases import children, gates, kinds, workflow
from cases.models import Case, CaseBlock, CaseLink, ChildLine, Concern
from cases.states import WrongState
from cases.workflow.children import AlreadyRegistered
from tests import factories
from tests.factories import NOW, contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world):
    return factories.case(world)


def sibling(case, world, by=None, **known):
    by = by or world.adviser
    return contact.add(
        case, "other_child", by=by, relation="sibling", name="Søster Prøve", stated_age=9, **known
    )


def consider(child, by, answer, **given):
    given = {"at": NOW, "grounds": "Hun har fortalt det", "acute": "no", **given}
    return workflow.consider_child(child, by=by, answer=answer, **given)


def linked(case):
    return Case.objects.exclude(pk=case.pk).get()


@pytest.mark.rule("R41")
def test_yes_makes_a_concern_of_its_own_with_its_own_24_hours(world, case):
    line = consider(sibling(case, world), world.adviser, "yes")
    own = linked(case)
    assert own.exposed.name == "Søster Prøve"
    assert own.exposed.age(local_day(NOW)) == 9
    tie = own.concern_ties.get()
    assert tie.concern == line.concern
    due = Deadline.objects.of(tie).get(kind=kinds.ASSESSMENT)
    assert due.due_at == NOW + timedelta(hours=24)
    link = CaseLink.objects.get()
    assert {link.first, link.second} == {case, own}
    assert link.kind == CaseLink.Kind.SIBLING


@pytest.mark.rule("R41")
@pytest.mark.parametrize("answer", ["no", "unknown"])
def test_no_and_unknown_make_none(world, case, answer):
    assert consider(sibling(case, world), world.adviser, answer).concern is None
    assert Concern.objects.count() == 1
    assert not CaseLink.objects.exists()


@pytest.mark.rule("R41")
def test_unknown_is_asked_again(world, case):
    child = sibling(case, world)
    with pytest.raises(NeedsReason):
        consider(child, world.adviser, "unknown", grounds=" ")
    consider(child, world.adviser, "unknown")
    task = Deadline.objects.of(case).open().get(kind=kinds.SIBLINGS)
    assert local_day(task.due_at) == local_day(NOW) + timedelta(days=7)
    consider(child, world.adviser, "no")
    assert not Deadline.objects.of(case).open().filter(kind=kinds.SIBLINGS).exists()


@pytest.mark.rule("R76")
def test_a_child_of_an_adult_gets_a_concern_with_the_clocks_of_a_child(world):
    case = factories.case(world, persons=[factories.person(stated_age=30)])
    child = sibling(case, world, by=world.adult_adviser)
    consider(child, world.adult_adviser, "yes")
    own = linked(case)
    assert (case.is_minor, own.is_minor, own.unit) == (False, True, world.child_unit)
    assert Deadline.objects.of(own.concern_ties.get()).filter(kind=kinds.ASSESSMENT).exists()
    assert CaseLink.objects.get().kind == CaseLink.Kind.PARENT


def test_nobody_is_owed_an_answer_for_what_the_authority_found_itself(world, case):
    line = consider(sibling(case, world), world.adviser, "yes")
    assert not Deadline.objects.of(line.concern).exists()
    assert line.concern.notifier == world.adviser


def test_a_child_with_a_case_gets_the_concern_there(world, case):
    known = factories.case(world, persons=[factories.person(cpr="0101179999")])
    line = consider(sibling(case, world, cpr="0101179999"), world.adviser, "yes")
    assert line.concern.case_ties.get().case == known
    assert CaseLink.objects.count() == 1


def test_a_protected_address_is_not_carried_on(world, case):
    child = sibling(case, world, address="Skjulvej 1")
    workflow.protect_address(child, by=world.adviser, at=NOW, protection="special")
    consider(child, world.adviser, "yes")
    assert linked(case).exposed.address is None


def test_a_yes_is_said_once_and_the_newest_line_counts(world, case):
    child = sibling(case, world)
    consider(child, world.adviser, "no")
    consider(child, world.adviser, "yes")
    with pytest.raises(AlreadyRegistered):
        consider(child, world.adviser, "yes")
    assert ChildLine.objects.count() == 2
    listed, _none = children.of_case(case)
    assert [one.line.answer for one in listed] == ["yes"]


def waits(case):
    return "children" in {gate.key for gate in gates.missing(case)}


@pytest.mark.rule("R41")
def test_closing_waits_for_a_line_for_every_child(world, case, django_assert_num_queries):
    assert waits(case)
    first, second = sibling(case, world), sibling(case, world)
    consider(first, world.adviser, "no")
    assert waits(case)
    consider(second, world.adviser, "no")
    assert not waits(case)
    with django_assert_num_queries(1):
        children.are_considered(case)


def test_that_no_others_are_known_is_said_until_one_is(world, case):
    workflow.know_no_children(case, by=world.adviser, at=NOW, grounds="Spurgt i CPR")
    assert not waits(case)
    sibling(case, world)
    assert waits(case)
    with pytest.raises(WrongState):
        workflow.know_no_children(case, by=world.adviser, at=NOW, grounds="x")


def test_only_another_child_of_the_case_is_considered(world, case):
    with pytest.raises(WrongState):
        consider(contact.mother(case, by=world.adviser), world.adviser, "no")


def test_who_is_blocked_from_a_case_is_so_from_that_of_the_other_child(world, case):
    child = sibling(case, world)
    for blocked in (world.adviser, world.stranger):
        CaseBlock.objects.create(
            case=case, user=blocked, reason="I familie", set_at=NOW, set_by=world.leader
        )
    consider(child, world.colleague, "yes")
    own = linked(case)
    assert own.holder != world.adviser
    assert set(own.blocks.values_list("user", flat=True)) == {world.adviser.pk, world.stranger.pk}
    assert not Case.objects.visible_to(world.adviser, at=NOW).filter(pk=own.pk).exists()
    told = Notice.objects.filter(reference=own.reference).values_list("recipient", flat=True)
    assert world.adviser.pk not in set(told)


def owed_siblings(case):
    return list(Deadline.objects.of(case).open().filter(kind=kinds.SIBLINGS))


@pytest.mark.rule("R41")
def test_unknown_is_asked_again_until_it_is_answered(world, case):
    first, second = sibling(case, world), sibling(case, world)
    consider(first, world.adviser, "unknown")
    (task,) = owed_siblings(case)
    with pytest.raises(WrongState):
        workflow.complete_task(task, case=case, by=world.adviser, at=NOW)
    consider(second, world.adviser, "no")
    (task,) = owed_siblings(case)
    assert local_day(task.due_at) == local_day(NOW) + timedelta(days=7)
    later = NOW + timedelta(days=9)
    consider(first, world.adviser, "unknown", at=later)
    (task,) = owed_siblings(case)
    assert local_day(task.due_at) == local_day(later) + timedelta(days=7)
    consider(second, world.adviser, "no", at=later + timedelta(days=30))
    (task,) = owed_siblings(case)
    assert local_day(task.due_at) == local_day(later) + timedelta(days=30)
    consider(first, world.adviser, "no", at=later + timedelta(days=30))
    assert owed_siblings(case) == []
