"""A real browser against the portal as it is served: WSGI, static files, a real database.

The server is a thread of this process, so that a test can set its clock.
"""

import shutil
import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.wsgi import get_wsgi_application
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from tests import factories
from tests.e2e.accessibility import DESKTOP

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
]
POLICY = "Content Security Policy"


def pytest_collection_modifyitems(items):
    """Let the server's threads see what the tests save."""
    for item in items:
        if item.path.parent.name == "e2e":
            item.add_marker(pytest.mark.django_db(transaction=True, databases=["default", "audit"]))


class QuietHandler(WSGIRequestHandler):
    """Answers without a line on the screen for each request."""

    def log_request(self, code="-", size="-"):
        pass


@pytest.fixture(scope="session")
def portal() -> Iterator[str]:
    """Serve the portal, and return its address."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
    server.set_app(get_wsgi_application())
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Run Chromium for the tests of a module.

    Playwright leaves an event loop behind in this thread while it runs, and Django takes it for
    asynchronous code; therefore it ends with the module.
    """
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("There is no Chromium on this machine.")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """Collect what pages break of the policy, and their errors; a test that expects some takes
    them out.
    """
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def open_browser(chromium, portal, complaints):
    """Return a function that opens a browser of its own, with the portal as its address."""
    contexts = []

    def open_one(width: int = DESKTOP, **options) -> Page:
        context = chromium.new_context(
            **{
                "base_url": portal,
                "viewport": {"width": width, "height": 900},
                "locale": "da-DK",
                "timezone_id": "Europe/Copenhagen",
                "reduced_motion": "reduce",
                **options,
            }
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("console", lambda said: POLICY in said.text and complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def browse_as(open_browser, portal):
    """Return a function that opens a browser in which a user is logged in."""

    def open_one(user, width: int = DESKTOP, **options) -> Page:
        client = Client()
        client.force_login(user)
        page = open_browser(width, **options)
        session = client.cookies["session"].value
        page.context.add_cookies([{"name": "session", "value": session, "url": portal}])
        return page

    return open_one


@pytest.fixture
def world():
    return factories.world()
