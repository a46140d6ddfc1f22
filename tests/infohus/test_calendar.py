"""What calendars are told of a meeting, read back by another library."""

from datetime import UTC

import pytest

from infohus import calendar
from infohus.models import Invitation
from tests.factories.infohus import ENDS, STARTS, asked, cancelled, convened, member, moved
from tests.infohus.calendars import OF_ALL, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal(settings):
    settings.SITE_URL = "https://portal.example.dk"
    settings.DEFAULT_FROM_EMAIL = "Kommunen <portal@example.dk>"


@pytest.fixture
def meeting(world, portal):
    return convened(world, member(world.coordinator, user=world.adviser))


def invited(meeting):
    return Invitation.objects.filter(participant__meeting=meeting).order_by("pk")


def test_an_invitation_says_when_and_where_the_rest_is(meeting, world):
    found, (entry,) = read(calendar.of_invitation(invited(meeting).get()))
    assert found.method.value == "REQUEST"
    assert (entry["dtstart"], entry["dtend"]) == (STARTS, ENDS)
    assert entry["dtstart"].tzinfo.utcoffset(None) == UTC.utcoffset(None)
    assert entry["uid"] == f"{meeting.uid}@portal.example.dk"
    assert entry["summary"] == "Møde – se portalen"
    assert entry["description"] == "https://portal.example.dk/overblik/"
    assert (entry["status"], entry["class"], entry["sequence"]) == ("CONFIRMED", "PRIVATE", "0")
    assert entry["organizer"] == "mailto:portal@example.dk"
    assert entry["attendee"] == f"mailto:{world.adviser.email}"
    assert entry.keys() == OF_ALL | {"description", "sequence", "organizer", "attendee"}


def test_who_has_no_log_in_is_given_no_link(world, portal):
    meeting = convened(world, member(world.coordinator, seat="police"))
    written = calendar.of_invitation(invited(meeting).get())
    (entry,) = read(written)[1]
    assert entry["summary"] == "Møde"
    assert "description" not in entry
    assert b"https" not in written


def test_a_move_is_newer_and_the_same_meeting(meeting, world):
    moved(meeting, world)
    (first,), (second,) = (read(calendar.of_invitation(one))[1] for one in invited(meeting))
    assert first["uid"] == second["uid"]
    assert int(second["sequence"]) > int(first["sequence"])
    assert second["dtstart"] > first["dtstart"] == STARTS


def test_a_cancellation_is_newer_and_leads_nowhere(meeting, world):
    cancelled(moved(meeting, world), world)
    found, (entry,) = read(calendar.of_invitation(invited(meeting).last()))
    before = read(calendar.of_invitation(invited(meeting)[1]))[1][0]
    assert (found.method.value, entry["status"]) == ("CANCEL", "CANCELLED")
    assert entry["uid"] == before["uid"]
    assert int(entry["sequence"]) > int(before["sequence"])
    assert "description" not in entry


def test_no_entry_says_what_the_meeting_is_about(meeting, world):
    meeting.place = "Rådhuset, lokale 3"
    meeting.save()
    cancelled(meeting, world)
    case = meeting.items.get().case
    told = b"".join(calendar.of_invitation(one) for one in invited(meeting))
    told += calendar.of_meetings([meeting], at=STARTS)
    told = told.decode().lower()
    assert asked(meeting).name.lower() not in told
    references = [case.reference.lower(), meeting.reference.lower()]
    for word in ("infohus", "konflikt", "rådhuset", "sygdom", "ssp", *references):
        assert word not in told


def test_a_feed_says_less_than_a_mail(meeting):
    found, (entry,) = read(calendar.of_meetings([meeting], at=STARTS))
    assert found.method.value == "PUBLISH"
    assert found.contents["x-wr-calname"][0].value == "Møder"
    assert entry.keys() == OF_ALL
    assert (entry["dtstart"], entry["dtend"]) == (STARTS, ENDS)
    assert entry["summary"] == "Møde – se portalen"


def test_an_empty_feed_is_a_calendar(db):
    assert read(calendar.of_meetings([], at=STARTS))[1] == []
