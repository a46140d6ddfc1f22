import io

import pikepdf
import pytest
from django.template import engines
from weasyprint.urls import FatalURLFetchingError  # noqa: TID251

from beredskab import pdf

LETTER = """{% extends "pdf/base.html" %}
{% block title %}7K2-PQ9{% endblock %}
{% block content %}<h1>Kvittering</h1><p>Sagsbehandlingsfristen er overholdt.</p>
<table><tr><th>Frist</th><td>14. april</td></tr></table>{% endblock %}"""


@pytest.fixture
def letter(monkeypatch):
    def render_to_string(template, context):
        return engines["django"].from_string(template).render(context)

    monkeypatch.setattr(pdf, "render_to_string", render_to_string)
    made = pdf.render(LETTER, {"municipality_name": "Demo Kommune"})
    return pikepdf.open(io.BytesIO(made))


def test_a_pdf_is_tagged_titled_and_danish(letter):
    assert letter.Root.MarkInfo.Marked
    assert str(letter.Root.Lang) == "da"
    assert letter.Root.ViewerPreferences.DisplayDocTitle
    assert letter.docinfo["/Title"] == "7K2-PQ9"
    kinds = {str(element.get("/S", "")) for element in letter.objects if _is_element(element)}
    assert {"/H1", "/P", "/Table", "/TH", "/TD"} <= kinds


def test_a_pdf_names_nobody(letter):
    assert "/Author" not in letter.docinfo
    assert "/Subject" not in letter.docinfo


def test_fonts_are_embedded(letter):
    fonts = letter.pages[0].Resources.Font.values()
    assert any("IBM" in str(font.BaseFont) for font in fonts)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x.png",
        "https://example.invalid/x.png",
        "file:///etc/hostname",
        "static://host/x.png",
        "static:///../settings.py",
        "ftp://example.invalid/x",
    ],
)
def test_a_pdf_opens_nothing_but_static_files(url):
    with pytest.raises(FatalURLFetchingError):
        pdf.StaticFetcher().fetch(url)


def test_a_static_file_is_opened():
    assert b"<svg" in pdf.StaticFetcher().fetch("static:///img/logo.svg").read()


def _is_element(thing):
    return isinstance(thing, pikepdf.Dictionary) and "/S" in thing and "/P" in thing
