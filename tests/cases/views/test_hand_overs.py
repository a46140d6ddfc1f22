"""A case is handed over on its pages: to the adult area, to another municipality."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from cases import workflow
from cases.models import AdultTransfer, Case, MunicipalityHandOver
from tests import factories
from tests.factories import NOW
from tests.factories.adult import child_turning

pytestmark = [pytest.mark.django_db]
TOLD = {
    "municipality": "Nabokøbing",
    "to_whom": "Vagthavende rådgiver",
    "told": ["safety_plan", "reporting"],
    "handed_over": "Gennemgået i telefonen",
    "told_at_day": "10",
    "told_at_month": "11",
    "told_at_year": "2026",
    "told_at_time": "9.30",
}
ACCEPTED = {
    "accepted_at_day": "10",
    "accepted_at_month": "11",
    "accepted_at_year": "2026",
    "accepted_at_time": "9.45",
}


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def address(case, name):
    return reverse(name, args=[case.reference])


def tab(client, case):
    return client.get(address(case, "case_assessments")).content.decode()


@pytest.fixture
def grown(world):
    """A child's case about somebody who turned 18 yesterday."""
    born_on = date(2008, 11, 9)
    return child_turning(world, born_on, at=NOW.replace(month=10))


@pytest.mark.rule("R98")
def test_the_adult_area_is_offered_the_case_and_takes_it(world, log_in, grown):
    client, url = log_in(world.adviser), address(grown, "case_to_adults")
    assert url in tab(client, grown)
    response = client.get(url)
    assert "§ 44 c" in response.content.decode()
    client.post(url, {"message": "Bor hos sin moster"})
    assert AdultTransfer.objects.get().offered_to == world.adult_adviser
    assert "Bor hos sin moster" in tab(log_in(world.adult_adviser), grown)
    log_in(world.adult_adviser).post(address(grown, "case_accept"))
    assert Case.objects.get(pk=grown.pk).unit == world.adult_unit
    assert log_in(world.adviser).get(grown.get_absolute_url()).status_code == 404


def test_a_childs_case_is_not_offered_and_the_page_says_why(world, log_in):
    case = factories.case(world)
    client, url = log_in(world.adviser), address(case, "case_to_adults")
    assert url not in tab(client, case)
    response = client.post(url, {"message": "x"})
    assert list(response.context["form"].errors) == ["message"]


@pytest.mark.parametrize("page", ["case_to_adults", "case_to_municipality"])
def test_outsiders_do_not_find_it_and_readers_may_not(world, log_in, page):
    case = factories.case(world, source="police")
    assert log_in(world.stranger).get(address(case, page)).status_code == 404
    assert log_in(world.coordinator).get(address(case, page)).status_code == 403
    assert log_in(world.adviser).put(address(case, page)).status_code == 405


def test_another_municipality_is_told_and_accepts(world, log_in):
    case = factories.case(world)
    client, url = log_in(world.adviser), address(case, "case_to_municipality")
    page = client.get(url).content.decode()
    assert "sikkerhedsplan" in page
    assert "§ 44 c" in page
    client.post(url, TOLD)
    assert "Ikke endnu. Handlepligten bliver her" in tab(client, case)
    client.post(url, {**TOLD, **ACCEPTED})
    assert MunicipalityHandOver.objects.filter(accepted_at__isnull=False).exists()
    assert Case.objects.get(pk=case.pk).holder == world.adviser


def test_they_do_not_accept_before_they_are_told(world, log_in):
    case = factories.case(world)
    answers = {**TOLD, **ACCEPTED, "accepted_at_time": "8.00"}
    response = log_in(world.adviser).post(address(case, "case_to_municipality"), answers)
    assert list(response.context["form"].errors) == ["accepted_at"]


def test_where_the_family_moved_stands_in_no_address_and_no_title(world, log_in):
    case = factories.case(world)
    client = log_in(world.adviser)
    client.post(address(case, "case_to_municipality"), TOLD)
    page = tab(client, case)
    assert "Nabokøbing" not in page.split("</title>")[0]


def test_a_closed_case_is_handed_to_nobody(world, log_in):
    case = factories.case(world)
    workflow.close_in_error(case, by=world.leader, at=NOW, reason="Dublet")
    response = log_in(world.adviser).get(address(case, "case_to_municipality"))
    assert response.status_code == 409
