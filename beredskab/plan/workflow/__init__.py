"""What can be done with the plan; callers read `workflow.publish(...)`."""

from .acknowledgement import acknowledge
from .drafting import begin_correction, begin_edition, discard
from .publication import (
    ask_to_publish,
    note_pdf_failed,
    publish,
    record_adoption,
    stop_publication,
    try_again,
    try_pdf,
)
from .review import approve, reopen, send_back, submit
from .writing import (
    add_section,
    change_head,
    discard_section_draft,
    move_section,
    remove_section,
    save_section,
    save_section_draft,
    step_section,
)

__all__ = [
    "acknowledge",
    "add_section",
    "approve",
    "ask_to_publish",
    "begin_correction",
    "begin_edition",
    "change_head",
    "discard",
    "discard_section_draft",
    "move_section",
    "note_pdf_failed",
    "publish",
    "record_adoption",
    "remove_section",
    "reopen",
    "save_section",
    "save_section_draft",
    "send_back",
    "step_section",
    "stop_publication",
    "submit",
    "try_again",
    "try_pdf",
]
