"""Talks, notes and messages of a case."""

from datetime import datetime
from typing import Any

from beredskab.accounts.models import User
from cases import workflow
from cases.models import Case, Consultation, NoteVersion
from tests.factories import NOW


def talk(case: Case, by: User, *, at: datetime = NOW, **fields: Any) -> Consultation:
    """Advice without names from a security consultant, unless told otherwise."""
    values = {
        "kind": "sparring",
        "service": "security_consultant",
        "purpose": "safety",
        "held_at": at,
        "with_whom": "Sikkerhedskonsulent Bo Prøve",
        "acute": "no",
        "outcome": "Vi aftaler sikker kontakt med skolen.",
        **fields,
    }
    return workflow.record_talk(case, by=by, at=at, **values)


def note(case: Case, by: User, *, at: datetime = NOW, **fields: Any) -> NoteVersion:
    """A note of a phone call that day, unless told otherwise."""
    values = {
        "kind": "phone",
        "happened_on": at.date(),
        "witnessed": "told",
        "source": "Klasselærer Ida Prøve",
        "theme": "Fravær",
        "text": "Hun har ikke været i skole i to dage.",
        **fields,
    }
    return workflow.write_note(case, by=by, at=at, **values)
