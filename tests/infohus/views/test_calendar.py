"""The page of one's own calendar, and what the calendar fetches by its key alone."""

import io
import logging
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from beredskab.audit.models import LookUp
from beredskab.municipality.models import Municipality
from cases.models import CaseBlock
from infohus import workflow
from infohus.models import CalendarFeed
from tests.cases.views.conftest import counted_queries
from tests.factories import NOW
from tests.factories.infohus import (
    AFTER,
    STARTS,
    asked,
    cancelled,
    case,
    convened,
    draft,
    member,
    moved,
)
from tests.infohus.calendars import OF_ALL, read

pytestmark = pytest.mark.django_db
PAGE = "/infohus/kalender/"
CLOSE = "/infohus/kalender/luk/"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW) as clock:
        yield clock


@pytest.fixture
def follow(world):
    """Return a function that makes somebody's address and fetches what a calendar finds there."""

    def follow(user):
        url = reverse("infohus_feed", args=[workflow.open_feed(by=user, at=NOW)])
        return lambda: Client().get(url)

    return follow


@pytest.fixture
def meeting(world):
    return convened(world, member(world.coordinator, user=world.adviser))


@pytest.fixture
def fetch(follow, meeting, world):
    return follow(world.adviser)


def entries(fetch):
    return read(fetch().content)[1]


def looks():
    return LookUp.objects.filter(verb="infohus.feed_fetched").order_by("pk")


def test_a_calendar_is_told_when_and_no_more(fetch, meeting):
    (entry,) = entries(fetch)
    assert entry.keys() == OF_ALL
    assert (entry["dtstart"], entry["summary"]) == (STARTS, "Møde – se portalen")
    assert entry["uid"].startswith(str(meeting.uid))


def test_no_cookie_no_cache_and_no_search_engine(fetch):
    response = fetch()
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Content-Disposition"] == 'attachment; filename="moede.ics"'
    assert not response.cookies


@pytest.mark.django_db(transaction=True)
def test_each_fetch_is_in_the_log(fetch, meeting, world):
    fetch()
    cancelled(meeting, world)
    fetch()
    first, second = looks()
    assert (first.actor, first.route, first.count) == (world.adviser, "infohus_feed", 1)
    assert (first.subject_ids, second.count) == ([meeting.pk], 0)


def test_nothing_is_shown_that_cannot_be_logged(follow, meeting, world, monkeypatch):
    from beredskab.audit import trail

    def fail(*_args, **_more):
        raise ConnectionError

    fetch = follow(world.adviser)
    monkeypatch.setattr(trail, "look", fail)
    with pytest.raises(ConnectionError):
        fetch()


def test_a_move_keeps_the_entry_and_changes_its_time(fetch, meeting, world):
    (before,) = entries(fetch)
    moved(meeting, world)
    (after,) = entries(fetch)
    assert (after["uid"], after["dtstart"]) == (before["uid"], STARTS + timedelta(days=1))


def test_a_draft_is_in_nobodys_calendar(follow, world):
    member(world.coordinator, user=world.adviser)
    draft(world)
    assert entries(follow(world.adviser)) == entries(follow(world.coordinator)) == []


@pytest.mark.rule("R84")
def test_it_ends_with_the_sight_of_the_participants(fetch, follow, meeting, world, clock):
    convener = follow(world.coordinator)
    clock.move_to(meeting.sight_ends_at - timedelta(seconds=1))
    assert len(entries(fetch)) == len(entries(convener)) == 1
    clock.move_to(AFTER)
    assert entries(fetch) == entries(convener) == []


@pytest.mark.rule("R84")
def test_a_guest_who_is_taken_off_finds_nothing(follow, meeting, world):
    guest = {"user": world.colleague, "seat": "school", "reason": "Kender barnet"}
    item = meeting.items.get()
    row = workflow.ask_guest(item, by=world.coordinator, at=NOW, **guest)
    fetch = follow(world.colleague)
    assert len(entries(fetch)) == 1
    workflow.take_off(row.asked.get(), by=world.coordinator, at=NOW)
    assert entries(fetch) == []


def test_who_declines_has_it_in_her_calendar_no_more(fetch, meeting, world):
    workflow.reply(asked(meeting), by=world.coordinator, at=NOW, answer="accepted")
    assert len(entries(fetch)) == 1
    workflow.reply(asked(meeting), by=world.coordinator, at=NOW, answer="declined")
    assert entries(fetch) == []


def test_who_is_blocked_from_the_case_finds_nothing(fetch, meeting, world):
    CaseBlock.objects.create(
        case=meeting.items.get().case,
        user=world.adviser,
        reason="Familie",
        set_at=NOW,
        set_by=world.leader,
    )
    assert entries(fetch) == []


def test_a_cancelled_meeting_is_gone_and_cancelled_for_who_convened_it(
    fetch, follow, meeting, world
):
    convener = follow(world.coordinator)
    assert [entry["status"] for entry in entries(convener)] == ["CONFIRMED"]
    cancelled(meeting, world)
    assert entries(fetch) == []
    assert [entry["status"] for entry in entries(convener)] == ["CANCELLED"]


def test_another_coordinator_has_only_what_she_is_asked_to(follow, meeting, world):
    from beredskab.accounts.models import Membership

    unit = world.coordinator.memberships.get().unit
    other = {"user": world.stranger, "unit": unit, "role": "coordinator", "from_on": NOW.date()}
    Membership.objects.create(**other)
    assert entries(follow(world.stranger)) == []


def test_an_old_a_closed_and_an_invented_key_open_nothing(client, world, follow, meeting):
    old = follow(world.adviser)
    assert old().status_code == 200
    new = follow(world.adviser)
    assert (old().status_code, new().status_code) == (404, 200)
    workflow.close_feed(by=world.adviser, at=NOW)
    assert new().status_code == 404
    assert client.get(reverse("infohus_feed", args=["x" * 43])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_who_has_left_finds_nothing_and_the_log_knows(fetch, world):
    world.adviser.is_active = False
    world.adviser.save()
    assert fetch().status_code == 404
    assert looks().get().result == LookUp.Result.REFUSED


@pytest.mark.parametrize("method", ["get", "post", "options"])
def test_no_key_stands_in_the_log_of_the_server(world, client, monkeypatch, method):
    (console,) = (one for one in logging.getLogger().handlers if one.get_name() == "console")
    monkeypatch.setattr(console, "stream", io.StringIO())
    token = workflow.open_feed(by=world.coordinator, at=NOW)
    workflow.close_feed(by=world.coordinator, at=NOW)
    getattr(client, method)(reverse("infohus_feed", args=[token]))
    written = console.stream.getvalue()
    assert "/kalender/" in written
    assert token not in written


@pytest.mark.rule("R101")
def test_without_an_infohus_there_is_no_calendar(fetch, client, world):
    Municipality.objects.update(has_infohus=False)
    assert fetch().status_code == 404
    client.force_login(world.adviser)
    assert client.get(PAGE).status_code == 403
    assert client.post(CLOSE).status_code == 403


def test_a_fetch_takes_as_many_queries_with_many_meetings(follow, world):
    standing = member(world.coordinator, user=world.adviser)
    fetch, counts = follow(world.adviser), []
    for number in (1, 3):
        for _round in range(number):
            convened(world, standing, cases=(case(world), case(world)))
        with counted_queries() as queries:
            fetch()
        counts.append(len(queries))
    assert len(entries(fetch)) == 4
    assert counts[0] == counts[1], counts


def test_the_address_is_shown_once(client, world, settings):
    settings.SITE_URL = "https://portal.example.dk"
    client.force_login(world.coordinator)
    assert "Din kalender har ingen adresse endnu" in client.get(PAGE).content.decode()
    address = client.post(PAGE).context["address"]
    assert address.startswith("https://portal.example.dk/kalender/")
    assert address.endswith(".ics")
    assert Client().get(address.removeprefix(settings.SITE_URL)).status_code == 200
    page = client.get(PAGE).content.decode()
    assert "/kalender/" in page
    assert address not in page
    assert "Din kalender har haft en adresse siden" in page


def test_it_is_closed_by_a_button(client, world):
    client.force_login(world.coordinator)
    client.post(PAGE)
    assert client.get(CLOSE).status_code == 405
    assert client.post(CLOSE).status_code == 302
    assert not CalendarFeed.objects.exists()


def test_the_page_is_for_who_has_meetings(client, world, meeting):
    client.force_login(world.adviser)
    assert PAGE in client.get("/infohus/").content.decode()
    assert client.get(PAGE).status_code == 200
    client.force_login(world.professional)
    assert PAGE not in client.get("/infohus/").content.decode()
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE).status_code == 403
    assert not CalendarFeed.objects.exists()
    client.logout()
    assert client.get(PAGE).status_code == 302
