"""How a flow is walked: somebody sits down at a page of the case, does what it asks, leaves.

And how a prohibition is tried: through the page, and by a request made by hand with the session
and the token of that page. Each time the answer says what to do instead, a row in the log of
look-ups tells of it, and nothing else is written: no deed, and no notice to anybody.
"""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.core import mail
from playwright.sync_api import Page

from beredskab.accounts.models import User
from beredskab.audit.models import AuditEvent, LookUp
from beredskab.notices.models import Notice
from beredskab.timelimits import TZ
from cases.models import Case
from tests.e2e import pages
from tests.e2e.accessibility import DESKTOP
from tests.e2e.flows.town import Town

TOKEN = "csrfmiddlewaretoken"


class Walk:
    """One flow: its municipality, its browser, and the references it comes to."""

    def __init__(self, browse_as: Any, town: Town) -> None:
        self.browse_as, self.town = browse_as, town
        self.concern = self.reference = ""

    @property
    def case(self) -> Case:
        return Case.objects.get(reference=self.reference)

    @contextmanager
    def seat(self, user: User, width: int = DESKTOP) -> Iterator["Seat"]:
        """Sit down as somebody, in a browser of her own."""
        page = self.browse_as(user, width)
        yield Seat(self, page)
        page.context.close()

    def person(self, relation: str) -> str:
        """The key of who has a relation to the exposed person."""
        return str(self.case.persons.get(roles__relation=relation).pk)


class Seat:
    """Somebody at the pages of the case."""

    def __init__(self, walk: Walk, page: Page) -> None:
        self.walk, self.page = walk, page

    def address(self, path: str = "") -> str:
        """The address of a page of the case; what begins with a slash is one already."""
        return path if path.startswith("/") else f"/sager/{self.walk.reference}/{path}"

    def visit(self, path: str = "", status: int = 200) -> str:
        """Open a page and read it."""
        pages.visit(self.page, self.address(path), status)
        return pages.text_of(self.page) if status == 200 else ""

    def holds(self, words: str) -> bool:
        """Whether the page says it, folded away or not."""
        return words in (self.page.text_content("main") or "")

    def open(self, tab: str, path: str) -> None:
        """Go to a page from the tab that leads to it."""
        self.visit(tab)
        address = self.address(path)
        pages.unfold(self.page, f'a[href="{address}"]')
        pages.follow(self.page, address)

    def do(self, tab: str, path: str, **answers: Any) -> str:
        """Answer what a page asks, save it, and read what follows."""
        self.open(tab, path)
        fill(self.page, answers)
        pages.press(self.page)
        said = pages.text_of(self.page)
        assert not self.page.url.endswith(self.address(path)), f"{path} is not saved: {said}"
        return said

    def post(self, tab: str, path: str) -> None:
        """Press the button of a tab that does something at once."""
        self.visit(tab)
        pages.press(self.page, f'form[action="{self.address(path)}"] button')

    def is_refused(self, tab: str, path: str, *, why: str, says: str, **answers: Any) -> None:
        """Try it through the page, then by hand: both are refused with what to do instead."""
        self.open(tab, path)
        with self.nothing_but_a_refusal(why):
            fill(self.page, answers)
            pages.press(self.page)
            assert says in pages.text_of(self.page)
            assert self.page.url.endswith(self.address(path))
        self.is_refused_by_hand(path, why=why, says=says, **answers)

    def is_refused_by_hand(
        self, path: str, *, why: str = "", says: str, status: int | None = None, **answers: Any
    ) -> None:
        """Post what no page offers, with the session and the token of the page that is open."""
        with self.nothing_but_a_refusal(why):
            read = self._posted(path, {status} if status else {200, 409}, answers)
            assert says in read, read

    def is_stopped_by_hand(self, path: str, *, says: str, **answers: Any) -> None:
        """Post what the form itself does not let through: it is mended there, and told to none."""
        with self._nothing_done():
            assert says in self._posted(path, {200}, answers)

    @contextmanager
    def nothing_but_a_refusal(self, why: str) -> Iterator[None]:
        """What goes on inside leaves one row of refusal, no deed, and tells nobody anything."""
        found = LookUp.objects.filter(result=LookUp.Result.REFUSED, reference=self.walk.reference)
        before = found.count()
        with self._nothing_done():
            yield
        assert found.count() == before + 1
        assert found.order_by("-pk")[0].purpose == why

    @contextmanager
    def _nothing_done(self) -> Iterator[None]:
        before = AuditEvent.objects.count(), Notice.objects.count()
        yield
        assert (AuditEvent.objects.count(), Notice.objects.count()) == before
        assert mail.outbox == []

    def _posted(self, path: str, statuses: set[int], answers: dict[str, Any]) -> str:
        """What is answered to a request that no page sends."""
        answer = self.page.request.post(
            self.address(path),
            data=urlencode({TOKEN: self._token(), **raw(answers)}, doseq=True),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
            max_redirects=0,
        )
        read = re.sub(r"\s+", " ", html.unescape(answer.text()))
        assert answer.status in statuses, f"{path} answers {answer.status}: {read[-900:]}"
        return read

    def _token(self) -> str:
        return self.page.locator(f'[name="{TOKEN}"]').first.get_attribute("value") or ""


def fill(page: Page, answers: dict[str, Any]) -> None:
    """Answer the questions of a form, each in the way of its field."""
    for name, value in answers.items():
        if isinstance(value, datetime):
            pages.write_moment(page, name, value)
        elif isinstance(value, date):
            pages.write(page, **raw({name: value}))
        elif isinstance(value, list):
            for one in value:
                pages.tick(page, name, one)
        else:
            _answer(page, name, value)


def _answer(page: Page, name: str, value: Any) -> None:
    pages.unfold(page, f'[name="{name}"]')
    field = page.locator(f'main [name="{name}"]').first
    match field.evaluate("field => field.type"):
        case "radio":
            pages.choose(page, **{name: value})
        case "checkbox":
            pages.tick(page, name)
        case "select-one":
            field.select_option(value)
        case _:
            field.fill(value)


def raw(answers: dict[str, Any]) -> dict[str, Any]:
    """The same answers as a browser sends them."""
    sent: dict[str, Any] = {}
    for name, value in answers.items():
        if isinstance(value, datetime):
            value = value.astimezone(TZ)
            sent[f"{name}_time"] = f"{value:%H.%M}"
        if isinstance(value, date):
            sent |= {
                f"{name}_{part}": str(getattr(value, part)) for part in ("day", "month", "year")
            }
        else:
            sent[name] = "on" if value is True else value
    return sent
