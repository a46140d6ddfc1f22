from datetime import datetime

import pytest

from beredskab.municipality import directory
from beredskab.municipality.models import Contact
from beredskab.timelimits import TZ

OFFICE = [[day, "09:00", "15:00"] for day in range(5)]


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=TZ)


TUESDAY, SATURDAY_NIGHT = at("2026-11-10 10:00"), at("2026-11-14 03:00")


@pytest.mark.rule("R113")
@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (TUESDAY, "Åbent nu"),
        (SATURDAY_NIGHT, "Lukket nu, åbner mandag kl. 9"),
        (at("2026-12-24 12:00"), "Lukket nu, åbner mandag kl. 9"),
        (at("2026-04-02 12:00"), "Lukket nu, åbner tirsdag kl. 9"),
    ],
)
def test_how_a_line_of_weekdays_9_to_15_stands(moment, state):
    assert directory.line(Contact(hours=OFFICE), moment).state == state


def test_hours_that_nobody_wrote_are_unknown_and_never_open():
    line = directory.line(Contact(hours=[]), TUESDAY)
    assert (line.state, line.is_open, line.is_closed) == ("Åbningstid ikke oplyst", False, False)
    assert line.hours == []


def test_day_and_night_is_said_in_so_many_words():
    line = directory.line(Contact(always_open=True), SATURDAY_NIGHT)
    assert (line.state, line.hours) == ("Åbent døgnet rundt", ["åbent døgnet rundt"])


@pytest.mark.rule("R52")
def test_who_answers_now_stands_first_and_who_is_closed_last():
    closed, unknown, night = Contact(hours=OFFICE), Contact(), Contact(always_open=True)
    lines = directory.lines([closed, unknown, night], SATURDAY_NIGHT)
    assert [line.contact for line in lines] == [night, unknown, closed]


@pytest.mark.rule("R114")
@pytest.mark.parametrize(("age", "fits"), [(15, False), (16, True), (30, True), (31, False)])
def test_a_shelter_is_for_its_ages_alone(age, fits):
    assert Contact(from_age=16, to_age=30).fits(age) is fits


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (16, 30, "16-30 år"),
        (18, None, "fra 18 år"),
        (None, 17, "til og med 17 år"),
        (None, None, ""),
    ],
)
def test_ages_are_told_in_words(first, last, words):
    contact = Contact(from_age=first, to_age=last)
    assert directory.line(contact, TUESDAY).ages == words


@pytest.mark.rule("R116")
@pytest.mark.parametrize(
    ("checked_on", "outdated"), [(None, True), ("2026-05-01", True), ("2026-05-31", False)]
)
def test_a_contact_is_to_be_checked_every_six_months(checked_on, outdated):
    day = datetime.fromisoformat
    contact = Contact(checked_on=checked_on and day(checked_on).date())
    assert directory.is_outdated(contact, day("2026-11-21").date()) is outdated
