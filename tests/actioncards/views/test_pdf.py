"""A card on paper: one sheet of A4."""

import io

import pikepdf
import pytest
from django.core.management import call_command

from actioncards.models import Card
from beredskab import pdf
from beredskab.accounts.roles import Role
from beredskab.municipality.models import Municipality
from tests import factories
from tests.actioncards.views.conftest import SATURDAY_NIGHT, TUESDAY
from tests.factories import cards

pytestmark = pytest.mark.django_db

C2 = "/actioncards/under-18-authority.pdf"
A4 = [595, 842]


@pytest.fixture
def laid_out(monkeypatch):
    """Collect what is laid out, and make no file of it."""
    seen = []

    def write(*sizes):
        seen.append(sizes[0].replace("\N{NO-BREAK SPACE}", " "))
        return b"%PDF"

    monkeypatch.setattr(pdf, "_write_sheet", write)
    return seen


def test_a_card_is_one_tagged_sheet_in_danish(client, world, four):
    client.force_login(world.adviser)
    response = client.get(C2)
    assert response.headers["Content-Type"] == "application/pdf"
    name = "actioncard-under-18-authority.pdf"
    assert response.headers["Content-Disposition"] == f'inline; filename="{name}"'
    sheet = pikepdf.open(io.BytesIO(response.content))
    assert len(sheet.pages) == 1
    assert [round(float(side)) for side in sheet.pages[0].mediabox[2:]] == A4
    assert sheet.Root.MarkInfo.Marked
    assert str(sheet.Root.Lang) == "da"
    assert sheet.Root.ViewerPreferences.DisplayDocTitle
    assert str(sheet.docinfo["/Title"]) == four["under_18-authority"].title
    assert "/Author" not in sheet.docinfo
    with sheet.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
    kinds = {str(one.get("/S", "")) for one in sheet.objects if isinstance(one, pikepdf.Dictionary)}
    assert {"/H1", "/H2", "/L", "/LI", "/P"} <= kinds


@pytest.mark.slow
@pytest.mark.parametrize("pack", ["aalborg", "demo", "faxe"])
def test_each_card_of_each_pack_fits_on_its_sheet(client, pack):
    call_command("load_content", pack, verbosity=0)
    client.force_login(factories.user(Role.ADVISER_CHILD))
    slugs = list(Card.objects.values_list("slug", flat=True))
    assert len(slugs) == 4
    for slug in slugs:
        sheet = pikepdf.open(io.BytesIO(client.get(f"/actioncards/{slug}.pdf").content))
        assert len(sheet.pages) == 1, slug


def test_a_long_card_is_set_in_smaller_type(client, world):
    steps = {
        f"step-{n}": {"heading": f"Trin {n}", "text": "Ord og atter ord. " * 14} for n in range(14)
    }
    version = cards.card(steps=steps)
    client.force_login(world.professional)
    made = client.get(f"/actioncards/{version.card.slug}.pdf").content
    assert len(pikepdf.open(io.BytesIO(made)).pages) == 1


def test_paper_tells_hours_and_never_whether_it_is_open(client, world, four, at, laid_out):
    for moment in (TUESDAY, SATURDAY_NIGHT):
        at(moment)
        client.force_login(world.adviser)
        client.get(C2)
    assert "Man-fre kl. 9-15" in laid_out[0]
    assert not [word for word in ("Åbent nu", "Lukket nu") for page in laid_out if word in page]
    assert laid_out[0].replace("10. november", "14. november") == laid_out[1]


def test_the_sheet_says_what_the_card_says_and_how_old_it_is(client, world, four, at, laid_out):
    client.force_login(world.adviser)
    client.get(C2)
    (sheet,) = laid_out
    assert "Prøvekøbing Kommune" in sheet
    assert "Udgave 1, gældende fra" in sheet
    assert "Udskrevet 10. november 2026." in sheet
    told = [
        "Tal ikke med familien",
        "Tal med din leder",
        "barnets lov § 133",
        "112",
        "114",
        "Juridisk",
    ]
    assert not [words for words in told if words not in sheet]
    assert world.adviser.name not in sheet


@pytest.mark.rule("R115")
def test_a_number_is_on_paper_for_who_may_see_it_alone(client, world, four, laid_out):
    Municipality.objects.update(cards_public=True)
    client.get(C2)
    client.force_login(world.professional)
    client.get(C2)
    client.force_login(world.adviser)
    client.get(C2)
    assert "70 55 00 01" in laid_out[0]
    assert [("70 55 00 03" in one, "70 55 00 04" in one) for one in laid_out] == [
        (False, False),
        (True, False),
        (True, True),
    ]


def test_the_same_sheet_is_made_once(client, world, four, monkeypatch):
    client.force_login(world.adviser)
    first = client.get(C2).content
    monkeypatch.setattr(pdf, "HTML", None)
    assert client.get(C2).content == first


def test_there_is_no_sheet_of_a_draft(client, world):
    version = cards.draft()
    client.force_login(world.professional)
    assert client.get(f"/actioncards/{version.card.slug}.pdf").status_code == 404
