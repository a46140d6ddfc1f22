"""Many cases at once, for tests and measuring; written in batches, not through the workflows."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import OuterRef, Subquery

from beredskab import references
from beredskab.accounts.grants import view_permission
from beredskab.accounts.models import User
from beredskab.deadlines.models import Deadline
from beredskab.encryption import word_hashes
from beredskab.municipality.models import Unit
from cases.models import (
    Case,
    CasePeriod,
    CaseUserGrant,
    Concern,
    ConcernCase,
    DutyPeriod,
    Person,
    PersonInRole,
)

BATCH = 1000
# Which of every hundred cases are open: one in the leader's unit, one in another.
OPEN = {0, 1}


def build(
    size: int, *, unit: Unit, holder: User, viewer: User, viewer_sees: int, at: datetime
) -> None:
    """Make `size` cases, every tenth in `unit`; `viewer` is granted the first `viewer_sees`.

    Open ones have a 24-hour deadline, spread over the days around `at`.
    """
    others = [
        Unit.objects.get_or_create(
            slug=f"masse-{number}",
            defaults={"name": f"Masseenhed {number}", "kind": Unit.Kind.CHILD},
        )[0]
        for number in range(9)
    ]
    used = set(Case.objects.values_list("reference", flat=True))
    used |= set(Concern.objects.values_list("reference", flat=True))
    for start in range(0, size, BATCH):
        numbers = range(start, min(start + BATCH, size))
        with transaction.atomic():
            cases = [
                _case(number, [unit, *others][number % 10], holder, at, _fresh(used))
                for number in numbers
            ]
            Case.objects.bulk_create(cases)
            DutyPeriod.objects.bulk_create(map(_duty, cases))
            CasePeriod.objects.bulk_create(map(_period, cases))
            _people(cases, at)
            ties = _concerns(cases, holder, at, used)
            _deadlines(ties, at)
            granted = [
                case for number, case in zip(numbers, cases, strict=True) if number < viewer_sees
            ]
            _grant(granted, viewer, at)


def _fresh(used: set[str]) -> str:
    while (reference := references.new()) in used:
        pass
    used.add(reference)
    return reference


def _case(number: int, unit: Unit, holder: User, at: datetime, reference: str) -> Case:
    is_open = number % 100 in OPEN
    opened_at = at - timedelta(minutes=30 * (number % 90))
    case = Case(
        reference=reference,
        status="received" if is_open else "closed",
        unit=unit,
        holder=holder,
        handler=None if is_open else holder,
        is_minor=True,
        awaits_assessment=is_open,
        opened_at=opened_at,
        categories=["unsettled"],
        next_due_at=opened_at + timedelta(hours=24) if is_open else None,
    )
    if not is_open:
        case.closed_at, case.closed_by = at, holder
    return case


def _duty(case: Case) -> DutyPeriod:
    return DutyPeriod(
        case=case,
        holder=case.holder,
        began_at=case.opened_at,
        ended_at=case.closed_at,
        how=DutyPeriod.How.RECEIVED,
    )


def _period(case: Case) -> CasePeriod:
    period = CasePeriod(case=case, number=1, opened_at=case.opened_at)
    if case.closed_at:
        period.closed_at, period.outcome = case.closed_at, "in_error"
        period.closed_by = period.reviewed_by = case.closed_by
        period.grounds = "Opdigtet"
    return period


def _people(cases: list[Case], at: datetime) -> None:
    persons = [
        Person(
            case=case,
            name=f"Navn{case.pk} Opdigtet",
            name_words=word_hashes(f"Navn{case.pk} Opdigtet"),
            stated_age=case.pk % 18,
            stated_on=at.date(),
            added_at=at,
        )
        for case in cases
    ]
    Person.objects.bulk_create(persons)
    PersonInRole.objects.bulk_create(
        PersonInRole(person=person, role="exposed") for person in persons
    )
    own = Person.objects.filter(case=OuterRef("pk")).values("pk")[:1]
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(exposed=Subquery(own))


def _concerns(cases: list[Case], reporter: User, at: datetime, used: set[str]) -> list[ConcernCase]:
    concerns = [
        Concern(
            reference=_fresh(used),
            status="sent",
            reporter=reporter,
            created_at=case.opened_at,
            saved_at=case.opened_at,
            answers={"acute": "no", "words": "Opdigtet bekymring.", "persons": [{}]},
            source="school",
            channel="phone",
            acute="no",
            is_minor=True,
            notifier_kind="private",
            received_at=case.opened_at,
            sent_at=case.opened_at,
        )
        for case in cases
    ]
    Concern.objects.bulk_create(concerns)
    ties = [
        ConcernCase(concern=concern, case=case, tied_at=at)
        for concern, case in zip(concerns, cases, strict=True)
    ]
    return ConcernCase.objects.bulk_create(ties)


def _deadlines(ties: list[ConcernCase], at: datetime) -> None:
    content_type = ContentType.objects.get_for_model(ConcernCase)
    Deadline.objects.bulk_create(_deadline(tie, content_type, at) for tie in ties)


def _deadline(tie: ConcernCase, content_type: ContentType, at: datetime) -> Deadline:
    case = tie.case
    due_at = case.opened_at + timedelta(hours=24)
    is_open = case.status != "closed"
    return Deadline(
        content_type=content_type,
        subject_id=tie.pk,
        kind="assessment",
        title="24-hour assessment",
        reference=case.reference,
        path=case.get_absolute_url(),
        due_at=due_at,
        set_at=case.opened_at,
        owner=case.holder,
        unit=case.unit,
        met_at=None if is_open else case.opened_at + timedelta(hours=20),
        breached_at=due_at if is_open and due_at < at else None,
    )


def _grant(cases: list[Case], viewer: User, at: datetime) -> None:
    permission = view_permission(Case)
    grants: Iterator[CaseUserGrant] = (
        CaseUserGrant(
            content_object=case,
            user=viewer,
            permission=permission,
            reason="holder",
            given_at=at,
        )
        for case in cases
    )
    CaseUserGrant.objects.bulk_create(grants)
