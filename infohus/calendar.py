"""Meetings as calendars read them: when, and that the portal tells the rest. Nothing else.

What stands here is read in mail boxes, on lock screens and in shared calendars: no place, no
name, no case, and no word that tells what the meeting is about.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from beredskab.notices import mailing
from infohus.models import Invitation, Meeting, Participant

PRODUCT = "-//Portalen//Portalen//DA"
FILE_NAME = "moede.ics"


def of_invitation(invitation: Invitation) -> bytes:
    """The calendar that a mail carries: one entry, asked for or called off."""
    participant = invitation.participant
    is_off = invitation.method == Invitation.Method.CANCEL
    entry = _entry(participant.meeting, invitation, title(participant), is_off=is_off)
    entry.add("dtstamp", invitation.made_at.astimezone(UTC))
    entry.add("sequence", invitation.sequence)
    entry.add("organizer", _mailto(parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
    # Calendars take a request only where their owner is asked by it.
    entry.add("attendee", _mailto(participant.address), parameters={"RSVP": "FALSE"})
    if link := link_of(invitation):
        entry.add("description", link)
    return _written(Invitation.Method(invitation.method).value, [entry])


def of_meetings(meetings: Iterable[Meeting], *, at: datetime) -> bytes:
    """The calendar of a feed, as it is at that moment."""
    entries = []
    for meeting in meetings:
        entry = _entry(meeting, meeting, _("Meeting – see the portal"), is_off=meeting.is_cancelled)
        entry.add("dtstamp", at.astimezone(UTC))
        entries.append(entry)
    return _written("PUBLISH", entries)


def title(participant: Participant) -> str:
    """What a mail and its entry are called; who has no log-in is not sent to the portal."""
    return _("Meeting – see the portal") if participant.user_id else _("Meeting")


def link_of(invitation: Invitation) -> str:
    """The overview, on which the meeting stands, for who has a log-in, while it is on.

    Never its own page: that address tells what the meeting is about.
    """
    participant = invitation.participant
    if not participant.user_id or invitation.method == Invitation.Method.CANCEL:
        return ""
    return f"{settings.SITE_URL}{reverse('overview')}"


def _entry(meeting: Meeting, times: Meeting | Invitation, title: str, *, is_off: bool) -> Event:
    entry = Event()
    entry.add("uid", f"{meeting.uid}@{mailing.host()}")
    entry.add("dtstart", times.starts_at.astimezone(UTC))
    entry.add("dtend", times.ends_at.astimezone(UTC))
    entry.add("summary", title)
    entry.add("status", "CANCELLED" if is_off else "CONFIRMED")
    entry.add("class", "PRIVATE")
    return entry


def _written(method: str, entries: Iterable[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if method == "PUBLISH":
        # Else calendars would show the address of the feed, which is its key.
        calendar.add("x-wr-calname", _("Meetings"))
    for entry in entries:
        calendar.add_component(entry)
    return calendar.to_ical()


def _mailto(address: str) -> vCalAddress:
    return vCalAddress(f"mailto:{address}")
