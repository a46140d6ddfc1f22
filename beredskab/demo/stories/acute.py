"""What is acute: a placement decided at night, and a teacher who hands over to the police."""

from datetime import datetime, time, timedelta

from beredskab.demo.stories.acts import Staff, local, receive, send, tie_of, workday
from cases import workflow
from cases.choices import Category, MeasureKind, Sign, Source
from cases.models import Case, OutsideAssessment


def placed_at_night(staff: Staff, now: datetime) -> None:
    """The duty officer records a placement at three; by day the legal office judges the risk."""
    at = local(now, 4, time(3, 0))
    made = receive(
        staff["doegnvagt"],
        at=at,
        persons=[{"name": "Leyla Opfundet", "stated_age": 15}],
        words="En veninde ringer. Leyla er slået og lukket inde, og familien leder efter hende.",
        acute="yes",
        source=Source.OTHER,
        notifier_kind="anonymous",
        signs=[Sign.FEARS_FOR_LIFE],
        categories=[Category.HONOUR_VIOLENCE],
    )
    case, officer = tie_of(made).case, staff["doegnvagt"]
    workflow.assess(
        tie_of(made),
        by=officer,
        at=at + timedelta(minutes=5),
        danger="yes",
        act_now="yes",
        grounds="Politiet henter hende nu. Hun kan ikke være hjemme.",
    )
    workflow.record_call(
        case,
        by=officer,
        at=at + timedelta(minutes=8),
        to="112",
        called_at=at + timedelta(minutes=2),
        with_whom="Vagtcentralen",
        outcome="En patrulje er på vej.",
    )
    workflow.decide_by_phone(
        case,
        by=officer,
        at=at + timedelta(minutes=12),
        kind=MeasureKind.FORCED_PLACEMENT,
        decided_by="Formanden for børne- og ungeudvalget, i telefonen",
        where="Hos en plejefamilie",
        acute_assessment="Hun er i fare, hvis hun kommer hjem i nat.",
    )
    _by_day(staff, now, case)


def _by_day(staff: Staff, now: datetime, case: Case) -> None:
    """The adviser calls the legal office, which answers the same day."""
    at = workday(now, 1, 10)
    adviser = staff["raadgiver2"]
    workflow.take(case, by=adviser, at=at)
    workflow.record_call(case, by=adviser, at=at, to="legal_office", called_at=at)
    later = at + timedelta(hours=3)
    asked = OutsideAssessment.objects.get(case=case, assessor="legal_office")
    workflow.answer_outside(
        asked,
        by=staff["jurist"],
        at=later,
        received_at=later,
        level="high",
        result="Der er åbenbar risiko for alvorlig skade. Anbringelsen kan godkendes.",
    )


def handed_to_the_police(staff: Staff, now: datetime) -> None:
    """A teacher calls the police from the corridor; the duty is hers until they take over."""
    at = now - timedelta(hours=4)
    sent = send(
        staff["fagperson"],
        at=at,
        persons=[{"name": "Adnan Tænkt", "stated_age": 17}],
        words="Han viser en billet til i morgen og siger, at han ikke kommer hjem igen.",
        acute="yes",
        categories=[Category.FOREIGN_STAY],
    )
    workflow.record_call(
        sent,
        by=staff["fagperson"],
        at=at + timedelta(minutes=10),
        to="114",
        called_at=at + timedelta(minutes=3),
        outcome="De ringer tilbage.",
    )
    workflow.hand_over_to_police(
        sent,
        by=staff["fagperson"],
        at=at + timedelta(minutes=40),
        police_unit="Lokalpolitiet",
        with_whom="Vagthavende",
        journal_number="0800-00000-26",
        accepted_at=at + timedelta(minutes=35),
    )
