"""The pages on which an edition is read, adopted, published, compared and answered for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from beredskab.accounts.roles import Role
from beredskab.plan import workflow
from tests import factories
from tests.e2e.accessibility import faults
from tests.e2e.pages import press, text_of, visit, write
from tests.factories import cards
from tests.factories import plan as plans

DRAFT = "/plan/rediger/2/"


@pytest.fixture
def editor(world):
    return plans.editor()


@pytest.fixture
def sent(editor):
    """An edition that waits for its approval, with a section in other words than in force."""
    plans.in_force(by=editor, at=timezone.now() - timedelta(days=3))
    now = timezone.now()
    draft = workflow.begin_edition(by=editor, at=now)
    known = {"title": draft.title, "themes": draft.themes, "changes": "Kortere."}
    workflow.change_head(draft, seen=draft.head_sum, by=editor, at=now, **known)
    section = draft.sections.get(key="bekymring")
    text = '<p>Tal straks med barnet, og <a href="https://example.com/">underret</a>.</p>'
    known = {"title": section.title, "text": text, "seen": section.version}
    workflow.save_section(section, by=editor, at=now, **known)
    made = workflow.add_section(draft, by=editor, at=now, title="Skolen")
    known = {"title": "Skolen", "text": "<p>Ring til os.</p>", "seen": made.version}
    workflow.save_section(made, by=editor, at=now, **known)
    return workflow.submit(draft, by=editor, at=now)


@pytest.mark.slow
def test_nothing_is_wrong_with_the_pages_of_the_review(browse_as, complaints, world, editor, sent):
    page, writer = browse_as(world.administrator), browse_as(editor)
    wrong = []
    for who, path in ((page, "gennemse/"), (writer, "gennemse/"), (page, "genoptag/")):
        visit(who, DRAFT + path)
        wrong += faults(who, complaints)
    visit(page, f"{DRAFT}gennemse/")
    page.locator("button[value=send_back]").click()
    page.wait_for_selector(".form-error-message")
    wrong += faults(page, complaints)
    press(page, "button[value=approve]")
    visit(page, f"{DRAFT}vedtagelse/")
    press(page)
    assert page.locator(".form-error-message").count() == 1
    wrong += faults(page, complaints)
    today = timezone.localdate()
    day = {"day": today.day, "month": today.month, "year": today.year}
    write(page, **{f"adopted_on_{part}": str(value) for part, value in day.items()})
    press(page)
    for path in ("genoptag/", "offentliggoer/"):
        visit(page, DRAFT + path)
        wrong += faults(page, complaints)
    press(page)
    visit(page, f"{DRAFT}stop/")
    wrong += faults(page, complaints)
    assert wrong == []


def test_everybody_compares_two_editions(open_browser, complaints, world, editor, sent):
    plans.in_force(plans.correction(editor, at=timezone.now()), by=editor, at=timezone.now())
    page = open_browser()
    visit(page, "/plan/forskelle/")
    page.select_option("[name=fra]", "1.1")
    page.select_option("[name=til]", "1")
    press(page, "main form .button")
    assert page.url.endswith("/plan/forskelle/?fra=1.1&til=1")
    assert faults(page, complaints) == []
    assert page.context.cookies() == []


@pytest.mark.slow
def test_nothing_is_wrong_with_the_page_of_the_duties(browse_as, complaints, world, editor):
    leader, wrong = browse_as(world.leader), []
    visit(leader, "/plan/pligter/")
    wrong += faults(leader, complaints)
    edition = plans.in_force(by=editor, at=timezone.now())
    cards.contact(checked_on=None)
    for name, people in (("Skolen ved Søen", 7), ("Klubben", 2)):
        unit = factories.unit(name=name)
        for number in range(people):
            user = factories.user(Role.PROFESSIONAL, unit)
            if number % 2:
                workflow.acknowledge(edition, by=user, at=timezone.now())
    visit(leader, "/plan/pligter/")
    wrong += faults(leader, complaints)
    assert "Skolen ved Søen" in text_of(leader)
    assert wrong == []
