"""Persons of a case as tests of contact need them, and locks that are lifted."""

from datetime import datetime
from typing import Any

from beredskab.accounts.models import User
from cases import locks, workflow
from cases.models import Case, Person
from tests.factories import NOW


def add(case: Case, *roles: str, by: User, at: datetime = NOW, **known: Any) -> Person:
    """A person of the case in these roles."""
    return workflow.add_person(case, by=by, at=at, roles=list(roles), **known)


def mother(case: Case, *, by: User, **known: Any) -> Person:
    """The mother, who has custody."""
    return add(case, "custody_holder", by=by, relation="mother", name="Mor Prøve", **known)


def assess_risk(monkeypatch: Any) -> None:
    """Let the risk of every case count as assessed."""
    monkeypatch.setattr(locks, "can_be_lifted", lambda case, on: True)


def lift(person: Person, *, by: User, at: datetime = NOW) -> None:
    """Lift the contact lock of a person."""
    workflow.lift_lock(person, by=by, at=at, grounds="Vurderet ufarligt")
