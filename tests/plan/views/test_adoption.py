"""The pages on which an edition is adopted and published."""

import pytest
from django.utils.translation import gettext as _

from beredskab.plan.states import EditionStatus
from tests.factories import plan
from tests.plan.views.conftest import words
from tests.plan.views.reviewed import said, status_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]
ADOPTION = {
    "adopted_body": "Byrådet",
    "adopted_on_day": "9",
    "adopted_on_month": "11",
    "adopted_on_year": "2026",
    "adopted_case": "26/1234",
    "adopted_minutes": "www.example.com/dagsorden/7",
}


# -- Adoption -----------------------------------------------------------------------------------
@pytest.mark.rule("R1")
def test_what_the_council_decided_is_recorded(page_of):
    edition = plan.edition_in(EditionStatus.APPROVED)
    assert page_of(edition, "vedtagelse").context["form"]["adopted_body"].value()
    assert page_of(edition, "vedtagelse", ADOPTION).status_code == 302
    edition.refresh_from_db()
    assert (edition.status, edition.adopted_body) == ("adopted", "Byrådet")
    assert edition.adopted_on.isoformat() == "2026-11-09"
    assert edition.adopted_minutes == "https://www.example.com/dagsorden/7"


def test_the_form_begins_with_who_adopted_the_edition_in_force(page_of, desk):
    plan.in_force()
    edition = plan.approved()
    shown = page_of(edition, "vedtagelse")
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
def test_what_cannot_be_so_is_told_at_its_field(page_of, typed, field):
    edition = plan.edition_in(EditionStatus.APPROVED)
    response = page_of(edition, "vedtagelse", ADOPTION | typed)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert len(response.context["form"].errors[field]) == 1
    assert status_of(edition) == "approved"


def test_the_day_of_today_counts(page_of):
    edition = plan.edition_in(EditionStatus.APPROVED)
    assert page_of(edition, "vedtagelse", ADOPTION | {"adopted_on_day": "10"}).status_code == 302


@pytest.mark.parametrize("status", ["draft", "submitted", "publishing"])
def test_only_what_is_approved_is_adopted(page_of, status):
    edition = plan.edition_in(status)
    assert page_of(edition, "vedtagelse").status_code == 409
    assert page_of(edition, "vedtagelse", ADOPTION).status_code == 409
    assert status_of(edition) == status


def test_what_was_recorded_is_mended_until_the_edition_is_published(page_of):
    edition = plan.edition_in(EditionStatus.ADOPTED)
    assert 'value="26/1234"' in said(page_of(edition, "vedtagelse"))
    assert page_of(edition, "vedtagelse", ADOPTION | {"adopted_case": "26/9"}).status_code == 302
    edition.refresh_from_db()
    assert (edition.status, edition.adopted_case) == ("adopted", "26/9")


def test_a_later_edition_is_not_adopted_before_its_approval(page_of):
    plan.in_force()
    edition = plan.approved()
    response = page_of(edition, "vedtagelse", ADOPTION | {"adopted_on_year": "2020"})
    assert "Teksten er godkendt senere end den dag" in said(response)
    assert status_of(edition) == "approved"


def test_the_first_edition_may_have_been_adopted_before_it_came_into_the_portal(page_of):
    edition = plan.approved()
    assert page_of(edition, "vedtagelse", ADOPTION | {"adopted_on_year": "2020"}).status_code == 302


def test_a_remark_is_not_lost_by_an_approval(page_of):
    edition = plan.submitted()
    sent = {"seen": edition.submitted_at.isoformat(), "remark": "Kortere.", "answer": "approve"}
    response = page_of(edition, "gennemse", sent)
    assert "Du har skrevet, hvad der skal ændres" in said(response)
    assert status_of(edition) == "submitted"


def test_a_correction_is_not_adopted(page_of):
    plan.in_force()
    correction = plan.approved(plan.correction())
    assert page_of(correction, "vedtagelse").status_code == 409


# -- Publication --------------------------------------------------------------------------------
@pytest.mark.rule("R1")
def test_what_happens_is_said_before_an_edition_is_published(page_of):
    former = plan.in_force()
    edition = plan.adopted()
    shown = said(page_of(edition, "offentliggoer"))
    assert former.name in shown
    assert "10. november 2030" in shown
    assert page_of(edition, "offentliggoer", {}).url == f"/plan/rediger/{edition.name}/"
    assert status_of(edition) == "publishing"
    assert status_of(former) == "in_force"
    assert page_of(edition, "offentliggoer", {}).status_code == 409


def test_a_correction_that_would_be_undone_is_told_before_an_edition_is_published(page_of):
    plan.in_force()
    edition = plan.adopted()
    plan.in_force(plan.correction())
    shown = said(page_of(edition, "offentliggoer"))
    assert f"Indledning: {words('Correction %(name)s is not made here.', name='1.1')}" in shown
    assert (
        words("It came after the draft was sent. Everybody reads it so when you publish.") in shown
    )


@pytest.mark.rule("R1")
@pytest.mark.parametrize("status", ["draft", "submitted", "approved", "publishing"])
def test_what_is_not_adopted_is_not_published(page_of, status):
    edition = plan.edition_in(status)
    assert page_of(edition, "offentliggoer").status_code == 409
    assert page_of(edition, "offentliggoer", {}).status_code == 409
    assert status_of(edition) == status


def test_a_correction_says_that_it_needs_no_new_adoption(page_of):
    plan.in_force()
    correction = plan.approved(plan.correction())
    shown = page_of(correction, "offentliggoer")
    assert "Byrådet i Prøvekøbing" in said(shown)
    assert correction.corrects.name in said(shown)
    assert page_of(correction, "offentliggoer", {}).status_code == 302
    assert status_of(correction) == "publishing"


def test_a_theme_of_the_law_that_is_left_out_is_told_and_stops_nothing(page_of):
    edition = plan.adopted(themes=["extremism", "honour_conflict"])
    shown = said(page_of(edition, "offentliggoer"))
    assert _("Negative social control") in shown
    assert _("Extremism") not in shown
    assert page_of(edition, "offentliggoer", {}).status_code == 302


def test_what_came_to_be_wrong_after_the_approval_is_told(page_of, monkeypatch):
    edition = plan.edition_in(EditionStatus.ADOPTED)
    assert page_of(edition, "offentliggoer").context["problems"] == []
    monkeypatch.setattr(
        "beredskab.plan.placeholders.unknown", lambda texts: [["{{kort:x}}"] for _ in texts]
    )
    assert "{{kort:x}}" in said(page_of(edition, "offentliggoer"))


def test_a_publication_is_stopped(page_of):
    edition = plan.edition_in(EditionStatus.PUBLISHING)
    assert page_of(edition, "stop").status_code == 200
    assert page_of(edition, "stop", {}).status_code == 302
    assert status_of(edition) == "adopted"


@pytest.mark.parametrize("status", ["draft", "submitted", "approved", "adopted"])
def test_what_is_not_being_published_is_not_stopped(page_of, status):
    edition = plan.edition_in(status)
    assert page_of(edition, "stop").status_code == 409
    assert page_of(edition, "stop", {}).status_code == 409
    assert status_of(edition) == status


def test_a_correction_that_waits_for_approval_is_not_stopped(page_of):
    plan.in_force()
    correction = plan.submitted(plan.correction())
    assert page_of(correction, "stop", {}).status_code == 409
