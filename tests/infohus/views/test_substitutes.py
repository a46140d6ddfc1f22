"""The page of substitutes."""

from datetime import timedelta

import pytest

from beredskab.accounts.models import Absence
from infohus.models import Substitute
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]
URL = "/infohus/stedfortraeder/"
DAYS = {
    "from_on_day": "10",
    "from_on_month": "11",
    "from_on_year": "2026",
    "to_on_day": "16",
    "to_on_month": "11",
    "to_on_year": "2026",
}


@pytest.mark.rule("R79")
def test_a_leader_appoints_from_her_page_of_absences(world, log_in):
    client = log_in(world.leader)
    assert URL in client.get("/fravaer/").content.decode()
    given = {"user": world.adult_leader.pk, "reason": "Begge er syge", **DAYS}
    refused = client.post(f"{URL}ny/", given)
    assert "Begge er syge" in refused.content.decode()
    assert not Substitute.objects.exists()
    Absence.objects.create(
        user=world.coordinator, deputy=world.colleague, from_at=NOW, to_at=NOW + timedelta(days=8)
    )
    assert client.post(f"{URL}ny/", given).url == URL
    assert world.adult_leader.name in client.get(URL).content.decode()
    assert log_in(world.coordinator).get(URL).status_code == 200


@pytest.mark.parametrize("who", ["adviser", "professional", "administrator"])
def test_nobody_else_finds_it(world, log_in, who):
    client = log_in(getattr(world, who))
    assert client.get(URL).status_code == 403
    assert client.get(f"{URL}ny/").status_code == 403
    assert URL not in client.get("/fravaer/").content.decode()


def test_the_coordinator_appoints_nobody(world, log_in):
    assert log_in(world.coordinator).get(f"{URL}ny/").status_code == 403
