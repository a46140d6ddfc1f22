"""What can be done with concerns and cases; callers read `workflow.assess(...)`."""

from .answers import confirm, exempt_orientation, give_orientation
from .assessment import (
    assess,
    countersign,
    explain_lateness,
)
from .assignment import accept, assign, decline, move_to_unit, return_offers, take
from .checklist import tick, use_card
from .clarification import close_clarified, consult
from .closure import close_in_error
from .drafting import begin_draft, discard_draft, expire_drafts, save_draft
from .examination import (
    assess_sibling,
    conclude_examination,
    open_examination,
    write_preliminary,
)
from .locks import lift_lock, put_lock_back
from .measures import complete_measure, end_measure, record_measure
from .persons import add_person, change_person, set_categories
from .plans import write_plan
from .progress import follow_up
from .receipt import correct_receipt
from .registration import (
    add_information,
    clarify_first,
    register_received,
    send,
)
from .tasks import add_task, complete_task

__all__ = [
    "accept",
    "add_information",
    "add_person",
    "add_task",
    "assess",
    "assess_sibling",
    "assign",
    "begin_draft",
    "change_person",
    "clarify_first",
    "close_clarified",
    "close_in_error",
    "complete_measure",
    "complete_task",
    "conclude_examination",
    "confirm",
    "consult",
    "correct_receipt",
    "countersign",
    "decline",
    "discard_draft",
    "end_measure",
    "exempt_orientation",
    "expire_drafts",
    "explain_lateness",
    "follow_up",
    "give_orientation",
    "lift_lock",
    "move_to_unit",
    "open_examination",
    "put_lock_back",
    "record_measure",
    "register_received",
    "return_offers",
    "save_draft",
    "send",
    "set_categories",
    "take",
    "tick",
    "use_card",
    "write_plan",
    "write_preliminary",
]
