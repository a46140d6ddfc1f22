"""Invented people and the rows that tests begin from; cases are made through the workflow."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group  # noqa: F401  loads the app before the doors

from beredskab.accounts.models import DutyShift, Membership, User
from beredskab.accounts.roles import Role
from beredskab.municipality.models import Municipality, Route, Unit
from cases import workflow
from cases.models import Case, Concern, ConcernCase
from cases.states import CaseStatus
from cases.workflow.progress import advance

PASSWORD = "en-lang-prøve-kode-2026"
# A Tuesday, in office hours.
NOW = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
LONG_AGO = date(2020, 1, 1)
ALL_WEEK = [0, 1, 2, 3, 4, 5, 6]
_numbers = count(1)


def unit(kind: str = Unit.Kind.CHILD, **fields: Any) -> Unit:
    """A unit of its own."""
    number = next(_numbers)
    fields = {"slug": f"enhed-{number}", "name": f"Enhed {number}", **fields}
    return Unit.objects.create(kind=kind, **fields)


def user(role: str | None = None, unit: Unit | None = None, **fields: Any) -> User:
    """A user, in a role of a unit when one is given."""
    made = _new_user(**fields)
    made.save()
    if role:
        kind = Unit.Kind.SSP if role == Role.COORDINATOR else Unit.Kind.CHILD
        where = unit or globals()["unit"](kind)
        Membership.objects.create(user=made, unit=where, role=role, from_on=LONG_AGO)
    return made


def _new_user(**fields: Any) -> User:
    number = next(_numbers)
    fields = {
        "username": f"bruger{number}",
        "name": f"Prøve Person{number}",
        "email": f"bruger{number}@example.com",
        **fields,
    }
    return User(password=make_password(PASSWORD), **fields)


def _staff(**seats: tuple[str, Unit]) -> dict[str, User]:
    """Users by what they are called in tests, each in a role of a unit; written at once."""
    made = {name: _new_user() for name in seats}
    User.objects.bulk_create(made.values())
    Membership.objects.bulk_create(
        Membership(user=made[name], role=role, unit=unit, from_on=LONG_AGO)
        for name, (role, unit) in seats.items()
    )
    return made


def shift(user: User, unit: Unit, kind: str = DutyShift.Kind.ADVISER, **fields: Any) -> DutyShift:
    """A line of the rota around the clock, unless told otherwise."""
    fields = {"weekdays": ALL_WEEK, "starts": time(0), "ends": time(0), **fields}
    return DutyShift.objects.create(user=user, unit=unit, kind=kind, from_on=LONG_AGO, **fields)


@dataclass
class World:
    """A small municipality with somebody in each role that the job needs."""

    municipality: Municipality
    child_unit: Unit
    adult_unit: Unit
    school: Unit
    professional: User
    adviser: User
    colleague: User
    adult_adviser: User
    officer: User
    leader: User
    adult_leader: User
    coordinator: User
    administrator: User
    stranger: User


def world(**switches: Any) -> World:
    """Set up the municipality: units, routes, users, rota."""
    municipality = Municipality.objects.create(
        name="Prøvekøbing Kommune",
        accessibility_contact="tilgaengelighed@example.com",
        accessibility_phone="70 55 50 99",
        **switches,
    )
    child, adult = unit(Unit.Kind.CHILD), unit(Unit.Kind.ADULT)
    school, ssp = unit(Unit.Kind.SCHOOL), unit(Unit.Kind.SSP)
    Route.objects.create(source="", age=Route.Age.UNDER_18, unit=child)
    Route.objects.create(source="", age=Route.Age.ADULT, unit=adult)
    staff = _staff(
        professional=(Role.PROFESSIONAL, school),
        adviser=(Role.ADVISER_CHILD, child),
        colleague=(Role.ADVISER_CHILD, child),
        adult_adviser=(Role.ADVISER_ADULT, adult),
        officer=(Role.DUTY_OFFICER, child),
        leader=(Role.LEADER, child),
        adult_leader=(Role.LEADER, adult),
        coordinator=(Role.COORDINATOR, ssp),
        administrator=(Role.ADMINISTRATOR, unit(Unit.Kind.OTHER)),
        stranger=(Role.ADVISER_CHILD, unit(Unit.Kind.CHILD)),
    )
    made = World(
        municipality=municipality, child_unit=child, adult_unit=adult, school=school, **staff
    )
    shift(made.adviser, child, starts=time(8), ends=time(16), weekdays=[0, 1, 2, 3, 4])
    shift(made.officer, child, DutyShift.Kind.OFFICER, starts=time(16), ends=time(8))
    shift(made.officer, child, DutyShift.Kind.OFFICER, weekdays=[5, 6])
    shift(made.adult_adviser, adult)
    return made


def person(**known: Any) -> dict[str, Any]:
    """What a reporter may know of a person; fourteen years old unless told otherwise."""
    if not {"born_on", "stated_age", "age_unknown"} & known.keys():
        known["stated_age"] = 14
    return known


def answers(**given: Any) -> dict[str, Any]:
    """A complete set of answers."""
    return {
        "acute": "no",
        "persons": [person()],
        "words": "Hun siger, at hun ikke må gå til svømning mere.",
        "source": "school",
        **given,
    }


def draft(by: User, *, at: datetime = NOW, **given: Any) -> Concern:
    """A draft that could be sent."""
    return workflow.begin_draft(by=by, at=at, answers=answers(**given), step=4)


def concern(by: User, *, at: datetime = NOW, **given: Any) -> Concern:
    """A concern that was sent."""
    return workflow.send(draft(by, at=at, **given), by=by, at=at)


def received(by: User, *, at: datetime = NOW, **given: Any) -> Concern:
    """A concern that came in by phone and was registered by the authority."""
    given = {
        "answers": answers(**given.pop("answers", {})),
        "source": "citizen",
        "channel": "phone",
        "received_at": at,
        "notifier_kind": "private",
        "notifier_name": "Karla Nabo",
        **given,
    }
    return workflow.register_received(by=by, at=at, **given)


def tie(world: World, *, at: datetime = NOW, **given: Any) -> ConcernCase:
    """A sent concern in its case."""
    sent = concern(world.professional, at=at, **given)
    return sent.case_ties.select_related("case__unit", "case__holder", "concern").get()


def case(world: World, *, at: datetime = NOW, **given: Any) -> Case:
    """A case that was just received."""
    return tie(world, at=at, **given).case


def case_in(status: str, world: World, *, at: datetime = NOW) -> Case:
    """A case that walked the workflow to a status."""
    made = tie(world, at=at)
    if status == CaseStatus.CLOSED:
        workflow.close_in_error(made.case, by=world.leader, at=at, reason="Dublet")
    elif status != CaseStatus.RECEIVED:
        workflow.assess(made, by=world.adviser, at=at, danger="yes", act_now="no", grounds="Prøve")
        _judge(made.case, status, by=world.adviser, at=at)
        advance(Case.objects.get(pk=made.case.pk), status)
    return Case.objects.get(pk=made.case.pk)


def _judge(case: Case, status: str, *, by: User, at: datetime) -> None:
    """Judge what a status stands for, with the least that it needs."""
    if status == CaseStatus.SCREENED:
        least = {"outcome": "nothing", "abuse": "none", "earlier": "no", "grounds": "Prøve"}
        workflow.screen(case, by=by, at=at, seen=0, **least)
    elif status == CaseStatus.RISK_ASSESSED:
        workflow.assess_risk(case, by=by, at=at, seen=0, level="medium", acute="no")
