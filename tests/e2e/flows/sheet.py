"""The sheet without names: read aloud from a telephone, and the talk recorded from it."""

from beredskab.accounts.models import User
from tests.e2e import pages
from tests.e2e.accessibility import PHONE, overflowing, violations
from tests.e2e.flows.town import SCHOOL
from tests.e2e.flows.walk import Walk, fill


def read_aloud(walk: Walk, reporter: User, *, age: str, whom: str, words: str, says: str) -> None:
    """From the own concern to the sheet, past the numbers to call, and back with the advice."""
    own = f"/bekymringer/{walk.concern}/"
    with walk.seat(reporter, PHONE) as seat:
        seat.open(own, f"{own}sparring/")
        read = pages.text_of(seat.page)
        assert age in read
        assert seat.page.locator('main a[href^="tel:"]').count()
        for secret in (*pages.SECRETS, SCHOOL, reporter.name, walk.concern, words):
            assert not seat.holds(secret), secret
        assert overflowing(seat.page) == []
        assert violations(seat.page) == []
        pages.follow(seat.page, "../samtale/?slags=sparring")
        assert seat.page.locator("[name=kind]:checked").get_attribute("value") == "sparring"
        fill(seat.page, {"with_whom": whom, "acute": "no", "outcome": says})
        pages.press(seat.page)
        assert seat.page.url.endswith(own)
        assert says in pages.text_of(seat.page)
