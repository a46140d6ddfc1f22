import pytest

from cases.models import Case, ChildLine, Partner
from tests import factories
from tests.factories import contact

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]

DAY = {"review_on_day": "1", "review_on_month": "12", "review_on_year": "2026"}


@pytest.fixture
def case(world):
    return factories.case(world)


@pytest.fixture
def sister(world, case):
    return contact.add(
        case, "other_child", by=world.adviser, relation="sibling", name="Søster", stated_age=9
    )


def base(case):
    return f"/sager/{case.reference}/"


def safety(client, case):
    return client.get(f"{base(case)}sikkerhed/").content.decode()


@pytest.mark.rule("R41")
def test_yes_registers_a_concern_from_the_page(world, case, sister, log_in):
    client = log_in(world.adviser)
    assert "Ikke overvejet endnu" in safety(client, case)
    url = f"{base(case)}boern/{sister.pk}/"
    assert "egne 24 timer" in client.get(url).content.decode()
    page = client.post(url, {"answer": "yes", "grounds": "Hun er bange"}).content.decode()
    assert "Vælg, om det er akut" in page
    given = {"answer": "yes", "acute": "no", "grounds": "Hun er bange"}
    assert client.post(url, given).status_code == 302
    assert Case.objects.count() == 2
    assert "Ja, der er også en bekymring" in safety(client, case)
    assert client.post(url, given).status_code == 409
    assert ChildLine.objects.count() == 1


@pytest.mark.parametrize("path", ["boern/{}/", "personer/{}/adresse/", "personer/{}/orientering/"])
def test_no_title_says_who_the_page_is_about(world, case, sister, log_in, path):
    page = log_in(world.adviser).get(base(case) + path.format(sister.pk)).content.decode()
    title, rest = page.split("</title>")
    assert "Søster" not in title
    assert "Søster" in rest.split("<h1>")[1].split("</h1>")[0]


@pytest.mark.rule("R76")
def test_in_the_case_of_an_adult_the_page_reminds_of_the_duty_to_notify(world, log_in):
    case = factories.case(world, persons=[factories.person(stated_age=30)])
    child = contact.add(case, "other_child", by=world.adult_adviser, stated_age=4)
    page = log_in(world.adult_adviser).get(f"{base(case)}boern/{child.pk}/").content.decode()
    assert "§ 133" in page


def test_no_other_children_is_said(world, case, log_in):
    client = log_in(world.adviser)
    url = f"{base(case)}boern/ingen/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"grounds": "Spurgt i CPR"}).status_code == 302
    assert "Spurgt i CPR" in safety(client, case)


def test_the_leader_and_outsiders_do_not_register_children(world, case, sister, log_in):
    for end in (f"boern/{sister.pk}/", "boern/ingen/"):
        assert log_in(world.leader).get(f"{base(case)}{end}").status_code == 403
        assert log_in(world.stranger).get(f"{base(case)}{end}").status_code == 404
        assert log_in(world.adviser).put(f"{base(case)}{end}").status_code == 405


@pytest.mark.rule("R43")
def test_a_partner_without_basis_is_asked_for_it(world, case, log_in):
    client = log_in(world.adviser)
    url = f"{base(case)}parter/ny/"
    given = {"name": "Sundhedsplejen", "takes_part": ["inform"], "reason": "Følger barnet"}
    assert "Vælg retsgrundlaget" in client.post(url, given).content.decode()
    assert client.post(url, {**given, "basis": "consent"}).status_code == 302
    assert "Sundhedsplejen" in safety(client, case)
    end = f"{base(case)}parter/{Partner.objects.get().pk}/slut/"
    assert client.get(end).status_code == 200
    assert client.post(end, {"reason": "Flyttet"}).status_code == 302
    assert client.get(end).status_code == 404


@pytest.mark.rule("R43")
def test_the_reporter_is_never_asked_for_the_basis(world, case, log_in):
    assert log_in(world.professional).get(f"{base(case)}parter/ny/").status_code == 404


@pytest.mark.rule("LR17")
def test_a_notice_is_postponed_from_the_page(world, case, log_in):
    father = contact.add(case, "actor", by=world.adviser, relation="father")
    client = log_in(world.adviser)
    url = f"{base(case)}personer/{father.pk}/orientering/"
    assert "§ 22" in client.get(url).content.decode()
    assert client.post(url, {"reason": "Fare for barnet", **DAY}).status_code == 302
    page = client.get(f"{base(case)}personer/").content.decode()
    assert "Fare for barnet" in page
    told = f"{base(case)}personer/{father.pk}/orienteret/"
    assert client.get(told).status_code == 405
    assert client.post(told).status_code == 302
    assert "Fare for barnet" not in client.get(f"{base(case)}personer/").content.decode()
    exposed = f"{base(case)}personer/{case.exposed_id}/orientering/"
    assert client.get(exposed).status_code == 404


@pytest.mark.rule("LR19")
def test_a_protected_address_stands_for_few_and_never_in_lists(world, case, log_in):
    mother = contact.mother(case, by=world.adviser, address="Skjulvej 1")
    client = log_in(world.adviser)
    url = f"{base(case)}personer/{mother.pk}/adresse/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"protection": "special"}).status_code == 302
    persons = client.get(f"{base(case)}personer/").content.decode()
    assert "Skjulvej 1" in persons
    line = next(line for line in persons.splitlines() if "Skjulvej 1" in line)
    assert "d-print-none" in line
    for page in ("", "sikkerhed/", "vurderinger/", "opgaver/", "notater/", "adgang/"):
        assert "Skjulvej" not in client.get(f"{base(case)}{page}").content.decode()
    assert "Skjulvej" not in client.get("/sager/").content.decode()
    found = client.post("/sager/soeg/", {"words": "Skjulvej 1"}, follow=True).content.decode()
    assert case.reference not in found
    colleague = log_in(world.colleague)
    change = f"{base(case)}personer/{mother.pk}/"
    for page in (f"{base(case)}personer/", change):
        assert "Skjulvej" not in colleague.get(page).content.decode()
    assert colleague.get(url).status_code == 403
    given = {"roles": ["custody_holder"], "relation": "mother", "address": "Et andet sted 2"}
    assert colleague.post(change, given).status_code == 302
    mother.refresh_from_db()
    assert mother.address == "Skjulvej 1"
