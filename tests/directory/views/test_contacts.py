from datetime import date

import pytest
import time_machine
from django.db import connections
from django.test.utils import CaptureQueriesContext

from beredskab.accounts.roles import Role
from beredskab.municipality.models import Unit
from tests import factories
from tests.factories.cards import contact

pytestmark = pytest.mark.django_db
URL = "/kontakter/"
TUESDAY = "2026-11-10 10:00+01:00"
SATURDAY_NIGHT = "2026-11-14 03:00+01:00"
CHRISTMAS_EVE = "2026-12-24 10:00+01:00"
TOPICS = ["honour_conflict", "social_control", "reeducation", "foreign_stay"]


@pytest.fixture
def red(db):
    return contact(
        slug="red",
        name="RED Rådgivning",
        service="red",
        phone="70 27 76 86",
        second_phone="35 31 35 50",
        note="Landsdækkende og gratis",
        topics=TOPICS,
        anonymous_advice=True,
        checked_on=date(2026, 11, 1),
    )


def block(text, name):
    """The part of the list that is about a contact."""
    return text.split(f">{name}</h2>")[1].split("</li>")[0]


def test_it_needs_a_log_in(client, red):
    for url in (URL, red.get_absolute_url()):
        assert client.get(url).status_code == 302


def test_a_block_begins_with_the_calls(professional, red, text_of):
    with time_machine.travel(TUESDAY):
        shown = block(text_of(professional, URL), "RED Rådgivning")
    calls = shown.index('href="tel:70277686"'), shown.index('href="tel:35313550"')
    assert calls[0] == shown.index("href=")
    assert calls[0] < calls[1] < shown.index(f'href="{red.get_absolute_url()}"')
    for words in (
        "Ring 70 27 76 86",
        "Åbent nu",
        "Landsdækkende og gratis",
        "man-fre kl. 9-15",
        "Anonym rådgivning mulig",
        "Genopdragelsesrejser",
        "Senest kontrolleret 1. nov. 2026",
    ):
        assert words in shown
    assert "Kun myndigheder" not in shown


@pytest.mark.rule("R113")
@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (TUESDAY, "Åbent nu"),
        ("2026-11-10 15:00+01:00", "Lukket nu, åbner i morgen kl. 9"),
        (SATURDAY_NIGHT, "Lukket nu, åbner mandag kl. 9"),
        (CHRISTMAS_EVE, "Lukket nu, åbner mandag kl. 9"),
        ("2026-12-25 10:00+01:00", "Lukket nu, åbner mandag kl. 9"),
    ],
)
def test_the_line_of_red_is_open_on_weekdays_9_to_15(professional, red, text_of, moment, state):
    with time_machine.travel(moment):
        for url in (URL, red.get_absolute_url()):
            assert state in text_of(professional, url)


@pytest.mark.rule("R52")
def test_who_is_closed_or_unknown_names_the_police_instead(professional, red, text_of):
    contact(name="Uden tider", hours=[])
    with time_machine.travel(TUESDAY):
        text = text_of(professional, URL)
    assert "Er det akut:" not in block(text, "RED Rådgivning")
    assert "Åbningstid ikke oplyst" in block(text, "Uden tider")
    assert 'href="tel:114"' in block(text, "Uden tider")
    with time_machine.travel(SATURDAY_NIGHT):
        assert 'href="tel:114"' in block(text_of(professional, URL), "RED Rådgivning")


@pytest.mark.rule("R111")
def test_topics_are_shown_and_filtered_by(professional, red, text_of):
    contact(name="Jobcenter", topics=["integration"])
    text = text_of(professional, URL, emne="foreign_stay")
    for topic in ("Æresrelateret konflikt", "Negativ social kontrol", "Ufrivillige udlandsophold"):
        assert topic in block(text, "RED Rådgivning")
    assert "Jobcenter</h2>" not in text
    assert "1 kontakt" in text
    assert "Fjern filteret" in text


def test_a_search_that_finds_nothing_says_so(professional, red, text_of):
    text = text_of(professional, URL, q="ingenting")
    assert "0 kontakter" in text
    assert "Ingen kontakter passer" in text


def test_an_empty_directory_says_what_comes(professional, editor, text_of):
    assert 'href="/akut/"' in text_of(professional, URL)
    assert 'href="/kontakter/ny/"' in text_of(editor, URL)


def test_htmx_gets_the_rows_alone(client, professional, red):
    client.force_login(professional)
    text = client.get(URL, headers={"HX-Request": "true"}).content.decode()
    assert "RED Rådgivning" in text
    assert "<h1" not in text


@pytest.mark.rule("R115")
def test_viso_is_shown_to_authorities_alone(client, professional, adviser, text_of):
    viso = contact(slug="viso", name="VISO", service="viso", audience="authority")
    assert "VISO" not in text_of(professional, URL)
    assert client.get(viso.get_absolute_url()).status_code == 404
    assert "Kun myndigheder" in block(text_of(adviser, URL), "VISO")
    assert "VISO" in text_of(adviser, viso.get_absolute_url())


@pytest.mark.rule("R114")
def test_a_shelter_is_shown_with_its_ages_and_without_a_place(professional, text_of):
    contact(name="Safehouse", service="shelter", from_age=16, to_age=30, always_open=True, hours=[])
    shown = block(text_of(professional, URL), "Safehouse")
    assert "16-30 år" in shown
    assert "åbent døgnet rundt" in shown
    assert "dresse" not in shown


def test_a_missing_number_is_said_and_editors_are_led_to_write_it(professional, editor, text_of):
    one = contact(name="Infohus", phone="")
    assert "Nummeret mangler" in block(text_of(professional, URL), "Infohus")
    assert "tel:" not in block(text_of(professional, URL), "Infohus").replace("tel:114", "")
    assert f"{one.get_absolute_url()}rediger/" not in text_of(professional, URL)
    assert f"{one.get_absolute_url()}rediger/" in text_of(editor, URL)


@pytest.mark.rule("R116")
@pytest.mark.parametrize("checked_on", [None, date(2026, 5, 1)])
def test_editors_are_warned_of_what_nobody_checked_for_six_months(
    professional, editor, red, text_of, checked_on
):
    type(red).objects.update(checked_on=checked_on)
    with time_machine.travel(TUESDAY):
        for url in (URL, red.get_absolute_url()):
            assert "Kontrollér nummeret" in text_of(editor, url)
            assert "Kontrollér nummeret" not in text_of(professional, url)
        type(red).objects.update(checked_on=date(2026, 11, 9))
        assert "Kontrollér nummeret" not in text_of(editor, URL)


def test_who_is_out_of_use_exists_for_editors_alone(client, professional, editor, text_of):
    gone = contact(name="Gammel linje", retired_at=factories.NOW)
    assert "Gammel linje" not in text_of(professional, URL)
    assert client.get(gone.get_absolute_url()).status_code == 404
    assert client.get("/kontakter/ude-af-brug/").status_code == 403
    assert "Gammel linje" in text_of(editor, "/kontakter/ude-af-brug/")
    text = text_of(editor, gone.get_absolute_url())
    assert "Kontakten er ude af brug" in text
    assert "tel:" not in text


def test_the_page_of_a_contact_has_the_hours_of_each_day(professional, red, text_of):
    text = text_of(professional, red.get_absolute_url())
    assert '<th scope="row">Mandag</th><td>kl. 9-15</td>' in text
    assert '<th scope="row">Søndag</th><td>lukket</td>' in text
    assert "Lukket på helligdage" in text
    assert "/rediger/" not in text


def test_the_list_takes_the_same_number_of_queries_however_long(client, editor, red):
    client.force_login(editor)

    def queries():
        client.get(URL)
        with CaptureQueriesContext(connections["default"]) as captured:
            client.get(URL)
        return len(captured)

    few = queries()
    for number in range(10):
        contact(unit=factories.unit(Unit.Kind.OTHER, name=f"Kontor {number}"), checked_on=None)
    assert queries() == few


@pytest.mark.parametrize("role", [Role.POLICE, Role.PROFESSIONAL_LEADER, Role.DPO])
def test_everybody_who_logs_in_reads_the_directory(role, red, text_of):
    assert "RED Rådgivning" in text_of(factories.user(role), URL)
