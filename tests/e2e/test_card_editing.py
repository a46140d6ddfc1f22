"""A card is written, approved and put in force by two editors, and read by others."""

from datetime import timedelta

import pytest

from actioncards import workflow
from actioncards.models import Card
from beredskab.accounts.roles import Role
from tests import factories
from tests.actioncards.conftest import write as write_text
from tests.e2e.accessibility import PHONE, faults
from tests.e2e.pages import choose, follow, press, text_of, tick, visit, write
from tests.factories import NOW, cards

EDIT = "/actioncards/under-18-professional/rediger/"
VERSIONS = "/actioncards/under-18-professional/udgaver/"
CARD = "/actioncards/under-18-professional/"


@pytest.fixture
def contact(world):
    return cards.contact(name="SSP-rådgivning", always_open=True, hours=[])


@pytest.fixture
def card(contact) -> Card:
    steps = {
        "talk": {"heading": "Tal med din leder", "text": "Gør det i dag."},
        "call": {"heading": "Ring til SSP", "contacts": [contact]},
        "danger": {"heading": "Ring 112", "part": "acute"},
    }
    return cards.card(steps=steps).card


@pytest.fixture
def editor(world):
    return factories.user(Role.PLAN_EDITOR, name="Ib Toft")


@pytest.mark.slow
@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}, {"width": PHONE}])
def test_two_editors_bring_a_new_version_to_the_readers(
    browse_as, world, card, contact, editor, options
):
    page = browse_as(editor, **options)
    visit(page, EDIT)
    press(page, f'form[action="{EDIT}begynd/"] button')
    follow(page, f"{EDIT}tekst/")
    write(page, summary="Når du er bekymret for en elev.", changes="Et trin mere.")
    press(page)
    follow(page, f"{EDIT}nyt-trin/?del=steps")
    write(page, heading="Skriv ned, hvad du ved", text="Med dine egne ord.")
    tick(page, "contacts", str(contact.pk))
    press(page)
    press(page, f'form[action="{EDIT}trin/skriv-ned-hvad-du-ved/flyt/"] button[value="up"]')
    follow(page, f"{EDIT}trin/talk/fjern/")
    press(page)
    assert "Tal med din leder" not in text_of(page)
    press(page, f'form[action="{EDIT}send/"] button')
    assert "Venter på at blive læst og godkendt" in text_of(page)

    approver = browse_as(world.administrator, **options)
    visit(approver, "/overblik/")
    follow(approver, f"{EDIT}gennemse/")
    for words in ("en elev", "Skriv ned, hvad du ved", "Fjernet", "Tilføjet"):
        assert words in text_of(approver)
    press(approver, "button[value=approve]")
    follow(approver, f"{EDIT}offentliggoer/")
    press(approver)

    reader = browse_as(world.professional, **options)
    visit(reader, CARD)
    assert "Skriv ned, hvad du ved" in text_of(reader)
    assert "Tal med din leder" not in text_of(reader)
    follow(reader, VERSIONS)
    assert "Et trin mere." in text_of(reader)
    follow(reader, f"{VERSIONS}1/")
    assert "Du læser en tidligere udgave" in text_of(reader)
    assert "Tal med din leder" in text_of(reader)
    visit(reader, f"{VERSIONS}2/forskelle/")
    assert "en elev" in text_of(reader)


def test_what_two_write_at_once_is_not_lost(browse_as, world, card, editor):
    draft = workflow.begin_draft(card, by=editor, at=NOW)
    page = browse_as(editor)
    visit(page, f"{EDIT}tekst/")
    write_text(draft, by=world.administrator, at=NOW + timedelta(minutes=1), title="Ullas titel")
    write(page, title="Ibs titel")
    press(page)
    assert "Kortet er ændret af" in text_of(page)
    assert "Ullas titel" in text_of(page)
    assert page.input_value("[name=title]") == "Ibs titel"
    press(page)
    draft.refresh_from_db()
    assert draft.title == "Ibs titel"


def test_a_withdrawn_card_leads_to_the_one_that_replaces_it(browse_as, world, card, editor):
    cards.card("authority", title="Myndighedskortet")
    page = browse_as(editor)
    visit(page, EDIT)
    follow(page, f"{EDIT}traek/")
    write(page, reason="Skrevet sammen")
    page.select_option("[name=replaced_by]", "under-18-authority")
    press(page)
    assert "Skrevet sammen" in text_of(page)
    reader = browse_as(world.professional)
    visit(reader, CARD)
    follow(reader, "/actioncards/under-18-authority/")


@pytest.mark.slow
def test_the_pages_of_the_editor_are_for_everybody(browse_as, complaints, world, card, editor):
    page = browse_as(editor)
    wrong = []

    def look(address: str = "", status: int = 200) -> None:
        if address:
            visit(page, address, status=status)
        wrong.extend(faults(page, complaints))

    look(EDIT)
    look(f"{EDIT}traek/")
    look("/actioncards/nyt/")
    draft = workflow.begin_draft(card, by=editor, at=NOW)
    for path in ("", "tekst/", "nyt-trin/", "trin/call/", "trin/talk/fjern/", "vis/", "kasser/"):
        look(f"{EDIT}{path}")
    for path in ("tekst/", "nyt-trin/"):
        visit(page, f"{EDIT}{path}")
        for field in page.locator("main form :is(textarea, input[type=text])").all():
            field.fill("")
        press(page)
        look()
    write_text(draft, by=editor, title="Helt andet", must_not=["Vent ikke."])
    workflow.submit(draft, by=editor, at=NOW)
    look(f"{EDIT}gennemse/")
    page = browse_as(world.administrator)
    look(f"{EDIT}gennemse/")
    press(page, "button[value=send_back]")
    look()
    workflow.approve(draft, by=world.administrator, at=NOW)
    look(f"{EDIT}offentliggoer/")
    workflow.publish(draft, by=world.administrator, at=NOW)
    page = browse_as(world.professional)
    for path in ("", "1/", "2/", "2/forskelle/"):
        look(f"{VERSIONS}{path}")
    assert wrong == []


def test_a_card_is_begun_from_the_list(browse_as, card, editor):
    page = browse_as(editor)
    visit(page, "/actioncards/")
    follow(page, "/actioncards/nyt/")
    choose(page, role="authority", age="adult")
    press(page)
    assert "Ret før kortet kan sendes" in text_of(page)
