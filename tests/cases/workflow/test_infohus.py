import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction

from beredskab.accounts.models import User
from beredskab.audit.models import AuditEvent
from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason
from beredskab.municipality.models import Municipality
from beredskab.notices.models import Notice
from cases import gates, kinds, workflow
from cases.models import Case, InfohusHandling
from cases.workflow.infohus import NoInfohus
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def owed(case):
    """What of Infohus is owed, and by whom."""
    rows = Deadline.objects.of(case).open().filter(kind__in=kinds.OF_INFOHUS)
    return {row.kind: row.owner for row in rows}


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
def test_a_case_is_not_closed_before_the_coordinator_has_decided(world):
    case = factories.case(world)
    workflow.contact_infohus(case, by=world.adviser, at=NOW)
    assert "infohus" in [gate.key for gate in gates.missing(case)]
    workflow.handle_infohus(case, by=world.coordinator, at=NOW, decision="discussed")
    assert "infohus" not in [gate.key for gate in gates.missing(case)]
    assert owed(case) == {}
    assert Notice.objects.filter(recipient=world.adviser, kind="case_infohus_handled").exists()


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
        workflow.handle_infohus(case, by=world.coordinator, at=NOW, decision="discussed")
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
    assert owed(taken) == {}


@pytest.mark.rule("R101")
def test_where_there_is_no_infohus_all_of_it_vanishes(world):
    Municipality.objects.update(has_infohus=False)
    case = factories.case(world)
    assert owed(case) == {}
    with pytest.raises(NoInfohus):
        workflow.contact_infohus(case, by=world.adviser, at=NOW)
    assert "infohus" not in [gate.key for gate in gates.missing(case)]
