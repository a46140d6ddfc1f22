import pytest
from django.urls import reverse

from beredskab.municipality.models import Route, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, administrator):
    client.force_login(administrator)
    return client


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
