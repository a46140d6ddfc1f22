"""The limits of a case: which there are, when they end, who is alerted."""

from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Min, Q

from beredskab.accounts.models import User
from beredskab.deadlines import duedates, ladders
from beredskab.deadlines.models import FREE, Deadline
from beredskab.municipality.models import DEFAULT_LADDER, Municipality
from beredskab.timelimits import Calendar, Due, Hours, Weekdays, end_of_day, local_day
from cases import kinds
from cases.models import Case, Concern, ConcernCase

ASSESSMENT_LIMIT = Hours(24)
ANSWER_LIMIT = Weekdays(6)


def open_assessment(
    tie: ConcernCase, *, received: datetime, at: datetime, met_at: datetime | None = None
) -> Deadline:
    """Start the 24 hours of a concern in a case; they run from receipt (R36).

    `met_at` is when it was assessed before it was registered; then nobody is alerted.
    """
    due = ASSESSMENT_LIMIT.due(received)
    return duedates.add(
        tie,
        kinds.ASSESSMENT,
        due,
        title=kinds.TITLES[kinds.ASSESSMENT],
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
        title=kinds.TITLES[kind],
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
        duedates.move(tie, kinds.ASSESSMENT, due, at=at, ladder=ladder)
    due = answer_due(concern)
    ladder = ladders.for_weekdays(due, _calendar(), _ladder("weekdays"))
    for kind in (kinds.CONFIRMATION, kinds.ORIENTATION):
        duedates.move(concern, kind, due, at=at, ladder=ladder)


def open_clarifying(concern: Concern, *, at: datetime) -> Deadline:
    """Remind the reporter of a concern that is being clarified."""
    count = Municipality.objects.current().clarify_reminder_weekdays
    due = Weekdays(count).due(at, _calendar())
    return duedates.add(
        concern,
        kinds.CLARIFY,
        Due(at=due.at, skipped=due.skipped),
        at=at,
        owner=concern.reporter,
        unit=None,
        title=kinds.TITLES[kinds.CLARIFY],
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
    path: str = "",
) -> Deadline:
    """Give somebody a task in a case; its alerts lead to the case, or to `path`."""
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
        title=title or kinds.TITLES[kind],
        reference=case.reference,
        path=path,
    )


def next_weekday(at: datetime, count: int = 1) -> date:
    """The day that lies `count` weekdays ahead."""
    return local_day(Weekdays(count).due(at, _calendar()).at)


def hand_over_countersigning(case: Case, *, owner: User | None, at: datetime) -> None:
    """Give what is still to be countersigned in a case to a leader of its unit."""
    for tie in ConcernCase.objects.filter(case=case):
        duedates.reassign(tie, kinds.COUNTERSIGN, owner=owner, unit=case.unit, at=at)
    for kind in (kinds.COUNTERSIGN_RISK, kinds.COUNTERSIGN_JUDGEMENT):
        duedates.reassign(case, kind, owner=owner, unit=case.unit, at=at)


def is_open(subject: Case | ConcernCase | Concern, kind: str) -> bool:
    """Whether this is owed already."""
    return Deadline.objects.of(subject).open().filter(kind=kind).exists()


def kinds_of_tasks(case: Case) -> set[str]:
    """The kinds of the tasks in a case, open or done."""
    tasks = Deadline.objects.of(case).filter(kind__startswith=FREE, cancelled_at__isnull=True)
    return set(tasks.values_list("kind", flat=True))


def about(case: Case) -> Q:
    """The condition that a deadline belongs to the case, its concerns or their ties.

    As a union of keys, each found by its index; alternatives in one condition read all deadlines.
    """
    types = ContentType.objects.get_for_models(Case, ConcernCase, Concern)
    ties = ConcernCase.objects.filter(case=case)
    keys = Deadline.objects.order_by().values("pk")
    of_case = keys.filter(content_type=types[Case], subject_id=case.pk)
    of_ties = keys.filter(content_type=types[ConcernCase], subject_id__in=ties.values("pk"))
    of_concerns = keys.filter(content_type=types[Concern], subject_id__in=ties.values("concern_id"))
    return Q(pk__in=of_case.union(of_ties, of_concerns))


def nearest(case: Case) -> Deadline | None:
    """The open deadline of the case that ends first."""
    if case.next_due_at is None:
        return None
    return Deadline.objects.filter(about(case)).open().by_urgency().first()


def owed(case: Case) -> list[Deadline]:
    """All open deadlines of the case, the most urgent first."""
    if case.next_due_at is None:
        return []
    return list(Deadline.objects.filter(about(case)).open().for_list().by_urgency())


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
    for deadline in owed.exclude(kind__in=kinds.COUNTERSIGNATURES):
        if from_ is None or deadline.owner_id == from_.pk:
            assert deadline.subject is not None
            duedates.reassign(deadline.subject, deadline.kind, owner=owner, unit=case.unit, at=at)


def _calendar() -> Calendar:
    return Municipality.objects.current().calendar


def _ladder(kind: str) -> list[dict[str, object]]:
    configured = Municipality.objects.current().alert_ladder
    return configured.get(kind) or DEFAULT_LADDER[kind]
