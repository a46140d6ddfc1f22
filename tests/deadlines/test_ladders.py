from datetime import datetime, timedelta

import pytest

from beredskab.deadlines import ladders
from beredskab.deadlines.ladders import Step
from beredskab.municipality.models import DEFAULT_LADDER
from beredskab.timelimits import Calendar, Hours, Weekdays, localise

CALENDAR = Calendar()
TOO_LATE = timedelta(microseconds=1)


def local(text):
    return localise(datetime.fromisoformat(text))


@pytest.mark.rule("R36")
def test_the_ladder_of_the_assessment():
    received = local("2026-01-10T22:00")
    ladder = ladders.for_hours(
        Hours(24).due(received), DEFAULT_LADDER["assessment"], received=received
    )
    assert [(step.at - received, step.to, step.every_hours) for step in ladder] == [
        (timedelta(0), ("owner", "duty"), 0),
        (timedelta(hours=12), ("owner", "duty"), 0),
        (timedelta(hours=20), ("owner", "duty"), 0),
        (timedelta(hours=22), ("leader",), 0),
        (timedelta(hours=24) + TOO_LATE, ("leader", "owner"), 0),
        (timedelta(hours=48) + TOO_LATE, ("leader",), 24),
    ]


@pytest.mark.rule("R37")
def test_the_ladder_of_the_weekdays():
    due = Weekdays(6).due(local("2026-04-01T10:00"), CALENDAR)
    ladder = ladders.for_weekdays(due, CALENDAR, DEFAULT_LADDER["weekdays"])
    assert [(step.at, step.to, step.every_hours) for step in ladder] == [
        (local("2026-04-11T08:00"), ("owner",), 0),  # amber, a Saturday
        (local("2026-04-13T08:00"), ("owner",), 0),
        (local("2026-04-15T00:00"), ("leader", "owner"), 0),
        (local("2026-04-16T00:00"), ("leader",), 24),
    ]


def test_steps_of_one_moment_are_one():
    due = Weekdays(6).due(local("2026-01-05T10:00"), CALENDAR)  # amber on the weekday before
    config = [{"at": "amber", "to": ["owner"]}, {"weekdays_before": 1, "to": ["leader", "owner"]}]
    assert ladders.for_weekdays(due, CALENDAR, config) == (
        Step(local("2026-01-12T08:00"), ("owner", "leader")),
    )


def test_without_an_amber_date_there_is_no_amber_step():
    strict = CALENDAR.strict()
    due = Weekdays(6).due(local("2026-04-01T10:00"), strict)
    config = [{"at": "amber", "to": ["owner"]}, {"at": "breach", "to": ["leader"]}]
    assert ladders.for_weekdays(due, strict, config) == (Step(due.at + TOO_LATE, ("leader",)),)


def test_what_has_passed_becomes_one_alert_and_the_rest_stays():
    received = local("2026-01-05T10:00")
    due = Hours(24).due(received)
    ladder = ladders.for_hours(due, DEFAULT_LADDER["assessment"], received=received)
    at = received + timedelta(hours=21)
    assert ladders.collapse(ladder, due=due.at, at=at) == (
        Step(at, ("owner", "duty")),
        *ladder[3:],
    )


def test_repeats_that_have_passed_are_not_made_up():
    received = local("2026-01-05T10:00")
    due = Hours(24).due(received)
    ladder = ladders.for_hours(due, DEFAULT_LADDER["assessment"], received=received)
    at = received + timedelta(hours=100)
    assert ladders.collapse(ladder, due=due.at, at=at) == (
        Step(at, ("owner", "duty", "leader")),
        Step(received + timedelta(hours=120) + TOO_LATE, ("leader",), 24),
    )


def test_a_breach_is_noted_where_the_ladder_has_no_step_for_it():
    due = Hours(24).due(local("2026-01-05T10:00"))
    at = local("2026-01-05T10:00")
    assert ladders.collapse([], due=due.at, at=at) == (Step(due.at + TOO_LATE, ()),)
