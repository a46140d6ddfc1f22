from datetime import datetime

import pytest

from beredskab.municipality import opening
from beredskab.timelimits import TZ

WEEKDAYS_9_TO_15 = [[day, "09:00", "15:00"] for day in range(5)]


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=TZ)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-20 09:00", True),  # Friday
        ("2026-11-20 14:59", True),
        ("2026-11-20 15:00", False),
        ("2026-11-20 08:59", False),
        ("2026-11-21 12:00", False),  # Saturday
        ("2026-04-02 12:00", False),  # Maundy Thursday
        ("2026-12-24 12:00", False),  # a half holiday: safer closed than unanswered
    ],
)
@pytest.mark.rule("R113")
def test_weekdays_9_to_15_are_closed_on_other_days_and_holidays(moment, is_open):
    assert opening.is_open(WEEKDAYS_9_TO_15, at(moment)) is is_open


def test_without_hours_nobody_is_known_to_answer():
    assert not opening.is_open([], at("2026-11-20 12:00"))
    assert opening.next_opening([], at("2026-11-20 12:00")) is None


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (WEEKDAYS_9_TO_15, ["man-fre kl. 9-15"]),
        ([[day, "08:00", "21:30"] for day in range(7)], ["alle dage kl. 8-21.30"]),
        ([[3, "13:00", "17:00"], [3, "09:00", "12:00"]], ["tor kl. 9-12 og 13-17"]),
        (
            [[0, "08:00", "15:30"], [1, "08:00", "15:30"], [3, "08:00", "17:00"]],
            ["man-tir kl. 8-15.30", "tor kl. 8-17"],
        ),
        ([], []),
    ],
)
def test_hours_are_told_in_danish(hours, words):
    assert opening.words(hours) == words


@pytest.mark.parametrize(
    ("opens", "words"),
    [
        ("2026-11-20 13:00", "i dag kl. 13"),
        ("2026-11-21 08:30", "i morgen kl. 8.30"),
        ("2026-11-23 08:00", "mandag kl. 8"),
        ("2026-11-27 08:00", "fredag 27. november kl. 8"),
    ],
)
def test_the_next_opening_is_told_as_people_say_it(opens, words):
    assert opening.moment_words(at(opens), at("2026-11-20 12:00")) == words


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-20 08:00", "2026-11-20 09:00"),
        ("2026-11-20 16:00", "2026-11-23 09:00"),
        ("2026-04-01 16:00", "2026-04-07 09:00"),  # over Easter
        ("2026-12-23 16:00", "2026-12-28 09:00"),  # over Christmas
    ],
)
def test_it_opens_again_on_the_next_day_that_counts(moment, opens):
    assert opening.next_opening(WEEKDAYS_9_TO_15, at(moment)) == at(opens)


def test_open_now_has_no_next_opening():
    assert opening.next_opening(WEEKDAYS_9_TO_15, at("2026-11-20 10:00")) is None


@pytest.mark.parametrize(
    "hours",
    ["always", [[0, "09:00"]], [[7, "09:00", "15:00"]], [[0, "9", "x"]], [[0, "15:00", "09:00"]]],
)
def test_hours_that_cannot_be_read_are_found(hours):
    assert opening.problem(hours)


def test_hours_that_can_be_read_have_no_problem():
    assert opening.problem(WEEKDAYS_9_TO_15) == ""
