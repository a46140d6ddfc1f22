"""The pages on which an edition is approved, adopted, published and compared."""

from datetime import timedelta

import pytest
from django.utils.translation import gettext as _

from beredskab.plan import workflow
from beredskab.plan.models import Edition
from beredskab.plan.states import EditionStatus
from tests.factories import NOW, plan
from tests.plan.views.reviewed import said, seen, status_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]


# -- Sending ------------------------------------------------------------------------------------
def test_a_draft_is_sent_by_a_press_alone(desk, page_of):
    draft = plan.draft()
    assert page_of(draft, "send").status_code == 405
    assert page_of(draft, "send", {}).url == f"/plan/rediger/{draft.name}/"
    assert status_of(draft) == "submitted"
    assert page_of(draft, "send", {}).status_code == 409


def test_a_draft_with_something_to_correct_is_not_sent(page_of):
    draft = plan.draft(themes=[])
    assert page_of(draft, "send", {}).status_code == 409
    assert status_of(draft) == "draft"


# -- Approval -----------------------------------------------------------------------------------
def test_an_editor_reads_what_differs_and_approves(desk, page_of, sent):
    shown = page_of(sent, "gennemse")
    assert '<ins><span class="sr-only">Tilføjet: </span> straks</ins>' in said(shown)
    assert page_of(sent, "gennemse", {"answer": "approve", "seen": seen(shown)}).status_code == 302
    sent.refresh_from_db()
    assert (sent.status, sent.approved_by) == ("approved", desk.editor)


def test_an_edition_is_sent_back_with_a_remark_alone(page_of, sent):
    read = seen(page_of(sent, "gennemse"))
    response = page_of(sent, "gennemse", {"answer": "send_back", "remark": " ", "seen": read})
    assert response.context["form"].errors["remark"] == ["Skriv, hvad der skal ændres."]
    assert 'href="#id_remark"' in said(response)
    page_of(sent, "gennemse", {"answer": "send_back", "remark": "Kortere.", "seen": read})
    sent.refresh_from_db()
    assert (sent.status, sent.remark) == ("draft", "Kortere.")


def test_an_edition_that_was_sent_again_is_read_again(desk, page_of, sent):
    read = seen(page_of(sent, "gennemse"))
    workflow.reopen(sent, by=desk.writer, at=NOW)
    workflow.submit(sent, by=desk.writer, at=NOW + timedelta(minutes=5))
    response = page_of(sent, "gennemse", {"answer": "approve", "seen": read})
    assert response.context["form"].non_field_errors()
    assert status_of(sent) == "submitted"
    page_of(sent, "gennemse", {"answer": "approve", "seen": seen(response)})
    assert status_of(sent) == "approved"


@pytest.mark.parametrize("typed", [{}, {"seen": ""}, {"seen": "i går"}])
@pytest.mark.parametrize("answer", ["approve", "send_back"])
def test_who_has_not_read_the_edition_reads_it_first(page_of, sent, answer, typed):
    response = page_of(sent, "gennemse", {"answer": answer, "remark": "Kortere.", **typed})
    assert seen(response) == sent.submitted_at.isoformat()
    assert status_of(sent) == "submitted"


@pytest.mark.parametrize("answer", [{}, {"answer": ""}, {"answer": "publish"}])
def test_only_the_two_answers_count(page_of, sent, answer):
    response = page_of(sent, "gennemse", {"seen": sent.submitted_at.isoformat(), **answer})
    assert response.context["form"].non_field_errors()
    assert status_of(sent) == "submitted"


def test_who_has_written_sees_what_differs_and_why_she_cannot_approve(desk, page_of, sent):
    shown = page_of(sent, "gennemse", by=desk.writer)
    assert shown.status_code == 200
    assert 'value="approve"' not in said(shown)
    assert _("You have written in it, and two pairs of eyes are to see every edition.") in said(
        shown
    )
    assert "Mie Lund" in said(shown)
    answer = {"answer": "approve", "seen": sent.submitted_at.isoformat()}
    assert page_of(sent, "gennemse", answer, by=desk.writer).status_code == 403
    assert status_of(sent) == "submitted"


def test_who_only_sent_it_is_told_so(desk, page_of):
    draft = workflow.submit(plan.draft(), by=desk.administrator, at=NOW)
    shown = said(page_of(draft, "gennemse", by=desk.administrator))
    assert _("You have sent it, and two pairs of eyes are to see every edition.") in shown


def test_a_draft_is_compared_but_not_answered(page_of):
    draft = plan.draft()
    assert 'value="approve"' not in said(page_of(draft, "gennemse"))
    assert page_of(draft, "gennemse", {"answer": "approve"}).status_code == 409


@pytest.mark.parametrize("status", ["approved", "adopted", "publishing"])
@pytest.mark.parametrize("answer", ["approve", "send_back"])
def test_what_is_approved_already_is_not_answered_again(desk, page_of, status, answer):
    edition = plan.edition_in(status)
    typed = {"answer": answer, "remark": "Nej.", "seen": edition.submitted_at.isoformat()}
    assert page_of(edition, "gennemse", typed).status_code == 409
    assert status_of(edition) == status


# -- Taking back --------------------------------------------------------------------------------
@pytest.mark.parametrize("status", ["submitted", "approved"])
def test_an_edition_is_taken_back_by_a_press(page_of, status):
    edition = plan.edition_in(status)
    assert page_of(edition, "genoptag").status_code == 200
    assert status_of(edition) == status
    assert page_of(edition, "genoptag", {}).status_code == 302
    assert status_of(edition) == "draft"


@pytest.mark.rule("R1")
def test_what_is_adopted_is_taken_back_by_who_knows_that_the_adoption_is_lost(page_of):
    edition = plan.edition_in(EditionStatus.ADOPTED)
    for response in (page_of(edition, "genoptag"), page_of(edition, "genoptag", {})):
        assert response.status_code == 200
        assert _("The adoption is lost") in said(response)
        assert "Byrådet i Prøvekøbing" in said(response)
    assert status_of(edition) == "adopted"
    page_of(edition, "genoptag", {"sure": "1"})
    edition.refresh_from_db()
    assert (edition.status, edition.adopted_on) == ("draft", None)


@pytest.mark.parametrize("status", ["draft", "publishing"])
def test_what_cannot_be_taken_back_says_so(page_of, status):
    edition = plan.edition_in(status)
    assert page_of(edition, "genoptag").status_code == 409
    assert page_of(edition, "genoptag", {"sure": "1"}).status_code == 409


# -- Who may ------------------------------------------------------------------------------------
PAGES = ("send", "gennemse", "genoptag", "vedtagelse", "offentliggoer", "stop")


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_are_for_editors_alone(desk, page_of, client, path):
    edition = plan.draft()
    for who in (desk.leader, desk.reader):
        assert page_of(edition, path, {}, by=who).status_code == 403
    client.logout()
    assert client.post(f"/plan/rediger/{edition.name}/{path}/").url.startswith("/log-ind/")


@pytest.mark.parametrize("path", PAGES)
def test_what_is_published_or_never_was_is_not_in_work(page_of, path):
    edition = plan.in_force()
    assert page_of(edition, path, {}).status_code == 404
    assert page_of(Edition(number=99), path, {}).status_code == 404
