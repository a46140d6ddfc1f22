"""The receipts of the law's table, registered as they come in; the pages show when each ends.

What lies in the past is registered with its received time set back; for what does not, the
server's clock is set.
"""

from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from beredskab.timelimits import TZ, local_day
from cases.models import Case, Concern
from tests.e2e.pages import (
    choose,
    press,
    reference_of,
    times,
    visit,
    write,
    write_moment,
)
from tests.test_timelimits import VECTORS

WEEKDAYS = ["man", "tir", "ons", "tor", "fre", "lør", "søn"]
MONTHS = [
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
]
IN_SHORT = {"2026-04-01", "2026-12-23"}  # Easter, Christmas
RECEIPTS = [
    pytest.param(*vector, marks=[] if vector[0] in IN_SHORT else pytest.mark.slow)
    for vector in VECTORS
]
DAY_AND_NIGHT = [
    ("2026-03-28 14:00", "2026-03-29 15:00"),  # the night of the spring has an hour less
    ("2026-10-24 14:00", "2026-10-25 13:00"),  # the night of the autumn has one more
    ("2026-12-24 23:30", "2026-12-25 23:30"),
]


@pytest.mark.rule("R37")
@pytest.mark.parametrize(("received", "limit", "_", "amber"), RECEIPTS)
def test_six_weekdays(browse_as, world, received, limit, _, amber):
    registered = local(f"{received} 10:15")
    with clock_for(registered):
        case = register(browse_as(world.adviser), registered)
        for shown in both_pages(browse_as, world, case, "Bekræft modtagelsen"):
            expect_six_weekdays(shown, limit, amber)
        for shown in both_pages(browse_as, world, case, "orientering"):
            expect_six_weekdays(shown, limit, amber)
        expect_24_hours(browse_as, world, case, registered + timedelta(hours=24))


@pytest.mark.rule("R37")
@pytest.mark.slow
@pytest.mark.parametrize(("received", "_", "limit", "amber"), VECTORS)
def test_six_weekdays_where_half_holidays_are_off(browse_as, world, received, _, limit, amber):
    page = browse_as(world.administrator)
    visit(page, "/indstillinger/frister/")
    page.click('label[for="id_half_holidays_count"]')
    press(page)
    registered = local(f"{received} 10:15")
    with clock_for(registered):
        case = register(browse_as(world.adviser), registered)
        for shown in both_pages(browse_as, world, case, "Bekræft modtagelsen"):
            expect_six_weekdays(shown, limit, amber)


@pytest.mark.rule("R36")
@pytest.mark.parametrize(("received", "due"), DAY_AND_NIGHT)
def test_24_hours_through_nights_holidays_and_both_changes_of_the_clock(
    browse_as, world, received, due
):
    registered = local(received)
    with clock_for(registered):
        case = register(browse_as(world.adviser), registered)
        expect_24_hours(browse_as, world, case, local(due))


@pytest.mark.rule("R37")
def test_the_page_says_which_days_were_not_counted_and_why(browse_as, world):
    page = browse_as(world.adviser)
    register(page, local("2026-04-01 10:15"))
    row = page.locator("tr", has_text="Bekræft modtagelsen")
    row.locator("summary").click()
    said = row.inner_text()
    for day, why in (
        ("tor. 2. april", "Skærtorsdag"),
        ("fre. 3. april", "Langfredag"),
        ("lør. 4. april", "weekend"),
        ("søn. 5. april", "Påskedag"),
        ("man. 6. april", "Anden påskedag"),
        ("lør. 11. april", "weekend"),
        ("søn. 12. april", "weekend"),
    ):
        assert f"{day} ({why})" in said


@pytest.mark.rule("R36", "R37")
def test_two_notifications_on_the_same_child_have_their_own_clocks(browse_as, world):
    first, second = local("2026-11-09 09:00"), local("2026-11-10 16:40")
    page = browse_as(world.adviser)
    case = register(page, first)
    assert register(page, second, into=case) == case
    visit(page, f"/sager/{case}/")
    rows = page.locator("tr", has_text="24-timersvurdering")
    due = [first + timedelta(hours=24), second + timedelta(hours=24)]
    assert sorted(map(parse, times(rows))) == due
    answers = page.locator("tr", has_text="Bekræft modtagelsen")
    assert answers.count() == 2


@pytest.mark.rule("R36", "R37")
def test_one_notification_naming_three_children_is_assessed_thrice_and_confirmed_once(
    browse_as, world
):
    received = local("2026-11-10 16:40")
    register(browse_as(world.adviser), received, persons=3)
    cases = list(Case.objects.values_list("reference", flat=True))
    assert len(cases) == 3
    page = browse_as(world.leader)
    visit(page, "/frister/")
    rows = page.locator("#rows tbody tr", has_text="24-timersvurdering")
    assert rows.count() == 3
    assert set(map(parse, times(rows))) == {received + timedelta(hours=24)}
    assert all(page.locator(f'#rows a[href="/sager/{case}/"]').count() for case in cases)
    assert page.locator("#rows tbody tr", has_text="Bekræft modtagelsen").count() == 1


def register(page, received: datetime, *, persons: int = 1, into: str = "") -> str:
    """Register a letter from a school, and return the reference of the case it leads to."""
    visit(page, f"/underretninger/ny/?sag={into}" if into else "/underretninger/ny/")
    for _more in range(persons - 1):
        press(page, 'button[name="one_more"]')
    choose(page, acute="no", notifier_kind="professional", channel="post")
    write(page, notifier_name="Skoleleder Prøve", words="Han bliver hentet hver dag af sin bror.")
    page.select_option("[name=source]", "school")
    write_moment(page, "received_at", received)
    if timezone.now() - received > timedelta(minutes=1):
        write(page, reason="Brevet blev først åbnet nu.")
    for number in range(persons):
        choose(page, **{f"person-{number}-age_kind": "stated_age"})
        write(page, **{f"person-{number}-stated_age": str(9 + number)})
    press(page)
    assert Concern.objects.latest("pk").received_at == received
    return reference_of(page)


def both_pages(browse_as, world, case: str, title: str):
    """Yield the row of a deadline on the page of the case, then on the leader's dashboard."""
    page = browse_as(world.adviser)
    visit(page, f"/sager/{case}/")
    yield page.locator("main tr", has_text=title).locator(".deadline")
    page = browse_as(world.leader)
    visit(page, "/frister/")
    # Three limits, and the task to contact Infohus.
    assert page.locator("#rows tbody tr").count() == 4
    yield page.locator("#rows tbody tr", has_text=title).locator(".deadline")


def expect_six_weekdays(shown, limit: str, amber: str) -> None:
    days = [date.fromisoformat(amber), date.fromisoformat(limit)]
    assert [parse(moment) for moment in times(shown)] == [end_of(day) for day in days]
    said = shown.inner_text()
    assert f"Sigt efter {words(days[0])}" in said
    assert f"Frist {words(days[1])}" in said


def expect_24_hours(browse_as, world, case: str, due: datetime) -> None:
    for shown in both_pages(browse_as, world, case, "24-timersvurdering"):
        assert [parse(moment) for moment in times(shown)] == [due]
        on_the_wall = due.astimezone(TZ)
        assert f"{words(on_the_wall.date())} kl. {on_the_wall:%H.%M}" in shown.inner_text()


def clock_for(received: datetime):
    """The real clock for what is past, else one set to five minutes after the receipt."""
    later = received + timedelta(minutes=5)
    return nullcontext() if later < timezone.now() else time_machine.travel(later, tick=True)


def local(text: str) -> datetime:
    """What the clock on the wall shows, as a moment."""
    return datetime.fromisoformat(text).replace(tzinfo=TZ).astimezone(UTC)


def parse(text: str) -> datetime:
    return datetime.fromisoformat(text)


def end_of(day: date) -> datetime:
    """The last moment of a Danish day."""
    return datetime(day.year, day.month, day.day, 23, 59, 59, 999999, tzinfo=TZ).astimezone(UTC)


def words(day: date) -> str:
    """A day in Danish words, as far from today as it is."""
    today = local_day(timezone.now())
    near = {-1: "i går", 0: "i dag", 1: "i morgen"}.get((day - today).days)
    year = "" if day.year == today.year else f" {day.year}"
    return near or f"{WEEKDAYS[day.weekday()]}. {day.day}. {MONTHS[day.month - 1]}{year}"
