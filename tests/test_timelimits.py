from datetime import UTC, date, datetime

import pytest

from beredskab.timelimits import (
    TZ,
    Calendar,
    Hours,
    Months,
    Weekdays,
    age_on,
    end_of_day,
    local_day,
    localise,
    turns_18,
)

DEFAULT = Calendar()
WITH_HALF_HOLIDAYS_OFF = Calendar(half_holidays_count=False)
# Received, then the last of 6 weekdays: by default, with half holidays off, Saturdays counted.
VECTORS = [
    ("2026-01-05", "2026-01-13", "2026-01-13", "2026-01-12"),
    ("2026-01-09", "2026-01-19", "2026-01-19", "2026-01-16"),
    ("2026-01-10", "2026-01-19", "2026-01-19", "2026-01-17"),
    ("2026-01-11", "2026-01-19", "2026-01-19", "2026-01-17"),
    ("2026-04-01", "2026-04-14", "2026-04-14", "2026-04-11"),
    ("2026-04-30", "2026-05-08", "2026-05-08", "2026-05-07"),
    ("2026-05-13", "2026-05-22", "2026-05-22", "2026-05-21"),
    ("2026-05-29", "2026-06-08", "2026-06-09", "2026-06-05"),
    ("2026-12-23", "2027-01-04", "2027-01-06", "2027-01-02"),
    ("2023-05-04", "2023-05-15", "2023-05-15", "2023-05-12"),
    ("2024-04-25", "2024-05-03", "2024-05-03", "2024-05-02"),
]


def local(text):
    return localise(datetime.fromisoformat(text))


@pytest.mark.rule("R36")
@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-03-28T14:00", "2026-03-29T15:00"),  # the night that has 23 hours
        ("2026-10-24T14:00", "2026-10-25T13:00"),  # the night that has 25
        ("2026-12-24T23:30", "2026-12-25T23:30"),  # through Christmas
        ("2026-01-10T22:00", "2026-01-11T22:00"),  # Saturday to Sunday
        ("2028-02-28T12:00", "2028-02-29T12:00"),
    ],
)
def test_24_hours_elapse_through_nights_weekends_holidays_and_changes_of_the_clock(received, due):
    assert Hours(24).due(local(received)).at == local(due)


@pytest.mark.rule("R37")
@pytest.mark.parametrize(("received", "default", "half_off", "saturdays"), VECTORS)
def test_six_weekdays(received, default, half_off, saturdays):
    moment = local(f"{received}T10:15")
    amber = end_of_day(date.fromisoformat(saturdays))

    due = Weekdays(6).due(moment, DEFAULT)
    assert (due.at, due.amber_at) == (end_of_day(date.fromisoformat(default)), amber)
    due = Weekdays(6).due(moment, WITH_HALF_HOLIDAYS_OFF)
    assert (due.at, due.amber_at) == (end_of_day(date.fromisoformat(half_off)), amber)
    assert Weekdays(6).due(moment, DEFAULT.strict()).at == amber


@pytest.mark.rule("R37")
@pytest.mark.parametrize("clock", ["00:00", "08:00", "15:30", "23:59"])
def test_the_hour_of_receipt_makes_no_difference_to_weekdays(clock):
    assert Weekdays(6).due(local(f"2026-04-01T{clock}"), DEFAULT).at == end_of_day(
        date(2026, 4, 14)
    )


def test_the_day_of_receipt_is_a_danish_day():
    late_in_utc = datetime(2026, 1, 4, 23, 30, tzinfo=UTC)  # Monday 5 January in Denmark
    assert Weekdays(6).due(late_in_utc, DEFAULT).at == end_of_day(date(2026, 1, 13))


@pytest.mark.parametrize("month", ["03-27", "10-23"])
def test_weekdays_end_at_local_midnight_after_the_clock_has_changed(month):
    due = Weekdays(6).due(local(f"2026-{month}T12:00"), DEFAULT).at
    assert due.astimezone(TZ).strftime("%H:%M:%S.%f") == "23:59:59.999999"


def test_skipped_days_are_told_with_the_reason():
    skipped = dict(Weekdays(6).due(local("2026-04-01T10:00"), DEFAULT).skipped)
    assert skipped == {
        date(2026, 4, 2): "holiday:Skærtorsdag",
        date(2026, 4, 3): "holiday:Langfredag",
        date(2026, 4, 4): "weekend",
        date(2026, 4, 5): "holiday:Påskedag",
        date(2026, 4, 6): "holiday:Anden påskedag",
        date(2026, 4, 11): "weekend",
        date(2026, 4, 12): "weekend",
    }


def test_there_is_no_amber_date_where_saturday_counts_anyway():
    assert Weekdays(6).due(local("2026-04-01T10:00"), DEFAULT.strict()).amber_at is None


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2023-05-05", "holiday:Store bededag"),
        ("2024-04-26", ""),  # abolished from 2024
        ("2025-05-16", ""),
        ("2026-05-01", ""),
        ("2026-05-15", ""),  # Friday after Ascension
        ("2026-06-05", ""),
        ("2026-12-24", ""),
        ("2026-12-31", ""),
        ("2026-12-25", "holiday:Juledag"),
        ("2026-05-25", "holiday:Anden pinsedag"),
        ("2026-01-10", "weekend"),
        ("2026-01-11", "weekend"),
    ],
)
def test_which_days_count(day, why):
    assert DEFAULT.why_skipped(date.fromisoformat(day)) == why
    assert DEFAULT.is_weekday(date.fromisoformat(day)) == (why == "")


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-05-01", ""),
        ("2026-06-05", "holiday:Grundlovsdag"),
        ("2026-12-24", "holiday:Juleaftensdag"),
        ("2026-12-31", "holiday:Nytårsaftensdag"),
    ],
)
def test_half_holidays_may_be_left_out(day, why):
    assert WITH_HALF_HOLIDAYS_OFF.why_skipped(date.fromisoformat(day)) == why


def test_a_saturday_that_is_a_holiday_does_not_count_when_saturdays_do():
    assert DEFAULT.strict().why_skipped(date(2026, 12, 26)) == "holiday:Anden juledag"


@pytest.mark.parametrize(
    ("day", "count", "before"),
    [("2026-01-13", 1, "2026-01-12"), ("2026-01-19", 1, "2026-01-16"),
     ("2026-04-14", 6, "2026-04-01")],
)  # fmt: skip
def test_weekdays_before_a_day(day, count, before):
    assert Weekdays(count).before(date.fromisoformat(day), DEFAULT) == date.fromisoformat(before)


@pytest.mark.parametrize(
    ("decided", "months", "due"),
    [
        ("2026-11-30", 3, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2026-10-31", 4, "2027-02-28"),
        ("2026-01-15", 3, "2026-04-15"),
        ("2026-12-01", 12, "2027-12-01"),
        ("2024-02-29", 48, "2028-02-29"),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(decided, months, due):
    limit = Months(months).due(local(f"{decided}T09:00"))
    assert limit.at == end_of_day(date.fromisoformat(due))
    assert limit.skipped == ()


def test_an_ambiguous_hour_in_october_is_the_earlier_one():
    assert localise(datetime(2026, 10, 25, 2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert localise(datetime(2026, 10, 25, 2, 30, fold=1)) == localise(
        datetime(2026, 10, 25, 2, 30)
    )


def test_the_missing_hour_in_march_is_moved_on():
    assert localise(datetime(2026, 3, 29, 2, 30)) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("born", "birthday"),
    [("2008-05-17", "2026-05-17"), ("2008-02-29", "2026-03-01"), ("2006-12-31", "2024-12-31")],
)
def test_one_is_18_from_the_birthday(born, birthday):
    born, birthday = date.fromisoformat(born), date.fromisoformat(birthday)
    assert turns_18(born) == birthday
    assert age_on(born, birthday) == 18
    assert age_on(born, date.fromordinal(birthday.toordinal() - 1)) == 17


def test_a_day_ends_a_microsecond_before_the_next():
    assert local_day(end_of_day(date(2026, 7, 1))) == date(2026, 7, 1)
    assert end_of_day(date(2026, 7, 1)) == datetime(2026, 7, 1, 21, 59, 59, 999999, tzinfo=UTC)
