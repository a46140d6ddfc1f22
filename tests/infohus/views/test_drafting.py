"""The agenda of a draft: cases are put on it and taken off."""

import pytest

from tests.factories import infohus as made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]


def test_a_case_is_put_on_the_agenda_and_taken_off(world, log_in):
    meeting, other = made.draft(world), made.case(world)
    client = log_in(world.coordinator)
    url = meeting.get_absolute_url()
    assert f"{url}sag/" in client.get(url).content.decode()
    assert "case" in client.post(f"{url}sag/", {"sent": "1"}).context["form"].errors
    assert client.post(f"{url}sag/", {"case": other.reference}).url == f"{url}punkt/2/"
    assert f"{url}punkt/2/fjern/" in client.get(url).content.decode()
    asked = client.get(f"{url}punkt/2/fjern/").content.decode()
    assert other.reference in asked
    assert client.post(f"{url}punkt/2/fjern/", {"sent": "1"}).url == url
    assert meeting.items.count() == 1
    refused = client.post(f"{url}punkt/1/fjern/", {"sent": "1"})
    assert "Aflys mødet" in refused.content.decode()


def test_of_what_is_convened_nothing_is_put_on_or_taken_off(world, log_in):
    meeting = made.convened(world, cases=(made.case(world), made.case(world)))
    client, url = log_in(world.coordinator), meeting.get_absolute_url()
    assert client.get(f"{url}sag/").status_code == 409
    assert client.post(f"{url}punkt/1/fjern/", {"sent": "1"}).status_code == 409
    page = client.get(url).content.decode()
    assert f"{url}sag/" not in page
    assert "/fjern/" not in page


@pytest.mark.parametrize("who", ["adviser", "leader", "administrator"])
def test_nobody_else_finds_it(world, log_in, who):
    url = made.draft(world).get_absolute_url()
    client = log_in(getattr(world, who))
    for page in (f"{url}sag/", f"{url}punkt/1/fjern/"):
        assert client.get(page).status_code == 404
