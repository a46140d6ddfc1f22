"""The pages on which persons of a case are added and changed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from beredskab.accounts import grants
from beredskab.audit.models import LookUp
from cases import workflow
from cases.models import Person
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]


@pytest.fixture
def case(world):
    return factories.case(world, at=NOW - timedelta(hours=2))


def address(case, name, *more):
    return reverse(name, args=[case.reference, *more])


@pytest.mark.rule("R17")
def test_a_person_has_two_roles(world, log_in, case):
    log_in(world.adviser).post(
        address(case, "case_person_add"),
        {"roles": ["actor", "custody_holder"], "relation": "father", "name": "Far Test"},
    )
    person = Person.objects.exclude(pk=case.exposed_id).get(case=case)
    assert set(person.roles.values_list("role", flat=True)) == {"actor", "custody_holder"}
    assert "Far Test" in log_in(world.adviser).get(address(case, "case_persons")).content.decode()


@pytest.mark.rule("R16")
def test_an_actor_is_a_group_without_a_name(world, log_in, case):
    answers = {"roles": ["actor"], "relation": "group", "is_group": "on"}
    log_in(world.adviser).post(address(case, "case_person_add"), answers)
    person = Person.objects.exclude(pk=case.exposed_id).get(case=case)
    assert person.is_group
    assert person.name is None


def test_a_person_needs_a_role(world, log_in, case):
    response = log_in(world.adviser).post(address(case, "case_person_add"), {"name": "X"})
    assert list(response.context["form"].errors) == ["roles"]


@pytest.mark.rule("R17")
def test_the_exposed_person_stays_exposed_whatever_else_she_is(world, log_in, case):
    url = address(case, "case_person", case.exposed_id)
    log_in(world.adviser).post(url, {"name": "Amira", "stated_age": "15", "roles": ["actor"]})
    person = Person.objects.get(pk=case.exposed_id)
    assert set(person.roles.values_list("role", flat=True)) == {"exposed", "actor"}
    assert (person.name, person.stated_age) == ("Amira", 15)


def test_a_cpr_number_is_never_in_the_form_and_an_empty_one_changes_nothing(world, log_in):
    known = factories.person(cpr="1204121234", born_on="2012-04-12")
    case = factories.case(world, persons=[known])
    url = address(case, "case_person", case.exposed_id)
    assert "1204121234" not in log_in(world.adviser).get(url).content.decode()
    log_in(world.adviser).post(url, {"name": "Amira", "cpr": ""})
    assert Person.objects.get(pk=case.exposed_id).cpr == "1204121234"


@pytest.mark.rule("LR20")
@pytest.mark.django_db(transaction=True)
def test_a_cpr_number_is_masked_and_shown_for_a_purpose_that_is_logged(world, log_in):
    known = factories.person(cpr="1204121234", born_on="2012-04-12")
    case = factories.case(world, persons=[known])
    client, url = log_in(world.adviser), address(case, "case_cpr", case.exposed_id)
    persons = client.get(address(case, "case_persons")).content.decode()
    assert "120412" in persons
    assert "1234" not in persons
    assert "1234" not in client.get(url).content.decode()
    assert "purpose" in client.post(url, {"sent": "1"}).context["form"].errors
    assert not LookUp.objects.filter(verb="cases.cpr_shown").exists()
    assert "120412-1234" in client.post(url, {"purpose": "identity"}).content.decode()
    look = LookUp.objects.get(verb="cases.cpr_shown")
    assert (look.purpose, look.reference) == ("identity", case.reference)
    assert "1234" not in client.get(url).content.decode()


@pytest.mark.rule("LR13")
def test_a_guest_does_not_learn_who_notified_from_the_persons(world, log_in, case):
    workflow.add_person(
        case, by=world.adviser, at=NOW, roles=["notifier"], name="Karla Nabo", relation="kin"
    )
    guest = factories.user("jobcenter")
    grants.give(case, guest, by=None, at=NOW, reason="shared")
    url = address(case, "case_persons")
    assert "Karla Nabo" in log_in(world.adviser).get(url).content.decode()
    response = log_in(guest).get(url)
    assert "Karla Nabo" not in response.content.decode()
    assert len(response.context["persons"]) == 1
    assert log_in(guest).get(address(case, "case_cpr", case.exposed_id)).status_code == 403


def test_of_two_who_change_a_person_at_once_the_second_sees_both_texts(world, log_in, case):
    url = address(case, "case_person", case.exposed_id)
    client = log_in(world.adviser)
    seen = client.get(url).context["form"]["seen"].value()
    sent = {"seen": seen, "stated_age": "14", "remarks": "Min egen bemærkning"}
    workflow.change_person(
        case.exposed, by=world.colleague, at=NOW, roles=["exposed"], remarks="Kollegaens ord"
    )
    page = client.post(url, sent)
    for words in ("Kollegaens ord", "Min egen bemærkning"):
        assert words in page.content.decode()
    assert Person.objects.get(pk=case.exposed_id).remarks == "Kollegaens ord"
    again = page.context["form"]["seen"].value()
    assert client.post(url, {**sent, "seen": again}).status_code == 302
    assert Person.objects.get(pk=case.exposed_id).remarks == "Min egen bemærkning"
