"""Rows of Infohus Kommune."""

from .feeds import CalendarFeed
from .holding import Attendance, TieDeclaration, TieRuling
from .meetings import AgendaItem, DiscussedPerson, Meeting
from .members import Member, RequiredSeat
from .network import NetworkNote, PspNote
from .participants import Invitation, ItemParticipant, NeedToKnow, Participant
from .recommendations import DecisionReference, Recommendation, RecommendationReply
from .records import AdviceDraft, ItemDraft, ItemText, MinutesAnswer
from .substitutes import Substitute

__all__ = [
    "AdviceDraft",
    "AgendaItem",
    "Attendance",
    "CalendarFeed",
    "DecisionReference",
    "DiscussedPerson",
    "Invitation",
    "ItemDraft",
    "ItemParticipant",
    "ItemText",
    "Meeting",
    "Member",
    "MinutesAnswer",
    "NeedToKnow",
    "NetworkNote",
    "Participant",
    "PspNote",
    "Recommendation",
    "RecommendationReply",
    "RequiredSeat",
    "Substitute",
    "TieDeclaration",
    "TieRuling",
]
