"""The pages of the network and of PSP."""

import pytest
from django.urls import reverse

from beredskab.municipality.models import Municipality
from infohus.models import NetworkNote, PspNote
from tests import factories
from tests.factories import infohus as made

pytestmark = pytest.mark.django_db
URL = "/infohus/netvaerk/"
DAY = {"happened_on_day": "2", "happened_on_month": "11", "happened_on_year": "2026"}
AGREED = {"agreed_on_day": "2", "agreed_on_month": "11", "agreed_on_year": "2026"}


def test_a_note_is_written_and_read(world, log_in):
    Municipality.objects.update(police_district="fyn")
    client = log_in(world.coordinator)
    client.post(f"{URL}nyt/", {"kind": "trend", "text": "Flere holdes hjemme.", **DAY})
    page = client.get(URL).content.decode()
    assert "Flere holdes hjemme." in page
    assert "Fyns Politi" in page


@pytest.mark.rule("R102")
def test_what_names_somebody_is_told_at_its_field_and_stays_typed(world, log_in):
    given = {"kind": "trend", "text": "Se 010190-1234.", **DAY}
    answer = log_in(world.coordinator).post(f"{URL}nyt/", given)
    assert "text" in answer.context["form"].errors
    assert "Se 010190-1234." in answer.content.decode()
    assert not NetworkNote.objects.exists()


@pytest.mark.rule("R107")
def test_psp_is_noted_with_one_who_is_responsible(world, log_in):
    case, client = made.case(world), log_in(world.coordinator)
    given = {"case": case.reference, "text": "Psykiatrien følger op.", **AGREED}
    assert "authority" in client.post("/infohus/psp/nyt/", given).context["form"].errors
    client.post("/infohus/psp/nyt/", {**given, "authority": "seat:psychiatry"})
    assert PspNote.objects.get().case == case
    assert "Psykiatrien følger op." in client.get(URL).content.decode()
    page = log_in(world.adviser).get(reverse("case_assessments", args=[case.reference]))
    assert "Psykiatrien følger op." in page.content.decode()


def test_no_case_is_offered_that_she_does_not_see(world, log_in):
    case = factories.case(world)
    client = log_in(world.coordinator)
    assert case.reference not in client.get("/infohus/psp/nyt/").content.decode()
    given = {"case": case.reference, "text": "x", "authority": "seat:police", **AGREED}
    assert "case" in client.post("/infohus/psp/nyt/", given).context["form"].errors


@pytest.mark.parametrize("who", ["adviser", "leader", "professional"])
def test_the_pages_are_the_coordinators(world, log_in, who):
    client = log_in(getattr(world, who))
    for url in (URL, f"{URL}nyt/", "/infohus/psp/nyt/"):
        assert client.get(url).status_code == 403


@pytest.mark.rule("R101")
def test_without_an_infohus_there_is_no_network(world, log_in):
    Municipality.objects.update(has_infohus=False)
    assert log_in(world.coordinator).get(URL).status_code == 403
