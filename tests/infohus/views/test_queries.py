"""The pages of a meeting ask as many questions for many persons and participants as for few."""

import pytest
import time_machine
from django.urls import reverse

from infohus import workflow
from tests.cases.views.conftest import counted_queries
from tests.factories import NOW
from tests.factories import holding as held
from tests.factories import infohus as made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]


def asked_for(client, url):
    client.get(url)
    with counted_queries() as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def enlarge(item, world):
    """Five persons more, each with a recommendation, and four guests who have declared."""
    for number in range(5):
        known = {"name": f"Prøve {number}", "stated_age": 12, "stated_on": NOW, "added_at": NOW}
        person = item.case.persons.create(**known)
        person.roles.create(role="other_child")
        held.recommend(item, world, person, unit=world.child_unit, seat="")
    for number in range(4):
        known = {"name": "Kim Prøve", "email": f"g{number}@example.com", "reason": "x"}
        guest = workflow.ask_guest(item, by=world.coordinator, at=NOW, seat="school", **known)
        known = {"participant": guest, "answer": "unsure" if number else "none"}
        workflow.declare_tie(item, by=world.coordinator, at=held.DURING, **known)
    made.prepare(item, world, persons=list(item.case.persons.all()))
    there = list(item.meeting.participants.all())
    workflow.mark_attendance(item, by=world.coordinator, at=held.DURING, participants=there)


@pytest.mark.parametrize("page", ["hold", "meeting", "list", "case_assessments"])
def test_a_large_meeting_asks_no_more_than_a_small_one(world, log_in, page):
    item = held.complete(world)
    addresses = {
        "hold": item.hold_path,
        "meeting": item.meeting.get_absolute_url(),
        "list": reverse("infohus"),
        "case_assessments": reverse("case_assessments", args=[item.case.reference]),
    }
    with time_machine.travel(held.DURING, tick=False):
        client = log_in(world.adviser if page == "case_assessments" else world.coordinator)
        few = asked_for(client, addresses[page])
        enlarge(item, world)
        many = asked_for(client, addresses[page])
    assert many <= few
