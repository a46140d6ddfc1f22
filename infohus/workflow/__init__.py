"""All that is done in Infohus Kommune."""

from .members import add_member, change_member, end_member, set_required_seats

__all__ = ["add_member", "change_member", "end_member", "set_required_seats"]
