from datetime import date, datetime, time, timedelta

import pytest

from beredskab.accounts import duty
from beredskab.accounts.models import Absence, DutyShift
from beredskab.accounts.roles import Role
from beredskab.timelimits import TZ

ALL_DAYS = [0, 1, 2, 3, 4, 5, 6]


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=TZ)


@pytest.fixture
def shift(unit):
    def make(user, kind="officer", weekdays=ALL_DAYS, starts=time(15), ends=time(8), **dates):
        return DutyShift.objects.create(
            unit=unit,
            kind=kind,
            user=user,
            weekdays=weekdays,
            starts=starts,
            ends=ends,
            **{"from_on": date(2026, 1, 1), **dates},
        )

    return make


@pytest.mark.parametrize(
    ("moment", "on_duty"),
    [
        ("2026-11-20 15:00", True),
        ("2026-11-21 07:59", True),  # past midnight
        ("2026-11-21 08:00", False),
        ("2026-11-20 14:59", False),
    ],
)
def test_a_shift_runs_past_midnight(shift, adviser, moment, on_duty):
    shift(adviser)
    assert duty.officers_on_duty(at(moment)) == ([adviser] if on_duty else [])


def test_the_night_belongs_to_the_day_on_which_it_began(shift, adviser):
    shift(adviser, weekdays=[4])
    assert duty.officers_on_duty(at("2026-11-21 03:00")) == [adviser]
    assert duty.officers_on_duty(at("2026-11-20 03:00")) == []


def test_equal_hours_mean_around_the_clock(shift, adviser, unit):
    shift(adviser, kind="adviser", starts=time(8), ends=time(8))
    for moment in ("2026-11-20 08:00", "2026-11-21 03:00", "2026-11-21 07:59"):
        assert duty.adviser_on_duty(unit, at(moment)) == adviser


def test_a_shift_runs_between_its_days_only(shift, adviser):
    shift(adviser, from_on=date(2026, 11, 20), to_on=date(2026, 11, 20))
    assert duty.officers_on_duty(at("2026-11-19 20:00")) == []
    assert duty.officers_on_duty(at("2026-11-21 03:00")) == [adviser]
    assert duty.officers_on_duty(at("2026-11-21 20:00")) == []


def test_the_deputy_stands_in_and_her_deputy_too(shift, adviser, leader, person):
    third = person("tove")
    shift(adviser)
    now = at("2026-11-20 20:00")
    for user, deputy in ((adviser, leader), (leader, third)):
        span = {"from_at": now - timedelta(hours=1), "to_at": now + timedelta(hours=1)}
        Absence.objects.create(user=user, deputy=deputy, **span)
    assert duty.officers_on_duty(now) == [third]
    assert duty.officers_on_duty(now + timedelta(hours=2)) == [adviser]


def test_two_who_stand_in_for_each_other_end_somewhere(adviser, leader):
    now = at("2026-11-20 20:00")
    span = {"from_at": now - timedelta(hours=1), "to_at": now + timedelta(hours=1)}
    Absence.objects.create(user=adviser, deputy=leader, **span)
    Absence.objects.create(user=leader, deputy=adviser, **span)
    assert duty.stand_in(adviser, now) in {adviser, leader}


@pytest.mark.rule("R35")
def test_somebody_receives_as_long_as_anybody_works_in_the_unit(
    shift, adviser, leader, unit, person
):
    night = at("2026-11-21 03:00")
    assert duty.receiver_of(unit, night) == leader
    officer = person("otto", Role.DUTY_OFFICER, unit)
    shift(officer)
    assert duty.receiver_of(unit, night) == officer
    shift(adviser, kind="adviser")
    assert duty.receiver_of(unit, night) == adviser


def test_a_user_who_left_has_no_duty(shift, adviser):
    shift(adviser)
    adviser.is_active = False
    adviser.save()
    assert duty.officers_on_duty(at("2026-11-20 20:00")) == []


def test_a_deputy_who_left_stands_in_for_nobody(shift, adviser, leader):
    shift(adviser)
    now = at("2026-11-20 20:00")
    span = {"from_at": now - timedelta(hours=1), "to_at": now + timedelta(hours=1)}
    Absence.objects.create(user=adviser, deputy=leader, **span)
    leader.is_active = False
    leader.save()
    assert duty.officers_on_duty(now) == [adviser]


def test_the_newest_absence_counts(shift, adviser, leader, person):
    shift(adviser)
    now = at("2026-11-20 20:00")
    third = person("tove")
    for hours, deputy in ((1, third), (2, leader)):
        Absence.objects.create(
            user=adviser,
            deputy=deputy,
            from_at=now - timedelta(hours=hours),
            to_at=now + timedelta(hours=1),
        )
    assert duty.stand_in(adviser, now) == third


def test_a_long_rota_takes_no_more_queries(
    shift, adviser, leader, unit, person, django_assert_num_queries
):
    now = at("2026-11-20 20:00")
    Absence.objects.create(user=adviser, deputy=leader, from_at=now, to_at=now + timedelta(hours=1))
    shift(adviser)
    for number in range(5):
        shift(person(f"vagt{number}", Role.DUTY_OFFICER, unit))
    with django_assert_num_queries(3):
        assert unit.pk in duty.units_on_duty(leader, now)
    with django_assert_num_queries(2):
        assert len(duty.officers_on_duty(now)) == 6
