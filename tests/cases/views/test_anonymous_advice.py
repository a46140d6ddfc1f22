"""Advice to adults who gave no name: the list, and the form that lets nobody be recognised."""

import pytest
from django.urls import reverse

from beredskab.accounts.roles import Role
from cases import workflow
from cases.models import AnonymousAdvice
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]
NEW, LIST = "anonymous_advice_new", "anonymous_advice"
WHEN = {
    "given_at_day": "10",
    "given_at_month": "11",
    "given_at_year": "2026",
    "given_at_time": "9.30",
}


def answers(world, **given):
    return {
        **WHEN,
        "way": "phone",
        "topics": ["forced_marriage"],
        "advised": "Talt om krisecenter og egen bolig.",
        "acute": "no",
        "unit": world.adult_unit.pk,
        **given,
    }


def advise(world, by, unit):
    return workflow.give_anonymous_advice(
        by=by,
        at=NOW,
        unit=unit,
        given_at=NOW,
        way="phone",
        topics=[],
        advised=f"Råd fra {unit.slug}",
        acute=True,
    )


@pytest.mark.rule("R104")
def test_it_is_recorded_and_stands_in_the_list_of_the_unit(world, log_in):
    client = log_in(world.adult_adviser)
    assert client.post(reverse(NEW), answers(world)).url == reverse(LIST)
    assert AnonymousAdvice.objects.get().topics == ["forced_marriage"]
    assert "Talt om krisecenter" in client.get(reverse(LIST)).content.decode()


@pytest.mark.rule("R104")
def test_what_may_tell_who_it_is_is_refused_at_the_field_and_nothing_is_lost(world, log_in):
    words = "Hun hedder noget andet. Ring på 20 55 50 11."
    response = log_in(world.adult_adviser).post(reverse(NEW), answers(world, advised=words))
    form = response.context["form"]
    assert list(form.errors) == ["advised"]
    assert "telefonnummer" in form.errors["advised"][0]
    assert form["advised"].value() == words
    assert words in response.content.decode()
    assert not AnonymousAdvice.objects.exists()


def test_there_is_no_field_for_who_it_was(world, log_in):
    form = log_in(world.adult_adviser).get(reverse(NEW)).context["form"]
    assert set(form.fields) == {"given_at", "way", "topics", "advised", "acute", "unit"}


def test_one_reads_the_advice_of_ones_own_units_alone(world, log_in):
    advise(world, world.adult_adviser, world.adult_unit)
    advise(world, world.adviser, world.child_unit)
    page = log_in(world.adult_adviser).get(reverse(LIST)).content.decode()
    assert f"Råd fra {world.adult_unit.slug}" in page
    assert f"Råd fra {world.child_unit.slug}" not in page


def test_who_advises_for_two_units_chooses(world, log_in):
    other = factories.unit("adult")
    world.adult_adviser.memberships.create(
        unit=other, role=Role.ADVISER_ADULT, from_on=factories.LONG_AGO
    )
    form = log_in(world.adult_adviser).get(reverse(NEW)).context["form"]
    assert len(form.fields["unit"].choices) == 2
    assert not form.fields["unit"].widget.is_hidden


@pytest.mark.parametrize("page", [NEW, LIST])
def test_who_does_not_advise_has_no_such_page(world, log_in, page):
    for user in (world.professional, world.administrator):
        assert log_in(user).get(reverse(page)).status_code == 403
    for user in (world.coordinator, world.officer, world.adviser):
        assert log_in(user).get(reverse(page)).status_code == 200
    assert log_in(world.adviser).put(reverse(page)).status_code == 405


def test_an_empty_list_says_so_and_the_list_of_cases_leads_to_it(world, log_in):
    client = log_in(world.adult_adviser)
    assert "empty" in client.get(reverse(LIST)).content.decode()
    assert reverse(LIST) in client.get(reverse("case_list")).content.decode()
