from datetime import timedelta
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction

from beredskab.accounts.models import User
from beredskab.audit.models import AuditEvent
from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason
from beredskab.municipality.models import Municipality
from beredskab.notices.models import Notice
from cases import deadlines, gates, kinds, workflow
from cases.models import Case, InfohusHandling
from cases.states import WrongState
from cases.workflow.infohus import NoInfohus
from tests import factories
from tests.factories import NOW, closing, infohus

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LATER = NOW + HOUR


def owed(case):
    """What of Infohus is owed, and by whom."""
    rows = Deadline.objects.of(case).open().filter(kind__in=kinds.OF_INFOHUS)
    return {row.kind: row.owner for row in rows}


def waits(case):
    return "infohus" in [gate.key for gate in gates.missing(Case.objects.get(pk=case.pk))]


def leave_out(case, world):
    decision = {"decision": "not_discussed", "reason": "Løses i familien"}
    workflow.handle_infohus(case, by=world.coordinator, at=NOW, **decision)


def settled(world, *, is_held=True):
    """A case that was discussed, or that the coordinator has left out."""
    case = factories.case(world)
    workflow.contact_infohus(case, by=world.adviser, at=NOW)
    if is_held:
        workflow.note_held(case, by=world.coordinator, at=NOW, held_at=NOW)
    else:
        leave_out(case, world)
    assert not waits(case)
    return Case.objects.get(pk=case.pk)


def sees(user, case):
    return case in Case.objects.visible_to(User.objects.get(pk=user.pk), at=NOW)


@pytest.mark.rule("R78")
def test_each_new_case_has_the_task_to_contact_infohus(world):
    child = factories.case(world)
    adult = factories.case(world, persons=[factories.person(stated_age=30)])
    assert owed(child) == {kinds.CONTACT_INFOHUS: world.adviser}
    assert owed(adult) == {kinds.CONTACT_INFOHUS: world.adult_adviser}


@pytest.mark.rule("R7")
def test_the_coordinator_sees_the_case_from_when_she_is_asked(world):
    case = factories.case(world)
    assert not sees(world.coordinator, case)
    workflow.contact_infohus(case, by=world.adviser, at=NOW)
    assert sees(world.coordinator, case)
    assert owed(case) == {kinds.HANDLE_INFOHUS: world.coordinator}
    assert AuditEvent.objects.filter(verb="cases.infohus_contacted").exists()


@pytest.mark.rule("R81")
def test_taken_up_a_case_waits_for_a_meeting_and_is_closed_once_that_was_held(world):
    case = factories.case(world)
    workflow.contact_infohus(case, by=world.adviser, at=NOW)
    assert waits(case)
    workflow.handle_infohus(case, by=world.coordinator, at=NOW, decision="discussed")
    assert waits(case)
    assert owed(case) == {kinds.CONVENE: world.coordinator}
    assert Notice.objects.filter(recipient=world.adviser, kind="case_infohus_handled").exists()
    workflow.note_convened(case, by=world.coordinator, at=NOW)
    assert waits(case)
    assert owed(case) == {}
    workflow.note_held(case, by=world.coordinator, at=LATER, held_at=LATER)
    assert not waits(case)
    assert AuditEvent.objects.filter(verb="cases.infohus_held").exists()


@pytest.mark.rule("R81")
def test_what_the_coordinator_said_before_she_took_it_up_counts_no_more(world):
    case = factories.case(world)
    workflow.contact_infohus(case, by=world.adviser, at=NOW)
    leave_out(case, world)
    assert not waits(case)
    workflow.handle_infohus(case, by=world.coordinator, at=NOW, decision="discussed")
    assert waits(case)
    leave_out(case, world)
    assert not waits(case)
    assert owed(case) == {}


@pytest.mark.rule("R81")
@pytest.mark.parametrize("is_held", [True, False])
def test_a_new_concern_asks_infohus_anew(world, is_held):
    case = settled(world, is_held=is_held)
    factories.received(world.adviser, into=case, at=LATER)
    assert waits(case)
    assert owed(case) == {kinds.CONTACT_INFOHUS: world.adviser}


@pytest.mark.rule("R81")
def test_a_meeting_that_is_concluded_later_was_not_on_a_concern_that_came_after_it(world):
    case = settled(world)
    factories.received(world.adviser, into=case, at=LATER)
    held_at = LATER - timedelta(minutes=1)
    workflow.note_held(case, by=world.coordinator, at=LATER + HOUR, held_at=held_at)
    assert waits(case)
    assert owed(case) == {kinds.CONTACT_INFOHUS: world.adviser}


@pytest.mark.rule("R81")
@pytest.mark.parametrize("is_held", [True, False])
def test_a_reopened_case_asks_infohus_anew(world, is_held):
    case = settled(world, is_held=is_held)
    with mock.patch.object(gates, "GATES", ()):
        workflow.sign_closing(closing.proposed(world, case), by=world.leader, at=LATER)
    workflow.reopen(case, by=world.leader, at=LATER, reason="Ny uro")
    assert waits(case)
    assert owed(case) == {kinds.CONTACT_INFOHUS: world.adviser}


@pytest.mark.rule("R81")
def test_so_does_a_case_to_which_another_is_joined(world):
    into, other = settled(world), settled(world)
    workflow.join_case(other, into=into, by=world.adviser, at=LATER)
    assert waits(into)
    assert owed(into) == {kinds.CONTACT_INFOHUS: world.adviser}


def test_by_hand_nobody_says_that_it_was_held(world):
    case = factories.case(world)
    workflow.contact_infohus(case, by=world.adviser, at=NOW)
    with pytest.raises(WrongState):
        workflow.handle_infohus(case, by=world.coordinator, at=NOW, decision="held")


def test_of_a_closed_case_it_is_not_noted_that_it_was_discussed(world):
    case = settled(world, is_held=False)
    workflow.close_in_error(case, by=world.leader, at=NOW, reason="Dublet")
    workflow.note_held(case, by=world.coordinator, at=LATER, held_at=LATER)
    assert [one.decision for one in case.infohus.all()] == ["not_discussed"]


@pytest.mark.rule("R81")
def test_the_coordinator_says_why_it_is_not_taken_up(world):
    case = factories.case(world)
    workflow.contact_infohus(case, by=world.adviser, at=NOW)
    with pytest.raises(NeedsReason):
        workflow.handle_infohus(case, by=world.coordinator, at=NOW, decision="not_discussed")
    made = workflow.handle_infohus(
        case, by=world.coordinator, at=NOW, decision="not_discussed", reason="Løses i familien"
    )
    assert made.reason == "Løses i familien"


def test_only_the_coordinator_decides(world):
    case = factories.case(world)
    for nobody in (world.adviser, world.leader, world.officer, world.coordinator):
        with pytest.raises(PermissionDenied):
            workflow.handle_infohus(case, by=nobody, at=NOW, decision="discussed")


def test_what_was_decided_stays(world):
    case = factories.case(world)
    workflow.contact_infohus(case, by=world.adviser, at=NOW)
    workflow.handle_infohus(case, by=world.coordinator, at=NOW, decision="discussed")
    with pytest.raises(ProgrammingError), transaction.atomic():
        InfohusHandling.objects.update(decision="not_discussed")


@pytest.mark.rule("R80")
def test_what_comes_by_the_police_is_the_authoritys_and_the_coordinators(world):
    child = factories.case(world, source="police")
    assert child.holder == world.adviser
    clock = Deadline.objects.filter(kind=kinds.ASSESSMENT).open().get()
    assert clock.owner == world.adviser
    adult = factories.case(world, source="police", persons=[factories.person(stated_age=30)])
    assert (adult.holder, adult.unit) == (world.adult_adviser, world.adult_unit)
    for case in (child, adult):
        assert owed(case)[kinds.CONVENE] == world.coordinator
        assert sees(world.coordinator, case)
        workflow.note_convened(case, by=world.coordinator, at=NOW)
        assert owed(case) == {}


@pytest.mark.rule("R82")
def test_what_comes_by_the_child_authority_is_told_by_its_adviser_or_taken_up_at_once(world):
    told, taken = (factories.case(world, source="child_authority") for _ in range(2))
    for case in (told, taken):
        found = owed(case)
        assert found[kinds.INFORM_COORDINATOR] == world.adviser
        assert found[kinds.CONVENE] == world.coordinator
        assert sees(world.coordinator, case)
    workflow.contact_infohus(told, by=world.adviser, at=NOW)
    assert kinds.INFORM_COORDINATOR not in owed(told)
    workflow.handle_infohus(taken, by=world.coordinator, at=NOW, decision="discussed")
    assert owed(taken) == {kinds.CONVENE: world.coordinator}
    workflow.note_convened(taken, by=world.coordinator, at=NOW)
    assert owed(taken) == {}


@pytest.mark.rule("R101")
def test_where_there_is_no_infohus_all_of_it_vanishes(world):
    Municipality.objects.update(has_infohus=False)
    case = factories.case(world)
    assert owed(case) == {}
    with pytest.raises(NoInfohus):
        workflow.contact_infohus(case, by=world.adviser, at=NOW)
    assert "infohus" not in [gate.key for gate in gates.missing(case)]


@pytest.mark.rule("R101")
def test_when_infohus_is_switched_off_nobody_owes_anything_to_it_any_more(world):
    contacted, asked, closed = (factories.case(world, source="police") for _ in range(3))
    workflow.contact_infohus(contacted, by=world.adviser, at=NOW)
    workflow.close_in_error(closed, by=world.leader, at=NOW, reason="Dublet")
    infohus.switched(has_infohus=False, by=world.administrator)
    for case in (contacted, asked):
        assert owed(case) == {}
        rows = Deadline.objects.of(case).filter(kind__in=kinds.OF_INFOHUS, met_at=None)
        assert {(row.cancelled_at, row.cancel_reason) for row in rows} == {(NOW, "no_infohus")}
        event = AuditEvent.objects.get(verb="cases.infohus_ended", subject_id=case.pk)
        assert kinds.CONVENE in event.details["kinds"]
        assert Deadline.objects.filter(deadlines.about(case)).open().exists()
        assert not waits(case)
    assert not AuditEvent.objects.filter(verb="cases.infohus_ended", subject_id=closed.pk).exists()


def test_what_a_case_owes_next_follows_when_infohus_is_switched_off(world):
    case = factories.case(world, persons=[factories.person(stated_age=30)])
    assert Case.objects.get(pk=case.pk).next_due_at is not None
    Deadline.objects.exclude(kind__in=kinds.OF_INFOHUS).delete()
    infohus.switched(has_infohus=False, by=world.administrator)
    assert Case.objects.get(pk=case.pk).next_due_at is None


@pytest.mark.rule("R78", "R101")
def test_when_infohus_is_switched_on_again_what_is_not_settled_asks_for_it(world):
    done, waiting, closed = settled(world), factories.case(world), factories.case(world)
    workflow.contact_infohus(waiting, by=world.adviser, at=NOW)
    workflow.close_in_error(closed, by=world.leader, at=NOW, reason="Dublet")
    infohus.switched(has_infohus=False, by=world.administrator)
    new = factories.case(world)
    infohus.switched(has_infohus=True, by=world.administrator)
    assert owed(done) == owed(closed) == {}
    for case in (waiting, new):
        assert owed(case) == {kinds.CONTACT_INFOHUS: world.adviser}


def test_other_changes_of_the_municipality_touch_no_task(world):
    case = factories.case(world)
    before = owed(case)
    infohus.switched(has_infohus=True, by=world.administrator)
    assert owed(case) == before
    assert Deadline.objects.of(case).filter(kind=kinds.CONTACT_INFOHUS).count() == 1
