import pytest
from django.urls import reverse

from beredskab.accounts import grants
from cases import workflow
from cases.models import Case, CaseBlock
from tests import factories
from tests.cases.views.conftest import counted_queries
from tests.factories import NOW, contact

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]

AMIRA = {"name": "Amira Prøve Hemmelig"}
CPR = {"cpr": "1403129991", "born_on": "2012-03-14"}
HINT = "Der findes måske en sag om samme barn"


def case_of(world, **person):
    return factories.case(world, persons=[factories.person(**person)])


def url(name, case):
    return reverse(name, args=[case.reference])


def persons(client, case):
    return client.get(url("case_persons", case)).content.decode()


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ({**AMIRA, "stated_age": 14}, {"name": "hemmelig amira prøve", "stated_age": 15}, True),
        ({**AMIRA, "stated_age": 14}, {**AMIRA, "stated_age": 8}, False),
        ({**AMIRA, "stated_age": 14}, {**AMIRA, "age_unknown": True}, True),
        ({**AMIRA, "stated_age": 14}, {"name": "Amira Hemmelig", "stated_age": 14}, False),
        ({"stated_age": 14}, {"stated_age": 14}, False),
    ],
)
def test_who_sees_both_is_told_that_it_may_be_the_same(world, log_in, first, second, same):
    case, other = case_of(world, **first), case_of(world, **second)
    client = log_in(world.adviser)
    for page in (persons(client, case), client.get(case.get_absolute_url()).content.decode()):
        assert (HINT in page) is same
        assert (other.reference in page) is same


def test_the_same_cpr_number_is_found_in_a_closed_case_too(world, log_in):
    old = case_of(world, **CPR)
    workflow.close_in_error(old, by=world.leader, at=NOW, reason="Prøve")
    case = case_of(world, **CPR)
    assert old.reference in persons(log_in(world.adviser), case)


def test_nobody_else_is_told_anything(world, log_in):
    case, other = case_of(world, **AMIRA), case_of(world, **AMIRA)
    CaseBlock.objects.create(
        case=other, user=world.adviser, reason="Familie", set_at=NOW, set_by=world.leader
    )
    alone = case_of(world, name="Sara Anden Helt")
    client = log_in(world.adviser)
    for address in (url("case_persons", case), case.get_absolute_url()):
        page = client.get(address).content.decode()
        assert HINT not in page
        assert other.reference not in page
    with counted_queries() as with_hidden:
        persons(client, case)
    with counted_queries() as without:
        persons(client, alone)
    assert len(with_hidden) == len(without)


def test_a_guest_who_may_read_nothing_is_told_nothing(world, log_in):
    case, other = case_of(world, **AMIRA), case_of(world, **AMIRA)
    guest = factories.user("police")
    for one in (case, other):
        grants.give(one, guest, by=None, at=NOW, reason="shared")
    assert other.reference not in persons(log_in(guest), case)


def test_the_cases_are_joined_from_the_suggestion(world, log_in):
    case, other = case_of(world, **AMIRA), case_of(world, **AMIRA)
    client = log_in(world.adviser)
    link = f"{url('case_join', case)}?sag={other.reference}"
    assert link in persons(client, case)
    assert client.get(link).context["form"]["other"].value() == other.reference
    done = client.post(url("case_join", case), {"other": other.reference})
    assert done.url == other.get_absolute_url()
    page = client.get(case.get_absolute_url()).content.decode()
    assert "dublet" in page
    assert other.reference in page
    assert case.reference in persons(client, other)


def test_where_it_went_is_for_who_sees_that_case_too(world, log_in):
    case, other = case_of(world), case_of(world)
    workflow.join_case(case, into=other, by=world.adviser, at=NOW)
    CaseBlock.objects.create(
        case=other, user=world.colleague, reason="Familie", set_at=NOW, set_by=world.leader
    )
    page = log_in(world.colleague).get(case.get_absolute_url()).content.decode()
    assert "dublet" in page
    assert other.reference not in page


@pytest.mark.parametrize("name", ["case_join", "case_link"])
def test_a_case_that_is_hidden_and_one_that_is_not_there_answer_alike(world, log_in, name):
    case, hidden = case_of(world), case_of(world)
    CaseBlock.objects.create(
        case=hidden, user=world.adviser, reason="Familie", set_at=NOW, set_by=world.leader
    )
    client = log_in(world.adviser)
    found = []
    for reference in (hidden.reference, "222-22J", "x"):
        page = client.post(url(name, case), {"other": reference, "kind": "sibling"})
        found.append(page.context["form"].errors["other"])
    assert found[0] == found[1] == found[2]
    assert Case.objects.open().count() == 2


def test_linked_cases_stand_on_both_persons_pages_for_who_sees_both(world, log_in):
    case, other = case_of(world), case_of(world, stated_age=9)
    client = log_in(world.adviser)
    sent = {"other": other.reference, "kind": "sibling"}
    assert client.post(url("case_link", case), sent).url == url("case_persons", case)
    for one, there in ((case, other), (other, case)):
        page = persons(client, one)
        assert there.reference in page
        assert "Søskende" in page
    CaseBlock.objects.create(
        case=other, user=world.colleague, reason="Familie", set_at=NOW, set_by=world.leader
    )
    assert other.reference not in persons(log_in(world.colleague), case)
    page = log_in(world.adviser).post(url("case_link", case), sent)
    assert page.context["form"].has_error("other")


@pytest.mark.parametrize("name", ["case_join", "case_link"])
def test_the_pages_are_for_who_may_and_for_open_cases(world, log_in, name):
    case = case_of(world)
    for user in (world.stranger, world.professional):
        assert log_in(user).get(url(name, case)).status_code == 404
    grants.give(case, world.coordinator, by=None, at=NOW, reason="shared")
    assert log_in(world.coordinator).get(url(name, case)).status_code == 403
    assert log_in(world.adviser).put(url(name, case)).status_code == 405
    workflow.close_in_error(case, by=world.leader, at=NOW, reason="Dublet")
    assert log_in(world.adviser).get(url(name, case)).status_code == 409


@pytest.mark.rule("R40")
def test_both_ways_of_safe_contact_show_and_both_restrictions(world, log_in):
    case, into = case_of(world), case_of(world)
    by = {"by": world.adviser, "at": NOW, "seen": 0}
    workflow.write_safe_contact(case, **by, phone="11223344", never="Storebror Prøve")
    workflow.write_safe_contact(into, **by, phone="55667788", never="Onkel Prøve")
    mother = contact.mother(case, by=world.adviser)
    client = log_in(world.adviser)
    before = client.get(into.get_absolute_url()).content.decode()
    assert "Storebror Prøve" not in before
    with counted_queries() as alone:
        client.get(into.get_absolute_url())
    workflow.join_case(case, into=into, by=world.adviser, at=NOW)
    page = client.get(into.get_absolute_url()).content.decode()
    for words in ("11223344", "55667788", "Storebror Prøve", "Onkel Prøve", "fra sag"):
        assert words in page
    with counted_queries() as joined:
        client.get(into.get_absolute_url())
    assert len(joined) <= len(alone) + 3
    page = persons(client, into)
    assert "Mor Prøve" in page
    assert reverse("case_person", args=[into.reference, mother.pk]) not in page
    lift = reverse("case_lock_lift", args=[into.reference, mother.pk])
    assert lift in persons(log_in(world.leader), into)
    assert log_in(world.leader).get(lift).status_code == 200
