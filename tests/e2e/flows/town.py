"""A municipality as its content pack makes it, with somebody in each role that a case needs."""

from dataclasses import dataclass
from datetime import time

from django.core.management import call_command

from beredskab.accounts.models import DutyShift, User
from beredskab.accounts.roles import Role
from beredskab.municipality.models import Contact, Municipality, Route, Unit
from beredskab.municipality.services import Service
from tests import factories

WEEKDAYS = [0, 1, 2, 3, 4]
SCHOOL = "Skolen i Prøvekøbing"


@dataclass
class Town:
    """The people of the walks, in the units of the pack."""

    has_infohus: bool
    professional: User
    school_leader: User
    adviser: User
    leader: User
    adult_adviser: User
    adult_leader: User
    jobcenter: User
    coordinator: User
    officer: User
    lawyer: User | None


def town(pack: str) -> Town:
    """Load the pack, and give its units their people; the school is no unit of a pack."""
    call_command("load_content", pack, verbosity=0)
    child = Route.objects.unit_for("", is_adult=False)
    adult = Route.objects.unit_for("", is_adult=True)
    school = factories.unit(Unit.Kind.SCHOOL, name=SCHOOL)
    office = Contact.objects.filter(service=Service.LEGAL_OFFICE).first()
    made = Town(
        has_infohus=Municipality.objects.current().has_infohus,
        professional=factories.user(Role.PROFESSIONAL, school),
        school_leader=factories.user(Role.PROFESSIONAL_LEADER, school),
        adviser=factories.user(Role.ADVISER_CHILD, child),
        leader=factories.user(Role.LEADER, child),
        adult_adviser=factories.user(Role.ADVISER_ADULT, adult),
        adult_leader=factories.user(Role.LEADER, adult),
        jobcenter=factories.user(Role.JOBCENTER, Unit.objects.get(kind=Unit.Kind.JOB)),
        coordinator=factories.user(Role.COORDINATOR, Unit.objects.get(kind=Unit.Kind.SSP)),
        officer=factories.user(Role.DUTY_OFFICER, child),
        lawyer=factories.user(Role.LAWYER, office.unit) if office else None,
    )
    factories.shift(made.adviser, child, starts=time(8), ends=time(16), weekdays=WEEKDAYS)
    factories.shift(made.officer, child, DutyShift.Kind.OFFICER, starts=time(16), ends=time(8))
    factories.shift(made.officer, child, DutyShift.Kind.OFFICER, weekdays=[5, 6])
    factories.shift(made.adult_adviser, adult)
    return made
