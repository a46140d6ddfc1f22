"""An address for one's own calendar: made, fetched from elsewhere, replaced, closed."""

import urllib.error
import urllib.request

from tests.e2e.accessibility import faults
from tests.e2e.pages import press, visit

ADDRESS = "#address"


def fetched(portal, address):
    """What a calendar elsewhere gets, which knows the address alone."""
    path = address[address.index("/kalender/") :]
    try:
        with urllib.request.urlopen(portal + path) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, b""


def test_an_address_is_made_replaced_and_closed(browse_as, complaints, portal, world):
    page = browse_as(world.coordinator)
    visit(page, "/infohus/kalender/")
    wrong = faults(page, complaints)
    press(page, "main .button-primary")
    wrong += faults(page, complaints)
    old = page.input_value(ADDRESS)
    status, calendar = fetched(portal, old)
    assert (status, calendar[:15]) == (200, b"BEGIN:VCALENDAR")
    visit(page, "/infohus/kalender/")
    wrong += faults(page, complaints)
    assert old not in page.content()
    press(page, "main .button-primary")
    new = page.input_value(ADDRESS)
    assert (fetched(portal, old)[0], fetched(portal, new)[0]) == (404, 200)
    press(page, "main .button-secondary")
    assert fetched(portal, new)[0] == 404
    assert wrong == []
