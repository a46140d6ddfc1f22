from datetime import date

import pytest
from django.urls import reverse

from beredskab.municipality.models import Contact, Route, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def contact():
    return Contact.objects.create(
        slug="ssp",
        name="SSP-konsulent",
        phone="25 20 03 18",
        audience="public",
        is_acute=True,
        hours=[[0, "08:00", "15:30"]],
    )


def test_a_unit_is_added_and_changed(page):
    values = {"name": "Familiegruppen", "kind": "child", "phone": "99312722"}
    page.post(reverse("settings_unit_add"), values)
    unit = Unit.objects.get(slug="familiegruppen")
    assert unit.phone == "99 31 27 22"
    page.post(reverse("settings_unit", args=[unit.slug]), {**values, "name": "Familie"})
    assert Unit.objects.get(pk=unit.pk).name == "Familie"


def test_two_units_never_share_a_name(page, unit):
    values = {"name": unit.name.upper(), "kind": "child"}
    assert page.post(reverse("settings_unit_add"), values).context["form"].errors["name"]
    own = page.post(reverse("settings_unit", args=[unit.slug]), values)
    assert own.status_code == 302


def test_a_wrong_number_is_an_error_of_the_field(page):
    values = {"name": "Familiegruppen", "kind": "child", "phone": "1234"}
    assert page.post(reverse("settings_unit_add"), values).context["form"].errors["phone"]


def test_a_unit_that_receives_is_not_taken_out_of_use(page, routed, unit):
    response = page.post(reverse("settings_unit_retire", args=[unit.slug]))
    assert response.status_code == 409
    assert Unit.objects.get(pk=unit.pk).is_active


def test_a_unit_is_taken_out_of_use_and_back(page, office):
    page.post(reverse("settings_unit_retire", args=[office.slug]))
    assert not Unit.objects.get(pk=office.pk).is_active
    page.post(reverse("settings_unit_resume", args=[office.slug]))
    assert Unit.objects.get(pk=office.pk).is_active


def test_retiring_wants_a_post(page, office):
    assert page.get(reverse("settings_unit_retire", args=[office.slug])).status_code == 405


def test_an_unknown_unit_does_not_exist(page):
    assert page.get(reverse("settings_unit", args=["ukendt"])).status_code == 404


def test_a_route_is_set_and_removed(page, unit):
    values = {"source": "police", "age": "under_18", "unit": unit.pk}
    page.post(reverse("settings_route_set"), values)
    route = Route.objects.get()
    assert (route.source, route.unit) == ("police", unit)
    remove = reverse("settings_route_remove", args=[route.pk])
    assert remove in page.get(reverse("settings_routes")).content.decode()
    page.post(remove)
    assert not Route.objects.exists()


def contact_form(**changes):
    values = {
        "name": "SSP-konsulent",
        "phone": "2520 0318",
        "audience": "public",
        "is_acute": "on",
        "position": 10,
        "checked_on_day": 1,
        "checked_on_month": 11,
        "checked_on_year": 2026,
        "hours_0": "8.00-15:30",
    }
    return values | changes


def test_a_contact_is_added_with_its_hours(page):
    page.post(reverse("settings_contact_add"), contact_form())
    contact = Contact.objects.get()
    assert contact.phone == "25 20 03 18"
    assert contact.hours == [[0, "08:00", "15:30"]]
    assert contact.checked_on == date(2026, 11, 1)


@pytest.mark.parametrize("hours", ["8.00", "8-", "15.30-8.00", "8-25", "hele dagen"])
def test_half_or_impossible_hours_are_errors_of_the_field(page, hours):
    response = page.post(reverse("settings_contact_add"), contact_form(hours_0=hours))
    assert response.context["form"].errors["hours_0"]
    assert not Contact.objects.exists()


def test_the_form_of_a_contact_shows_its_hours(page, contact):
    text = page.get(reverse("settings_contact", args=["ssp"])).content.decode()
    assert 'value="08.00-15.30"' in text
    page.post(reverse("settings_contact", args=["ssp"]), contact_form(hours_0=""))
    assert Contact.objects.get().hours == []


def test_a_contact_is_removed_after_a_question(page, contact):
    url = reverse("settings_contact_remove", args=["ssp"])
    assert "SSP-konsulent" in page.get(url).content.decode()
    assert Contact.objects.exists()
    page.post(url)
    assert not Contact.objects.exists()


@pytest.mark.rule("R116")
def test_a_number_nobody_has_checked_is_marked(page, contact):
    warning = "badge-warning"
    assert warning in page.get(reverse("settings_contacts")).content.decode()
    Contact.objects.update(checked_on=date.today())
    assert warning not in page.get(reverse("settings_contacts")).content.decode()
