"""The pages of the earlier texts of a section."""

from datetime import timedelta

import pytest

from beredskab.plan import workflow
from tests.factories import NOW
from tests.plan.views.conftest import said, words

pytestmark = pytest.mark.django_db
EDIT = "1/afsnit/indledning/"
TYPED = {"title": "Indledning", "text": "<p>Ny tekst.</p>", "seen": "1"}
TEXT = "<p>Planen er for alle, der møder børn og unge.</p>"


@pytest.fixture
def section(draft):
    return draft.sections.get(key="indledning")


@pytest.fixture
def others_save(desk, section):
    """Return a function by which Mie saves the section meanwhile."""

    def save(text="<p>Mies tekst.</p>", at=NOW):
        seen = type(section).objects.get(pk=section.pk).version
        known = {"title": "Mies afsnit", "text": text, "seen": seen}
        return workflow.save_section(section, by=desk.editor, at=at, **known)

    return save


@pytest.fixture
def other_types(desk, section):
    """Return a function by which Mie types without saving."""

    def type_it(at=NOW):
        known = {"title": "Mies", "text": "<p>Mies kladde.</p>", "seen": 1}
        return workflow.save_section_draft(section, by=desk.editor, at=at, **known)

    return type_it


def test_an_earlier_text_shows_what_has_changed_since_and_is_taken_back(
    desk, section, page, others_save
):
    others_save("<p>Planen er for alle, der møder unge.</p>", at=NOW + timedelta(minutes=1))
    shown = said(page(f"{EDIT}udgaver/"))
    assert 'href="?nr=1"' in shown
    assert "Mie Lund" in shown
    chosen = said(page(f"{EDIT}udgaver/?nr=1"))
    assert "<del>" in chosen
    assert TEXT in chosen
    response = page(f"{EDIT}udgaver/", {"number": "1", "seen": "2"})
    assert response.url == "/plan/rediger/1/"
    section.refresh_from_db()
    assert (section.title, section.text, section.version) == ("Indledning", TEXT, 3)
    assert section.edited_by == desk.writer
    numbers = [version.number for version in section.versions.all()]
    assert numbers == [3, 2, 1]


def test_an_earlier_text_is_not_taken_back_over_one_that_was_not_seen(section, page, others_save):
    others_save()
    others_save("<p>Mies næste.</p>", at=NOW + timedelta(minutes=1))
    response = page(f"{EDIT}udgaver/", {"number": "1", "seen": "2"})
    assert "Mie Lund" in str(response.context["form"].non_field_errors())
    assert 'name="seen" value="3"' in said(response)
    section.refresh_from_db()
    assert section.text == "<p>Mies næste.</p>"
    assert page(f"{EDIT}udgaver/", {"number": "9", "seen": "3"}).status_code == 404


def test_earlier_texts_are_read_and_not_taken_back_once_the_draft_is_sent(
    desk, draft, section, page, others_save
):
    others_save()
    workflow.submit(draft, by=desk.editor, at=NOW)
    assert "<textarea" not in said(page(f"{EDIT}udgaver/?nr=1"))
    assert words("Take this text back") not in said(page(f"{EDIT}udgaver/?nr=1"))
    assert page(f"{EDIT}udgaver/", {"number": "1", "seen": "2"}).status_code == 200
    section.refresh_from_db()
    assert section.version == 2
