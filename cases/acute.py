"""What an acute case asks for: its triggers by age, whom to call, until when (R44-R52)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from beredskab.accounts import duty
from beredskab.accounts.models import User
from beredskab.accounts.roles import Role
from beredskab.deadlines import duedates, ladders
from beredskab.deadlines.models import Deadline
from beredskab.municipality import directory, opening
from beredskab.municipality.directory import Line
from beredskab.municipality.services import Service
from beredskab.timelimits import Due, end_of_day, local_day
from cases import deadlines, kinds
from cases.models import AcuteMark, Case

Trigger = AcuteMark.Trigger

# The authority's card for children has a trigger more than the one for adults (R44, R45, R50).
OF_MINORS = (Trigger.VIOLENCE, Trigger.JOURNEY, Trigger.PLACEMENT, Trigger.OTHER)
OF_ADULTS = (Trigger.VIOLENCE, Trigger.STAY_ABROAD, Trigger.OTHER)


@dataclass(frozen=True)
class LegalOffice:
    """The legal office as it stands at a moment; the police stand in for it when it is closed."""

    lines: tuple[Line, ...]

    @property
    def police_instead(self) -> bool:
        """Whether nobody there may answer now (R52)."""
        return not any(line.may_answer for line in self.lines)


def is_minor(case: Case, at: datetime) -> bool:
    """Whether the exposed person is under 18 today; unknown is under 18."""
    return case.exposed.is_minor(local_day(at)) if case.exposed else case.is_minor


def triggers(case: Case, at: datetime) -> tuple[Trigger, ...]:
    """What may be ticked as making this case acute, by the age of the person today."""
    return OF_MINORS if is_minor(case, at) else OF_ADULTS


def legal_office(at: datetime, *, audiences: Collection[str]) -> LegalOffice | None:
    """The legal office with its numbers, or None where the municipality has none (R50)."""
    contacts = [
        contact
        for contact in directory.shown_to(audiences)
        if contact.service == Service.LEGAL_OFFICE and contact.phone
    ]
    return LegalOffice(tuple(directory.lines(contacts, at))) if contacts else None


def has_legal_office() -> bool:
    """Whether the municipality has a legal office that acute placements are put to."""
    return directory.has_service(Service.LEGAL_OFFICE)


def lawyer(barred: Collection[int], at: datetime) -> User | None:
    """Who of the legal office gets an acute placement; nobody who is blocked from the case."""
    found = duty.holders_of(Role.LAWYER, at)
    return next((user for user in found if user.pk not in barred), None)


def soon(at: datetime) -> date:
    """Today while offices are open; else the next weekday, when somebody can be reached."""
    return local_day(at) if opening.is_office_time(at) else deadlines.next_weekday(at)


def owe_police_contact(case: Case, *, at: datetime) -> Deadline | None:
    """Ask the holder to contact the police now, unless that is asked for already (R44)."""
    if deadlines.is_open(case, kinds.POLICE):
        return None
    due = Due(at=end_of_day(local_day(at)))
    return duedates.add(
        case,
        kinds.POLICE,
        due,
        at=at,
        owner=case.holder,
        unit=case.unit,
        ladder=ladders.for_acute(due, at=at),
        title=kinds.TITLES[kinds.POLICE],
        acute=True,
        reference=case.reference,
    )
