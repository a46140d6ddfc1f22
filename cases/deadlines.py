"""The limits of a case: which there are, when they end, who is alerted."""

from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Min, Q
from django.utils.translation import gettext_noop as _

from beredskab.accounts.models import User
from beredskab.deadlines import duedates, ladders
from beredskab.deadlines.models import FREE, Deadline
from beredskab.municipality.models import DEFAULT_LADDER, Municipality
from beredskab.timelimits import Calendar, Due, Hours, Weekdays, end_of_day, local_day
from cases.models import Case, Concern, ConcernCase

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
CONTACT_INFOHUS = "task-contact_infohus"
HANDLE_INFOHUS = "task-handle_infohus"
CONVENE = "task-convene"
INFORM_COORDINATOR = "task-inform_coordinator"
# What the coordinator's decision does.
OF_INFOHUS = (CONTACT_INFOHUS, HANDLE_INFOHUS, CONVENE, INFORM_COORDINATOR)

ASSESSMENT_LIMIT = Hours(24)
ANSWER_LIMIT = Weekdays(6)

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
    "task-route_adult": _("Find out which area knows the citizen"),
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
    SIGN_CLOSING: "case_close_sign",
    CONTACT_INFOHUS: "case_assessments",
    HANDLE_INFOHUS: "case_assessments",
    COUNTERSIGN: "case_detail",
    COUNTERSIGN_RISK: "case_assessments",
    COUNTERSIGN_JUDGEMENT: "case_assessments",
    RISK: "case_risk",
    THREAT: "case_judge",
    THREAT_AT_18: "case_judge",
    SCREENING: "case_screen",
    "task-child_talk": "case_assessments",
    CONTACT: "case_safety",
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
    "task-route_adult": "case_route_adult",
    "task-action_plan": "case_action_plan_offer",
    "task-adult_transfer": "case_to_adults",
    "task-municipality": "case_to_municipality",
    "task-legal_office": "case_acute",
    "task-legal_risk": "case_assessments",
    "task-outside_police": "case_assessments",
    "task-outside_viso": "case_assessments",
    "task-outside_other": "case_assessments",
}


def open_assessment(
    tie: ConcernCase, *, received: datetime, at: datetime, met_at: datetime | None = None
) -> Deadline:
    """Start the 24 hours of a concern in a case; they run from receipt (R36).

    `met_at` is when it was assessed before it was registered; then nobody is alerted.
    """
    due = ASSESSMENT_LIMIT.due(received)
    return duedates.add(
        tie,
        ASSESSMENT,
        due,
        title=TITLES[ASSESSMENT],
        at=at,
        owner=tie.case.holder,
        unit=tie.case.unit,
        ladder=ladders.for_hours(due, _ladder("assessment"), received=received),
        acute=tie.case.acute,
        reference=tie.case.reference,
        met_at=met_at,
    )


def open_answer(kind: str, concern: Concern, case: Case, *, at: datetime) -> Deadline:
    """Start the 6 weekdays in which the notifier is to be told (R37)."""
    due = answer_due(concern)
    return duedates.add(
        concern,
        kind,
        due,
        title=TITLES[kind],
        at=at,
        owner=case.holder,
        unit=case.unit,
        ladder=ladders.for_weekdays(due, _calendar(), _ladder("weekdays")),
        reference=case.reference,
    )


def answer_due(concern: Concern) -> Due:
    """When the 6 weekdays of a sent concern end, with the days skipped."""
    assert concern.received_at is not None
    due = ANSWER_LIMIT.due(concern.received_at, _calendar())
    if Municipality.objects.current().show_amber:
        return due
    return Due(at=due.at, skipped=due.skipped)


def move_receipt(concern: Concern, *, at: datetime) -> None:
    """Set the clocks of a concern anew after its received time was corrected."""
    assert concern.received_at is not None
    due = ASSESSMENT_LIMIT.due(concern.received_at)
    ladder = ladders.for_hours(due, _ladder("assessment"), received=concern.received_at)
    for tie in concern.case_ties.all():
        duedates.move(tie, ASSESSMENT, due, at=at, ladder=ladder)
    due = answer_due(concern)
    ladder = ladders.for_weekdays(due, _calendar(), _ladder("weekdays"))
    for kind in (CONFIRMATION, ORIENTATION):
        duedates.move(concern, kind, due, at=at, ladder=ladder)


def open_clarifying(concern: Concern, *, at: datetime) -> Deadline:
    """Remind the reporter of a concern that is being clarified."""
    count = Municipality.objects.current().clarify_reminder_weekdays
    due = Weekdays(count).due(at, _calendar())
    return duedates.add(
        concern,
        CLARIFY,
        Due(at=due.at, skipped=due.skipped),
        at=at,
        owner=concern.reporter,
        unit=None,
        title=TITLES[CLARIFY],
        ladder=ladders.for_weekdays(due, _calendar(), [{"at": "breach", "to": ["owner"]}]),
        reference=concern.reference,
    )


def add_task(
    subject: Case | ConcernCase,
    kind: str,
    *,
    owner: User,
    due_on: date,
    at: datetime,
    title: str = "",
) -> Deadline:
    """Give somebody a task in a case."""
    case = subject if isinstance(subject, Case) else subject.case
    due = Due(at=end_of_day(due_on))
    return duedates.add(
        subject,
        kind,
        due,
        at=at,
        owner=owner,
        unit=case.unit,
        ladder=ladders.for_task(due),
        title=title or TITLES[kind],
        reference=case.reference,
    )


def next_weekday(at: datetime, count: int = 1) -> date:
    """The day that lies `count` weekdays ahead."""
    return local_day(Weekdays(count).due(at, _calendar()).at)


def hand_over_countersigning(case: Case, *, owner: User | None, at: datetime) -> None:
    """Give what is still to be countersigned in a case to a leader of its unit."""
    for tie in ConcernCase.objects.filter(case=case):
        duedates.reassign(tie, COUNTERSIGN, owner=owner, unit=case.unit, at=at)
    for kind in (COUNTERSIGN_RISK, COUNTERSIGN_JUDGEMENT):
        duedates.reassign(case, kind, owner=owner, unit=case.unit, at=at)


def is_open(subject: Case | ConcernCase | Concern, kind: str) -> bool:
    """Whether this is owed already."""
    return Deadline.objects.of(subject).open().filter(kind=kind).exists()


def kinds_of_tasks(case: Case) -> set[str]:
    """The kinds of the tasks in a case, open or done."""
    tasks = Deadline.objects.of(case).filter(kind__startswith=FREE, cancelled_at__isnull=True)
    return set(tasks.values_list("kind", flat=True))


def about(case: Case) -> Q:
    """The condition that a deadline belongs to the case, its concerns or their ties."""
    types = ContentType.objects.get_for_models(Case, ConcernCase, Concern)
    ties = ConcernCase.objects.filter(case=case)
    return (
        Q(content_type=types[Case], subject_id=case.pk)
        | Q(content_type=types[ConcernCase], subject_id__in=ties.values("pk"))
        | Q(content_type=types[Concern], subject_id__in=ties.values("concern_id"))
    )


def nearest(case: Case) -> Deadline | None:
    """The open deadline of the case that ends first."""
    if case.next_due_at is None:
        return None
    return Deadline.objects.filter(about(case)).open().by_urgency().first()


def refresh(case: Case) -> None:
    """Keep on the case itself when its nearest open deadline ends."""
    open_rows = Deadline.objects.filter(about(case)).open()
    case.next_due_at = open_rows.aggregate(nearest=Min("due_at"))["nearest"]
    case.save(update_fields=["next_due_at"])


def hand_over(case: Case, *, owner: User, from_: User | None, at: datetime) -> None:
    """Give the open deadlines of a case to who now has the duty to act.

    Tasks stay with whom they were given to, unless that was the former holder.
    """
    owed = Deadline.objects.filter(about(case)).open()
    for deadline in owed.exclude(kind__in=COUNTERSIGNATURES):
        if from_ is None or deadline.owner_id == from_.pk:
            assert deadline.subject is not None
            duedates.reassign(deadline.subject, deadline.kind, owner=owner, unit=case.unit, at=at)


def _calendar() -> Calendar:
    return Municipality.objects.current().calendar


def _ladder(kind: str) -> list[dict[str, object]]:
    configured = Municipality.objects.current().alert_ladder
    return configured.get(kind) or DEFAULT_LADDER[kind]
