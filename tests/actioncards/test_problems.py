import pytest

from actioncards import problems, workflow
from beredskab.municipality.models import Contact
from tests.actioncards.conftest import write
from tests.factories import NOW, cards

pytestmark = pytest.mark.django_db


def found(version):
    return [problem.message for problem in problems.find(version)]


def step(draft, desk, **fields):
    values = {"heading": "Skriv ned", "part": "steps", **fields}
    return workflow.add_step(draft, by=desk.writer, at=NOW, **values)


def test_a_card_in_order_has_no_problems(desk):
    assert found(desk.in_force) == found(desk.begin()) == []


def test_an_empty_card_lacks_it_all(desk):
    version = workflow.begin_card(by=desk.writer, at=NOW, role="authority", age="adult")
    assert found(version) == [
        "Kortet har ingen titel.",
        "Der står ikke, hvornår kortet bruges.",
        "Der står ikke noget under »Det må du ikke«.",
        "Der står ikke, hvornår det er akut.",
        "Kortet har ingen trin.",
    ]


def test_a_new_version_tells_what_is_new(desk):
    draft = workflow.begin_draft(desk.card, by=desk.writer, at=NOW)
    assert found(draft) == ["Der står ikke, hvad der er nyt i denne udgave."]


@pytest.mark.rule("R114")
def test_numbers_come_from_the_directory_and_addresses_stand_nowhere(desk):
    draft = desk.begin()
    write(draft, by=desk.writer, summary="Ring 70 20 30 40.", must_not=["Skriv ikke til a@b.dk"])
    made = step(draft, desk, text="Ring 112, 114 eller 70203040.", law="Toften 3")
    draft.refresh_from_db()
    assert found(draft) == [
        "Der står et nummer i teksten: 70 20 30 40. Numre kommer fra Kontakter.",
        "Der står en mailadresse i teksten: a@b.dk. Nævn funktionen i stedet.",
        "Der står et nummer i teksten: 70203040. Numre kommer fra Kontakter.",
        "Der står en adresse i teksten: Toften 3. Portalen viser ingen adresser.",
    ]
    assert problems.find(draft)[2].step == made


def test_contacts_that_nobody_would_see_are_told(desk):
    draft = desk.begin()
    named = {
        "Nedlagt": cards.contact(name="Nedlagt"),
        "VISO": cards.contact(name="VISO", service="viso", audience="authority"),
    }
    step(draft, desk, contacts=named.values())
    Contact.objects.filter(name="Nedlagt").update(retired_at=NOW)
    assert found(draft) == [
        "Nedlagt er taget ud af brug og bliver ikke vist.",
        "VISO er kun for myndigheder og bliver ikke vist for fagpersoner.",
    ]


def test_authorities_may_be_given_their_own_contacts(desk):
    viso = cards.contact(name="VISO", service="viso", audience="authority")
    assert found(cards.card("authority", steps={"ask": {"contacts": [viso]}})) == []


def test_a_contact_taken_out_of_use_is_found_on_the_card_in_force(desk):
    Contact.objects.filter(pk=desk.contact.pk).update(retired_at=NOW)
    assert found(desk.in_force) == ["SSP er taget ud af brug og bliver ikke vist."]


def test_headings_differ_and_placeholders_are_known(desk):
    draft = desk.begin()
    step(draft, desk, heading="tal med DIN leder")
    step(draft, desk, text="Skriv til {modtager} i {komune}.")
    assert found(draft) == [
        "Et andet trin har samme overskrift: »Tal med din leder«.",
        "Et andet trin har samme overskrift: »tal med DIN leder«.",
        "{komune} står ikke for noget. Du kan skrive {modtager}, {kommune}.",
    ]


def test_a_number_that_nobody_has_written_keeps_no_draft_back(desk):
    draft = desk.begin()
    numberless = cards.contact(phone="")
    step(draft, desk, contacts=[numberless, cards.contact()])
    assert found(draft) == []
    assert problems.without_number(draft) == [numberless]
