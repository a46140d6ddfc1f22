from datetime import date, time

import pytest
import time_machine
from django.urls import reverse

from beredskab.accounts.models import DutyShift
from beredskab.accounts.roles import Role
from beredskab.municipality.models import Contact
from tests import factories
from tests.factories.cards import contact

pytestmark = pytest.mark.django_db
IN_HOURS = "2026-11-10 10:00+01:00"  # a Tuesday
SATURDAY_NIGHT = "2026-11-14 03:00+01:00"
OFFICE_HOURS = [[day, "09:00", "15:00"] for day in range(5)]


@pytest.fixture
def contacts():
    rows = [
        ("juridisk-kontor", "Juridisk Kontor", "99 31 27 22", "staff", OFFICE_HOURS),
        ("ssp", "SSP-konsulent", "25 20 03 18", "public", OFFICE_HOURS),
        ("raad", "Døgnåben rådgivning", "70 55 50 41", "public", []),
        ("uvis", "Sikkerhedskonsulent", "70 55 50 42", "public", []),
    ]
    for position, (slug, name, phone, audience, hours) in enumerate(rows):
        Contact.objects.create(
            slug=slug,
            name=name,
            phone=phone,
            audience=audience,
            hours=hours,
            always_open=slug == "raad",
            is_acute=True,
            position=position,
        )


def text_of(client):
    response = client.get(reverse("acute"))
    assert response.status_code == 200
    text = response.content.decode().partition('id="main-content"')[2]
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.rule("R46")
def test_112_and_114_stand_first_in_an_empty_portal_and_for_strangers(client):
    text = text_of(client)
    assert 0 < text.index("tel:112") < text.index("tel:114")


def test_a_stranger_can_leave_it_at_once_and_gets_no_cookie(client, settings):
    settings.EXIT_URL = "https://vejret.example/"
    response = client.get(reverse("acute"))
    page = response.content.decode()
    assert not response.cookies
    exit_page = 'class="button button-secondary" id="exit-page" href="https://vejret.example/"'
    assert page.index(exit_page) < page.index("<main")
    assert "js/exit" in page


@pytest.mark.rule("R46")
def test_112_and_114_stand_before_every_contact(client, contacts):
    with time_machine.travel(IN_HOURS):
        text = text_of(client)
    assert text.index("tel:112") < text.index("tel:114") < text.index("25 20 03 18")


@pytest.mark.rule("R52")
def test_out_of_hours_the_police_stand_instead_of_the_office(client, contacts):
    client.force_login(factories.user())
    with time_machine.travel(SATURDAY_NIGHT):
        lines = client.get(reverse("acute")).context
        text = text_of(client)
    assert [line.contact.slug for line in lines["open_lines"]] == ["raad"]
    assert [line.contact.slug for line in lines["unknown_lines"]] == ["uvis"]
    assert [line.contact.slug for line in lines["closed_lines"]] == ["juridisk-kontor", "ssp"]
    closed = text[text.index("Døgnåben") :]
    assert closed.index("114") < closed.index("Juridisk Kontor")


@pytest.mark.rule("R52")
def test_in_hours_the_office_is_to_be_called(client, contacts):
    client.force_login(factories.user())
    with time_machine.travel(IN_HOURS):
        lines = client.get(reverse("acute")).context
    assert lines["open_lines"][0].contact.slug == "juridisk-kontor"
    assert lines["closed_lines"] == []


@pytest.mark.rule("R52")
@pytest.mark.parametrize("moment", [IN_HOURS, SATURDAY_NIGHT])
def test_who_may_be_closed_stands_after_the_police(client, contacts, moment):
    with time_machine.travel(moment):
        text = text_of(client)
    assert text.index("Døgnåben") < text.rindex("tel:114") < text.index("Sikkerhedskonsulent")
    assert "Åbningstid ikke oplyst" in text


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (SATURDAY_NIGHT, "Åbner mandag kl. 9."),
        ("2026-12-24 10:00+01:00", "Åbner mandag kl. 9."),
        ("2026-11-10 16:00+01:00", "Åbner i morgen kl. 9."),
    ],
)
def test_who_is_closed_says_when_it_opens(client, contacts, moment, opens):
    with time_machine.travel(moment):
        assert opens in text_of(client)


@pytest.mark.rule("R105")
@pytest.mark.parametrize("moment", [IN_HOURS, SATURDAY_NIGHT])
def test_everybody_finds_the_ssp_adviser_whether_acute_or_not(client, moment):
    contact(name="SSP-konsulent", service="ssp", phone="25 20 03 18", second_phone="25 20 03 19")
    with time_machine.travel(moment):
        text = text_of(client)
        Contact.objects.update(is_acute=True)
        again = text_of(client)
    for shown in (text, again):
        assert shown.count("tel:25200318") == shown.count("tel:25200319") == 1
    assert "Andre, du kan spørge til råds" in text
    assert "Andre, du kan spørge til råds" not in again


@pytest.mark.rule("R115")
def test_viso_is_not_shown_to_the_public(client):
    contact(name="VISO", service="viso", audience="authority")
    contact(name="Viso på akutsiden", service="viso", audience="authority", is_acute=True)
    assert "viso" not in text_of(client).casefold()
    client.force_login(factories.user(Role.ADVISER_CHILD))
    assert "Viso på akutsiden" in text_of(client)


def test_who_has_no_number_or_is_out_of_use_is_not_shown(client):
    contact(name="Uden nummer", phone="")
    contact(name="Gammel linje", is_acute=True, retired_at=factories.NOW)
    text = text_of(client)
    assert "Uden nummer" not in text
    assert "Gammel linje" not in text


def test_staff_are_led_to_the_directory(client):
    assert "/kontakter/" not in text_of(client)
    client.force_login(factories.user())
    assert 'href="/kontakter/"' in text_of(client)


def test_contacts_of_staff_are_not_shown_to_the_public(client, contacts):
    with time_machine.travel(IN_HOURS):
        assert "Juridisk Kontor" not in text_of(client)


def test_who_has_the_duty_is_a_unit_for_the_public_and_a_name_for_staff(client):
    unit = factories.unit(name="Modtagelsen", phone="70 55 50 10")
    officer = factories.user(Role.DUTY_OFFICER, unit, name="Otto Ottosen")
    factories.shift(officer, unit, kind=DutyShift.Kind.OFFICER)
    text = text_of(client)
    assert "70 55 50 10" in text
    assert "Otto" not in text
    client.force_login(factories.user())
    assert "Otto Ottosen" in text_of(client)


def test_the_number_of_the_duty_is_that_of_the_directory_and_stands_once(client):
    unit = factories.unit(name="Modtagelsen", phone="70 55 50 10")
    adviser = factories.user(Role.ADVISER_CHILD, unit)
    factories.shift(adviser, unit, kind=DutyShift.Kind.ADVISER)
    contact(unit=unit, service="authority", name="Modtagelsen", phone="70 55 50 99")
    text = text_of(client)
    assert text.count("tel:70555099") == 1
    assert "70555010" not in text


def test_the_public_is_shown_no_number_of_staff_for_the_duty(client):
    unit = factories.unit(name="Modtagelsen", phone="70 55 50 10")
    factories.shift(factories.user(Role.ADVISER_CHILD, unit), unit)
    contact(unit=unit, service="authority", audience="staff", phone="70 55 50 99")
    text = text_of(client)
    assert "tel:70555010" in text
    assert "70555099" not in text
    client.force_login(factories.user())
    assert "tel:70555099" in text_of(client)


def test_a_shift_that_does_not_run_shows_nobody(client):
    unit = factories.unit(name="Modtagelsen", phone="70 55 50 10")
    hours = {"weekdays": [0], "starts": time(8), "ends": time(15)}
    DutyShift.objects.create(
        unit=unit, kind="adviser", user=factories.user(), from_on=date(2020, 1, 1), **hours
    )
    with time_machine.travel(SATURDAY_NIGHT):
        assert "Modtagelsen" not in text_of(client)


def test_the_page_takes_no_post(client):
    assert client.post(reverse("acute")).status_code == 405
