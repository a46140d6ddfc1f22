import copy

import pytest

from beredskab.municipality import ladder
from beredskab.municipality.models import DEFAULT_LADDER


@pytest.fixture
def steps():
    return copy.deepcopy(DEFAULT_LADDER)


@pytest.mark.rule("R36")
def test_the_ladder_of_the_rule_is_safe():
    assert ladder.problems(DEFAULT_LADDER) == []
    hours = [step["after_hours"] for step in DEFAULT_LADDER["assessment"] if "after_hours" in step]
    assert hours == [0, 12, 20, 22]


@pytest.mark.parametrize(
    ("part", "place"), [("assessment", 0), ("assessment", 3), ("assessment", 4), ("assessment", 5)]
)
def test_each_needed_step_is_missed(steps, part, place):
    del steps[part][place]
    assert ladder.problems(steps)
    with pytest.raises(ladder.UnsafeLadder):
        ladder.require_safe(steps)


@pytest.mark.parametrize("place", [2, 3])
def test_the_late_steps_of_the_weekdays_are_missed(steps, place):
    del steps["weekdays"][place]
    assert ladder.problems(steps)


def test_the_weekdays_need_one_early_step_of_two(steps):
    del steps["weekdays"][0]
    assert ladder.problems(steps) == []
    del steps["weekdays"][0]
    assert ladder.problems(steps)


@pytest.mark.parametrize("late", [23, 24])
def test_the_leader_is_told_after_22_hours_at_the_latest(steps, late):
    steps["assessment"][3]["after_hours"] = late
    assert ladder.problems(steps)


def test_the_leader_is_reminded_every_day_at_least(steps):
    steps["assessment"][5]["repeat_hours"] = 48
    assert ladder.problems(steps)


@pytest.mark.parametrize(
    "step",
    [
        "at once",
        {"after_hours": 2},
        {"to": ["owner"]},
        {"after_hours": 2, "to": []},
        {"after_hours": 2, "to": ["the press"]},
        {"after_hours": -1, "to": ["owner"]},
        {"after_hours": True, "to": ["owner"]},
        {"after_hours": 2, "at": "breach", "to": ["owner"]},
        {"at": "dawn", "to": ["owner"]},
        {"repeat_hours": 0, "to": ["owner"]},
    ],
)
def test_steps_that_cannot_be_read_are_found(steps, step):
    steps["assessment"].append(step)
    assert ladder.problems(steps)


@pytest.mark.parametrize("shape", [[], {}, {"assessment": []}, {"assessment": [], "weekdays": 1}])
def test_other_shapes_are_no_ladder(shape):
    assert ladder.problems(shape)
