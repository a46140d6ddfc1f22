import pytest
from django.core import mail

from beredskab.audit.models import LookUp
from cases.models import PersonContact
from cases.models.contact import WRITTEN
from tests import factories
from tests.factories import contact

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]

PLAN = {
    "way": "phone",
    "about": "concern",
    "planned_for_day": "12",
    "planned_for_month": "11",
    "planned_for_year": "2026",
    "planned_for_time": "10.00",
    "purpose": "Høre, hvordan det går",
}
HAPPENED = {
    "way": "phone",
    "about": "concern",
    "initiative": "them",
    "happened_at_day": "10",
    "happened_at_month": "11",
    "happened_at_year": "2026",
    "happened_at_time": "8.00",
    "text": "Mor vidste, at skolen havde skrevet",
}


@pytest.fixture
def case(world):
    return factories.case(world)


@pytest.fixture
def mother(world, case):
    return contact.mother(case, by=world.adviser)


def url(case, end):
    return f"/sager/{case.reference}/kontakter/{end}/"


def safety(client, case):
    return client.get(f"/sager/{case.reference}/sikkerhed/").content.decode()


@pytest.mark.rule("R39", "LR1")
@pytest.mark.django_db(transaction=True)
def test_planning_about_the_concern_is_refused_with_what_to_do_instead(world, case, mother, log_in):
    client = log_in(world.adviser)
    assert "(låst)" in client.get(url(case, "planlaeg")).content.decode()
    response = client.post(url(case, "planlaeg"), {**PLAN, "person": mother.pk})
    assert response.status_code == 409
    page = response.content.decode()
    assert "Lav risikovurderingen først" in page
    assert "Høre, hvordan det går" in page
    assert not PersonContact.objects.exists()
    assert LookUp.objects.filter(result="refused", purpose="ContactLocked").exists()


@pytest.mark.rule("R40")
@pytest.mark.django_db(transaction=True)
def test_no_way_in_writing_to_the_exposed_person_goes_through(world, case, log_in):
    client = log_in(world.adviser)
    for way in sorted(WRITTEN):
        given = {**PLAN, "way": way, "about": "other", "person": case.exposed_id}
        response = client.post(url(case, "planlaeg"), given)
        assert response.status_code == 409
        assert "Der sendes intet til den udsatte" in response.content.decode()
    assert not PersonContact.objects.exists()
    assert mail.outbox == []
    refusals = LookUp.objects.filter(result="refused", purpose="NeverInWriting")
    assert refusals.count() == len(WRITTEN)


def test_ordinary_contact_is_planned_held_and_shown(world, case, mother, log_in):
    client = log_in(world.adviser)
    given = {**PLAN, "about": "other", "person": mother.pk}
    assert client.post(url(case, "planlaeg"), given).status_code == 302
    assert "Planlagt" in safety(client, case)
    planned = PersonContact.objects.get()
    assert client.get(url(case, f"{planned.pk}/holdt")).status_code == 200
    held = {**HAPPENED, "about": "other"}
    assert client.post(url(case, f"{planned.pk}/holdt"), held).status_code == 302
    assert "Mor vidste" in safety(client, case)
    assert client.get(url(case, f"{planned.pk}/frafald")).status_code == 404


def test_a_plan_is_dropped(world, case, mother, log_in):
    client = log_in(world.adviser)
    client.post(url(case, "planlaeg"), {**PLAN, "about": "other", "person": mother.pk})
    planned = PersonContact.objects.get()
    assert client.post(url(case, f"{planned.pk}/frafald"), {"reason": "Syg"}).status_code == 302
    assert "Frafaldet" in safety(client, case)


@pytest.mark.rule("R39")
def test_what_happened_is_recorded_and_marked(world, case, mother, log_in):
    client = log_in(world.adviser)
    given = {**HAPPENED, "person": mother.pk, "interpreter_tie": "family"}
    response = client.post(url(case, "noter"), given, follow=True)
    page = response.content.decode()
    assert "Det er noteret og markeret" in page
    assert "Trods kontaktspærringen" in page
    assert "Denne tolk måtte ikke bruges" in page


def test_a_silence_is_recorded(world, case, log_in):
    client = log_in(world.adviser)
    given = {key.replace("happened_at", "since"): value for key, value in HAPPENED.items()}
    given["person"] = case.exposed_id
    assert client.post(url(case, "stilhed"), given).status_code == 302
    assert "Stilhed: Den udsatte" in safety(client, case)


def test_each_question_has_its_own_words(world, case, log_in):
    client = log_in(world.adviser)
    for end in ("planlaeg", "noter", "stilhed"):
        page = client.post(url(case, end), {"way": ""}).content.decode()
        assert "Vælg personen" in page


def test_a_name_of_the_interpreter_asks_for_the_tie(world, case, mother, log_in):
    given = {**HAPPENED, "person": mother.pk, "interpreter_name": "Tolk Prøve"}
    page = log_in(world.adviser).post(url(case, "noter"), given).content.decode()
    assert "Vælg, hvilken tilknytning tolken har" in page


def test_others_see_and_do_nothing(world, case, log_in):
    guest = factories.user("jobcenter")
    from beredskab.accounts import grants

    grants.give(case, guest, by=None, at=factories.NOW, reason="shared")
    for end in ("planlaeg", "noter", "stilhed"):
        assert log_in(guest).get(url(case, end)).status_code == 403
        assert log_in(world.stranger).get(url(case, end)).status_code == 404
        assert log_in(world.adviser).put(url(case, end)).status_code == 405
    assert "Kontakter" not in safety(log_in(guest), case)


@pytest.mark.rule("R40")
def test_the_only_number_to_call_is_the_safe_one_and_never_on_paper(world, case, log_in):
    client = log_in(world.adviser)
    page = f"/sager/{case.reference}/sikker-kontakt/"
    assert client.get(page).status_code == 200
    given = {"seen": "0", "phone": "12 34 56 78", "hours": "9-14", "code_word": "Blå cykel"}
    given |= {"never": "Storebror", "other": "Sig, at det er fra skolen"}
    assert client.post(page, given).status_code == 302
    for tab in ("", "personer/", "sikkerhed/"):
        shown = client.get(f"/sager/{case.reference}/{tab}").content.decode()
        assert shown.count('href="tel:') == 1
        assert 'href="tel:12345678"' in shown
        for words in ("9-14", "Blå cykel", "Storebror", "Sig, at det er fra skolen"):
            assert words in shown
    assert 'class="d-print-none"' in shown[: shown.index("tel:")]


def test_who_writes_the_safe_way_second_sees_both(world, case, log_in):
    page = f"/sager/{case.reference}/sikker-kontakt/"
    log_in(world.adviser).post(page, {"seen": "0", "phone": "12345678"})
    second = log_in(world.colleague).post(page, {"seen": "0", "phone": "87654321"})
    shown = second.content.decode()
    assert "12345678" in shown
    assert "87654321" in shown
    assert case.safe_contacts.count() == 1
