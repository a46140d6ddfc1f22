"""The portal as its web process serves it, for what `script/bench` measures by HTTP."""

import contextlib
import gzip
import http.client
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Request, sync_playwright

import embedded
import processes
from ground import require

GUNICORN = embedded.CHECKOUT / ".venv" / "bin" / "gunicorn"
READY_WITHIN = 30


class Portal:
    """A running portal, and one connection to it that is kept."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self._connection = http.client.HTTPConnection("127.0.0.1", port)

    def get(self, path: str) -> bytes:
        """Return what is at a path, uncompressed; it must be there."""
        self._connection.request("GET", path)
        response = self._connection.getresponse()
        content = response.read()
        require(response.status == 200, f"{path} answers {response.status}")
        return content


@contextlib.contextmanager
def running() -> Iterator[Portal]:
    """Serve the large database as `script/server` does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command: list[str | Path] = [GUNICORN, "-c", "python:beredskab.serving", "beredskab.wsgi"]
    env = dict(os.environ, HOST="127.0.0.1", PORT=str(port), DATABASE_OWNER_URL="")
    process = subprocess.Popen(
        processes.dying_with_parent(command), env=env, cwd=embedded.CHECKOUT,
        stdin=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        _wait(port)
        yield Portal(port)
    finally:
        processes.stop(process, signal.SIGTERM)


def _wait(port: int) -> None:
    for _ in range(READY_WITHIN * 10):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.1)
    require(False, "The web process answers")


def static_file_like(size: int) -> Path:
    """Return the static file whose size is nearest."""
    files = (p for p in Path(settings.STATIC_ROOT).rglob("*") if p.is_file())
    return min(
        (path for path in files if path.suffix not in {".gz", ".json"}),
        key=lambda path: (abs(path.stat().st_size - size), path),
    )


def visits(portal: Portal, session: str, paths: Sequence[str]) -> list[int]:
    """Visit pages one after another in a fresh Chromium; return how many bytes each fetched."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(service_workers="block")
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": session, "url": portal.address}])
        page = context.new_page()
        fetched: list[Request] = []
        page.on("requestfinished", lambda request: fetched.append(request))
        taken = []
        for path in paths:
            fetched.clear()
            page.goto(f"{portal.address}{path}", wait_until="networkidle")
            require("font" in {request.resource_type for request in fetched}, "Fonts are shown")
            taken.append(sum(map(_size, fetched)))
        browser.close()
    return taken


def _size(request: Request) -> int:
    """Return how many bytes came; none from the cache, of a page what a proxy makes of it."""
    response = request.response()
    assert response is not None
    require(response.status == 200, f"{request.url} answers {response.status}")
    sizes = request.sizes()
    is_page = request.resource_type == "document"
    body = len(gzip.compress(response.body())) if is_page else sizes["responseBodySize"]
    return body + sizes["responseHeadersSize"]
