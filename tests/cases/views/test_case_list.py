from datetime import timedelta

import pytest
from django.urls import reverse

from beredskab.accounts.roles import Role
from beredskab.audit.models import LookUp
from beredskab.encryption import keyed_hash
from cases import workflow
from cases.states import CaseStatus
from tests import factories
from tests.cases.views.conftest import counted_queries
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]

URL = "/sager/"


def shown(response):
    return [row["case"].reference for row in response.context["rows"]]


def test_an_adviser_sees_the_cases_of_her_unit_alone(world, log_in):
    case = factories.case(world)
    assert shown(log_in(world.adviser).get(URL)) == [case.reference]
    assert shown(log_in(world.stranger).get(URL)) == []
    assert shown(log_in(world.adult_leader).get(URL)) == []


def test_a_list_tells_age_and_reference_and_no_name(world, log_in):
    person = factories.person(stated_age=14, name="Amira Hemmelig", cpr="1204121234")
    case = factories.case(world, persons=[person])
    page = log_in(world.adviser).get(URL).content.decode()
    assert case.reference in page
    assert "14" in page
    assert "Amira" not in page
    assert "120412" not in page


@pytest.mark.rule("R12")
def test_a_list_leaves_the_triggers_out(world, log_in):
    factories.case(world, triggers=["homosexuality"])
    response = log_in(world.leader).get(URL)
    assert "homosexuality" not in response.content.decode().lower()
    assert "homoseksualitet" not in response.content.decode().lower()


def test_the_most_overdue_case_comes_first(world, log_in):
    times = [NOW - timedelta(hours=hours) for hours in (1, 30, 20)]
    cases = [factories.case(world, at=at) for at in times]
    response = log_in(world.leader).get(URL)
    assert shown(response) == [cases[number].reference for number in (1, 2, 0)]
    assert response.context["rows"][0]["status"] == "overdue"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["late", "acute", "mine"]),
        ("status=overdue", ["late"]),
        ("status=assessed", []),
        ("status=closed", ["closed"]),
        ("akut=1", ["acute"]),
        ("ikke-tildelt=1", ["late", "acute"]),
        ("mine=1", ["mine", "late", "acute"]),
        ("status=nonsense&enhed=99999&page=x", ["late", "acute", "mine"]),
    ],
)
def test_the_filters_narrow_the_list(world, log_in, query, expected):
    cases = {
        "late": factories.case(world, at=NOW - timedelta(hours=25)),
        "acute": factories.case(world, acute="yes"),
        "mine": factories.case(world, at=NOW),
        "closed": factories.case_in(CaseStatus.CLOSED, world),
    }
    workflow.take(cases["mine"], by=world.adviser, at=NOW)
    response = log_in(world.adviser).get(f"{URL}?{query}")
    assert set(shown(response)) == {cases[name].reference for name in expected}
    assert response.context["total"] == len(expected)


def test_only_cases_in_which_i_have_the_duty_to_act_are_mine(world, log_in):
    mine, other = factories.case(world), factories.case(world)
    workflow.take(mine, by=world.colleague, at=NOW)
    assert shown(log_in(world.colleague).get(f"{URL}?mine=1")) == [mine.reference]
    assert other.reference in shown(log_in(world.colleague).get(URL))


def test_each_chosen_filter_can_be_taken_away(world, log_in):
    response = log_in(world.adviser).get(f"{URL}?status=overdue&akut=1")
    urls = [tag["url"] for tag in response.context["tags"]]
    assert urls == ["/sager/?akut=1", "/sager/?status=overdue"]


def test_a_page_has_25_cases_and_the_count_is_of_all(world, log_in):
    for _ in range(27):
        factories.case(world)
    response = log_in(world.leader).get(URL)
    assert len(shown(response)) == 25
    assert response.context["total"] == 27
    second = log_in(world.leader).get(f"{URL}?page=2")
    assert len(shown(second)) == 2
    assert not set(shown(second)) & set(shown(response))
    beyond = log_in(world.leader).get(f"{URL}?page=7")
    assert shown(beyond) == shown(response)


def test_htmx_gets_the_rows_alone(world, log_in):
    case = factories.case(world)
    response = log_in(world.adviser).get(URL, headers={"HX-Request": "true"})
    assert case.reference in response.content.decode()
    assert "<html" not in response.content.decode()
    assert "HX-Request" in response.headers["Vary"]


def test_who_reads_no_cases_gets_no_list(world, log_in):
    for user in (world.professional, world.administrator):
        assert log_in(user).get(URL).status_code == 403
    assert log_in(world.adviser).post(URL).status_code == 405


@pytest.mark.django_db(transaction=True)
def test_what_is_shown_is_written_down(world, log_in):
    case = factories.case(world)
    log_in(world.adviser).get(URL)
    look = LookUp.objects.get(verb="cases.listed")
    assert look.subject_ids == [case.pk]
    assert look.count == 1


@pytest.mark.parametrize("reader", ["adviser", "leader"])
def test_the_list_needs_8_queries_whatever_the_number_of_cases(world, log_in, reader):
    client = log_in(getattr(world, reader))
    numbers = []
    for more in (3, 9):
        for _ in range(more):
            factories.case(world)
        client.get(URL)
        with counted_queries() as queries:
            response = client.get(URL)
        assert len(shown(response)) == min(25, response.context["total"])
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] <= 8, queries


def search(client, words):
    return client.post("/sager/soeg/", {"words": words})


def test_a_reference_leads_to_its_case(world, log_in):
    case = factories.case(world)
    response = search(log_in(world.adviser), case.reference.lower())
    assert response.status_code == 302
    assert response.url == case.get_absolute_url()


@pytest.mark.parametrize("words", ["120412-1234", "1204121234", "amira", "Hemmelig AMIRA"])
def test_a_cpr_number_and_words_of_a_name_find_the_case(world, log_in, words):
    person = factories.person(name="Amira Hemmelig", cpr="1204121234", born_on="2012-04-12")
    case = factories.case(world, persons=[person])
    factories.case(world)
    assert shown(search(log_in(world.adviser), words)) == [case.reference]


@pytest.mark.parametrize("words", ["Amira Anden", "120412-9999", "-"])
def test_what_fits_no_person_finds_nothing(world, log_in, words):
    person = factories.person(name="Amira Hemmelig", cpr="1204121234", born_on="2012-04-12")
    factories.case(world, persons=[person])
    assert shown(search(log_in(world.adviser), words)) == []


def test_search_finds_only_what_one_may_see(world, log_in):
    person = factories.person(name="Amira Hemmelig")
    case = factories.case(world, persons=[person])
    client = log_in(world.stranger)
    assert shown(search(client, "Amira")) == []
    assert shown(search(client, case.reference)) == []


def test_search_is_never_in_an_address(world, log_in):
    loaded_again = log_in(world.adviser).get("/sager/soeg/?words=Amira")
    assert (loaded_again.status_code, loaded_again.url) == (302, URL)
    empty = search(log_in(world.adviser), "")
    assert empty.status_code == 200
    assert "words" in empty.context["form"].errors
    assert search(log_in(world.professional), "Amira").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_a_search_is_written_down_as_a_hash(world, log_in):
    case = factories.case(world, persons=[factories.person(name="Amira Hemmelig")])
    search(log_in(world.adviser), "Amira")
    look = LookUp.objects.get(verb="cases.searched")
    assert look.search_hash == keyed_hash("amira", "search")
    assert look.subject_ids == [case.pk]
    assert look.reference in {"", case.reference}


def test_an_empty_list_says_what_will_come(world, log_in):
    coordinator = factories.user(Role.COORDINATOR)
    response = log_in(coordinator).get(URL)
    assert "empty-state" in response.content.decode()
    assert reverse("case_list") == URL
