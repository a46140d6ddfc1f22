"""The PDF of an edition: its structure, and that it reads as the page does."""

import io
import re
from collections import Counter
from datetime import timedelta

import pikepdf
import pypdfium2
import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.urls import reverse

from beredskab.content import loading
from beredskab.plan import cleaning, printing, workflow
from beredskab.plan.models import Edition, PlanPdf
from beredskab.plan.states import EditionStatus
from tests.factories import NOW, cards
from tests.factories import plan as plans

pytestmark = pytest.mark.django_db
WORD = re.compile(r"[^\W_]+")


@pytest.fixture
def faxe():
    """The edition of the pack `faxe`, in force with a PDF that was really made."""
    loading.load("faxe", at=NOW)
    plans.publishing(Edition.objects.get())
    assert printing.make_waiting(lambda: NOW) == 1
    return Edition.objects.in_force().get()


@pytest.fixture
def document(faxe):
    return pikepdf.open(io.BytesIO(bytes(faxe.pdf.content)))


def elements(document, kind):
    return [
        one
        for one in document.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/S") == kind and "/P" in one
    ]


def printed_in(content):
    """The text of a PDF; a word that was parted at a line's end is one."""
    pages = pypdfium2.PdfDocument(content)
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    return re.sub(r"\ufffe\s*|-\s*\n\s*", "", text)


def words_of(content):
    """How often each word stands in a PDF."""
    return Counter(WORD.findall(printed_in(content).replace("-", "")))


def test_the_pdf_of_faxe_is_tagged_titled_danish_and_neutral(faxe, document):
    assert document.Root.MarkInfo.Marked
    assert str(document.Root.Lang) == "da"
    assert document.Root.ViewerPreferences.DisplayDocTitle
    assert str(document.docinfo["/Title"]) == faxe.title
    assert not {"/Author", "/Subject", "/Keywords"} & set(document.docinfo.keys())
    for kind in ("/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/TH"):
        assert elements(document, kind), kind


def test_each_section_has_its_bookmark(faxe, document):
    with document.open_outline() as outline:
        titles = []

        def gather(items):
            for item in items:
                titles.append(item.title)
                gather(item.children)

        gather(outline.root)
    shown = {re.sub(r"^[\d.]+ ", "", title) for title in titles}
    assert set(faxe.sections.values_list("title", flat=True)) <= shown


def test_the_figure_has_words_for_who_cannot_see_it(document):
    alts = [str(figure.get("/Alt", "")) for figure in elements(document, "/Figure")]
    assert [alt for alt in alts if "Forebyggelsestrekanten" in alt]
    assert all(alts)


def test_fonts_are_embedded(document):
    fonts = [one for one in document.objects if _is_font(one)]
    assert fonts
    assert all(any(f"/FontFile{n}" in font for n in ("", "2", "3")) for font in fonts)


def test_the_pdf_reads_as_the_page_does(faxe, client):
    page = client.get(reverse("plan")).content.decode()
    article = page.split("<article")[1].split(">", 1)[1].split("</article>")[0]
    wanted = Counter(WORD.findall(cleaning.text_of(article).replace("-", "")))
    printed = words_of(bytes(faxe.pdf.content))
    assert not wanted - printed
    # What stands in the PDF besides: cover, contents, running heads and the appendix.
    assert (printed - wanted).total() < wanted.total() / 4


def test_it_holds_the_numbers_of_the_day_in_an_appendix_of_its_own(faxe):
    printed = " ".join(printed_in(bytes(faxe.pdf.content)).split())
    assert "RED Rådgivning, linjen for fagpersoner" in printed
    assert "70 27 76 86" in printed
    stored = " ".join("".join(row.html for row in faxe.sections.all()).split())
    assert "70 27 76 86" not in stored


def test_a_pdf_that_takes_too_long_is_told_and_tried_again_on_request(monkeypatch):
    edition = plans.publishing()

    def render(*_):
        raise SoftTimeLimitExceeded

    with monkeypatch.context() as patch:
        patch.setattr(printing, "render", render)
        assert printing.make_waiting(lambda: NOW) == 0
    edition.refresh_from_db()
    assert edition.status == EditionStatus.PUBLISHING
    assert edition.pdf_failed_at == NOW
    assert printing.make_waiting(lambda: NOW + timedelta(hours=1)) == 0
    editor = plans.editor()
    workflow.stop_publication(edition, by=editor, at=NOW)
    workflow.ask_to_publish(edition, by=editor, at=NOW + timedelta(hours=1))
    assert printing.make_waiting(lambda: NOW + timedelta(hours=1)) == 1


def test_a_correction_whose_edition_ends_while_its_pdf_is_made_fails_and_stops_no_other(
    monkeypatch,
):
    plans.in_force()
    correction = plans.publishing(plans.correction())
    edition = plans.publishing()
    monkeypatch.setattr(printing, "render", lambda *_: plans.PDF)
    assert printing.make_waiting(lambda: NOW) == 1
    correction.refresh_from_db()
    edition.refresh_from_db()
    assert (edition.status, correction.status) == ("in_force", "publishing")
    assert correction.pdf_failed_at == NOW


def test_later_changes_of_cards_and_numbers_leave_an_edition_as_it_was(faxe):
    before = list(faxe.sections.values_list("html", flat=True))
    made = bytes(PlanPdf.objects.get().content)
    cards.contact(name="Ny linje")
    loading.load("faxe", at=NOW + timedelta(days=1))
    printing.make_waiting(lambda: NOW + timedelta(days=1))
    assert list(faxe.sections.values_list("html", flat=True)) == before
    assert bytes(PlanPdf.objects.get().content) == made


def _is_font(thing):
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
