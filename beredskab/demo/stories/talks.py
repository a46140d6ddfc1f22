"""A case that was talked over: with the leader, without names, in notes and messages."""

from datetime import datetime
from typing import Any

from beredskab.accounts.models import User
from beredskab.demo.stories.acts import Staff, send, tie_of, workday
from cases import workflow
from cases.choices import Category, ControlForm, Relation, Sign
from cases.models import Case, ConcernCase


def leader_talk(case: Case, *, by: User, at: datetime, outcome: str) -> None:
    """A talk with the nearest leader that found no hurry."""
    workflow.record_talk(
        case,
        by=by,
        at=at,
        kind="leader",
        held_at=at,
        with_whom="Afdelingsleder Grethe Eksempel",
        acute="no",
        outcome=outcome,
    )


def advice(case: Case, *, by: User, at: datetime, outcome: str) -> None:
    """Advice without names from the security consultants."""
    workflow.record_talk(
        case,
        by=by,
        at=at,
        kind="sparring",
        service="security_consultant",
        purpose="safety",
        held_at=at,
        with_whom="Sikkerhedskonsulenten",
        acute="no",
        outcome=outcome,
    )


def talked_over(staff: Staff, now: datetime) -> None:
    """The teacher and the adviser write to each other; the journal holds what was heard."""
    sent = send(
        staff["fagperson"],
        at=workday(now, 3, 9),
        persons=[{"name": "Hiba Opdigtet", "stated_age": 15}],
        words="Hiba siger, at hun ikke længere må have sin telefon, og at hendes brødre følger "
        "hende til og fra skole.",
        acute="no",
        categories=[Category.SOCIAL_CONTROL],
        forms=[ControlForm.SURVEILLANCE, ControlForm.ISOLATION],
        signs=[Sign.WITHDRAWN],
        controllers=[Relation.SIBLING, Relation.FATHER],
    )
    tie = tie_of(sent)
    by = staff["raadgiver2"]
    workflow.take(tie.case, by=by, at=workday(now, 3, 10))
    workflow.assess(
        tie,
        by=by,
        at=workday(now, 3, 12),
        danger="no",
        act_now="no",
        grounds="Hun er tryg i skolen. Klasselæreren ser hende hver dag.",
    )
    outcome = "Vi taler med sikkerhedskonsulenten uden navne, før vi planlægger samtalen."
    leader_talk(tie.case, by=by, at=workday(now, 3, 13), outcome=outcome)
    outcome = "Tal med hende i skoletiden. Skriv ikke, og ring ikke hjem."
    advice(tie.case, by=by, at=workday(now, 2, 10), outcome=outcome)
    _write(tie, staff, now)


def _write(tie: ConcernCase, staff: Staff, now: datetime) -> None:
    by, at = staff["raadgiver2"], workday(now, 2, 11)
    text = "Hvilke timer er hun sikkert alene på skolen?"
    workflow.write_to_notifier(tie.concern, case=tie.case, by=by, at=at, text=text)
    text = "Tirsdag og torsdag fra 13 til 14. Brødrene henter først 14.15."
    at = workday(now, 1, 8)
    workflow.write_to_authority(tie.concern, by=staff["fagperson"], at=at, text=text)
    said: dict[str, Any] = {
        "kind": "phone",
        "happened_on": at.date(),
        "witnessed": "told",
        "source": "Klasselæreren",
        "theme": "Skoledagen",
    }
    text = "Klasselæreren oplyser, at Hiba har været i skole alle dage i denne uge."
    first = workflow.write_note(tie.case, by=by, at=workday(now, 1, 10), **said, text=text)
    text = "Klasselæreren oplyser, at Hiba har været i skole alle dage undtagen mandag."
    at = workday(now, 1, 11)
    workflow.correct_note(first.note, by=by, at=at, seen=1, **said, text=text)
