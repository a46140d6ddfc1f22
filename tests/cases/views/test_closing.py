import pytest
from django.urls import reverse

from beredskab.municipality.models import Municipality
from cases import workflow
from cases.models import Case
from cases.states import CaseStatus
from tests import factories
from tests.factories import NOW, closing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours", "_own_gates")]


@pytest.fixture
def _own_gates():
    with closing.own_gates():
        yield


def address(case, name):
    return reverse(name, args=[case.reference])


def fresh(case):
    return Case.objects.get(pk=case.pk)


def words(response):
    return response.content.decode()


def test_the_checklist_stands_before_the_attempt(world, log_in):
    case = factories.case(world)
    page = log_in(world.adviser).get(address(case, "case_close"))
    assert [row["is_passed"] for row in page.context["gates"]] == [True, False, False, False]
    assert address(case, "case_assessments") in words(page)
    assert "<textarea" not in words(page)


@pytest.mark.rule("R25")
def test_a_hand_made_closing_is_refused_with_what_is_missing(world, log_in):
    case = factories.case(world)
    values = {"outcome": "helped", "grounds": "x"}
    page = log_in(world.adviser).post(address(case, "case_close"), values)
    assert page.status_code == 200
    assert "Infohus" in str(page.context["form"].non_field_errors())
    assert fresh(case).closing_proposed_at is None


def test_the_case_is_proposed_and_signed_on_the_pages(world, log_in):
    case = closing.ready(world)
    values = {"outcome": "helped", "grounds": "Hun er i trivsel"}
    log_in(world.adviser).post(address(case, "case_close"), values)
    leader = log_in(world.leader)
    assert "Hun er i trivsel" in words(leader.get(address(case, "case_close_sign")))
    leader.post(address(case, "case_close_sign"), {"answer": "sign"})
    assert fresh(case).status == CaseStatus.CLOSED
    shown = words(leader.get(address(case, "case_assessments")))
    assert world.adviser.name in shown
    assert "Hun er i trivsel" in shown


def test_the_leader_sends_it_back_on_the_page(world, log_in):
    proposal = closing.proposed(world)
    case = proposal.case
    leader = log_in(world.leader)
    page = leader.post(address(case, "case_close_sign"), {"answer": "return"})
    assert "remark" in page.context["form"].errors
    values = {"answer": "return", "remark": "Tal med skolen"}
    leader.post(address(case, "case_close_sign"), values)
    assert fresh(case).closing_proposed_at is None
    assert "Tal med skolen" in words(leader.get(address(case, "case_assessments")))


def test_who_proposed_it_can_not_sign(world, log_in):
    case = closing.proposed(world).case
    assert log_in(world.adviser).get(address(case, "case_close_sign")).status_code == 403


def test_a_closed_case_is_reopened_on_its_page(world, log_in):
    case = closing.closed(world)
    adviser = log_in(world.adviser)
    assert address(case, "case_reopen") in words(adviser.get(case.get_absolute_url()))
    adviser.post(address(case, "case_reopen"), {"reason": "Ny bekymring"})
    assert fresh(case).status == CaseStatus.ASSESSED


def test_what_was_registered_in_error_says_what_to_do_instead(world, log_in):
    case = factories.case_in(CaseStatus.CLOSED, world)
    page = log_in(world.leader).post(address(case, "case_reopen"), {"reason": "x"})
    assert page.context["form"].non_field_errors()


@pytest.mark.parametrize(
    "name",
    ["case_close", "case_close_sign", "case_reopen", "case_infohus", "case_infohus_contact"],
)
def test_the_pages_do_not_exist_for_outsiders(world, log_in, name):
    case = factories.case(world)
    assert log_in(world.stranger).post(address(case, name)).status_code == 404


@pytest.mark.rule("R81")
def test_the_coordinator_decides_on_her_page_and_nobody_else(world, log_in):
    case = factories.case(world)
    log_in(world.adviser).post(address(case, "case_infohus_contact"))
    for nobody in (world.adviser, world.leader):
        assert log_in(nobody).get(address(case, "case_infohus")).status_code == 403
    coordinator = log_in(world.coordinator)
    assert address(case, "case_infohus") in words(
        coordinator.get(address(case, "case_assessments"))
    )
    page = coordinator.post(address(case, "case_infohus"), {"decision": "not_discussed"})
    assert "reason" in page.context["form"].errors
    values = {"decision": "not_discussed", "reason": "Løses af skolen"}
    coordinator.post(address(case, "case_infohus"), values)
    assert "Løses af skolen" in words(log_in(world.adviser).get(address(case, "case_assessments")))


@pytest.mark.rule("R101")
def test_without_an_infohus_its_section_is_gone(world, log_in):
    case = factories.case(world)
    adviser = log_in(world.adviser)
    assert 'id="infohus"' in words(adviser.get(address(case, "case_assessments")))
    Municipality.objects.update(has_infohus=False)
    assert 'id="infohus"' not in words(adviser.get(address(case, "case_assessments")))


def test_contacting_infohus_is_a_post(world, log_in):
    case = factories.case(world)
    assert log_in(world.adviser).get(address(case, "case_infohus_contact")).status_code == 405


@pytest.mark.rule("R35")
def test_the_case_shows_who_has_had_the_duty_and_that_there_is_no_gap(world, log_in):
    case = factories.case(world)
    workflow.take(case, by=world.colleague, at=NOW)
    page = log_in(world.colleague).get(address(case, "case_access"))
    links = page.context["duty"]["links"]
    assert page.context["duty"]["is_whole"]
    assert world.professional.name in links[0]["who"]
    assert [link["who"] for link in links[1:]] == [world.adviser.name, world.colleague.name]
    assert links[0]["ended_at"] == links[1]["began_at"] == case.opened_at


def test_who_may_not_know_the_notifier_does_not_read_her_in_the_chain(world):
    from cases.views.duty_chain import chain

    shown = chain(factories.case(world), sees_notifier=False)
    assert world.professional.name not in shown["links"][0]["who"]


def test_a_gap_is_said_aloud(world):
    from cases.views.duty_chain import chain

    case = factories.case(world)
    case.holder = world.leader
    assert not chain(case, sees_notifier=True)["is_whole"]


def test_a_case_closed_in_error_or_joined_offers_no_reopening(world, log_in):
    well = closing.closed(world)
    wrong, joined = factories.case(world), factories.case(world)
    workflow.close_in_error(wrong, by=world.leader, at=NOW, reason="Dublet")
    workflow.join_case(joined, into=factories.case(world), by=world.adviser, at=NOW)
    client = log_in(world.leader)
    for case, is_offered in ((well, True), (wrong, False), (joined, False)):
        page = words(client.get(case.get_absolute_url()))
        assert (address(case, "case_reopen") in page) is is_offered
