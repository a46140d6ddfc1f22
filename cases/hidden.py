"""Which part of a case an event or a deadline tells of: who doesn't see it, learns of neither.

That there was a talk with the child, or that a journey is to be reported, is told by its very
name. What is not named here tells of no part.
"""

from collections.abc import Collection

from django.db.models import Q

from beredskab.accounts.models import User
from beredskab.deadlines.models import Deadline
from cases.models.check_ins import CHECK_IN
from cases.visibility import Part

_OF_VERBS = {
    Part.ASSESSMENT: ("cases.judged", "cases.judgement_countersigned"),
    Part.RISK: (
        "cases.risk_assessed",
        "cases.risk_countersigned",
        "cases.screened",
        "cases.outside_asked",
        "cases.outside_answered",
        "cases.measure_recorded",
        "cases.measure_completed",
        "cases.measure_ended",
        "cases.examination_opened",
        "cases.examination_concluded",
        "cases.preliminary_written",
        "cases.sibling_assessed",
        "cases.plan_written",
        "cases.reassessed",
        "cases.child_considered",
        "cases.partner_judged",
        "cases.partner_ended",
        "cases.notice_postponed",
        "cases.notice_given",
    ),
    Part.CHILD_TALK: (
        "cases.child_talk_planned",
        "cases.child_talk_cancelled",
        "cases.child_talk_held",
        "cases.child_talk_left_out",
        "cases.interpreter_forbidden",
    ),
    Part.SAFETY_PLAN: (
        "cases.safety_plan_needed",
        "cases.safety_plan_not_needed",
        "cases.safety_plan_written",
    ),
    Part.STAY: (
        "cases.stay_written",
        "cases.journey_reported",
        "cases.check_in_agreed",
        "cases.check_in_kept",
        "cases.check_in_moved",
        "cases.check_in_missed",
        "cases.person_seen",
    ),
    Part.CONTACTS: (
        "cases.contact_planned",
        "cases.contact_recorded",
        "cases.contact_despite",
        "cases.contact_dropped",
        "cases.silence_recorded",
    ),
    Part.NOTES: ("cases.note_written", "cases.note_corrected"),
    Part.TALKS: ("cases.leader_consulted", "cases.adviser_consulted"),
    Part.MESSAGES: ("cases.message_from_notifier", "cases.message_to_notifier"),
    Part.ADDRESS: ("cases.address_protected",),
    # That the case is closed or reopened, everybody sees; not who was for it and why.
    Part.CLOSING: (
        "cases.closing_proposed",
        "cases.closing_returned",
        "cases.closed",
        "cases.closed_in_error",
    ),
    Part.INFOHUS: (
        "cases.infohus_called_off",
        "cases.infohus_contacted",
        "cases.infohus_ended",
        "cases.infohus_handled",
        "cases.infohus_held",
        "infohus.decision_referred",
        "infohus.psp_noted",
    ),
    Part.ADULT_HELP: (
        "cases.advice_offered",
        "cases.advice_not_safe",
        "cases.action_plan_needed",
        "cases.action_plan_not_needed",
        "cases.action_plan_offered",
        "cases.action_plan_declined",
        "cases.action_plan_written",
    ),
}
_OF_KINDS = {
    Part.RISK: (
        "examination",
        "plan",
        "task-childrens_house",
        "task-clarification",
        "task-committee",
        "task-countersign_risk",
        "task-examine_siblings",
        "task-legal_office",
        "task-legal_police",
        "task-legal_risk",
        "task-measure_acute",
        "task-measure_consent",
        "task-measure_plan",
        "task-measure_purpose",
        "task-measure_rights",
        "task-outside_other",
        "task-outside_police",
        "task-outside_viso",
        "task-reassess",
        "task-reassess_risk",
        "task-review_notice",
        "task-risk",
        "task-screening",
        "task-siblings",
    ),
    Part.CHILD_TALK: ("task-child_talk",),
    Part.SAFETY_PLAN: ("task-safety_plan", "plan-review"),
    Part.STAY: (
        "stay-12",
        "stay-6",
        "task-passport",
        "task-report_journey",
        "task-stay",
    ),
    Part.CONTACTS: ("task-contact",),
    Part.ADDRESS: ("task-renew_protection",),
    Part.CLOSING: ("task-sign_closing", "task-take_up"),
    Part.INFOHUS: (
        "task-contact_infohus",
        "task-convene",
        "task-discuss_again",
        "task-handle_infohus",
        "task-inform_coordinator",
    ),
    Part.ADULT_HELP: ("task-action_plan",),
}


def verbs(seen: Collection[Part]) -> set[str]:
    """The verbs of the trail that tell of what is not among these parts."""
    return {verb for part, told in _OF_VERBS.items() if part not in seen for verb in told}


def kinds(seen: Collection[Part]) -> set[str]:
    """The kinds of deadlines that do."""
    return {kind for part, told in _OF_KINDS.items() if part not in seen for kind in told}


def deadlines(seen: Collection[Part]) -> Q:
    """The condition that a deadline is of such a kind."""
    found = Q(kind__in=kinds(seen))
    return found if Part.STAY in seen else found | Q(kind__startswith=CHECK_IN)


def is_told(deadline: Deadline, user: User, seen: Collection[Part]) -> bool:
    """Whether a deadline may be named to her: what she owes herself, always."""
    if deadline.owner_id == user.pk:
        return True
    is_check_in = Part.STAY not in seen and deadline.kind.startswith(CHECK_IN)
    return not is_check_in and deadline.kind not in kinds(seen)
