"""The page of an item asks for ties before anything is read; the leader's ruling."""

import pytest
from django.urls import reverse

from infohus import workflow
from infohus.models import TieDeclaration
from tests.factories import NOW
from tests.factories import holding as held
from tests.factories import infohus as made

pytestmark = pytest.mark.django_db
BRIEF = "Hun er bange for rejsen."


@pytest.fixture
def item(world):
    item = held.item(world)
    made.prepare(item, world, brief=BRIEF)
    return item


def address(item, name, *more):
    return reverse(name, args=[item.meeting.reference, item.position, *more])


def words(response):
    return response.content.decode()


def marked(page):
    """The line of a page that says who opened it."""
    return page.partition('class="reader-mark"')[2].partition("</p>")[0]


def test_she_declares_before_she_reads(world, log_in, item):
    client = log_in(world.adviser)
    assert BRIEF not in words(client.get(item.meeting.get_absolute_url()))
    first = client.get(address(item, "infohus_read"))
    assert first.url == address(item, "infohus_tie")
    page = words(client.get(first.url))
    assert "fra dit arbejde er ikke en personlig tilknytning" in page
    assert BRIEF not in page
    assert world.adviser.name in marked(page)
    assert "answer" in client.post(first.url, {"sent": "1"}).context["form"].errors
    assert client.post(first.url, {"answer": "none"}).url == address(item, "infohus_read")
    assert BRIEF in words(client.get(address(item, "infohus_read")))
    assert BRIEF in words(client.get(item.meeting.get_absolute_url()))


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_a_tie_closes_each_page_of_the_item(world, log_in, item, answer):
    client = log_in(world.adviser)
    assert client.post(address(item, "infohus_tie"), {"answer": answer}).url == "/infohus/"
    for url in (
        item.meeting.get_absolute_url(),
        address(item, "infohus_read"),
        address(item, "infohus_tie"),
    ):
        assert client.get(url).status_code == 404


def test_the_coordinator_sees_it_and_notes_what_others_say(world, log_in, item):
    log_in(world.adviser).post(address(item, "infohus_tie"), {"answer": "yes"})
    client = log_in(world.coordinator)
    assert "find en stedfortræder" in words(client.get(address(item, "infohus_hold")))
    police = held.participant(item, "police")
    url = address(item, "infohus_tie_for", police.pk)
    assert client.post(url, {"answer": "none"}).url == address(item, "infohus_hold")
    assert TieDeclaration.objects.get(participant=police).declared_by == world.coordinator
    assert log_in(world.leader).get(url).status_code == 404


def test_the_leader_rules_from_the_page_of_the_case(world, log_in, item):
    log_in(world.adviser).post(address(item, "infohus_tie"), {"answer": "unsure"})
    row = TieDeclaration.objects.get()
    url = reverse("infohus_tie_rule", args=[item.meeting.reference, row.pk])
    client = log_in(world.leader)
    case = client.get(reverse("case_assessments", args=[item.case.reference]))
    assert f'href="{url}"' in words(case)
    page = client.get(url)
    assert world.adviser.name in words(page)
    assert BRIEF not in words(page)
    assert "grounds" in client.post(url, {"may_take_part": "yes"}).context["form"].errors
    client.post(url, {"may_take_part": "yes", "grounds": "De har kun mødt hinanden"})
    assert client.get(url).status_code == 404
    assert BRIEF in words(log_in(world.adviser).get(address(item, "infohus_read")))


def test_the_leader_finds_a_tie_that_was_declared_and_rules_that_it_was_a_mistake(
    world, log_in, item
):
    log_in(world.adviser).post(address(item, "infohus_tie"), {"answer": "yes"})
    row = TieDeclaration.objects.get()
    url = reverse("infohus_tie_rule", args=[item.meeting.reference, row.pk])
    client = log_in(world.leader)
    tab = reverse("case_assessments", args=[item.case.reference])
    assert f'href="{url}"' in words(client.get(tab))
    client.post(url, {"may_take_part": "yes", "grounds": "Hun trykkede forkert"})
    assert f'href="{url}"' not in words(client.get(tab))
    assert BRIEF in words(log_in(world.adviser).get(address(item, "infohus_read")))


@pytest.mark.parametrize("who", ["adviser", "coordinator", "adult_leader", "stranger"])
def test_nobody_else_finds_the_ruling(world, log_in, item, who):
    own = held.participant(item, "child_authority")
    row = workflow.declare_tie(item, participant=own, by=world.adviser, at=NOW, answer="unsure")
    url = reverse("infohus_tie_rule", args=[item.meeting.reference, row.pk])
    assert log_in(getattr(world, who)).get(url).status_code == 404


def test_an_anonymised_item_names_nobody_here_either(world, log_in, item):
    person = item.case.exposed
    person.name = "Prøve Navn"
    person.save()
    assert "Prøve Navn" in words(log_in(world.adviser).get(address(item, "infohus_tie")))
    made.prepare(item, world, basis="anonymised")
    assert "Prøve Navn" not in words(log_in(world.adviser).get(address(item, "infohus_tie")))
