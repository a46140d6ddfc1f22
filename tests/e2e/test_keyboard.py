"""Who uses no mouse gets there too."""

from tests import factories
from tests.e2e.accessibility import PHONE
from tests.e2e.pages import press, visit


def test_the_first_stop_leads_past_the_menu(browse_as, world):
    page = browse_as(world.adviser)
    visit(page, "/overblik/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main-content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_escape_closes_the_menu_and_leads_back_to_its_button(browse_as, world):
    page = browse_as(world.adviser, PHONE)
    visit(page, "/overblik/")
    opener, drawer = page.locator("button.js-menu-open"), page.locator(".mobile-drawer")
    opener.focus()
    page.keyboard.press("Enter")
    drawer.wait_for(state="visible")
    page.keyboard.press("Escape")
    drawer.wait_for(state="hidden")
    assert opener.evaluate("button => button === document.activeElement")


def test_a_form_is_filled_in_and_sent_without_a_mouse(browse_as, world):
    draft = factories.draft(world.professional, talked_with="Lederen")
    page = browse_as(world.professional)
    visit(page, f"/bekymringer/{draft.reference}/send/")
    button = page.locator("main form button.button-primary")
    for _stop in range(40):
        page.keyboard.press("Tab")
        if button.evaluate("button => button === document.activeElement"):
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    draft.refresh_from_db()
    assert draft.sent_at


def test_errors_get_the_focus_and_lead_to_their_fields(browse_as, world):
    page = browse_as(world.professional)
    visit(page, "/bekymringer/ny/")
    press(page)
    summary = page.locator("[data-module=error-summary]")
    assert summary.evaluate("summary => summary === document.activeElement")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "acute"
