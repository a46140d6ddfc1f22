"""What a card has said: its versions, old ones, and what differs."""

from datetime import timedelta

import pytest

from actioncards import workflow
from beredskab.municipality.models import Contact
from tests.actioncards.conftest import write
from tests.factories import NOW, cards

pytestmark = pytest.mark.django_db
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def page(desk, client):
    """Return a function that opens a page of the versions, as somebody who only reads."""

    def open_one(path="", *, by=None):
        client.force_login(by or desk.reader)
        return client.get(f"/actioncards/{desk.card.slug}/udgaver/{path}")

    return open_one


def said(response):
    return response.content.decode()


@pytest.fixture
def second(desk):
    """A second version in force."""
    draft = desk.begin()
    write(draft, by=desk.writer, title="Under 18 år – alle", changes="Nu for alle.")
    workflow.submit(draft, by=desk.writer, at=NOW)
    workflow.approve(draft, by=desk.editor, at=NOW)
    return workflow.publish(draft, by=desk.administrator, at=NOW + timedelta(hours=1))


def test_the_versions_say_who_wrote_approved_and_what_is_new(desk, page, second):
    shown = said(page())
    for words in (
        "Udgave 2",
        "Sidst skrevet af Ib Toft",
        "godkendt af Mie Lund",
        "offentliggjort af Ulla Sund",
        "Nu for alle.",
        "Fra kommunens indholdspakke",
        "Erstattet af en senere udgave",
        "Ændrede teksten",
    ):
        assert words in shown


def test_an_earlier_version_says_that_it_is_one(desk, page, second):
    shown = said(page("1/"))
    assert "Du læser en tidligere udgave" in shown
    assert desk.in_force.title in shown
    assert "Du læser en tidligere udgave" not in said(page("2/"))


@pytest.mark.rule("R116")
def test_an_old_version_shows_the_number_of_today(desk, page, second):
    was = desk.contact.phone.replace(" ", NBSP)
    assert was in said(page("1/"))
    Contact.objects.filter(pk=desk.contact.pk).update(phone="32 32 32 32")
    for number in (1, 2):
        shown = said(page(f"{number}/"))
        assert was not in shown
        assert f"32{NBSP}32{NBSP}32{NBSP}32" in shown
    assert desk.card.versions.count() == 2


def test_what_differs_is_shown_for_any_two_versions(desk, page, second):
    shown = said(page("2/forskelle/"))
    assert "Fra udgave 1 til udgave 2." in shown
    assert "<del>" in shown
    assert "Fra udgave 2 til udgave 1." in said(page("1/forskelle/?mod=2"))
    assert "alt i den er nyt" in said(page("1/forskelle/"))
    assert page("2/forskelle/?mod=hvad").status_code == 200


@pytest.mark.rule("R115")
def test_what_differs_names_contacts_for_authorities_to_nobody_else(desk, page):
    Contact.objects.filter(pk=desk.contact.pk).update(name="VISO Opdigtet", audience="authority")
    shown = said(page("1/forskelle/"))
    assert "VISO Opdigtet" not in shown
    assert "1 kontakt, der kun vises for myndigheder" in shown
    assert "VISO Opdigtet" in said(page("1/forskelle/", by=desk.editor))


def test_versions_that_read_alike_have_no_differences(desk, page):
    draft = workflow.begin_draft(desk.card, by=desk.writer, at=NOW)
    assert "Ingen forskelle" in said(page(f"{draft.number}/forskelle/", by=desk.writer))


def test_drafts_are_there_for_editors_alone(desk, page):
    draft = desk.begin()
    for path in (f"{draft.number}/", f"{draft.number}/forskelle/"):
        assert page(path).status_code == 404
        assert page(path, by=desk.editor).status_code == 200
    assert "Begyndte en ny udgave" not in said(page())
    assert "Udgave 2" not in said(page())
    assert "Begyndte en ny udgave" in said(page(by=desk.editor))
    assert f"mod={draft.number}" not in said(page("1/forskelle/"))
    assert "Fra udgave 2" not in said(page("1/forskelle/?mod=2"))


def test_what_is_not_there_answers_so(desk, page, client):
    assert page("9/").status_code == 404
    assert page("9/forskelle/").status_code == 404
    new = cards.draft(cards.card_of("authority", "adult")).card
    assert client.get(f"/actioncards/{new.slug}/udgaver/").status_code == 404


def test_the_versions_of_a_withdrawn_card_say_why(desk, page):
    other = cards.card("authority", "under_18")
    workflow.withdraw(
        desk.card, by=desk.writer, at=NOW, reason="Skrevet sammen", replaced_by=other.card
    )
    shown = said(page())
    assert "Skrevet sammen" in shown
    assert other.card.get_absolute_url() in shown
    assert "Du læser en tidligere udgave" in said(page("1/"))


@pytest.mark.parametrize("path", ["", "1/", "1/forskelle/"])
def test_the_pages_are_only_read(desk, page, client, path):
    client.force_login(desk.writer)
    assert client.post(f"/actioncards/{desk.card.slug}/udgaver/{path}").status_code == 405
