"""Adults: their cases, and the jobcenter beside the adult area."""

from datetime import date, datetime
from typing import Any

from beredskab.accounts.models import User
from beredskab.accounts.roles import Role
from beredskab.municipality.models import Unit
from cases.models import Case
from tests import factories
from tests.factories import NOW, World


def adult_case(world: World, *, at: datetime = NOW, **given: Any) -> Case:
    """A case about somebody of twenty-four, that was just received."""
    given.setdefault("persons", [factories.person(stated_age=24, name="Zeynep Opdigtet")])
    return factories.case(world, at=at, **given)


def child_turning(world: World, born_on: date, *, at: datetime, **known: Any) -> Case:
    """A case about somebody who was a child when it was received."""
    person = factories.person(born_on=born_on.isoformat(), name="Amir Prøve", **known)
    return factories.case(world, at=at, persons=[person])


def jobcenter() -> tuple[Unit, User]:
    """A jobcenter, and its consultant."""
    unit = factories.unit(Unit.Kind.JOB)
    return unit, factories.user(Role.JOBCENTER, unit)
