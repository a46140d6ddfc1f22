"""All that is done in Infohus Kommune."""

from .feeds import close_feed, open_feed
from .meetings import (
    begin_meeting,
    cancel_meeting,
    convene,
    move_meeting,
    prepare_item,
    take_up,
)
from .members import add_member, change_member, end_member, set_required_seats
from .participants import ask_guest, ask_members, reply, take_off

__all__ = [
    "add_member",
    "ask_guest",
    "ask_members",
    "begin_meeting",
    "cancel_meeting",
    "change_member",
    "close_feed",
    "convene",
    "end_member",
    "move_meeting",
    "open_feed",
    "prepare_item",
    "reply",
    "set_required_seats",
    "take_off",
    "take_up",
]
