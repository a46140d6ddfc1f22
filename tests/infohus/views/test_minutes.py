"""The minutes as who was there reads them, agrees to them, and gets them as a PDF."""

import pytest
import time_machine

from infohus import workflow
from infohus.models import MinutesAnswer
from tests.factories import holding as held
from tests.factories import infohus as made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def after(office_hours):
    with time_machine.travel(made.AFTER, tick=False):
        yield made.AFTER


@pytest.fixture
def item(world):
    """Concluded, and everybody who was there is asked to agree to the minutes."""
    return ask(held.concluded(world), world, text="Første ord")


def ask(item, world, **known):
    held.write(item, world, "minutes", **known)
    return workflow.ask_to_agree(item, by=world.coordinator, at=held.DURING)


def words(response):
    return response.content.decode()


def test_who_was_overtaken_reads_the_newer_minutes_and_keeps_what_she_typed(world, log_in, item):
    client = log_in(world.adviser)
    read = client.get(item.minutes_path).context["form"]["seen"].value()
    ask(item, world, text="Nyere ord", seen=1)
    typed = {"agrees": "no", "remark": "Datoen er forkert", "seen": read}
    page = client.post(item.minutes_path, typed)
    assert not MinutesAnswer.objects.exists()
    form = page.context["form"]
    assert form.non_field_errors()
    assert form["remark"].value() == "Datoen er forkert"
    assert "Nyere ord" in words(page)
    assert "Første ord" not in words(page)
    client.post(item.minutes_path, {**typed, "seen": form["seen"].value()})
    assert MinutesAnswer.objects.get().version.text == "Nyere ord"


def test_an_answer_says_which_minutes_were_read(world, log_in, item):
    form = log_in(world.adviser).post(item.minutes_path, {"agrees": "yes"}).context["form"]
    assert "seen" in form.errors
    assert not MinutesAnswer.objects.exists()


def test_who_notes_an_answer_is_overtaken_as_well(world, log_in, item):
    row = item.attendances.get(seat="child_authority")
    url = item.address("infohus_minutes_for", row.pk)
    client = log_in(world.coordinator)
    ask(item, world, text="Nyere ord", seen=1)
    typed = {"agrees": "no", "remark": "Datoen er forkert", "seen": "1"}
    form = client.post(url, typed).context["form"]
    assert form["remark"].value() == "Datoen er forkert"
    assert not MinutesAnswer.objects.exists()
    assert client.post(url, {**typed, "seen": form["seen"].value()}).status_code == 302


def test_there_is_nothing_to_note_before_anybody_was_asked(world, log_in):
    item = held.concluded(world)
    row = item.attendances.get(seat="child_authority")
    url = item.address("infohus_minutes_for", row.pk)
    assert log_in(world.coordinator).get(url).status_code == 404
