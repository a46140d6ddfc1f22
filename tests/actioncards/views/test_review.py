"""The pages on which a draft is approved and put in force, and a card is withdrawn."""

from datetime import timedelta

import pytest
from django.utils.translation import gettext as _

from actioncards import workflow
from actioncards.models import CardVersion
from tests.actioncards.conftest import write
from tests.factories import NOW, cards

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(desk, client):
    """Return a function that opens a page of the card as another editor."""

    def open_one(path, typed=None, *, by=None):
        client.force_login(by or desk.editor)
        address = f"/actioncards/{desk.card.slug}/rediger/{path}"
        return client.get(address) if typed is None else client.post(address, typed)

    return open_one


def said(response):
    return response.content.decode()


def test_an_editor_reads_what_differs_and_approves(desk, page):
    draft = desk.begin()
    write(draft, by=desk.writer, summary="Når du er meget bekymret for et barn.")
    workflow.submit(draft, by=desk.writer, at=NOW)
    shown = page("gennemse/")
    assert '<ins><span class="sr-only">Tilføjet: </span> meget</ins>' in said(shown)
    seen = shown.context["form"]["seen"].value()
    assert page("gennemse/", {"answer": "approve", "seen": seen}).status_code == 302
    draft.refresh_from_db()
    assert (draft.status, draft.approved_by) == ("approved", desk.editor)


def test_a_draft_is_sent_back_with_a_remark_alone(desk, page):
    draft = desk.submitted()
    seen = page("gennemse/").context["form"]["seen"].value()
    response = page("gennemse/", {"answer": "send_back", "remark": "", "seen": seen})
    assert response.context["form"].errors["remark"] == ["Skriv, hvad der skal ændres."]
    page("gennemse/", {"answer": "send_back", "remark": "Kortere.", "seen": seen})
    draft.refresh_from_db()
    assert (draft.status, draft.remark) == ("draft", "Kortere.")
    assert "Kortere." in said(page("", by=desk.writer))


def test_a_draft_that_changed_since_it_was_read_is_read_again(desk, page):
    draft = desk.submitted()
    seen = page("gennemse/").context["form"]["seen"].value()
    workflow.reopen(draft, by=desk.writer, at=NOW)
    write(draft, by=desk.writer, at=NOW + timedelta(minutes=5), title="Helt nyt")
    workflow.submit(draft, by=desk.writer, at=NOW)
    response = page("gennemse/", {"answer": "approve", "seen": seen})
    assert "Kortet er ændret af Ib Toft" in said(response)
    assert "Helt nyt" in said(response)
    draft.refresh_from_db()
    assert draft.status == "submitted"


@pytest.mark.parametrize("seen", [{}, {"seen": ""}, {"seen": "i går"}, {"seen": "2024-99-99"}])
@pytest.mark.parametrize("answer", ["approve", "send_back"])
def test_who_has_not_read_the_draft_reads_it_first(desk, page, answer, seen):
    draft = desk.submitted()
    response = page("gennemse/", {"answer": answer, "remark": "Kortere.", **seen})
    assert "Kortet er ændret af Ib Toft" in said(response)
    assert response.context["form"]["seen"].value() == draft.edited_at.isoformat()
    draft.refresh_from_db()
    assert draft.status == "submitted"


@pytest.mark.parametrize("answer", [{}, {"answer": ""}, {"answer": "publish"}])
def test_only_the_two_answers_count(desk, page, answer):
    draft = desk.submitted()
    seen = page("gennemse/").context["form"]["seen"].value()
    response = page("gennemse/", {"seen": seen, "remark": "Kortere.", **answer})
    assert _("Choose to approve the draft, or to send it back") in said(response)
    draft.refresh_from_db()
    assert draft.status == "submitted"


def test_who_has_written_sees_what_differs_and_cannot_approve(desk, page):
    desk.submitted()
    shown = page("gennemse/", by=desk.writer)
    assert shown.status_code == 200
    assert 'value="approve"' not in said(shown)
    assert page("gennemse/", {"answer": "approve"}, by=desk.writer).status_code == 403
    assert "Læs og godkend" not in said(page("", by=desk.writer))
    assert "Læs og godkend" in said(page(""))


def test_a_notice_that_is_out_of_date_leads_on(desk, page):
    response = page("gennemse/")
    assert response.url == f"/actioncards/{desk.card.slug}/rediger/"
    desk.begin()
    assert page("gennemse/", {"answer": "approve"}).status_code == 409


def test_what_happens_is_said_before_a_version_is_put_in_force(desk, page):
    assert page("offentliggoer/").status_code == 409
    version = desk.approved()
    shown = said(page("offentliggoer/"))
    assert "Sager, der er i gang, beholder udgave 1" in shown
    assert "Pdf" in shown
    response = page("offentliggoer/", {})
    assert response.url == desk.card.get_absolute_url()
    version.refresh_from_db()
    assert version.status == "published"
    assert page("offentliggoer/", {}).status_code == 409


def test_a_card_is_withdrawn_with_its_replacement(desk, page):
    other = cards.card("authority", "under_18", title="Myndighedskortet")
    shown = page("traek/")
    assert "Myndighedskortet" in said(shown)
    response = page("traek/", {"reason": "", "replaced_by": ""})
    assert response.context["form"].errors.keys() == {"reason", "replaced_by"}
    page("traek/", {"reason": "Skrevet sammen", "replaced_by": other.card.slug})
    desk.card.refresh_from_db()
    assert desk.card.replaced_by == other.card
    assert "kan ikke redigeres" in said(page(""))
    assert page("traek/").status_code == 409


def test_a_card_with_a_draft_is_not_withdrawn(desk, page):
    desk.begin()
    assert page("traek/").status_code == 409
    assert CardVersion.objects.in_force().exists()
