from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from beredskab import timelimits
from beredskab.web import moments

NOW = datetime(2026, 4, 8, 8, 30, tzinfo=UTC)  # Wednesday 10.30 in Denmark


@pytest.fixture(autouse=True)
def danish():
    with translation.override("da"):
        yield


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 4, 8, 11, 10, tzinfo=UTC), "i dag kl. 13.10"),
        (datetime(2026, 4, 7, 14, 5, tzinfo=UTC), "i går kl. 16.05"),
        (datetime(2026, 4, 8, 22, 5, tzinfo=UTC), "i morgen kl. 00.05"),
        (datetime(2026, 4, 14, 9, 0, tzinfo=UTC), "tir. 14. april kl. 11.00"),
        (datetime(2027, 1, 2, 9, 0, tzinfo=UTC), "lør. 2. januar 2027 kl. 10.00"),
        (timelimits.end_of_day(date(2026, 4, 14)), "tir. 14. april"),
        (timelimits.end_of_day(date(2026, 4, 8)), "i dag"),
    ],
)
def test_a_moment_in_words(moment, words):
    assert moments.moment_words(moment, NOW) == words


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(hours=2, minutes=40, seconds=59), "2 t 40 min tilbage"),
        (timedelta(hours=3), "3 t tilbage"),
        (timedelta(minutes=40), "40 min tilbage"),
        (timedelta(seconds=20), "under 1 min tilbage"),
        (timedelta(hours=30), "30 t tilbage"),
        (timedelta(days=4, hours=5), "4 dage tilbage"),
        (timedelta(0), "under 1 min tilbage"),
        (timedelta(hours=-18, minutes=-20), "Overskredet 18 t"),
        (timedelta(minutes=-20), "Overskredet 20 min"),
        (timedelta(days=-3), "Overskredet 3 dage"),
    ],
)
def test_time_left_in_words(left, words):
    assert moments.time_left(NOW + left, NOW) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 4, 8), "13 t 29 min tilbage"),
        (date(2026, 4, 9), "1 dag tilbage"),
        (date(2026, 4, 10), "2 dage tilbage"),
        (date(2026, 4, 7), "Overskredet 10 t"),
        (date(2026, 4, 6), "Overskredet 1 dag"),
    ],
)
def test_a_limit_at_the_end_of_a_day_is_told_in_days(day, words):
    assert moments.time_left(timelimits.end_of_day(day), NOW) == words


def test_a_moment_in_full():
    due = timelimits.end_of_day(date(2026, 4, 14))
    assert moments.exact_words(due) == "tirsdag den 14. april 2026 kl. 23.59"
