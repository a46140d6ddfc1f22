"""`/actioncards/` and the page of a card."""

from datetime import date

import pytest
from django.core.management import call_command

from actioncards.models import Explanation
from beredskab.accounts.roles import Role
from beredskab.municipality.models import Contact, Municipality
from tests import factories
from tests.actioncards.views.conftest import CHRISTMAS_EVE, SATURDAY_NIGHT, TUESDAY, numbers
from tests.cases.views.conftest import counted_queries
from tests.factories import cards

pytestmark = pytest.mark.django_db

LIST = "/actioncards/"
C1, C2 = "/actioncards/under-18-professional/", "/actioncards/under-18-authority/"
ALL = [C1, C2, "/actioncards/adult-professional/", "/actioncards/adult-authority/"]
SSP, RED, STAFF, VISO, LEGAL = (f"7055000{number}" for number in range(1, 6))


# -- Choosing ----------------------------------------------------------------------------------
@pytest.mark.rule("R8")
def test_the_cards_of_the_own_role_come_first(world, four, read):
    own = read(LIST, world.professional)
    assert own.index(f'href="{C1}"') < own.index(f'href="{C2}"')
    own = read(LIST, world.adviser)
    assert own.index(f'href="{C2}"') < own.index(f'href="{C1}"')
    assert all(f'href="{one}"' in own for one in ALL)


@pytest.mark.rule("R8")
@pytest.mark.parametrize("role", ["professional", "authority"])
@pytest.mark.parametrize(("age", "slug"), [("under_18", "under-18"), ("adult", "adult")])
def test_two_answers_lead_to_the_card(client, world, four, role, age, slug):
    client.force_login(world.professional)
    response = client.get(LIST, {"role": role, "age": age})
    assert response.status_code == 302
    assert response.headers["Location"] == f"/actioncards/{slug}-{role}/"


@pytest.mark.rule("R8")
def test_an_unknown_age_offers_both_cards_under_18_first(world, four, read):
    text = read(f"{LIST}?role=authority&age=unknown", world.professional)
    assert "Følg kortet for under 18 år, til du kender alderen." in text
    under, adult = (
        text.index(f'href="/actioncards/{age}-authority/"') for age in ("under-18", "adult")
    )
    assert under < adult
    assert f'href="{C1}"' not in text


def test_an_answer_that_is_not_on_offer_is_none(world, four, read):
    text = read(f"{LIST}?role=nobody&age=12", world.professional)
    assert all(f'href="{one}"' in text for one in ALL)


def test_answers_that_no_card_fits_lead_back_to_all(world, read):
    cards.card("professional", "adult")
    text = read(f"{LIST}?role=authority&age=adult", world.professional)
    assert "Intet gældende kort passer til dine svar." in text
    assert numbers(text) == ["112", "114"]


@pytest.mark.rule("R46")
def test_before_there_are_cards_112_and_114_can_be_called(world, read):
    text = read(LIST, world.professional)
    assert "Der er ikke noget gældende actioncard endnu." in text
    assert numbers(text) == ["112", "114"]


# -- Who may read ------------------------------------------------------------------------------
@pytest.mark.rule("R4")
@pytest.mark.parametrize("address", [LIST, C1, f"{C1.rstrip('/')}.pdf", f"{C1}kopi/"])
def test_a_stranger_is_asked_to_log_in(client, world, four, address):
    response = client.get(address)
    assert response.status_code == 302
    assert response.headers["Location"] == f"/log-ind/?next={address}"


@pytest.mark.rule("R4")
def test_where_cards_are_public_a_stranger_reads_them(world, four, read):
    Municipality.objects.update(cards_public=True)
    text = read(C1)
    assert "Tal med din leder" in text
    assert SSP in numbers(text)
    assert "/bekymringer/ny/" not in text
    assert "Start sag" not in text


@pytest.mark.rule("R115")
def test_a_public_card_names_no_number_of_staff_or_authorities(world, four, read):
    Municipality.objects.update(cards_public=True)
    for address in ALL:
        shown = set(numbers(read(address)))
        assert {SSP, RED} <= shown
        assert not shown & {STAFF, VISO, LEGAL}


@pytest.mark.rule("R115")
def test_a_professional_sees_the_numbers_of_staff_and_an_adviser_all(world, four, read):
    staff, adviser = (set(numbers(read(C2, one))) for one in (world.professional, world.adviser))
    assert STAFF in staff
    assert not staff & {VISO, LEGAL}
    assert {STAFF, VISO, LEGAL} <= adviser


# -- What stands first -------------------------------------------------------------------------
@pytest.mark.rule("R31")
@pytest.mark.parametrize("address", ALL)
def test_in_office_hours_an_adviser_stands_first(world, four, read, at, address):
    at(TUESDAY)
    called = numbers(read(address, world.adviser))
    assert called[:2] == [SSP, RED]
    assert called.index("112") < called.index("114")


@pytest.mark.rule("R46", "R52")
@pytest.mark.parametrize("address", ALL)
@pytest.mark.parametrize("moment", [SATURDAY_NIGHT, CHRISTMAS_EVE])
def test_outside_hours_the_police_stand_first(world, four, read, at, address, moment):
    at(moment)
    text = read(address, world.adviser)
    assert numbers(text)[:2] == ["112", "114"]
    assert "Kan det ikke vente, så ring til politiet på 114." in text


@pytest.mark.rule("R113")
def test_who_is_closed_says_when_it_opens(world, four, read, at):
    at(SATURDAY_NIGHT)
    text = read(C1, world.professional)
    assert "Lukket nu, åbner mandag kl. 9" in text
    assert "Åbent nu" not in text


@pytest.mark.rule("R50", "R52")
def test_the_police_stand_in_for_the_closed_legal_office(world, four, read, at):
    at(SATURDAY_NIGHT)
    acute = read(C2, world.adviser).partition("Skal barnet væk nu?")[2]
    assert "Ring i stedet til politiet" in acute
    assert numbers(acute) == ["114", LEGAL]
    at(TUESDAY)
    acute = read(C2, world.adviser).partition("Skal barnet væk nu?")[2]
    assert numbers(acute) == [LEGAL]


@pytest.mark.rule("R46")
def test_when_it_is_acute_112_stands_before_114(world, four, read):
    acute = read(C1, world.professional).partition('id="acute-branch"')[2]
    assert "Når nogen er i fare nu." in acute
    assert numbers(acute)[:2] == ["112", "114"]
    assert "Liv i fare: ring 112" in acute


@pytest.mark.rule("R44", "R45")
def test_each_age_has_its_own_list_of_what_is_acute(client, read):
    call_command("load_content", "demo", verbosity=0)
    reader = factories.user(Role.ADVISER_CHILD)
    for role in ("fagperson", "myndighed"):
        child, adult = (
            read(f"/actioncards/{age}-{role}/", reader).partition('id="acute-branch"')[2]
            for age in ("under-18", "fyldt-18")
        )
        assert "genopdragelsesrejse" in child
        assert "ufrivilligt udlandsophold" in adult
        assert "begrundet med ære" in child
        assert "begrundet med ære" in adult


# -- The card itself ---------------------------------------------------------------------------
@pytest.mark.rule("R3")
def test_a_card_says_what_to_do(world, four, read):
    text = read(C1, world.professional)
    assert "Tal ikke med familien om bekymringen." in text
    assert text.index("Det må du ikke") < text.index("Tal med din leder</h2>")
    assert text.index("Tal med din leder</h2>") < text.index("Ring og få råd</h2>")
    assert "barnets lov § 133" in text


@pytest.mark.rule("R3")
def test_what_is_for_knowing_is_reached_by_a_link_alone(read):
    call_command("load_content", "demo", verbosity=0)
    text = read("/actioncards/under-18-fagperson/", factories.user(Role.PROFESSIONAL))
    assert 'href="/actioncards/viden/"' in text
    explained = Explanation.objects.values_list("text", flat=True)
    assert explained
    assert not [words for words in explained if words[:40] in text]


def test_the_page_needs_no_htmx(client, world, four):
    client.force_login(world.professional)
    assert b"htmx-2" not in client.get(C1).content


def test_a_case_is_started_from_the_card(world, four, read):
    assert 'href="/bekymringer/ny/"' in read(C1, world.professional)
    assert "/underretninger/ny/" not in read(C1, world.adviser)
    assert 'href="/underretninger/ny/"' in read(C2, world.adviser)
    assert "/underretninger/ny/" not in read(C2, world.professional)
    police = factories.user(Role.POLICE)
    assert "Start sag" not in read(C1, police)


def test_version_and_date_are_told(world, four, read, at):
    Contact.objects.update(checked_on=date(2026, 10, 1))
    text = read(C1, world.professional)
    assert "Udgave 1, gældende fra" in text
    assert "Numrene er senest kontrolleret 1. oktober 2026." in text
    assert "halvt år" not in text


@pytest.mark.rule("R116")
def test_an_old_number_is_a_warning_to_editors_and_small_text_to_others(world, four, read, at):
    Contact.objects.update(checked_on=date(2026, 10, 1))
    Contact.objects.filter(slug="ssp").update(checked_on=date(2026, 1, 1))
    editor = read(C1, world.administrator)
    assert "Numre, der skal kontrolleres" in editor
    assert 'href="/kontakter/ssp/"' in editor
    assert 'href="/kontakter/red/"' not in editor
    reader = read(C1, world.professional)
    assert "Numre, der skal kontrolleres" not in reader
    assert "Nogle af dem er ikke kontrolleret i et halvt år." in reader


def test_only_editors_are_led_to_editing(world, four, read):
    assert f"{C1}rediger/" in read(C1, world.administrator)
    assert f"{C1}rediger/" not in read(C1, world.adviser)


def test_a_draft_is_not_there(world, read):
    version = cards.draft()
    read(version.card.get_absolute_url(), world.professional, status=404)
    read("/actioncards/intet-kort/", world.professional, status=404)


def test_a_withdrawn_card_says_what_replaces_it_and_no_step(world, four, read):
    old, new = four["under_18-professional"], four["adult-professional"]
    cards.withdraw(old, world.administrator, replaced_by=new.card)
    text = read(C1, world.professional)
    assert "Kortet er erstattet af" in text
    assert f'href="{new.card.get_absolute_url()}"' in text
    assert "Tal med din leder" not in text
    assert numbers(text) == ["112", "114"]
    assert f'href="{C1}"' not in read(LIST, world.professional)


def test_a_withdrawn_card_without_a_successor_leads_to_those_in_force(world, four, read):
    cards.withdraw(four["under_18-professional"], world.administrator)
    text = read(C1, world.professional)
    assert "Ingen arbejder efter dette kort mere." in text
    assert f'href="{LIST}"' in text


def test_a_card_takes_few_queries_however_long_it_is(client, world, four):
    client.force_login(world.adviser)
    with counted_queries() as queries:
        assert client.get(C2).status_code == 200
    assert len(queries) <= 10, queries


@pytest.mark.parametrize("address", [LIST, C1])
def test_the_pages_only_show(client, world, four, address):
    client.force_login(world.professional)
    assert client.post(address).status_code == 405
