"""What can be owed in a case: the kinds of deadlines, what each is called, where it is done."""

from django.utils.translation import gettext_noop as _

ASSESSMENT = "assessment"
CONFIRMATION = "confirmation"
ORIENTATION = "orientation"
CLARIFY = "clarify"
COUNTERSIGN = "task-countersign"
EXAMINATION = "examination"
PLAN = "plan"
EXAMINE_SIBLINGS = "task-examine_siblings"
REASSESS = "task-reassess"
SAFETY_PLAN = "task-safety_plan"
PLAN_REVIEW = "plan-review"
STAY = "task-stay"
PASSPORT = "task-passport"
REPORT_JOURNEY = "task-report_journey"
COUNTERSIGN_RISK = "task-countersign_risk"
COUNTERSIGN_JUDGEMENT = "task-countersign_judgement"
# Only the leader's signature meets these.
COUNTERSIGNATURES = frozenset({COUNTERSIGN, COUNTERSIGN_RISK, COUNTERSIGN_JUDGEMENT})
RISK = "task-risk"
THREAT = "task-threat"
# Asked for when somebody turns 18 in the middle of a case.
THREAT_AT_18 = "task-judge_threat"
SCREENING = "task-screening"
SIGN_CLOSING = "task-sign_closing"
TAKE_UP = "task-take_up"
ROUTE_ADULT = "task-route_adult"
CONTACT_INFOHUS = "task-contact_infohus"
HANDLE_INFOHUS = "task-handle_infohus"
CONVENE = "task-convene"
INFORM_COORDINATOR = "task-inform_coordinator"
# What follows a meeting: a recommendation to act on, a talk that its missing seat confirms,
# somebody who is not sure of her personal tie, and somebody who is to be discussed again.
RECOMMENDATION = "task-recommendation"
CONFIRM_TALK = "task-confirm_talk"
RULE_TIE = "task-rule_tie"
DISCUSS_AGAIN = "task-discuss_again"
# What is asked of Infohus, and of these what its coordinator's decision to take a case up does.
OF_INFOHUS = (CONTACT_INFOHUS, HANDLE_INFOHUS, CONVENE, INFORM_COORDINATOR)
DECIDED = (CONTACT_INFOHUS, HANDLE_INFOHUS, INFORM_COORDINATOR)
# What nobody can do where there is no Infohus.
BEHIND_INFOHUS = (*OF_INFOHUS, RECOMMENDATION, CONFIRM_TALK, RULE_TIE, DISCUSS_AGAIN)

# What follows an assessment; each is a task of somebody's (screens.md 5).
POLICE = "task-police"
FOLLOW_UPS = {
    RISK: _("Assess the risk under § 18(3)"),
    THREAT: _("Judge with the leader"),
    "task-siblings": _("Consider other children in the family"),
    "task-safety_plan": _("Judge the need for a safety plan"),
    "task-child_talk": _("Talk with the child"),
    SCREENING: _("Screen under § 18"),
    "task-partners": _("Judge which partners to involve or inform"),
    POLICE: _("Contact the police"),
}
CONTACT = "task-contact"
REASSESS_RISK = "task-reassess_risk"
SIBLINGS = "task-siblings"
PARTNERS = "task-partners"
REVIEW_NOTICE = "task-review_notice"
RENEW_PROTECTION = "task-renew_protection"
# How long a child of whom nobody knew enough waits to be asked about again (R41).
ASK_AGAIN_DAYS = 7
TITLES = {
    ASSESSMENT: _("24-hour assessment"),
    CONFIRMATION: _("Confirm receipt to the notifier"),
    ORIENTATION: _("Give the professional orientation"),
    CLARIFY: _("Decide what becomes of the concern"),
    COUNTERSIGN: _("Countersign the assessment"),
    EXAMINATION: _("Finish the examination (§ 20)"),
    PLAN: _("Make the plan"),
    EXAMINE_SIBLINGS: _("Judge whether the other children need an examination"),
    REASSESS: _("Assess anew together with somebody new to the case"),
    "task-measure_acute": _("Write the short assessment of an acute measure"),
    "task-measure_purpose": _("Write what a measure is for and how long it lasts"),
    "task-measure_consent": _("Settle the consent to a measure"),
    "task-measure_rights": _("Tell the child of its rights as a party"),
    "task-measure_plan": _("Decide whether the measure needs a plan"),
    COUNTERSIGN_RISK: _("Countersign the risk assessment"),
    COUNTERSIGN_JUDGEMENT: _("Countersign the judgement"),
    "task-clarification": _("Clarify under § 19"),
    "task-childrens_house": _("Consider the children's house"),
    SIGN_CLOSING: _("Sign the closing of the case"),
    TAKE_UP: _("Decide what is to be done in the reopened case"),
    CONTACT_INFOHUS: _("Contact Infohus Kommune"),
    HANDLE_INFOHUS: _("Decide whether the case is taken up in Infohus"),
    "task-inform_coordinator": _("Inform the SSP coordinator"),
    "task-convene": _("Consider convening Infohus Kommune"),
    RECOMMENDATION: _("Act on a recommendation of Infohus"),
    CONFIRM_TALK: _("Have the talk confirmed by who was missing"),
    RULE_TIE: _("Rule on the personal tie of a participant"),
    DISCUSS_AGAIN: _("Discuss the case again in Infohus"),
    ROUTE_ADULT: _("Find out which area knows the citizen"),
    "task-action_plan": _("Offer an action plan"),
    "task-adult_transfer": _("Hand over to the adult authority"),
    "task-prepare_18": _("Decide what follows after 18 (§ 111)"),
    THREAT_AT_18: _("Judge whether the citizen is imminently threatened"),
    "task-answer_notifier": _("Answer the notifier"),
    "task-municipality": _("Have the other municipality accept the case"),
    "task-police_follow_up": _("Follow up with the police"),
    "task-legal_office": _("Contact the legal office about the acute placement"),
    "task-legal_risk": _("Legal office: risk assessment"),
    "task-legal_police": _("Legal office: contact to the police"),
    "task-outside_police": _("Follow up the risk assessment by the police"),
    "task-outside_viso": _("Follow up the risk assessment by VISO"),
    "task-outside_other": _("Follow up the risk assessment by others"),
    PLAN_REVIEW: _("Go through the safety plan again"),
    STAY: _("Write what is known of the journey"),
    PASSPORT: _("Ask about the passport"),
    REPORT_JOURNEY: _("Report the journey under the Aliens Act section 44 c"),
    "stay-6": _("Six months since departure"),
    "stay-12": _("Twelve months since departure"),
    "task-committee": _("Have the acute decision approved"),
    CONTACT: _("Hold a planned contact"),
    REASSESS_RISK: _("Assess the risk anew"),
    REVIEW_NOTICE: _("Review a postponed notice"),
    RENEW_PROTECTION: _("Renew the protection of an address"),
    **FOLLOW_UPS,
}
# Tasks that are done by a record of their own, never by a tick, and where it is made.
DONE_AT = {
    POLICE: "case_acute",
    SIGN_CLOSING: "case_close_sign",
    CONTACT_INFOHUS: "case_assessments",
    HANDLE_INFOHUS: "case_assessments",
    RECOMMENDATION: "case_assessments",
    CONFIRM_TALK: "case_assessments",
    RULE_TIE: "case_assessments",
    DISCUSS_AGAIN: "case_assessments",
    COUNTERSIGN: "case_detail",
    COUNTERSIGN_RISK: "case_assessments",
    COUNTERSIGN_JUDGEMENT: "case_assessments",
    RISK: "case_risk",
    THREAT: "case_judge",
    THREAT_AT_18: "case_judge",
    SCREENING: "case_screen",
    "task-child_talk": "case_assessments",
    CONTACT: "case_safety",
    SIBLINGS: "case_safety",
    REVIEW_NOTICE: "case_safety",
    RENEW_PROTECTION: "case_persons",
    EXAMINE_SIBLINGS: "case_assessments",
    REASSESS: "case_assessments",
    "task-measure_acute": "case_assessments",
    "task-measure_purpose": "case_assessments",
    "task-measure_consent": "case_assessments",
    "task-measure_rights": "case_assessments",
    "task-measure_plan": "case_assessments",
    STAY: "case_journey",
    REPORT_JOURNEY: "case_journey_report",
    ROUTE_ADULT: "case_route_adult",
    "task-action_plan": "case_action_plan_offer",
    "task-adult_transfer": "case_to_adults",
    "task-municipality": "case_to_municipality",
    "task-legal_office": "case_acute",
    "task-legal_risk": "case_assessments",
    "task-outside_police": "case_assessments",
    "task-outside_viso": "case_assessments",
    "task-outside_other": "case_assessments",
}
