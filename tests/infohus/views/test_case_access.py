"""Who reads what is told of a case at a meeting stands with all who have access to it."""

import pytest
import time_machine
from django.urls import reverse

from infohus.templatetags.meetings import readers_by_meeting
from tests import factories
from tests.factories import holding as held
from tests.factories import infohus as made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]


def page(log_in, world, item):
    client = log_in(world.adviser)
    return client.get(reverse("case_access", args=[item.case.reference])).content.decode()


@pytest.mark.rule("R84")
def test_participants_stand_there_while_they_read_the_item(world, log_in):
    item = held.item(world, "ssp", "police")
    assert f"{world.stranger.name} (Politiet)" in page(log_in, world, item)
    with time_machine.travel(made.AFTER, tick=False):
        assert world.stranger.name not in page(log_in, world, item)


def test_who_has_a_personal_tie_does_not(world, log_in):
    item = held.item(world, "ssp", "police")
    held.declare(item, world, "police", "yes")
    assert f"{world.stranger.name} (Politiet)" not in page(log_in, world, item)


def test_of_a_draft_nobody_reads(world, log_in):
    item = made.draft(world).items.get()
    assert "Bedt om at deltage" not in page(log_in, world, item)


def test_who_sees_nothing_of_infohus_in_the_case_does_not_see_them(world):
    item = held.item(world, "ssp", "police")
    helper = factories.user("jobcenter")
    assert readers_by_meeting(item.case, helper) == []
    assert len(readers_by_meeting(item.case, world.adviser)) == 2
