"""Who may have her meetings in her own calendar, and by which key."""

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from beredskab.audit.models import AuditEvent
from beredskab.municipality.models import Municipality
from infohus import workflow
from infohus.models import CalendarFeed
from tests.factories import NOW
from tests.factories.infohus import convened, member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW):
        yield


def verbs():
    found = AuditEvent.objects.filter(verb__startswith="infohus.feed").order_by("pk")
    return list(found.values_list("verb", "actor", "details"))


def test_a_key_is_long_and_only_its_hash_is_kept(world):
    token = workflow.open_feed(by=world.coordinator, at=NOW)
    feed = CalendarFeed.objects.get()
    assert len(token) >= 43
    assert (feed.user, feed.made_at) == (world.coordinator, NOW)
    assert token not in feed.token_hash
    assert CalendarFeed.objects.by_token(token).get() == feed


def test_it_leaves_the_trail_without_the_key(world):
    workflow.open_feed(by=world.coordinator, at=NOW)
    workflow.close_feed(by=world.coordinator, at=NOW)
    me = world.coordinator.pk
    assert verbs() == [("infohus.feed_opened", me, {}), ("infohus.feed_closed", me, {})]


def test_a_new_key_takes_the_place_of_the_old_one(world):
    old, new = (workflow.open_feed(by=world.coordinator, at=NOW) for _round in range(2))
    assert not CalendarFeed.objects.by_token(old).exists()
    assert CalendarFeed.objects.by_token(new).exists()


def test_a_closed_address_is_gone_and_nobody_elses_with_it(world):
    member(world.coordinator, user=world.adviser)
    mine, hers = (workflow.open_feed(by=who, at=NOW) for who in (world.coordinator, world.adviser))
    workflow.close_feed(by=world.coordinator, at=NOW)
    assert not CalendarFeed.objects.by_token(mine).exists()
    assert CalendarFeed.objects.by_token(hers).exists()


def test_who_has_nothing_to_do_with_meetings_has_no_address(world):
    for verb in (workflow.open_feed, workflow.close_feed):
        with pytest.raises(PermissionDenied):
            verb(by=world.adviser, at=NOW)


def test_standing_members_and_who_is_asked_may_have_one(world):
    standing = member(world.coordinator, user=world.adviser)
    assert workflow.open_feed(by=world.adviser, at=NOW)
    meeting = convened(world, standing)
    asked = {"user": world.colleague, "seat": "school", "reason": "Kender barnet"}
    workflow.ask_guest(meeting.items.get(), by=world.coordinator, at=NOW, **asked)
    assert workflow.open_feed(by=world.colleague, at=NOW)


@pytest.mark.rule("R101")
def test_nobody_has_one_without_an_infohus(world):
    Municipality.objects.update(has_infohus=False)
    with pytest.raises(PermissionDenied):
        workflow.open_feed(by=world.coordinator, at=NOW)
