"""The pages of the register, and the setting of who must be there."""

import pytest
from django.urls import reverse

from beredskab.municipality.models import Municipality
from infohus.choices import Group, Seat
from infohus.models import Member, RequiredSeat
from tests.cases.views.conftest import counted_queries
from tests.factories.infohus import member

pytestmark = pytest.mark.django_db
LIST = "/infohus/medlemmer/"
DAY = {"from_on_day": "1", "from_on_month": "11", "from_on_year": "2026"}
SENT = {"sent": "empty"}


def read(client):
    return client.get(LIST).content.decode()


def test_the_list_says_who_is_missing_until_somebody_speaks_for_it(world, log_in):
    client = log_in(world.coordinator)
    page = read(client)
    assert "Der er ingen faste medlemmer endnu" in page
    assert "Ledelsen af handicap og psykiatri" in page
    for seat in (Seat.SSP, Seat.CHILD_AUTHORITY, Seat.ADULT_LEADERSHIP):
        member(world.coordinator, seat=seat)
    assert "Uden dem kan intet punkt afsluttes" not in read(client)


def test_a_member_without_a_log_in_is_entered(world, log_in):
    client = log_in(world.coordinator)
    given = {"seat": "police", "name": "Kim Prøve", "email": "kim@example.com", **DAY}
    assert client.post(reverse("infohus_member_add"), given).status_code == 302
    page = read(client)
    assert "Kim Prøve" in page
    assert "siden 1. november 2026" in page


def test_a_deputy_is_entered_without_a_seat_of_her_own(world, log_in):
    first = member(world.coordinator, seat=Seat.JOBCENTER)
    given = {"deputises": first.pk, "user": world.adviser.pk, **DAY}
    log_in(world.coordinator).post(reverse("infohus_member_add"), given)
    assert first.deputies.get().seat == Seat.JOBCENTER


def test_each_field_that_is_missing_has_its_own_words(world, log_in):
    form = log_in(world.coordinator).post(reverse("infohus_member_add"), SENT).context["form"]
    assert form.errors.keys() == {"seat", "name", "email", "from_on"}
    assert not Member.objects.exists()


def test_what_was_typed_is_there_to_be_corrected(world, log_in):
    one = member(world.coordinator)
    client, url = log_in(world.coordinator), reverse("infohus_member", args=[one.pk])
    assert "ssp@example.com" in client.get(url).content.decode()
    given = {"seat": "ssp", "name": "Ny Prøve", "email": "ny@example.com", **DAY}
    client.post(url, given)
    one.refresh_from_db()
    assert one.name == "Ny Prøve"


def test_the_last_day_is_asked_for_and_said(world, log_in):
    one = member(world.coordinator)
    client, url = log_in(world.coordinator), reverse("infohus_member_end", args=[one.pk])
    early = {"to_on_day": "1", "to_on_month": "1", "to_on_year": "2019"}
    assert "to_on" in client.post(url, early).context["form"].errors
    late = {"to_on_day": "1", "to_on_month": "1", "to_on_year": "2199"}
    client.post(url, late)
    assert "til og med 1. januar 2199" in read(client)


@pytest.mark.parametrize("who", ["adviser", "leader", "professional", "administrator"])
@pytest.mark.parametrize("name", ["infohus_members", "infohus_member_add"])
def test_the_register_is_the_coordinators(world, log_in, who, name):
    assert log_in(getattr(world, who)).get(reverse(name)).status_code == 403


def test_an_unknown_member_is_not_found(world, log_in):
    client = log_in(world.coordinator)
    for name in ("infohus_member", "infohus_member_end"):
        assert client.get(reverse(name, args=[4711])).status_code == 404


def test_the_list_takes_as_many_queries_with_many_members(world, log_in):
    client, counts = log_in(world.coordinator), []
    for _round in range(2):
        for number in range(6):
            member(world.coordinator, name=f"Prøve {number}")
        read(client)
        with counted_queries() as queries:
            read(client)
        counts.append(len(queries))
    assert counts[0] == counts[1], counts


@pytest.mark.rule("R101")
def test_without_an_infohus_there_is_no_register(world, log_in):
    menu = 'href="/infohus/"'
    assert menu in log_in(world.coordinator).get("/overblik/").content.decode()
    Municipality.objects.update(has_infohus=False)
    client = log_in(world.coordinator)
    assert menu not in client.get("/overblik/").content.decode()
    for name in ("infohus_members", "infohus_member_add"):
        assert client.get(reverse(name)).status_code == 403
    client, url = log_in(world.administrator), reverse("settings_infohus")
    assert url not in client.get(reverse("settings")).content.decode()
    assert client.get(url).status_code == 404


@pytest.mark.rule("R86")
def test_the_administrator_sets_who_must_be_there(world, log_in):
    client, url = log_in(world.administrator), reverse("settings_infohus")
    page = client.get(url)
    assert page.context["form"]["minor"].value() == ["child_authority", "ssp"]
    client.post(url, {"minor": ["ssp", "police"], "adult": ["ssp"], "confirm_weekdays": "3"})
    found = RequiredSeat.objects.filter(group=Group.MINOR).values_list("seat", flat=True)
    assert set(found) == {"ssp", "police"}
    assert log_in(world.coordinator).get(url).status_code == 403


def test_nobody_at_all_is_no_minimum(world, log_in):
    form = log_in(world.administrator).post(reverse("settings_infohus"), SENT).context["form"]
    assert form.errors.keys() == {"minor", "adult", "confirm_weekdays"}
