"""The invented staff of the demo, one log-in for each role."""

from datetime import date, time
from typing import NamedTuple

from beredskab.accounts.models import DutyShift, Membership, User
from beredskab.accounts.roles import Role
from beredskab.municipality.models import Unit

PASSWORD = "beredskab-demo-kodeord"  # noqa: S105  told to everybody on purpose
SINCE = date(2025, 1, 1)
WORKDAYS, WEEKEND, ALL_WEEK = [0, 1, 2, 3, 4], [5, 6], [0, 1, 2, 3, 4, 5, 6]


class Employee(NamedTuple):
    username: str
    name: str
    title: str
    unit: str
    role: Role


STAFF = (
    Employee("fagperson", "Anne Lærke", "Lærer", "nordskolen", Role.PROFESSIONAL),
    Employee("fagleder", "Bent Skov", "Skoleleder", "nordskolen", Role.PROFESSIONAL_LEADER),
    Employee("raadgiver", "Mette Holm", "Rådgiver", "boern-og-unge", Role.ADVISER_CHILD),
    Employee("raadgiver2", "Jonas Lind", "Rådgiver", "boern-og-unge", Role.ADVISER_CHILD),
    Employee(
        "raadgiver_voksen", "Karen Bro", "Rådgiver", "handicap-og-psykiatri", Role.ADVISER_ADULT
    ),
    Employee("doegnvagt", "Niels Dam", "Døgnvagt", "boern-og-unge", Role.DUTY_OFFICER),
    Employee("tovholder", "Sofie Strand", "SSP-konsulent", "ssp", Role.COORDINATOR),
    Employee("leder", "Lone Fjord", "Leder", "boern-og-unge", Role.LEADER),
    Employee("leder_voksen", "Ole Mark", "Leder", "handicap-og-psykiatri", Role.LEADER),
    Employee("jobcenter", "Rikke Vang", "Integrationskonsulent", "jobcenter", Role.JOBCENTER),
    Employee("jurist", "Thea Lund", "Jurist", "juridisk-kontor", Role.LAWYER),
    Employee("politi", "Per Bakke", "Politiets tovholder", "politi", Role.POLICE),
    Employee("redaktoer", "Ib Toft", "Redaktør", "administration", Role.PLAN_EDITOR),
    Employee("logkontrol", "Eva Kjær", "Logkontrol", "administration", Role.LOG_CONTROLLER),
    Employee("dpo", "Lars Høj", "Databeskyttelsesrådgiver", "administration", Role.DPO),
    Employee("administrator", "Ulla Sund", "Administrator", "administration", Role.ADMINISTRATOR),
)


def hire() -> dict[str, User]:
    """Make the staff and their rota; return them by log-in."""
    units = {unit.slug: unit for unit in Unit.objects.all()}
    staff = {}
    for employee in STAFF:
        user = User.objects.create_user(
            username=employee.username,
            password=PASSWORD,
            name=employee.name,
            title=employee.title,
            email=f"{employee.username}@example.com",
        )
        Membership.objects.create(
            user=user, unit=units[employee.unit], role=employee.role, from_on=SINCE
        )
        staff[employee.username] = user
    _set_rota(units, staff)
    return staff


def _set_rota(units: dict[str, Unit], staff: dict[str, User]) -> None:
    child, adult = units["boern-og-unge"], units["handicap-og-psykiatri"]
    adviser, officer = DutyShift.Kind.ADVISER, DutyShift.Kind.OFFICER
    day, evening = time(8), time(16)
    for unit, kind, username, weekdays, starts, ends in (
        (child, adviser, "raadgiver", WORKDAYS, day, evening),
        (child, officer, "doegnvagt", ALL_WEEK, evening, day),
        (child, officer, "doegnvagt", WEEKEND, day, evening),
        (adult, adviser, "raadgiver_voksen", ALL_WEEK, time(0), time(0)),
    ):
        DutyShift.objects.create(
            unit=unit,
            kind=kind,
            user=staff[username],
            weekdays=weekdays,
            starts=starts,
            ends=ends,
            from_on=SINCE,
        )
