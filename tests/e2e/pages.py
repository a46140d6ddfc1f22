"""What people do on a page: choose, write, press; and what must hold of every page."""

from datetime import datetime

from playwright.sync_api import Locator, Page

from beredskab.timelimits import TZ
from tests import factories

BUTTON = "main form button:is(.button-primary, .button-warning)"
# What the tests call the people whom cases are about; never in a title or an address.
NAME, CPR, NOTIFIER = "Amira Opdigtet", "120412-9993", "Karla Nabo"
SECRETS = ("Amira", "Opdigtet", "120412", "9993", "Karla", "Nabo")


def visit(page: Page, address: str, status: int = 200) -> None:
    """Open an address."""
    response = page.goto(address)
    assert response.status == status, f"{address} answers {response.status}"
    _must_be_neutral(page)


def press(page: Page, selector: str = BUTTON) -> None:
    """Press the last button of its kind, and wait for the page that follows."""
    with page.expect_navigation():
        page.locator(selector).last.click()
    _must_be_neutral(page)


def follow(page: Page, address: str) -> None:
    """Follow the first link to an address, wherever on the page it stands."""
    with page.expect_navigation():
        page.locator(f'main a[href="{address}"]:visible').first.click()
    _must_be_neutral(page)


def log_in(page: Page, user) -> None:
    """Log in as staff do, and arrive at the overview."""
    visit(page, "/log-ind/")
    write(page, login=user.username, password=factories.PASSWORD)
    press(page)
    assert page.url.endswith("/overblik/")


def log_out(page: Page) -> None:
    """Log out by the button above, or on a phone by the one in the menu."""
    button = page.locator("header button.log-off:visible")
    if not button.count():
        page.click("button.js-menu-open")
    with page.expect_navigation():
        button.click()
    assert page.url.endswith("/log-ind/?logged_out")


def choose(page: Page, **answers: str) -> None:
    """Choose among radio buttons, by the label as people do."""
    for name, value in answers.items():
        _press_label(page, page.locator(f'[type=radio][name="{name}"][value="{value}"]'))


def tick(page: Page, name: str, value: str = "") -> None:
    """Tick a box, by its label."""
    wanted = f'[value="{value}"]' if value else ""
    _press_label(page, page.locator(f'[type=checkbox][name="{name}"]{wanted}'))


def write(page: Page, **texts: str) -> None:
    for name, text in texts.items():
        page.fill(f'[name="{name}"]', text)


def write_moment(page: Page, name: str, moment: datetime) -> None:
    """Write a moment into its four fields, as the clock on the wall shows it."""
    local = moment.astimezone(TZ)
    parts = {"day": local.day, "month": local.month, "year": local.year, "time": f"{local:%H.%M}"}
    write(page, **{f"{name}_{part}": str(text) for part, text in parts.items()})


def unfold(page: Page, inside: str) -> None:
    """Open the folded text that holds an element."""
    folded = page.locator("details:not([open])", has=page.locator(inside)).first
    if folded.count() and folded.locator("summary").first.is_visible():
        folded.locator("summary").first.click()


def reference_of(page: Page) -> str:
    """The reference in the address of a page."""
    return page.url.split("/")[4]


def text_of(page: Page) -> str:
    return page.inner_text("main")


def times(shown: Locator) -> list[str]:
    """The exact moments that a part of a page shows."""
    return [found.get_attribute("datetime") for found in shown.locator("time").all()]


def _press_label(page: Page, control: Locator) -> None:
    page.click(f'label[for="{control.get_attribute("id")}"]')
    assert control.is_checked()


def _must_be_neutral(page: Page) -> None:
    said = page.title() + page.url
    assert not [secret for secret in SECRETS if secret in said]
