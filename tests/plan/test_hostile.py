"""What an editor, or somebody with her log-in, might put in the plan: it neither runs nor leaks."""

import io
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pikepdf
import pypdfium2
import pytest
from django.urls import reverse

from beredskab.plan import cleaning, printing, workflow
from beredskab.plan.models import Edition
from tests.factories import NOW
from tests.factories import plan as plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def listener():
    """A web server that notes who asks it for anything."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


def hostile(url):
    return (
        f"<p onclick='x()'>Ord<script>x('{url}')</script>"
        f"<img src='{url}/a.png' onerror='x()'><img src='file:///etc/hostname'>"
        f"<span style='background:url({url}/b.png)'>mere</span>"
        f"<a href='javascript:x()'>link</a><a href='{url}/c'>ud</a>"
        f"<a href='https://example.com/god'>godt</a>"
        f"<style>@import '{url}/d.css'; @page {{ background: url({url}/e.png) }}</style>"
        f"<svg><image href='{url}/f.png'/></svg><iframe src='{url}/g'></iframe>"
        f"<link rel='attachment' href='file:///etc/hostname'>"
        f"{{% load x %}}{{{{ settings.SECRET_KEY }}}}</p>"
    )


def laid_open(content):
    """All that stands in a PDF, as bytes without compression: links, names, what is attached."""
    opened = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(
            opened,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
        )
    return opened.getvalue()


def test_it_neither_runs_nor_leaks_nor_fetches(client, listener):
    url, asked = listener
    draft, writer = plans.draft(), plans.editor()
    section = draft.sections.first()
    known = {"by": writer, "at": NOW, "seen": section.version, "title": section.title}
    workflow.save_section(section, text=hostile(url), **known)
    edition = Edition.objects.get()
    edition = plans.publishing(_without_what_keeps_it_back(edition, writer), by=writer)
    assert printing.make_waiting(lambda: NOW) == 1
    page = client.get(reverse("plan")).content.decode()
    article = page.split("<article")[1].split("</article>")[0]
    for sign in ("<script", "onclick", "onerror", "javascript:", "style=", "<img", "127.0.0.1"):
        assert sign not in article, sign
    assert "file:" not in article
    content = bytes(edition.pdf.content)
    printed = "".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(content))
    assert "Ord" in printed
    opened = laid_open(content)
    assert b"https://example.com/god" in opened
    for sign in (b"127.0.0.1", b"file:", b"/EmbeddedFile", b"/JavaScript"):
        assert sign not in opened, sign
    assert not asked


def _without_what_keeps_it_back(edition, writer):
    """Take away the braces, which the list of problems does not let through."""
    section = edition.sections.first()
    text = section.text.replace("{{ settings.SECRET_KEY }}", "")
    known = {"by": writer, "at": NOW, "seen": section.version, "title": section.title}
    workflow.save_section(section, text=text, **known)
    return edition


@pytest.mark.parametrize(
    "text", ["<p>" + "x" * 2_000_000 + "</p>", "<ul><li>" * 10_000, "<b>" * 50_000, "<a " * 33_000]
)
def test_too_much_is_refused_before_it_is_read(text):
    draft = plans.draft()
    section = draft.sections.first()
    known = {"by": plans.editor(), "at": NOW, "seen": section.version, "title": section.title}
    with pytest.raises(cleaning.TooMuch):
        workflow.save_section(section, text=text, **known)
    section.refresh_from_db()
    assert section.version == 1
