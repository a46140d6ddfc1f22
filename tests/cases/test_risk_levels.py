import pytest

from cases import risk_levels
from cases.risk_levels import Direction


@pytest.mark.parametrize(
    ("levels", "suggested"),
    [
        (["low", "low", "low"], "low"),
        (["low", "medium", "low"], "medium"),
        (["low", "low", "high"], "high"),
        (["unknown", "low", "low"], "medium"),
        (["unknown", "unknown", "unknown"], "medium"),
        (["unknown", "high", "low"], "high"),
        ([], "medium"),
    ],
)
def test_the_highest_domain_suggests_and_the_unknown_is_never_harmless(levels, suggested):
    assert risk_levels.suggested(levels) == suggested


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        ("low", "high", Direction.RISING),
        ("high", "medium", Direction.FALLING),
        ("medium", "medium", Direction.SAME),
        ("unknown", "high", Direction.UNKNOWN),
        ("low", "unknown", Direction.UNKNOWN),
    ],
)
def test_the_direction_is_told_only_between_two_known_levels(before, now, found):
    assert risk_levels.direction(before, now) == found


def test_a_level_is_below_a_higher_one_only():
    assert risk_levels.is_below("low", "medium")
    assert not risk_levels.is_below("medium", "medium")
    assert not risk_levels.is_below("high", "medium")
