"""What can be done with concerns and cases; callers read `workflow.assess(...)`."""

from .action_plan import judge_action_plan, offer_action_plan, write_action_plan
from .acute import begin_acute, end_acute, hand_over_to_police, record_call
from .adult_routing import route_adult
from .advice import give_anonymous_advice, offer_advice
from .answers import confirm, exempt_orientation, give_orientation
from .assessment import (
    assess,
    countersign,
    explain_lateness,
)
from .assignment import accept, assign, decline, move_to_unit, return_offers, take
from .check_ins import (
    agree_check_in,
    keep_check_in,
    miss_check_in,
    move_check_in,
    note_missed,
    record_seen,
)
from .checklist import tick, use_card
from .child_talks import (
    cancel_child_talk,
    leave_out_child_talk,
    plan_child_talk,
    record_child_talk,
)
from .children import consider_child, know_no_children
from .clarification import close_clarified, consult
from .closure import close_in_error, propose_closing, return_closing, sign_closing
from .coming_of_age import hand_to_adults, look_at_age, turn_of_age
from .consultations import plan_own_talk, plan_talk, record_talk
from .contacts import drop_contact, hold_contact, plan_contact, record_contact, record_silence
from .drafting import begin_draft, discard_draft, expire_drafts, save_draft
from .examination import (
    assess_sibling,
    conclude_examination,
    open_examination,
    write_preliminary,
)
from .infohus import contact_infohus, handle_infohus, note_convened, note_held
from .joining import join_case, link_cases
from .judgement import judge_concern
from .judging import countersign_judgement, judge
from .locks import lift_lock, put_lock_back
from .measures import complete_measure, end_measure, record_measure
from .messages import (
    read_as_authority,
    read_as_notifier,
    write_to_authority,
    write_to_notifier,
)
from .municipality_hand_over import hand_to_municipality
from .notes import correct_note, write_note
from .outside import answer_outside, ask_outside
from .partners import end_partner, judge_partner
from .persons import add_person, change_person, set_categories
from .placement import decide_by_phone
from .plans import write_plan
from .postponement import note_told, postpone_notice
from .progress import follow_up
from .protection import protect_address
from .reassessment import reassess
from .receipt import correct_receipt
from .registration import (
    add_information,
    clarify_first,
    register_received,
    send,
)
from .reopening import reopen
from .risk import assess_risk, countersign_risk
from .safe_contact import write_safe_contact
from .safety_plan import judge_safety_plan, write_safety_plan
from .screening import screen
from .stays import report_journey, write_stay
from .tasks import add_task, complete_task

__all__ = [
    "accept",
    "add_information",
    "add_person",
    "add_task",
    "agree_check_in",
    "answer_outside",
    "ask_outside",
    "assess",
    "assess_risk",
    "assess_sibling",
    "assign",
    "begin_acute",
    "begin_draft",
    "cancel_child_talk",
    "change_person",
    "clarify_first",
    "close_clarified",
    "close_in_error",
    "complete_measure",
    "complete_task",
    "conclude_examination",
    "confirm",
    "consider_child",
    "consult",
    "contact_infohus",
    "correct_note",
    "correct_receipt",
    "countersign",
    "countersign_judgement",
    "countersign_risk",
    "decide_by_phone",
    "decline",
    "discard_draft",
    "drop_contact",
    "end_acute",
    "end_measure",
    "end_partner",
    "exempt_orientation",
    "expire_drafts",
    "explain_lateness",
    "follow_up",
    "give_anonymous_advice",
    "give_orientation",
    "hand_over_to_police",
    "hand_to_adults",
    "hand_to_municipality",
    "handle_infohus",
    "hold_contact",
    "join_case",
    "judge",
    "judge_action_plan",
    "judge_concern",
    "judge_partner",
    "judge_safety_plan",
    "keep_check_in",
    "know_no_children",
    "leave_out_child_talk",
    "lift_lock",
    "link_cases",
    "look_at_age",
    "miss_check_in",
    "move_check_in",
    "move_to_unit",
    "note_convened",
    "note_held",
    "note_missed",
    "note_told",
    "offer_action_plan",
    "offer_advice",
    "open_examination",
    "plan_child_talk",
    "plan_contact",
    "plan_own_talk",
    "plan_talk",
    "postpone_notice",
    "propose_closing",
    "protect_address",
    "put_lock_back",
    "read_as_authority",
    "read_as_notifier",
    "reassess",
    "record_call",
    "record_child_talk",
    "record_contact",
    "record_measure",
    "record_seen",
    "record_silence",
    "record_talk",
    "register_received",
    "reopen",
    "report_journey",
    "return_closing",
    "return_offers",
    "route_adult",
    "save_draft",
    "screen",
    "send",
    "set_categories",
    "sign_closing",
    "take",
    "tick",
    "turn_of_age",
    "use_card",
    "write_action_plan",
    "write_note",
    "write_plan",
    "write_preliminary",
    "write_safe_contact",
    "write_safety_plan",
    "write_stay",
    "write_to_authority",
    "write_to_notifier",
]
