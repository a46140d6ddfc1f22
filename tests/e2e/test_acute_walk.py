"""Saturday at three: the duty officer's phone rings, and twelve clicks are too many."""

from datetime import UTC, datetime

import pytest
from time_machine import travel

from beredskab.deadlines.models import Deadline
from beredskab.timelimits import TZ, local_day
from cases.models import Case, Measure
from tests.e2e import pages
from tests.e2e.accessibility import DESKTOP, PHONE
from tests.factories import acute as acute_factories

SATURDAY = datetime(2026, 11, 14, 3, tzinfo=TZ).astimezone(UTC)
MONDAY = datetime(2026, 11, 16).date()
TOO_MANY = 12
SHORTCUT = "button[name=decided]"


class Clicks:
    """Counts what is pressed, chosen and ticked; typing is no click."""

    def __init__(self, page):
        self.page, self.number = page, 0

    def press(self, *selector):
        self.number += 1
        pages.press(self.page, *selector)

    def follow(self, address):
        self.number += 1
        with self.page.expect_navigation():
            self.page.locator(f'a[href="{address}"]:visible').first.click()

    def choose(self, **answers):
        self.number += len(answers)
        pages.choose(self.page, **answers)

    def tick(self, name):
        self.number += 1
        pages.tick(self.page, name)

    def select(self, name, value):
        self.number += 1
        self.page.select_option(f"[name={name}]", value)


@pytest.mark.rule("R50")
@pytest.mark.parametrize(
    "width",
    [
        pytest.param(DESKTOP, id="desktop", marks=pytest.mark.slow),
        pytest.param(PHONE, id="phone"),
    ],
)
def test_from_the_call_to_the_recorded_placement(open_browser, world, width):
    acute_factories.legal_office()
    with travel(SATURDAY, tick=True):
        page = open_browser(width)
        pages.log_in(page, world.officer)
        clicks = Clicks(page)
        register(clicks)
        assert page.url.endswith("/akut/afgoerelse/")
        clicks.choose(kind="forced_placement")
        clicks.press()
        assert page.url.endswith("/opgaver/")
        assert "Juridisk Kontor" in pages.text_of(page)
        assert clicks.number < TOO_MANY
        call_in_the_case(page)
    assert Measure.objects.get().is_acute
    monday = {
        task.kind
        for task in Deadline.objects.of(Case.objects.get()).open()
        if local_day(task.due_at) == MONDAY
    }
    assert monday >= {"task-legal_office", "task-committee", "task-safety_plan", "task-siblings"}


def register(clicks):
    """Write the call down with the assessment made on the phone, in one page."""
    clicks.follow("/underretninger/ny/")
    clicks.choose(acute="yes", notifier_kind="anonymous")
    clicks.select("source", "citizen")
    clicks.choose(**{"person-0-age_kind": "stated_age"})
    known = {"person-0-stated_age": "15", "words": "Hun er slået og bliver holdt inde."}
    pages.write(clicks.page, **known)
    clicks.tick("is_assessed")
    clicks.choose(danger="yes", act_now="yes")
    pages.write(clicks.page, grounds="Politiet henter hende.")
    clicks.press(SHORTCUT)


def call_in_the_case(page):
    """The red way of the case: the police stand where the closed office would."""
    case = Case.objects.get().reference
    pages.follow(page, f"/sager/{case}/akut/")
    assert page.locator('main a[href="tel:112"]').first.is_visible()
    assert "Ring til politiet i stedet" in pages.text_of(page)
    pages.choose(page, to="114")
    pages.press(page)
    assert "Ringet til: 114" in pages.text_of(page)
