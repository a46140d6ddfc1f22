"""What can be done with action cards; callers read `workflow.publish(...)`."""

from .drafting import begin_card, begin_draft, discard_draft
from .knowledge import ExplanationChanged, HoldsContact, change_explanation
from .publication import publish, withdraw
from .review import approve, reopen, send_back, submit
from .writing import add_step, change_step, change_text, move_step, remove_step

__all__ = [
    "ExplanationChanged",
    "HoldsContact",
    "add_step",
    "approve",
    "begin_card",
    "begin_draft",
    "change_explanation",
    "change_step",
    "change_text",
    "discard_draft",
    "move_step",
    "publish",
    "remove_step",
    "reopen",
    "send_back",
    "submit",
    "withdraw",
]
