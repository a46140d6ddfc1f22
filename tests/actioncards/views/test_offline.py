"""What a browser may keep: neutral copies, and the worker that keeps them."""

import json
import re

import pytest
from django.contrib.staticfiles import finders

from actioncards.views import offline
from beredskab.municipality.models import Municipality
from tests.actioncards.views.conftest import SATURDAY_NIGHT, TUESDAY, numbers
from tests.actioncards.views.test_cards import C1, C2, LEGAL, RED, SSP, STAFF, VISO
from tests.factories import cards

pytestmark = pytest.mark.django_db

COPIES = "/actioncards/kopier.json"
COPY = f"{C2}kopi/"
DIRECTORY = "/actioncards/kopi/kontakter/"
# What would tell who reads: names, tokens, the session, the ways to cases.
TELLING = ["csrf", "session", "Log af", "Person", "hx-", "<script", "/overblik/", "/sager/"]


def test_the_worker_is_there_for_everybody_and_names_no_card(client, four):
    response = client.get("/service-worker.js")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "Set-Cookie" not in response.headers
    script = response.content.decode()
    assert "under-18" not in script
    assert COPIES in script


def test_the_worker_keeps_the_files_that_a_copy_is_drawn_with(client, world, four):
    client.force_login(world.adviser)
    script = client.get("/service-worker.js").content.decode()
    kept = json.loads(re.search(r"const FILES = (.*);", script)[1])
    for page in (COPY, DIRECTORY, "/actioncards/kopi/"):
        used = re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get(page).content.decode())
        assert used
        assert set(used) <= set(kept)
    assert all(finders.find(name) for name in offline.FILES)


def test_other_files_make_another_worker(client, monkeypatch):
    before = client.get("/service-worker.js").content
    monkeypatch.setattr(offline, "FILES", offline.FILES[:-1])
    assert client.get("/service-worker.js").content != before


def test_the_list_names_each_page_and_its_copy(client, world, four):
    client.force_login(world.professional)
    kept = client.get(COPIES).json()["scopes"]
    assert set(kept) == {"/actioncards/", "/kontakter/"}
    assert kept["/kontakter/"] == {"/kontakter/": DIRECTORY}
    assert kept["/actioncards/"].pop("/actioncards/") == "/actioncards/kopi/"
    assert kept["/actioncards/"][C1] == f"{C1}kopi/"
    assert len(kept["/actioncards/"]) == 4


def test_a_stranger_keeps_the_cards_alone_where_they_are_public(client, world, four):
    assert client.get(COPIES).status_code == 302
    Municipality.objects.update(cards_public=True)
    assert set(client.get(COPIES).json()["scopes"]) == {"/actioncards/"}
    assert client.get(DIRECTORY).headers["Location"].startswith("/log-ind/")


@pytest.mark.parametrize(
    ("who", "reader"),
    [(None, "public"), ("professional", "staff"), ("adviser", "authority")],
)
def test_list_and_copies_tell_the_reader_by_audience_alone(client, world, four, who, reader):
    Municipality.objects.update(cards_public=True)
    if who:
        client.force_login(getattr(world, who))
    assert client.get(COPIES).json()["reader"] == reader
    for address in (COPY, "/actioncards/kopi/", *([DIRECTORY] if who else [])):
        assert client.get(address).headers["X-Kept-Copy"] == reader


def test_what_is_no_copy_is_not_marked_as_one(client, world, four):
    pages = [COPY, DIRECTORY, COPIES, "/service-worker.js"]
    assert not [one for one in pages if "X-Kept-Copy" in client.get(one).headers]
    client.force_login(world.adviser)
    pages = [C2, "/kontakter/", COPIES, "/actioncards/findes-ikke/kopi/"]
    assert not [one for one in pages if "X-Kept-Copy" in client.get(one).headers]


@pytest.mark.parametrize("address", [COPY, DIRECTORY, "/actioncards/kopi/"])
def test_a_copy_tells_nothing_of_its_reader(world, four, read, address):
    text = read(address, world.adviser)
    assert not [word for word in TELLING if word in text]
    assert numbers(text)[:2] == ["112", "114"]


@pytest.mark.parametrize("address", [COPY, DIRECTORY])
def test_a_copy_says_when_it_was_made_and_not_who_is_open(world, four, read, at, address):
    texts = []
    for moment in (TUESDAY, SATURDAY_NIGHT):
        at(moment)
        texts.append(read(address, world.adviser))
    assert "Gemt kopi fra 10. november 2026 kl. 10.00." in texts[0]
    assert "Numre og åbningstider kan være ændret." in texts[0]
    assert "Man-fre kl. 9-15" in texts[0]
    assert not [word for word in ("Åbent nu", "Lukket nu") if word in texts[0] + texts[1]]
    assert (
        texts[0].replace("10. november 2026 kl. 10.00", "14. november 2026 kl. 03.00") == texts[1]
    )


@pytest.mark.rule("R115")
@pytest.mark.parametrize("address", [COPY, DIRECTORY])
def test_a_copy_holds_the_numbers_that_its_reader_is_shown(world, four, read, address):
    assert {SSP, RED, STAFF, VISO, LEGAL} <= set(numbers(read(address, world.adviser)))
    shown = set(numbers(read(address, world.professional)))
    assert {SSP, RED, STAFF} <= shown
    assert not shown & {VISO, LEGAL}


def test_the_copy_of_a_card_says_what_the_card_says(world, four, read):
    text = read(COPY, world.adviser)
    told = [
        "Tal ikke med familien",
        "Tal med din leder",
        "barnets lov § 133",
        "Skal barnet væk nu?",
    ]
    assert not [words for words in told if words not in text]


def test_a_card_that_is_withdrawn_or_a_draft_has_no_copy(world, four, read):
    cards.withdraw(four["under_18-authority"], world.administrator)
    read(COPY, world.adviser, status=404)
    draft = cards.draft(cards.card_of(slug="kladde", role="authority"))
    read(f"/actioncards/{draft.card.slug}/kopi/", world.administrator, status=404)


def test_a_contact_without_a_number_is_not_kept(world, read):
    cards.contact(name="Uden nummer", phone="", hours=[])
    assert "Uden nummer" not in read(DIRECTORY, world.adviser)


def test_pages_outside_cards_and_directory_start_no_worker(world, four, read, client):
    client.force_login(world.adviser)
    assert b"js/cards" in client.get(C1).content
    for address in ("/overblik/", "/sager/", "/bekymringer/ny/", "/akut/"):
        assert b"js/cards" not in client.get(address).content
