from datetime import date

from beredskab.municipality import preview
from beredskab.timelimits import Calendar


def by_day(calendar, *, show_amber=True):
    examples = preview.examples(calendar, show_amber=show_amber)
    return {example.received_on: example for example in examples}


def test_the_default_calendar_shows_the_dates_of_the_table():
    example = by_day(Calendar())[date(2026, 4, 1)]
    assert (example.due_on, example.amber_on) == (date(2026, 4, 14), date(2026, 4, 11))


def test_half_holidays_move_the_limit():
    example = by_day(Calendar(half_holidays_count=False))[date(2026, 5, 29)]
    assert example.due_on == date(2026, 6, 9)


def test_saturday_as_a_weekday_leaves_no_amber_date():
    example = by_day(Calendar(saturday_counts=True))[date(2026, 4, 1)]
    assert (example.due_on, example.amber_on) == (date(2026, 4, 11), None)


def test_no_amber_date_is_shown_where_it_is_off():
    assert by_day(Calendar(), show_amber=False)[date(2026, 4, 1)].amber_on is None
