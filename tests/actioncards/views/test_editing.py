"""The pages on which an editor writes a card."""

from datetime import timedelta

import pytest
import time_machine

from actioncards import workflow
from actioncards.models import CardVersion
from beredskab.audit.models import LookUp
from beredskab.municipality.models import Contact
from tests.actioncards.conftest import TEXT, write
from tests.factories import NOW, cards

pytestmark = pytest.mark.django_db
STEP = {"heading": "Skriv ned", "part": "steps", "text": "", "action": "", "law": ""}
TYPED = {**TEXT, "must_not": "Tal ikke med familien.\n\nVent ikke."}


@pytest.fixture(autouse=True)
def office_hours():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def page(desk, client):
    """Return a function that opens a page of the card as a user, the writer unless told."""

    def open_one(path="", typed=None, *, by=None):
        client.force_login(by or desk.writer)
        address = f"/actioncards/{desk.card.slug}/rediger/{path}"
        return client.get(address) if typed is None else client.post(address, typed)

    return open_one


def said(response):
    return response.content.decode()


def test_without_a_draft_the_page_offers_to_begin_one(desk, page):
    assert "Begynd en ny udgave" in said(page())
    response = page("begynd/", {})
    assert response.status_code == 302
    shown = said(page())
    assert "Kladde til udgave 2 · sidst gemt" in shown
    assert "af Ib Toft" in shown
    assert "Begynd en ny udgave" not in shown


def test_the_page_lists_what_is_to_be_corrected_and_hides_the_sending(desk, page):
    draft = workflow.begin_draft(desk.card, by=desk.writer, at=NOW)
    shown = said(page())
    assert "Ret før kortet kan sendes" in shown
    assert "Send til godkendelse" not in shown
    write(draft, by=desk.writer)
    shown = said(page())
    assert "Ret før kortet kan sendes" not in shown
    assert "Send til godkendelse" in shown


def test_a_contact_that_is_taken_out_of_use_is_told_on_the_page(desk, page):
    Contact.objects.filter(pk=desk.contact.pk).update(retired_at=NOW)
    shown = said(page())
    assert "Der er noget galt med det gældende kort" in shown
    assert "SSP er taget ud af brug" in shown


def test_the_text_is_saved(desk, page):
    draft = desk.begin()
    shown = said(page("tekst/"))
    assert "Send ikke brev, sms eller mail." in shown
    response = page("tekst/", {**TYPED, "title": "Ny", "seen": draft.edited_at.isoformat()})
    assert response.status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.must_not) == ("Ny", ["Tal ikke med familien.", "Vent ikke."])


def test_an_empty_form_says_at_each_field_what_to_write(desk, page):
    desk.begin()
    for path, fields in (
        ("tekst/", {"title", "summary", "must_not", "acute_when"}),
        ("nyt-trin/", {"heading", "part"}),
        ("trin/talk/", {"heading", "part"}),
    ):
        errors = page(path, {"seen": ""}).context["form"].errors
        assert errors.keys() == fields
        assert not any("påkrævet" in str(error) for error in errors.values())


def test_too_long_a_line_is_told_and_nothing_typed_is_lost(desk, page):
    desk.begin()
    response = page("tekst/", {**TYPED, "must_not": "Kort\n" + "Lang " * 50})
    assert "Forkort linjen" in said(response)
    assert "Kort\nLang" in said(response)


def test_a_step_is_added_with_contacts_of_the_directory(desk, page):
    draft = desk.begin()
    without = cards.contact(name="Uden nummer", phone="")
    shown = said(page("nyt-trin/?del=acute"))
    assert desk.contact.phone.replace(" ", "\N{NO-BREAK SPACE}") in shown
    assert without.name not in shown
    response = page("nyt-trin/", {**STEP, "contacts": [desk.contact.pk]})
    assert response.status_code == 302
    assert draft.steps.get(key="skriv-ned").contacts.get() == desk.contact


def test_a_step_is_changed_moved_and_removed(desk, page):
    draft = desk.begin()
    page("trin/talk/", {**STEP, "heading": "Tal sammen"})
    assert draft.steps.get(key="talk").heading == "Tal sammen"
    response = page("trin/talk/flyt/", {"direction": "down"})
    assert response.url.endswith("#talk")
    assert [step.key for step in draft.steps.filter(part="steps")] == ["call", "talk"]
    page("trin/talk/flyt/", {"direction": "up"})
    assert [step.key for step in draft.steps.filter(part="steps")] == ["talk", "call"]
    assert "Fjern trinnet »Tal sammen«?" in said(page("trin/talk/fjern/"))
    page("trin/talk/fjern/", {"seen": NOW.isoformat()})
    assert not draft.steps.filter(key="talk").exists()
    assert page("trin/talk/fjern/").status_code == 404


def test_a_retired_contact_stays_chosen_until_it_is_taken_off(desk, page):
    draft = desk.begin()
    Contact.objects.filter(pk=desk.contact.pk).update(retired_at=NOW)
    assert "taget ud af brug" in said(page("trin/call/"))
    page("trin/call/", {**STEP, "contacts": [desk.contact.pk]})
    assert draft.steps.get(key="call").contacts.exists()
    page("trin/call/", STEP)
    assert not draft.steps.get(key="call").contacts.exists()


def test_who_saves_last_sees_both_texts_and_loses_nothing(desk, page):
    draft = desk.begin()
    seen = draft.edited_at.isoformat()
    write(draft, by=desk.editor, at=NOW + timedelta(minutes=2), title="Mies titel")
    response = page("tekst/", {**TYPED, "title": "Ibs titel", "seen": seen})
    shown = said(response)
    assert "Kortet er ændret af Mie Lund kl. 10.02" in shown
    assert "Mies titel" in shown
    assert "Ibs titel" in shown
    assert "Fejl:" in shown
    draft.refresh_from_db()
    assert draft.title == "Mies titel"
    form = response.context["form"]
    page("tekst/", {**TYPED, "title": "Begge titler", "seen": form["seen"].value()})
    draft.refresh_from_db()
    assert draft.title == "Begge titler"


@pytest.mark.parametrize("gone", ["sent", "discarded"])
@pytest.mark.parametrize("path", ["tekst/", "nyt-trin/", "trin/talk/"])
def test_what_was_typed_stays_when_the_draft_is_gone(desk, page, path, gone):
    draft = desk.begin()
    if gone == "sent":
        workflow.submit(draft, by=desk.editor, at=NOW)
    else:
        workflow.discard_draft(draft, by=desk.editor, at=NOW)
    response = page(path, {**TYPED, **STEP, "title": "Min", "heading": "Min"})
    assert "Kladden kan ikke ændres mere" in said(response)
    assert 'value="Min"' in said(response)
    assert page(path).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_a_refused_save_is_written_down(desk, page):
    draft = desk.begin()
    write(draft, by=desk.editor, at=NOW + timedelta(minutes=2))
    page("tekst/", {**TYPED, "seen": NOW.isoformat()})
    assert LookUp.objects.get(result="refused").actor == desk.writer


def test_the_preview_is_the_page_of_the_card(desk, page):
    draft = desk.begin()
    write(draft, by=desk.writer, title="Kommende titel")
    response = page("vis/")
    assert "actioncards/card_detail.html" in [one.name for one in response.templates]
    assert "Kommende titel" in said(response)
    assert "Kladde" in said(response)


def test_a_draft_is_sent_taken_back_and_discarded(desk, page):
    desk.begin()
    page("send/", {})
    assert "Venter på at blive læst og godkendt" in said(page())
    assert "Mie Lund, Ulla Sund" in said(page())
    page("genoptag/", {})
    assert CardVersion.objects.in_work().get().status == "draft"
    assert "Kassér kladden til udgave 2?" in said(page("kasser/"))
    page("kasser/", {})
    assert not CardVersion.objects.in_work().exists()
    assert page("kasser/").status_code == 409


def test_a_draft_that_nobody_can_approve_says_so(desk, page):
    draft = desk.begin()
    for other in (desk.editor, desk.administrator):
        write(draft, by=other)
    workflow.submit(draft, by=desk.writer, at=NOW)
    assert "Bed administratoren om en redaktør mere" in said(page())


def test_a_card_is_begun_where_there_is_none(desk, client):
    client.force_login(desk.writer)
    assert client.post("/actioncards/nyt/", {"role": "x"}).context["form"].errors
    taken = client.post("/actioncards/nyt/", {"role": "professional", "age": "under_18"})
    assert "Der er allerede et kort" in said(taken)
    made = client.post("/actioncards/nyt/", {"role": "authority", "age": "adult"})
    assert made.url == "/actioncards/fyldt-18-myndighed/rediger/"
    assert "Kortet har ingen titel." in said(client.get(made.url))
    text = {**TYPED, "changes": ""}
    client.post(f"{made.url}tekst/", text)
    assert "Kortet har ingen titel." not in said(client.get(made.url))


def test_editors_find_what_is_in_work_on_the_list_of_cards(desk, client):
    desk.begin()
    client.force_login(desk.writer)
    assert f"/actioncards/{desk.card.slug}/rediger/" in said(client.get("/actioncards/"))
    assert "/actioncards/nyt/" in said(client.get("/actioncards/"))


PATHS = {
    "": "GET",
    "begynd/": "POST",
    "tekst/": "BOTH",
    "nyt-trin/": "BOTH",
    "trin/talk/": "BOTH",
    "trin/talk/flyt/": "POST",
    "trin/talk/fjern/": "BOTH",
    "vis/": "GET",
    "send/": "POST",
    "gennemse/": "BOTH",
    "genoptag/": "POST",
    "kasser/": "BOTH",
    "offentliggoer/": "BOTH",
    "traek/": "BOTH",
}


@pytest.mark.parametrize("path", PATHS)
def test_who_does_not_edit_is_refused_and_unknown_cards_are_not_there(desk, page, client, path):
    desk.begin()
    send = client.post if PATHS[path] == "POST" else client.get
    client.force_login(desk.reader)
    assert send(f"/actioncards/{desk.card.slug}/rediger/{path}").status_code == 403
    assert send(f"/actioncards/findes-ikke/rediger/{path}").status_code == 404
    new = workflow.begin_card(by=desk.writer, at=NOW, role="authority", age="adult")
    assert send(f"/actioncards/{new.card.slug}/rediger/{path}").status_code == 404
    client.force_login(desk.writer)
    assert send(f"/actioncards/findes-ikke/rediger/{path}").status_code == 404


@pytest.mark.parametrize("path", [path for path, method in PATHS.items() if method != "BOTH"])
def test_the_wrong_method_is_refused(desk, page, path):
    response = page(path) if PATHS[path] == "POST" else page(path, {})
    assert response.status_code == 405


def test_beginning_a_card_is_for_editors(desk, client):
    client.force_login(desk.reader)
    assert client.get("/actioncards/nyt/").status_code == 403
