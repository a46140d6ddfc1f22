"""`/egne-vurderinger/`: what the legal office answered, when its sight of the case has ended."""

import pytest

from beredskab.audit.models import LookUp
from cases import workflow
from cases.models import CaseBlock
from tests import factories
from tests.factories import NOW
from tests.factories import acute as acute_factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]
URL = "/egne-vurderinger/"


@pytest.fixture
def lawyer():
    acute_factories.legal_office()
    return acute_factories.lawyer()


@pytest.fixture
def case(world, lawyer):
    """A case in which she has answered all that she was asked."""
    person = factories.person(name="Karla Prøve")
    case = factories.case(world, persons=[person])
    workflow.record_call(case, by=world.adviser, at=NOW, to="legal_office", called_at=NOW)
    asked = case.outside_assessments.get()
    result = {"received_at": NOW, "result": "Anbringelsen holder.", "level": "high"}
    workflow.answer_outside(asked, by=lawyer, at=NOW, **result)
    workflow.record_call(case, by=lawyer, at=NOW, to="114", called_at=NOW)
    return case


def read(client):
    return client.get(URL).content.decode()


def test_she_reads_her_own_answer_and_nothing_of_the_case(log_in, case, lawyer):
    client = log_in(lawyer)
    assert client.get(case.get_absolute_url()).status_code == 404
    page = read(client)
    assert "Anbringelsen holder." in page
    assert case.reference in page
    assert "Karla" not in page
    assert case.get_absolute_url() not in page


@pytest.mark.django_db(transaction=True)
def test_each_look_is_in_the_log_with_the_cases(log_in, case, lawyer):
    read(log_in(lawyer))
    look = LookUp.objects.get(verb="cases.own_answers_viewed")
    assert (look.actor_id, look.subject_ids) == (lawyer.pk, [case.pk])


def test_what_a_colleague_answered_is_hers(log_in, case):
    page = read(log_in(acute_factories.lawyer()))
    assert "Anbringelsen holder." not in page
    assert "Du har ikke noteret noget svar endnu" in page


def test_who_is_blocked_from_the_case_does_not_find_it_there(world, log_in, case, lawyer):
    CaseBlock.objects.create(
        case=case, user=lawyer, reason="Kender familien", set_at=NOW, set_by=world.leader
    )
    assert case.reference not in read(log_in(lawyer))


@pytest.mark.parametrize("who", ["adviser", "leader", "coordinator", "professional"])
def test_the_page_is_of_the_legal_office(world, log_in, who):
    assert log_in(getattr(world, who)).get(URL).status_code == 403


def test_it_is_only_read(log_in, lawyer):
    assert log_in(lawyer).post(URL).status_code == 405
