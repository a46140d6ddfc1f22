"""What the tests of the checklist's pages begin from."""

import re

import pytest
from django.urls import reverse

from cases import workflow
from tests import factories
from tests.factories import NOW, cards

STEPS = {
    "assess": {"action": "assess", "heading": "Lav 24-timersvurderingen"},
    "hand-over": {"action": "hand_over", "heading": "Find den, der har sagen"},
    "secure": {"heading": "Sikr dig, at barnet er trygt", "text": "Tal med skolen."},
    "flee": {"part": "acute", "heading": "Få barnet i sikkerhed"},
}
# What the form asks for when a step is done today.
DONE = {"state": "done", "done_on_day": "10", "done_on_month": "11", "done_on_year": "2026"}


@pytest.fixture
def version(world):
    return cards.card("authority", "under_18", steps=STEPS, title="Under 18 år – myndighed")


@pytest.fixture
def case(world, version):
    return factories.case(world)


def address(subject, key="secure"):
    name = "case_tick" if hasattr(subject, "holder_id") else "concern_tick"
    return reverse(name, args=[subject.reference, key])


def say(case, by, step="secure", state="done", **more):
    values = {"step_key": step, "state": state, "by": by, "at": NOW, **more}
    return workflow.tick(case.checklist, **values)


def section(response):
    """The checklist alone, as the page shows it."""
    content = response.content.decode()
    found = re.search(r'<section class="checklist.*?</section>', content, re.DOTALL)
    return found[0] if found else ""


def steps_of(response):
    """The words of each step, by its key."""
    found = re.findall(
        r'<li class="checklist-row" id="step-(.+?)">(.*?)</li>', section(response), re.S
    )
    return {key: " ".join(re.sub(r"<[^>]+>", " ", words).split()) for key, words in found}
