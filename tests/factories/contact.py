"""Persons of a case as tests of contact need them, and locks that are lifted."""

from datetime import datetime
from typing import Any

from beredskab.accounts.models import User
from cases import risk, workflow
from cases.models import Case, Person
from tests.factories import NOW, judge


def add(case: Case, *roles: str, by: User, at: datetime = NOW, **known: Any) -> Person:
    """A person of the case in these roles."""
    return workflow.add_person(case, by=by, at=at, roles=list(roles), **known)


def mother(case: Case, *, by: User, **known: Any) -> Person:
    """The mother, who has custody."""
    return add(case, "custody_holder", by=by, relation="mother", name="Mor Prøve", **known)


def lift(person: Person, *, by: User, at: datetime = NOW) -> None:
    """Lift the contact lock of a person, after the risk was assessed."""
    lift_in(person.case, person, by=by, at=at)


def lift_in(case: Case, person: Person, *, by: User, at: datetime = NOW) -> None:
    """Lift it in the case that the person's own was joined to, or in her own."""
    if not risk.is_in_force(case, at):
        judge.risk_row(case, by=by, at=at)
    workflow.lift_lock(person, by=by, at=at, grounds="Vurderet ufarligt")
