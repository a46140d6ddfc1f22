"""Infohus Kommune: who is at the table."""

from infohus.models.members import Member, RequiredSeat

__all__ = ["Member", "RequiredSeat"]
