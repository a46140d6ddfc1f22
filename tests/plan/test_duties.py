"""How the duties of the plan are met."""

from datetime import date, timedelta

import pytest

from beredskab.accounts.models import Membership, User
from beredskab.accounts.roles import Role
from beredskab.plan import duties, workflow
from beredskab.plan.models import Acknowledgement
from beredskab.plan.revision import Stage
from tests import factories
from tests.factories import LONG_AGO, NOW, cards, plan

pytestmark = pytest.mark.django_db

TODAY = NOW.date()


@pytest.fixture
def edition(db):
    """An edition in force, written by nobody who is counted among the staff."""
    made = plan.in_force()
    Membership.objects.all().delete()
    return made


def staffed(people, *, read=0, edition=None, name=None, role=Role.PROFESSIONAL):
    """A unit with so many people, of whom so many have read the plan."""
    unit = factories.unit(**({"name": name} if name else {}))
    users = [factories.user(role, unit) for _number in range(people)]
    for user in users[:read]:
        workflow.acknowledge(edition, by=user, at=NOW)
    return unit, users


def reading(edition, at=NOW):
    return duties.read(edition, at=at).reading


def shares(edition):
    return [(share.name, share.read, share.people) for share in reading(edition).units]


# -- Who has read it ----------------------------------------------------------------------------
def test_the_share_who_has_read_it_is_told_by_unit(edition):
    staffed(10, read=9, edition=edition, name="Skolen")
    staffed(5, name="Jobcentret")
    assert shares(edition) == [("Jobcentret", 0, 5), ("Skolen", 9, 10)]
    found = reading(edition)
    assert (found.total.read, found.total.people, found.total.percent) == (9, 15, 60)
    assert [share.percent for share in found.units] == [0, 90]


def test_only_all_are_a_hundred_percent(edition):
    staffed(300, name="Skolen")
    Acknowledgement.objects.bulk_create(
        Acknowledgement(edition=edition, user=user, at=NOW)
        for user in User.objects.filter(memberships__unit__name="Skolen")[:299]
    )
    assert reading(edition).total.percent == 99


def test_small_units_are_one_so_that_nobody_is_singled_out(edition):
    staffed(6, name="Skolen")
    staffed(3, read=1, edition=edition, name="Klubben")
    staffed(4, name="Museet")
    *apart, together = shares(edition)
    assert apart == [("Skolen", 0, 6)]
    assert together[1:] == (1, 7)
    assert not {"Klubben", "Museet"} & {name for name, _read, _people in shares(edition)}


def test_one_small_unit_is_told_with_the_smallest_other_one(edition):
    staffed(9, name="Skolen")
    staffed(6, name="Jobcentret")
    staffed(2, read=2, edition=edition, name="Klubben")
    *apart, together = shares(edition)
    assert apart == [("Skolen", 0, 9)]
    assert together[1:] == (2, 8)


def test_where_all_units_are_small_all_staff_stand_alone(edition):
    staffed(3, read=1, edition=edition)
    staffed(4)
    assert shares(edition) == []
    found = reading(edition)
    assert (found.is_shown, found.total.read, found.total.people) == (True, 1, 7)


def test_nothing_is_told_of_fewer_than_five_people_in_all(edition):
    staffed(4, read=4, edition=edition)
    assert not reading(edition).is_shown
    assert shares(edition) == []


def test_who_is_in_two_units_is_one_person(edition):
    first, users = staffed(6, name="Skolen")
    second, _others = staffed(5, read=1, edition=edition, name="Klubben")
    Membership.objects.create(user=users[0], unit=second, role=Role.PROFESSIONAL, from_on=LONG_AGO)
    Membership.objects.create(user=users[1], unit=first, role=Role.LEADER, from_on=LONG_AGO)
    assert shares(edition) == [("Klubben", 1, 6), ("Skolen", 0, 5)]
    assert reading(edition).total.people == 11


def test_the_police_and_those_who_left_are_not_counted(edition):
    unit, users = staffed(6, name="Skolen")
    staffed(6, role=Role.POLICE)
    users[0].is_active = False
    users[0].save()
    users[1].memberships.update(to_on=TODAY - timedelta(days=1))
    factories.user(Role.PROFESSIONAL, unit).memberships.update(from_on=TODAY + timedelta(days=1))
    factories.user()
    assert reading(edition).total.people == 4


def test_units_of_one_name_are_two(edition):
    staffed(5, name="SSP")
    staffed(6, name="SSP")
    assert shares(edition) == [("SSP", 0, 5), ("SSP", 0, 6)]


def test_who_has_read_what_is_corrected_has_read_the_correction(edition):
    _unit, users = staffed(5, read=2, edition=edition)
    corrected = plan.in_force(plan.correction())
    Membership.objects.exclude(user__in=users).delete()
    assert reading(corrected).total.read == 2
    workflow.acknowledge(corrected, by=users[0], at=NOW)
    assert reading(corrected).total.read == 2


def test_a_new_edition_is_to_be_read_anew(edition):
    _unit, users = staffed(5, read=5, edition=edition)
    new = plan.in_force()
    Membership.objects.exclude(user__in=users).delete()
    assert reading(new).total.read == 0


@pytest.mark.parametrize(
    ("read", "days", "standing"),
    [(9, 90, "met"), (8, 90, "not_met"), (8, 59, "soon"), (8, 60, "not_met"), (0, 0, "soon")],
)
def test_reading_has_its_time(edition, read, days, standing):
    staffed(10, read=read, edition=edition)
    assert reading(edition, NOW + timedelta(days=days)).standing == standing


# -- Contacts -----------------------------------------------------------------------------------
@pytest.mark.rule("R116")
@pytest.mark.parametrize(
    ("rows", "standing", "numbers"),
    [
        ([], "not_met", (0, 0, 0)),
        ([{}], "met", (1, 0, 0)),
        ([{}, {"checked_on": TODAY - timedelta(days=184)}], "not_met", (2, 1, 0)),
        ([{}, {"checked_on": None}], "not_met", (2, 1, 0)),
        ([{}, {"phone": ""}], "not_met", (2, 1, 0)),
        ([{}, {"checked_on": TODAY - timedelta(days=170)}], "soon", (2, 0, 1)),
        ([{}, {"checked_on": None, "retired_at": NOW}], "met", (1, 0, 0)),
    ],
)
def test_contacts_are_to_be_checked(edition, rows, standing, numbers):
    for row in rows:
        cards.contact(**{"checked_on": TODAY, **row})
    found = duties.read(edition, at=NOW).contacts
    assert (found.standing, (found.in_use, found.to_check, found.soon)) == (standing, numbers)


# -- Revision -----------------------------------------------------------------------------------
@pytest.mark.rule("R2")
@pytest.mark.parametrize(
    ("day", "stage", "standing"),
    [
        (date(2026, 11, 10), Stage.GREEN, "met"),
        (date(2029, 11, 10), Stage.AMBER, "soon"),
        (date(2030, 11, 11), Stage.RED, "not_met"),
    ],
)
def test_the_revision_comes_near(edition, day, stage, standing):
    found = duties.read(edition, at=NOW.replace(year=day.year, month=day.month, day=day.day))
    assert (found.stage, found.revision) == (stage, standing)


# -- Cost ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("units", [2, 20])
def test_it_takes_the_same_queries_whatever_the_staff(edition, units, django_assert_num_queries):
    for number in range(units):
        staffed(6, read=number % 3, edition=edition)
        cards.contact()
    with django_assert_num_queries(6):
        duties.read(edition, at=NOW)
