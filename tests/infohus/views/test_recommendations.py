"""A recommendation on the pages of its authority and of its case; minutes; the board."""

import pytest
import time_machine
from django.urls import reverse

from infohus import workflow
from infohus.models import MinutesAnswer, Recommendation
from tests.factories import holding as held
from tests.factories import infohus as made

pytestmark = pytest.mark.django_db
SECRET = "Sagt i fortrolighed"


@pytest.fixture(autouse=True)
def during(office_hours):
    with time_machine.travel(held.DURING, tick=False):
        yield held.DURING


@pytest.fixture
def item(world):
    return held.concluded(world)


def words(response):
    return response.content.decode()


def of_police(world):
    item = held.assessed(held.item(world), world)
    held.take_part(item, world, "ssp", "child_authority", "police")
    held.recommend(item, world, seat="police", text="Tal med faderen")
    return workflow.conclude_item(item, by=world.coordinator, at=held.DURING)


@pytest.mark.rule("R93")
def test_only_recommendations_cross_over_to_the_case(world, log_in, item):
    held.write(item, world, "minutes", text=SECRET)
    client = log_in(world.adviser)
    tab = words(client.get(reverse("case_assessments", args=[item.case.reference])))
    assert "Tilbyd en fast voksen" in tab
    for name in ("case_assessments", "case_notes", "case_detail", "case_sheet"):
        page = words(client.get(reverse(name, args=[item.case.reference])))
        assert SECRET not in page
        assert "Ord om mapping" not in page


@pytest.mark.rule("R94")
def test_the_authority_answers_on_the_page(world, log_in, item):
    url = Recommendation.objects.get().get_absolute_url()
    client = log_in(world.adviser)
    assert "Tilbyd en fast voksen" in words(client.get(url))
    form = client.post(url, {"answer": "declined"}).context["form"]
    assert "grounds" in form.errors
    assert client.post(url, {"answer": "accepted"}).url == url
    assert "Accepteret" in words(client.get(url))
    client.post(url, {"answer": "done"})
    assert Recommendation.objects.get().answer == "done"


@pytest.mark.rule("R84")
def test_after_the_end_she_finds_her_own_and_nothing_else(world, log_in):
    item = of_police(world)
    with time_machine.travel(made.AFTER, tick=False):
        client = log_in(world.stranger)
        url = Recommendation.objects.get().get_absolute_url()
        assert client.get(item.meeting.get_absolute_url()).status_code == 404
        assert url in words(client.get("/infohus/"))
        assert url in words(client.get("/overblik/"))
        assert "Tal med faderen" in words(client.get(url))
        assert client.post(url, {"answer": "done"}).url == "/infohus/"
        assert client.get(url).status_code == 404


@pytest.mark.parametrize("who", ["stranger", "adult_leader", "professional"])
def test_nobody_else_finds_it(world, log_in, item, who):
    url = Recommendation.objects.get().get_absolute_url()
    assert log_in(getattr(world, who)).get(url).status_code == 404


def test_the_board_shows_what_is_owed(world, log_in, item):
    page = words(log_in(world.coordinator).get("/infohus/"))
    assert Recommendation.objects.get().get_absolute_url() in page
    assert "Holdt uden referat" not in page
    with time_machine.travel(made.AFTER.replace(month=12), tick=False):
        page = words(log_in(world.coordinator).get("/infohus/"))
        assert "Holdt uden referat" in page
        assert "1 er overskredet" in page


@pytest.mark.rule("R84")
def test_she_agrees_to_the_minutes_after_the_end(world, log_in, item):
    held.write(item, world, "minutes", text=SECRET)
    workflow.ask_to_agree(item, by=world.coordinator, at=held.DURING)
    with time_machine.travel(made.AFTER, tick=False):
        client = log_in(world.adviser)
        assert item.minutes_path in words(client.get("/infohus/"))
        page = words(client.get(item.minutes_path))
        assert SECRET in page
        assert world.adviser.name in page.partition('class="reader-mark"')[2]
        refused = client.post(item.minutes_path, {"agrees": "no", "seen": "1"})
        assert "remark" in refused.context["form"].errors
        client.post(item.minutes_path, {"agrees": "yes", "seen": "1"})
        assert MinutesAnswer.objects.get().agrees
        assert client.get(item.minutes_path).status_code == 404
    assert log_in(world.stranger).get(item.minutes_path).status_code == 404


def test_the_coordinator_notes_what_others_say_of_the_minutes(world, log_in, item):
    held.write(item, world, "minutes")
    client = log_in(world.coordinator)
    args = [item.meeting.reference, item.position]
    client.post(reverse("infohus_minutes_ask", args=args))
    row = item.attendances.get(seat="child_authority")
    url = reverse("infohus_minutes_for", args=[*args, row.pk])
    client.post(url, {"agrees": "no", "remark": "Datoen er forkert", "seen": "1"})
    assert "Datoen er forkert" in words(client.get(item.hold_path))
