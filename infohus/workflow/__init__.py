"""All that is done in Infohus Kommune."""

from .answering import answer_recommendation
from .attendance import add_attendance, mark_attendance, strike_attendance
from .concluding import conclude_item, confirm, make_provisional
from .deciding import refer_decision
from .drafting import drop_item, shift_item, take_up
from .feeds import close_feed, open_feed
from .meetings import (
    begin_meeting,
    cancel_meeting,
    convene,
    move_meeting,
    prepare_item,
)
from .members import add_member, change_member, end_member, set_required_seats
from .minutes import answer_minutes, ask_to_agree
from .network import note_of_network, note_of_psp
from .participants import ask_guest, ask_members, reply, take_off
from .recommending import recommend, recommend_same, save_advice_draft, withdraw
from .substitutes import appoint_substitute
from .ties import declare_tie, rule_on_tie
from .urgent import record_urgent_talk
from .writing import save_item_draft, write_item

__all__ = [
    "add_attendance",
    "add_member",
    "answer_minutes",
    "answer_recommendation",
    "appoint_substitute",
    "ask_guest",
    "ask_members",
    "ask_to_agree",
    "begin_meeting",
    "cancel_meeting",
    "change_member",
    "close_feed",
    "conclude_item",
    "confirm",
    "convene",
    "declare_tie",
    "drop_item",
    "end_member",
    "make_provisional",
    "mark_attendance",
    "move_meeting",
    "note_of_network",
    "note_of_psp",
    "open_feed",
    "prepare_item",
    "recommend",
    "recommend_same",
    "record_urgent_talk",
    "refer_decision",
    "reply",
    "rule_on_tie",
    "save_advice_draft",
    "save_item_draft",
    "set_required_seats",
    "shift_item",
    "strike_attendance",
    "take_off",
    "take_up",
    "withdraw",
    "write_item",
]
