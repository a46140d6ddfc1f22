"""The action card as checklist: an adviser and a reporter work through it, on any device."""

from datetime import timedelta

import pytest
from time_machine import travel

from cases import workflow
from cases.models import Tick
from tests import factories
from tests.e2e.accessibility import DESKTOP, PHONE, faults
from tests.e2e.pages import choose, follow, press, text_of, visit, write
from tests.factories import cards

DAY = factories.NOW
STEPS = {
    "assess": {"action": "assess", "heading": "Lav 24-timersvurderingen"},
    "hand-over": {"action": "hand_over", "heading": "Find den, der har sagen"},
    "secure": {"heading": "Sikr dig, at barnet er trygt", "text": "Tal med skolen."},
    "siblings": {"action": "siblings", "heading": "Tænk på søskende"},
    "flee": {"part": "acute", "heading": "Få barnet i sikkerhed"},
}
OWN_STEPS = {
    "leader": {"action": "talk_leader", "heading": "Tal med din leder"},
    "notify": {"action": "notify", "heading": "Underret"},
    "watch": {"heading": "Hold øje med søskende"},
}
WHY = "Barnet er enebarn"


@pytest.fixture
def case(world):
    ssp = cards.contact(name="SSP", note="Ring også, hvis du er i tvivl")
    steps = {key: {**step, "contacts": [ssp]} for key, step in STEPS.items()}
    cards.card("authority", "under_18", steps=steps)
    return factories.case(world)


@pytest.mark.parametrize(
    ("width", "script"),
    [
        pytest.param(PHONE, True, id="phone"),
        pytest.param(DESKTOP, True, id="desktop", marks=pytest.mark.slow),
        pytest.param(DESKTOP, False, id="without script", marks=pytest.mark.slow),
    ],
)
def test_an_adviser_works_through_the_card(browse_as, world, case, width, script):
    with travel(DAY + timedelta(hours=1), tick=True):
        page = browse_as(world.adviser, width, java_script_enabled=script)
        visit(page, case.get_absolute_url())
        mark(page, case, "secure", "done")
        assert "Gennemført i dag" in step(page, "secure")
        mark(page, case, "siblings", "waiting", reason="Skolen ringer i morgen")
        assert "Set – afventer" in step(page, "siblings")
        assert "Skolen ringer i morgen" in step(page, "siblings")
        leave_out(page, case, "siblings")
        assert WHY in step(page, "siblings")
        assert "2 af 4" in text_of(page)
        mark(page, case, "secure", "open")
        assert "Ikke gennemført endnu" in step(page, "secure")
        take_and_assess(page)
        assert "Gennemført" in step(page, "assess")
        assert world.adviser.name in step(page, "assess")
        assert "3 af 4" in text_of(page)
    states = Tick.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["done", "waiting", "not_relevant", "open"]


def mark(page, case, key, state, **texts):
    """Follow the link of a step, and save how it stands."""
    follow(page, f"{case.get_absolute_url()}tjekliste/{key}/?status={state}")
    assert page.locator(f"[name=state][value={state}]").is_checked()
    write(page, **texts)
    press(page)
    assert page.url.endswith(f"#step-{key}")


def leave_out(page, case, key):
    """First without a reason: it is asked for at the field, and nothing is lost."""
    follow(page, f"{case.get_absolute_url()}tjekliste/{key}/?status=not_relevant")
    press(page)
    summary = page.locator("[data-module=error-summary]")
    assert "Skriv, hvorfor trinnet ikke er relevant." in summary.inner_text()
    assert page.get_attribute("[name=reason]", "aria-invalid") == "true"
    assert page.locator("[name=state][value=not_relevant]").is_checked()
    assert page.title().startswith("Fejl:")
    write(page, reason=WHY)
    press(page)


def take_and_assess(page):
    """Both steps lead where they are done, and tick themselves."""
    press(page, "#step-hand-over button")
    assert "Gennemført" in step(page, "hand-over")
    with page.expect_navigation():
        page.locator("#step-assess a").first.click()
    choose(page, danger="no", act_now="no")
    write(page, grounds="Talt med skolen")
    press(page)


def step(page, key):
    return " ".join(page.inner_text(f"#step-{key}").split())


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_whom_to_call_is_one_tap_away(browse_as, world, case, width):
    with travel(DAY, tick=True):
        page = browse_as(world.adviser, width)
        visit(page, case.get_absolute_url())
        call = page.locator('#step-secure a[href^="tel:"]').first
        assert not call.is_visible()
        page.click("#step-secure summary")
        assert call.is_visible()
        assert call.bounding_box()["height"] >= 44
        assert "Åbent nu" in step(page, "secure")


def test_a_reporter_works_through_her_own(browse_as, world):
    cards.card("professional", "under_18", steps=OWN_STEPS)
    draft = factories.draft(world.professional)
    concern = workflow.clarify_first(draft, by=world.professional, at=DAY)
    with travel(DAY, tick=True):
        page = browse_as(world.professional, PHONE)
        visit(page, concern.get_absolute_url())
        mark(page, concern, "watch", "done")
        assert "Gennemført i dag" in step(page, "watch")
        with page.expect_navigation():
            page.locator("#step-notify a").first.click()
        choose(page, no_talk_why="no_wait")
        press(page)
        assert "Gennemført" in step(page, "notify")
        assert "2 af 3" in text_of(page)


@pytest.mark.slow
def test_the_pages_of_the_checklist_are_for_everybody(browse_as, complaints, world, case):
    cards.card("professional", "under_18", steps=OWN_STEPS)
    with travel(DAY, tick=True):
        concern = factories.draft(world.professional)
        workflow.clarify_first(concern, by=world.professional, at=DAY)
        for state, reason in (("waiting", "Skolen ringer"), ("not_relevant", WHY)):
            workflow.tick(
                case.checklist,
                step_key="secure",
                state=state,
                by=world.adviser,
                at=DAY,
                reason=reason,
            )
        adviser, professional = browse_as(world.adviser), browse_as(world.professional)
        wrong = []
        for page, address in (
            (adviser, case.get_absolute_url()),
            (adviser, f"{case.get_absolute_url()}tjekliste/secure/"),
            (professional, concern.get_absolute_url()),
            (professional, f"{concern.get_absolute_url()}tjekliste/leader/"),
        ):
            visit(page, address)
            page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = 1)")
            wrong += faults(page, complaints)
        visit(adviser, f"{case.get_absolute_url()}tjekliste/secure/?status=done")
        adviser.fill("[name=done_on_day]", "")
        press(adviser)
        wrong += faults(adviser, complaints)
    assert wrong == []
