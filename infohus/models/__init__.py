"""Rows of Infohus Kommune."""

from .feeds import CalendarFeed
from .holding import Attendance, TieDeclaration, TieRuling
from .meetings import AgendaItem, DiscussedPerson, Meeting
from .members import Member, RequiredSeat
from .network import NetworkNote, PspNote
from .participants import Invitation, ItemParticipant, Participant
from .recommendations import Recommendation, RecommendationReply
from .records import ItemDraft, ItemText, MinutesAnswer

__all__ = [
    "AgendaItem",
    "Attendance",
    "CalendarFeed",
    "DiscussedPerson",
    "Invitation",
    "ItemDraft",
    "ItemParticipant",
    "ItemText",
    "Meeting",
    "Member",
    "MinutesAnswer",
    "NetworkNote",
    "Participant",
    "PspNote",
    "Recommendation",
    "RecommendationReply",
    "RequiredSeat",
    "TieDeclaration",
    "TieRuling",
]
