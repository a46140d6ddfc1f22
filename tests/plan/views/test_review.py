"""The pages on which an edition is approved, adopted, published and compared."""

from datetime import timedelta

import pytest
from django.utils.translation import gettext as _

from beredskab.plan import workflow
from beredskab.plan.models import Edition
from beredskab.plan.states import EditionStatus
from tests.factories import NOW, plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]

ADOPTION = {
    "adopted_body": "Byrådet",
    "adopted_on_day": "9",
    "adopted_on_month": "11",
    "adopted_on_year": "2026",
    "adopted_case": "26/1234",
    "adopted_minutes": "www.example.com/dagsorden/7",
}


@pytest.fixture
def page(desk, client):
    """Return a function that opens a page of an edition as an editor who has not written in it."""

    def open_one(edition, path, typed=None, *, by=None):
        client.force_login(by or desk.editor)
        address = f"/plan/rediger/{edition.name}/{path}/"
        return client.get(address) if typed is None else client.post(address, typed)

    return open_one


@pytest.fixture
def sent(desk):
    """An edition that waits for its approval, with a section in other words than in force."""
    plan.in_force(by=desk.writer)
    draft = workflow.begin_edition(by=desk.writer, at=NOW)
    known = {"title": draft.title, "themes": draft.themes, "changes": "Kortere."}
    workflow.change_head(draft, by=desk.writer, at=NOW, **known)
    section = draft.sections.get(key="bekymring")
    text = "<p>Tal straks med barnet, og underret kommunen.</p>"
    workflow.save_section(
        section, by=desk.writer, at=NOW, seen=section.version, title=section.title, text=text
    )
    return workflow.submit(draft, by=desk.writer, at=NOW)


def said(response):
    return response.content.decode()


def status_of(edition):
    return Edition.objects.get(pk=edition.pk).status


def seen(response):
    return response.context["form"]["seen"].value()


# -- Sending ------------------------------------------------------------------------------------
def test_a_draft_is_sent_by_a_press_alone(desk, page):
    draft = plan.draft()
    assert page(draft, "send").status_code == 405
    assert page(draft, "send", {}).url == f"/plan/rediger/{draft.name}/"
    assert status_of(draft) == "submitted"
    assert page(draft, "send", {}).status_code == 409


def test_a_draft_with_something_to_correct_is_not_sent(page):
    draft = plan.draft(themes=[])
    assert page(draft, "send", {}).status_code == 409
    assert status_of(draft) == "draft"


# -- Approval -----------------------------------------------------------------------------------
def test_an_editor_reads_what_differs_and_approves(desk, page, sent):
    shown = page(sent, "gennemse")
    assert '<ins><span class="sr-only">Tilføjet: </span> straks</ins>' in said(shown)
    assert page(sent, "gennemse", {"answer": "approve", "seen": seen(shown)}).status_code == 302
    sent.refresh_from_db()
    assert (sent.status, sent.approved_by) == ("approved", desk.editor)


def test_an_edition_is_sent_back_with_a_remark_alone(page, sent):
    read = seen(page(sent, "gennemse"))
    response = page(sent, "gennemse", {"answer": "send_back", "remark": " ", "seen": read})
    assert response.context["form"].errors["remark"] == ["Skriv, hvad der skal ændres."]
    assert 'href="#id_remark"' in said(response)
    page(sent, "gennemse", {"answer": "send_back", "remark": "Kortere.", "seen": read})
    sent.refresh_from_db()
    assert (sent.status, sent.remark) == ("draft", "Kortere.")


def test_an_edition_that_was_sent_again_is_read_again(desk, page, sent):
    read = seen(page(sent, "gennemse"))
    workflow.reopen(sent, by=desk.writer, at=NOW)
    workflow.submit(sent, by=desk.writer, at=NOW + timedelta(minutes=5))
    response = page(sent, "gennemse", {"answer": "approve", "seen": read})
    assert response.context["form"].non_field_errors()
    assert status_of(sent) == "submitted"
    page(sent, "gennemse", {"answer": "approve", "seen": seen(response)})
    assert status_of(sent) == "approved"


@pytest.mark.parametrize("typed", [{}, {"seen": ""}, {"seen": "i går"}])
@pytest.mark.parametrize("answer", ["approve", "send_back"])
def test_who_has_not_read_the_edition_reads_it_first(page, sent, answer, typed):
    response = page(sent, "gennemse", {"answer": answer, "remark": "Kortere.", **typed})
    assert seen(response) == sent.submitted_at.isoformat()
    assert status_of(sent) == "submitted"


@pytest.mark.parametrize("answer", [{}, {"answer": ""}, {"answer": "publish"}])
def test_only_the_two_answers_count(page, sent, answer):
    response = page(sent, "gennemse", {"seen": sent.submitted_at.isoformat(), **answer})
    assert response.context["form"].non_field_errors()
    assert status_of(sent) == "submitted"


def test_who_has_written_sees_what_differs_and_why_she_cannot_approve(desk, page, sent):
    shown = page(sent, "gennemse", by=desk.writer)
    assert shown.status_code == 200
    assert 'value="approve"' not in said(shown)
    assert _("You have written in it, and two pairs of eyes are to see every edition.") in said(
        shown
    )
    assert "Mie Lund" in said(shown)
    answer = {"answer": "approve", "seen": sent.submitted_at.isoformat()}
    assert page(sent, "gennemse", answer, by=desk.writer).status_code == 403
    assert status_of(sent) == "submitted"


def test_who_only_sent_it_is_told_so(desk, page):
    draft = workflow.submit(plan.draft(), by=desk.administrator, at=NOW)
    shown = said(page(draft, "gennemse", by=desk.administrator))
    assert _("You have sent it, and two pairs of eyes are to see every edition.") in shown


def test_a_draft_is_compared_but_not_answered(page):
    draft = plan.draft()
    assert 'value="approve"' not in said(page(draft, "gennemse"))
    assert page(draft, "gennemse", {"answer": "approve"}).status_code == 409


@pytest.mark.parametrize("status", ["approved", "adopted", "publishing"])
@pytest.mark.parametrize("answer", ["approve", "send_back"])
def test_what_is_approved_already_is_not_answered_again(desk, page, status, answer):
    edition = plan.edition_in(status)
    typed = {"answer": answer, "remark": "Nej.", "seen": edition.submitted_at.isoformat()}
    assert page(edition, "gennemse", typed).status_code == 409
    assert status_of(edition) == status


# -- Taking back --------------------------------------------------------------------------------
@pytest.mark.parametrize("status", ["submitted", "approved"])
def test_an_edition_is_taken_back_by_a_press(page, status):
    edition = plan.edition_in(status)
    assert page(edition, "genoptag").status_code == 200
    assert status_of(edition) == status
    assert page(edition, "genoptag", {}).status_code == 302
    assert status_of(edition) == "draft"


@pytest.mark.rule("R1")
def test_what_is_adopted_is_taken_back_by_who_knows_that_the_adoption_is_lost(page):
    edition = plan.edition_in(EditionStatus.ADOPTED)
    for response in (page(edition, "genoptag"), page(edition, "genoptag", {})):
        assert response.status_code == 200
        assert _("The adoption is lost") in said(response)
        assert "Byrådet i Prøvekøbing" in said(response)
    assert status_of(edition) == "adopted"
    page(edition, "genoptag", {"sure": "1"})
    edition.refresh_from_db()
    assert (edition.status, edition.adopted_on) == ("draft", None)


@pytest.mark.parametrize("status", ["draft", "publishing"])
def test_what_cannot_be_taken_back_says_so(page, status):
    edition = plan.edition_in(status)
    assert page(edition, "genoptag").status_code == 409
    assert page(edition, "genoptag", {"sure": "1"}).status_code == 409


# -- Adoption -----------------------------------------------------------------------------------
@pytest.mark.rule("R1")
def test_what_the_council_decided_is_recorded(page):
    edition = plan.edition_in(EditionStatus.APPROVED)
    assert page(edition, "vedtagelse").context["form"]["adopted_body"].value()
    assert page(edition, "vedtagelse", ADOPTION).status_code == 302
    edition.refresh_from_db()
    assert (edition.status, edition.adopted_body) == ("adopted", "Byrådet")
    assert edition.adopted_on.isoformat() == "2026-11-09"
    assert edition.adopted_minutes == "https://www.example.com/dagsorden/7"


def test_the_form_begins_with_who_adopted_the_edition_in_force(page, desk):
    plan.in_force()
    edition = plan.approved()
    shown = page(edition, "vedtagelse")
    assert shown.context["form"]["adopted_body"].value() == "Byrådet i Prøvekøbing"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"adopted_body": " "}, "adopted_body"),
        ({"adopted_on_day": ""}, "adopted_on"),
        ({"adopted_on_day": "", "adopted_on_month": "", "adopted_on_year": ""}, "adopted_on"),
        ({"adopted_on_day": "31"}, "adopted_on"),
        ({"adopted_on_day": "11"}, "adopted_on"),
        ({"adopted_on_year": "2062"}, "adopted_on"),
        ({"adopted_case": "1" * 61}, "adopted_case"),
        ({"adopted_minutes": "javascript:alert(1)"}, "adopted_minutes"),
        ({"adopted_minutes": "ftp://example.com/"}, "adopted_minutes"),
    ],
)
def test_what_cannot_be_so_is_told_at_its_field(page, typed, field):
    edition = plan.edition_in(EditionStatus.APPROVED)
    response = page(edition, "vedtagelse", ADOPTION | typed)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert len(response.context["form"].errors[field]) == 1
    assert status_of(edition) == "approved"


def test_the_day_of_today_counts(page):
    edition = plan.edition_in(EditionStatus.APPROVED)
    assert page(edition, "vedtagelse", ADOPTION | {"adopted_on_day": "10"}).status_code == 302


@pytest.mark.parametrize("status", ["draft", "submitted", "publishing"])
def test_only_what_is_approved_is_adopted(page, status):
    edition = plan.edition_in(status)
    assert page(edition, "vedtagelse").status_code == 409
    assert page(edition, "vedtagelse", ADOPTION).status_code == 409
    assert status_of(edition) == status


def test_what_was_recorded_is_mended_until_the_edition_is_published(page):
    edition = plan.edition_in(EditionStatus.ADOPTED)
    assert 'value="26/1234"' in said(page(edition, "vedtagelse"))
    assert page(edition, "vedtagelse", ADOPTION | {"adopted_case": "26/9"}).status_code == 302
    edition.refresh_from_db()
    assert (edition.status, edition.adopted_case) == ("adopted", "26/9")


def test_a_later_edition_is_not_adopted_before_its_approval(page):
    plan.in_force()
    edition = plan.approved()
    response = page(edition, "vedtagelse", ADOPTION | {"adopted_on_year": "2020"})
    assert "Teksten er godkendt senere end den dag" in said(response)
    assert status_of(edition) == "approved"


def test_the_first_edition_may_have_been_adopted_before_it_came_into_the_portal(page):
    edition = plan.approved()
    assert page(edition, "vedtagelse", ADOPTION | {"adopted_on_year": "2020"}).status_code == 302


def test_a_remark_is_not_lost_by_an_approval(page):
    edition = plan.submitted()
    sent = {"seen": edition.submitted_at.isoformat(), "remark": "Kortere.", "answer": "approve"}
    response = page(edition, "gennemse", sent)
    assert "Du har skrevet, hvad der skal ændres" in said(response)
    assert status_of(edition) == "submitted"


def test_a_correction_is_not_adopted(page):
    plan.in_force()
    correction = plan.approved(plan.correction())
    assert page(correction, "vedtagelse").status_code == 409


# -- Publication --------------------------------------------------------------------------------
@pytest.mark.rule("R1")
def test_what_happens_is_said_before_an_edition_is_published(page):
    former = plan.in_force()
    edition = plan.adopted()
    shown = said(page(edition, "offentliggoer"))
    assert former.name in shown
    assert "10. november 2030" in shown
    assert page(edition, "offentliggoer", {}).url == f"/plan/rediger/{edition.name}/"
    assert status_of(edition) == "publishing"
    assert status_of(former) == "in_force"
    assert page(edition, "offentliggoer", {}).status_code == 409


@pytest.mark.rule("R1")
@pytest.mark.parametrize("status", ["draft", "submitted", "approved", "publishing"])
def test_what_is_not_adopted_is_not_published(page, status):
    edition = plan.edition_in(status)
    assert page(edition, "offentliggoer").status_code == 409
    assert page(edition, "offentliggoer", {}).status_code == 409
    assert status_of(edition) == status


def test_a_correction_says_that_it_needs_no_new_adoption(page):
    plan.in_force()
    correction = plan.approved(plan.correction())
    shown = page(correction, "offentliggoer")
    assert "Byrådet i Prøvekøbing" in said(shown)
    assert correction.corrects.name in said(shown)
    assert page(correction, "offentliggoer", {}).status_code == 302
    assert status_of(correction) == "publishing"


def test_what_came_to_be_wrong_after_the_approval_is_told(page, monkeypatch):
    edition = plan.edition_in(EditionStatus.ADOPTED)
    assert page(edition, "offentliggoer").context["problems"] == []
    monkeypatch.setattr("beredskab.plan.placeholders.unknown", lambda text: ["{{kort:x}}"])
    assert "{{kort:x}}" in said(page(edition, "offentliggoer"))


def test_a_publication_is_stopped(page):
    edition = plan.edition_in(EditionStatus.PUBLISHING)
    assert page(edition, "stop").status_code == 200
    assert page(edition, "stop", {}).status_code == 302
    assert status_of(edition) == "adopted"


@pytest.mark.parametrize("status", ["draft", "submitted", "approved", "adopted"])
def test_what_is_not_being_published_is_not_stopped(page, status):
    edition = plan.edition_in(status)
    assert page(edition, "stop").status_code == 409
    assert page(edition, "stop", {}).status_code == 409
    assert status_of(edition) == status


def test_a_correction_that_waits_for_approval_is_not_stopped(page):
    plan.in_force()
    correction = plan.submitted(plan.correction())
    assert page(correction, "stop", {}).status_code == 409


# -- Who may ------------------------------------------------------------------------------------
PAGES = ("send", "gennemse", "genoptag", "vedtagelse", "offentliggoer", "stop")


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_are_for_editors_alone(desk, page, client, path):
    edition = plan.draft()
    for who in (desk.leader, desk.reader):
        assert page(edition, path, {}, by=who).status_code == 403
    client.logout()
    assert client.post(f"/plan/rediger/{edition.name}/{path}/").url.startswith("/log-ind/")


@pytest.mark.parametrize("path", PAGES)
def test_what_is_published_or_never_was_is_not_in_work(page, path):
    edition = plan.in_force()
    assert page(edition, path, {}).status_code == 404
    assert page(Edition(number=99), path, {}).status_code == 404


# -- Any two editions ---------------------------------------------------------------------------
URL = "/plan/forskelle/"


@pytest.fixture
def three(sent, desk):
    """Two editions that are or were in force, and the next one, which waits for approval."""
    correction = plan.correction(desk.writer)
    section = correction.sections.get(key="indledning")
    text = "<p>Planen er for alle, der møder børn og unge i fritiden.</p>"
    workflow.save_section(
        section, by=desk.writer, at=NOW, seen=section.version, title=section.title, text=text
    )
    return [sent, plan.in_force(correction, by=desk.writer)]


def test_everybody_compares_what_is_or_was_in_force(three, client):
    response = client.get(URL, {"fra": "1", "til": "1.1"})
    assert response.status_code == 200
    assert '<ins><span class="sr-only">Tilføjet: </span> i fritiden</ins>' in said(response)
    assert "sessionid" not in response.cookies
    assert not response.cookies


def test_without_a_choice_the_plan_in_force_is_compared_with_the_one_before_it(three, client):
    context = client.get(URL).context
    assert (context["old"].name, context["new"].name) == ("1", "1.1")


def test_editions_are_compared_backwards_too(three, client):
    response = client.get(URL, {"fra": "1.1", "til": "1"})
    assert '<del><span class="sr-only">Slettet: </span> i fritiden</del>' in said(response)


def test_what_is_in_work_is_for_editors_alone(three, desk, client):
    chosen = {"fra": "1", "til": "2"}
    for who in (None, desk.reader, desk.leader):
        if who:
            client.force_login(who)
        assert client.get(URL, chosen).status_code == 404
        assert "2" not in [one.name for one in client.get(URL).context["editions"]]
    client.force_login(desk.editor)
    assert " straks</ins>" in said(client.get(URL, chosen))


@pytest.mark.parametrize("wanted", ["9", "x", "1.9", "1'--", "\0", "99999999999999999999"])
def test_an_edition_that_is_not_there_is_not_found(three, client, wanted):
    assert client.get(URL, {"fra": wanted, "til": "1"}).status_code == 404
    assert client.get(URL, {"fra": "1", "til": wanted}).status_code == 404


def test_an_edition_compared_with_itself_has_no_differences(three, client):
    response = client.get(URL, {"fra": "1", "til": "1"})
    assert response.status_code == 200
    assert not response.context["differences"]


def test_with_one_edition_or_none_the_page_says_what_will_come(client, desk):
    assert client.get(URL).context["differences"] is None
    plan.in_force()
    response = client.get(URL)
    assert response.context["differences"] is None
    assert "<select" not in said(response)


def test_an_editor_compares_her_draft_with_the_only_edition(client, desk):
    plan.in_force()
    draft = workflow.begin_edition(by=desk.writer, at=NOW)
    client.force_login(desk.writer)
    context = client.get(URL).context
    assert (context["old"].name, context["new"].name) == ("1", draft.name)


def test_comparing_is_for_reading_alone(three, client):
    assert client.post(URL, {"fra": "1", "til": "1.1"}).status_code == 405
