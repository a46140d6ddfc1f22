import logging

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from beredskab.audit.models import LookUp
from beredskab.municipality.models import Municipality
from tests import factories
from tests.factories import cards

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    user = factories.user("adviser_child")
    client.force_login(user)
    return user


def search(client, typed=None):
    return client.get(reverse("card_search"), {} if typed is None else {"q": typed})


def text_of(client, typed=None):
    response = search(client, typed)
    assert response.status_code == 200
    return response.content.decode()


def test_before_a_search_the_page_says_what_can_be_searched(client, staff):
    page = text_of(client)
    assert 'type="search"' in page
    assert "empty-state" in page
    assert "empty-state" in text_of(client, "   ")


def test_hits_stand_in_their_groups_and_are_counted(client, staff):
    cards.card(steps={"talk": {"heading": "Tal om kontrol"}})
    cards.contact(name="Kontrollinjen", phone="70 55 01 02")
    cards.explanation(title="Kontrol")
    page = text_of(client, "kontrol")
    assert page.index("Actioncards</h2>") < page.index("Kontakter</h2>")
    assert page.index("Kontakter</h2>") < page.index("Hvad ordene betyder</h2>")
    assert "3 fund for" in page[page.index('role="status"') :][:200]
    assert 'href="/actioncards/viden/#category-social_control"' in page
    assert 'value="kontrol"' in page


def test_a_contact_can_be_called_and_says_whether_anybody_answers(client, staff):
    cards.contact(name="Linjen", phone="70 55 01 02", second_phone="70 55 01 03")
    with time_machine.travel("2026-11-10 09:00Z", tick=False):
        page = text_of(client, "linjen")
    assert 'href="tel:70550102"' in page
    assert 'href="tel:70550103"' in page
    assert "Åbent nu" in page
    with time_machine.travel("2026-11-14 02:00Z", tick=False):
        client.force_login(staff)
        page = text_of(client, "linjen")
    assert "Lukket nu" in page
    assert "politiet 114" in page


def test_a_contact_of_unknown_hours_is_not_said_to_be_open(client, staff):
    cards.contact(name="Linjen", hours=[])
    page = text_of(client, "linjen")
    assert "Åbningstid ikke oplyst" in page
    assert "Åbent nu" not in page


def test_a_contact_without_a_number_says_so(client, staff):
    cards.contact(name="Linjen", phone="")
    page = text_of(client, "linjen")
    assert "Nummeret mangler" in page


def test_what_is_for_authorities_is_found_by_them_alone(client):
    cards.contact(name="VISO rådgivning", service="viso", audience="authority")
    client.force_login(factories.user("professional"))
    assert "Ingen fund" in text_of(client, "viso")
    client.force_login(factories.user("adviser_child"))
    assert "Kun myndigheder" in text_of(client, "viso")


def test_the_acute_page_is_the_first_hit_for_words_of_the_night(client, staff):
    cards.contact(name="Døgnlinjen", always_open=True, hours=[])
    page = text_of(client, "hvem ringer jeg til om natten")
    main = page[page.index("<main") :]
    assert main.index('href="tel:112"') < main.index('href="tel:114"')
    assert main.index('href="/akut/"') < main.index("Døgnlinjen")


def test_who_asks_whom_to_call_sees_contacts_before_cards(client, staff):
    cards.card(steps={"talk": {"heading": "Tal med SSP"}})
    cards.contact(name="SSP")
    page = text_of(client, "ssp")
    assert page.index("Actioncards</h2>") < page.index("Kontakter</h2>")
    page = text_of(client, "hvem er ssp")
    assert page.index("Kontakter</h2>") < page.index("Actioncards</h2>")


def test_no_hit_says_what_to_do(client, staff):
    page = text_of(client, "zzz")
    assert "Ingen fund for »zzz«. Prøv et andet ord." in page[page.index('role="status"') :]


def test_some_words_of_several_are_said_to_be_some(client, staff):
    cards.explanation(text="Kontrol af venner.")
    assert "Intet indeholder alle ordene" in text_of(client, "venner heste")


def test_a_hundred_characters_are_read_and_no_more(client, staff):
    assert "Skriv højst 100 tegn" not in text_of(client, "a" * 100)
    page = text_of(client, "a" * 101)
    assert "Skriv højst 100 tegn" in page
    assert 'aria-invalid="true"' in page
    assert "<title>Fejl:" in page
    assert "fund for" not in page


def test_a_very_long_search_asks_the_database_for_nothing(client, staff):
    search(client)

    def queries(typed):
        with CaptureQueriesContext(connection) as taken:
            page = text_of(client, typed)
        return len(taken), len(page)

    few, small = queries("")
    many, large = queries("<script>x</script> " * 600)
    assert many == few
    assert large < small + 2000


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", '"><img src=x>', "' :* %", "\0"])
def test_what_was_typed_is_shown_as_text(client, staff, typed):
    page = text_of(client, typed)
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_strangers_are_sent_to_log_in(client):
    response = search(client, "nat")
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_what_was_typed_stands_in_no_address_of_the_log_in(client):
    response = search(client, "Amira")
    assert response["Location"] == f"{reverse('account_login')}?next=/actioncards/soeg/"


def test_where_cards_are_public_strangers_find_what_is_for_everybody(client):
    Municipality.objects.create(name="Prøvekøbing", cards_public=True)
    cards.contact(name="Linjen for alle")
    cards.contact(name="Linjen for ansatte", audience="staff")
    page = text_of(client, "linjen")
    assert "for alle" in page
    assert "for ansatte" not in page


def test_nobody_writes_down_who_searched_for_what(client, staff, caplog):
    with caplog.at_level(logging.DEBUG, logger="beredskab"):
        text_of(client, "Amira")
    assert not LookUp.objects.exists()
    assert "Amira" not in caplog.text


def test_cases_are_never_searched(client):
    world = factories.world()
    case = factories.case(world, persons=[factories.person(name="Amira Opdigtet")])
    client.force_login(world.adviser)
    for typed in ("Amira", case.reference, "svømning"):
        assert "Ingen fund" in text_of(client, typed)


def test_the_title_does_not_say_what_was_searched_for(client, staff):
    page = text_of(client, "Amira")
    assert "Amira" not in page[page.index("<title>") : page.index("</title>")]


def test_only_get_searches(client, staff):
    assert client.post(reverse("card_search"), {"q": "nat"}).status_code == 405
