"""Rows of Infohus Kommune."""

from .feeds import CalendarFeed
from .meetings import AgendaItem, DiscussedPerson, Meeting
from .members import Member, RequiredSeat
from .participants import Invitation, ItemParticipant, Participant

__all__ = [
    "AgendaItem",
    "CalendarFeed",
    "DiscussedPerson",
    "Invitation",
    "ItemParticipant",
    "Meeting",
    "Member",
    "Participant",
    "RequiredSeat",
]
