"""A step of the checklist is marked on its own page."""

import pytest
from django.urls import reverse

from cases.models import Tick
from tests.cases.views.checklist.conftest import DONE, address, say
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]


def test_a_step_is_marked_on_its_own_page(world, log_in, case):
    client = log_in(world.adviser)
    response = client.get(f"{address(case)}?status=done")
    form = response.context["form"]
    assert form.initial == {"state": "done", "done_on": NOW.date()}
    assert "Sikr dig, at barnet er trygt" in response.content.decode()
    response = client.post(address(case), DONE)
    assert response.status_code == 302
    assert response.url == f"{case.get_absolute_url()}#step-secure"
    made = Tick.objects.get()
    assert (made.state, made.done_on, made.ticked_by) == ("done", NOW.date(), world.adviser)


def test_what_was_said_before_stands_on_its_page(world, log_in, case):
    say(case, world.colleague, state="waiting", reason="Skolen ringer")
    content = log_in(world.adviser).get(address(case)).content.decode()
    assert world.colleague.name in content
    assert "Skolen ringer" in content


def test_only_what_can_be_said_is_offered(world, log_in, case):
    client = log_in(world.adviser)

    def offered():
        form = client.get(f"{address(case)}?status=perhaps").context["form"]
        return [value for value, _label in form.fields["state"].choices], form.initial["state"]

    assert offered() == (["done", "waiting", "not_relevant"], "")
    say(case, world.adviser)
    assert offered() == (["done", "waiting", "not_relevant", "open"], "")


def test_not_relevant_without_a_reason_is_said_at_the_field(world, log_in, case):
    response = log_in(world.adviser).post(address(case), {"state": "not_relevant", "reason": " "})
    assert response.status_code == 200
    assert response.context["form"].errors == {
        "reason": ["Skriv, hvorfor trinnet ikke er relevant."]
    }
    assert 'value="not_relevant" ' in response.content.decode()
    assert not Tick.objects.exists()


@pytest.mark.parametrize(
    ("posted", "field", "message"),
    [
        ({}, "state", "Vælg, hvor langt trinnet er"),
        ({"state": "done"}, "done_on", "Skriv, hvilken dag det blev gjort"),
        (
            {**DONE, "done_on_day": "11"},
            "done_on",
            "Dagen kan ikke ligge før modtagelsen eller efter i dag.",
        ),
        (
            {**DONE, "done_on_day": "9"},
            "done_on",
            "Dagen kan ikke ligge før modtagelsen eller efter i dag.",
        ),
    ],
)
def test_what_is_missing_is_said_at_its_field(world, log_in, case, posted, field, message):
    response = log_in(world.adviser).post(address(case), {**posted, "reason": "Skrevet først"})
    assert response.context["form"].errors == {field: [message]}
    assert "Skrevet først" in response.content.decode()
    assert not Tick.objects.exists()


def test_a_day_that_is_no_day_matters_only_when_it_is_done(world, log_in, case):
    client = log_in(world.adviser)
    wrong = {**DONE, "done_on_day": "99"}
    assert "done_on" in client.post(address(case), wrong).context["form"].errors
    assert client.post(address(case), {**wrong, "state": "waiting"}).status_code == 302


def test_what_the_portal_knows_has_no_page_of_its_own(world, log_in, case):
    client = log_in(world.adviser)
    assert client.get(address(case, "assess")).status_code == 409
    assert client.post(address(case, "assess"), DONE).status_code == 409
    assert client.get(address(case, "no-such-step")).status_code == 404
    assert not Tick.objects.exists()


def test_outsiders_find_neither_case_nor_step(world, log_in, case):
    for who in (world.stranger, world.professional, world.administrator):
        client = log_in(who)
        assert client.get(address(case)).status_code == 404
        assert client.post(address(case), DONE).status_code == 404
        assert client.post(reverse("case_use_card", args=[case.reference])).status_code == 404
    assert log_in(world.adviser).delete(address(case)).status_code == 405


def test_title_and_address_say_nothing_of_the_step(world, log_in, case):
    content = log_in(world.adviser).get(address(case)).content.decode()
    title = content.split("<title>")[1].split("</title>")[0]
    assert case.reference in title
    assert "trygt" not in title
