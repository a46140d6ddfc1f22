"""The pages on which an editor writes and orders the sections of the plan."""

from datetime import timedelta

import pytest

from beredskab.audit.models import LookUp
from beredskab.plan import workflow
from beredskab.plan.models import SectionDraft
from tests.factories import NOW, plan
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


# -- Adding and ordering ------------------------------------------------------------------------
def test_a_section_is_added_where_it_is_asked_for_and_opened(draft, page):
    shown = said(page("1/nyt/"))
    assert "1 Indledning" in shown
    response = page("1/nyt/", {"title": "Ækel sag", "after": "indledning"})
    assert response.url == "/plan/rediger/1/afsnit/aekel-sag/"
    page("1/nyt/", {"title": "Sidst"})
    keys = [section.key for section in draft.sections.all()]
    assert keys == ["indledning", "aekel-sag", "bekymring", "sidst"]
    assert page("1/nyt/", {"title": ""}).context["form"].errors.keys() == {"title"}


def test_a_section_never_gets_an_anchor_that_the_page_has_itself(draft, page):
    address = "/plan/rediger/1/afsnit/kontakter-2/"
    assert page("1/nyt/", {"title": "Kontakter"}).url == address
    assert page("1/nyt/", {"title": "Vis"}).url == "/plan/rediger/1/afsnit/vis/"
    assert page("1/afsnit/vis/").status_code == 200


def test_sections_are_moved_by_buttons(draft, page):
    response = page("1/afsnit/bekymring/flyt/", {"direction": "up"})
    assert response.url == "/plan/rediger/1/#bekymring"
    assert _order(draft) == ["1 bekymring", "1 indledning"]
    page("1/afsnit/bekymring/flyt/", {"direction": "down"})
    page("1/afsnit/bekymring/flyt/", {"direction": "deeper"})
    assert _order(draft) == ["1 indledning", "2 bekymring"]
    page("1/afsnit/bekymring/flyt/", {"direction": "out"})
    page("1/afsnit/bekymring/flyt/", {"direction": "sidelæns"})
    assert _order(draft) == ["1 indledning", "1 bekymring"]


def test_the_page_has_the_buttons_that_do_something(draft, page):
    plan.section(draft, "under", level=2)
    branches = page("1/").context["branches"]
    assert [branch.directions for branch in branches] == [{"down"}, {"up", "deeper"}]
    assert [branch.directions for branch in branches[1].below] == [{"out"}]
    assert branches[1].below[0].number == "2.1"


def test_a_section_is_dragged_before_another_or_last(draft, page):
    response = page("1/flyt/", {"key": "bekymring", "before": "indledning"})
    assert response.url == "/plan/rediger/1/#bekymring"
    assert _order(draft) == ["1 bekymring", "1 indledning"]
    page("1/flyt/", {"key": "bekymring", "before": ""})
    assert _order(draft) == ["1 indledning", "1 bekymring"]
    for wrong in ({"key": "nej"}, {"key": "bekymring", "before": "nej"}, {"key": "\0"}, {}):
        assert page("1/flyt/", wrong).status_code == 409
    assert page("1/flyt/", {"key": "indledning", "before": "indledning"}).status_code == 409


def _order(draft):
    return [f"{section.level} {section.key}" for section in draft.sections.all()]


def test_a_section_is_removed_after_a_question(draft, page, other_types):
    other_types()
    shown = said(page(f"{EDIT}fjern/"))
    assert "Mie Lund" in shown
    assert page(f"{EDIT}fjern/", {}).url == "/plan/rediger/1/"
    assert _order(draft) == ["1 bekymring"]


# -- Writing ------------------------------------------------------------------------------------
def test_a_section_is_saved_cleaned(section, page):
    assert TEXT.replace("<", "&lt;").replace(">", "&gt;") in said(page(EDIT))
    text = '<p onclick="x()">Ny <b>tekst</b>.</p><script>x()</script>'
    response = page(EDIT, {**TYPED, "title": "  Ny ", "text": text})
    assert response.url == "/plan/rediger/1/"
    section.refresh_from_db()
    assert (section.title, section.text) == ("Ny", "<p>Ny <strong>tekst</strong>.</p>")
    assert section.version == 2


def test_a_section_without_heading_is_told_and_nothing_typed_is_lost(section, page):
    response = page(EDIT, {**TYPED, "title": ""})
    assert response.context["form"].errors.keys() == {"title"}
    assert "&lt;p&gt;Ny tekst.&lt;/p&gt;" in said(response)


def test_the_text_may_be_empty(section, page):
    page(EDIT, {**TYPED, "text": ""})
    section.refresh_from_db()
    assert section.text == ""


@pytest.mark.django_db(transaction=True)
def test_too_much_is_told_at_the_text(section, page):
    for text in ("<p>x</p>" * 20_000, "<blockquote>" * 40):
        response = page(EDIT, {**TYPED, "text": text})
        assert response.status_code == 200
        assert response.context["form"].errors.keys() == {"text"}
        assert text[:40].replace("<", "&lt;").replace(">", "&gt;") in said(response)
    section.refresh_from_db()
    assert section.version == 1
    assert LookUp.objects.filter(result="refused").count() == 2


def test_two_megabytes_get_a_page_and_no_failure(section, page):
    response = page(EDIT, {**TYPED, "text": "x" * 2_000_000})
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"text"}
    for path in (EDIT, f"{EDIT}kladde/"):
        response = page(path, {**TYPED, "text": "æ" * 2_000_000})
        assert response.status_code == 400
        assert "<h1" in said(response)
    assert page(f"{EDIT}kladde/", {**TYPED, "text": "x" * 2_000_000}).status_code == 200
    assert not SectionDraft.objects.exists()


def test_who_saves_last_sees_both_texts_and_loses_nothing(section, page, others_save):
    others_save("<p>Planen er for alle, der møder unge.</p><p>{{lov:barnets-lov-133}}</p>")
    response = page(EDIT, TYPED)
    shown = said(response)
    assert "Mie Lund" in str(response.context["form"].non_field_errors())
    assert "<h3>Mies afsnit</h3><p>Planen er for alle, der møder unge.</p>" in shown
    assert "barnets lov § 133" in shown
    assert "&lt;p&gt;Ny tekst.&lt;/p&gt;" in shown
    assert "<del>" in shown
    section.refresh_from_db()
    assert section.version == 2
    again = {**TYPED, "text": "<p>Begge.</p>", "seen": response.context["form"]["seen"].value()}
    assert page(EDIT, again).status_code == 302
    section.refresh_from_db()
    assert (section.version, section.text) == (3, "<p>Begge.</p>")


@pytest.mark.parametrize("seen", ["", "x", "-1", "²", "9" * 30])
def test_a_version_that_nobody_saw_is_a_conflict(section, page, seen):
    assert page(EDIT, {**TYPED, "seen": seen}).context["form"].standing == section
    page(f"{EDIT}kladde/", {**TYPED, "seen": seen})
    assert SectionDraft.objects.get().seen == 0


@pytest.mark.parametrize("gone", ["sent", "removed", "discarded"])
def test_what_was_typed_stays_when_it_can_not_be_saved(desk, draft, section, page, gone):
    if gone == "sent":
        workflow.submit(draft, by=desk.editor, at=NOW)
    elif gone == "removed":
        workflow.remove_section(section, by=desk.editor, at=NOW)
    else:
        workflow.discard(draft, by=desk.editor, at=NOW)
    response = page(EDIT, TYPED)
    assert response.context["form"].non_field_errors()
    assert "&lt;p&gt;Ny tekst.&lt;/p&gt;" in said(response)
    assert page(EDIT).status_code == (302 if gone == "sent" else 404)
    assert page(f"{EDIT}kladde/", TYPED).status_code == (409 if gone == "sent" else 404)
    added = page("1/nyt/", {"title": "Nyt afsnit"})
    if gone != "removed":
        assert 'value="Nyt afsnit"' in said(added)


# -- Drafts, and who else writes ----------------------------------------------------------------
def test_what_is_typed_is_kept_and_offered_again(section, page):
    response = page(f"{EDIT}kladde/", {**TYPED, "text": "<p>Halvt</p><script>x</script>"})
    assert "10.00" in said(response)
    section.refresh_from_db()
    assert section.version == 1
    shown = said(page(EDIT))
    assert words("You have a draft that is not saved") in shown
    assert "&lt;p&gt;Halvt&lt;/p&gt;" in shown
    page(EDIT, TYPED)
    assert not SectionDraft.objects.exists()
    assert words("You have a draft that is not saved") not in said(page(EDIT))


def test_my_draft_is_discarded(section, page):
    page(f"{EDIT}kladde/", TYPED)
    assert page(f"{EDIT}kladde/", {"discard": "1"}).url == "/plan/rediger/1/afsnit/indledning/"
    assert "Ny tekst" not in said(page(EDIT))


def test_an_autosave_after_the_saving_leaves_no_draft(section, page):
    page(EDIT, TYPED)
    page(f"{EDIT}kladde/", TYPED)
    assert not SectionDraft.objects.exists()


def test_an_autosave_takes_what_is_not_right_yet(section, page):
    response = page(f"{EDIT}kladde/", {"title": "x" * 300 + "\0", "text": "a\0b"})
    assert response.status_code == 200
    draft = SectionDraft.objects.get()
    assert (len(draft.title), draft.text) == (120, "ab")


def test_an_autosave_of_too_much_says_so_in_its_line(section, page):
    response = page(f"{EDIT}kladde/", {**TYPED, "text": "x" * 100_001})
    assert response.status_code == 200
    assert words("The text is too long. Divide it into more sections.") in said(response)


def test_a_draft_of_an_older_text_shows_what_stands_there_now(section, page, others_save):
    page(f"{EDIT}kladde/", TYPED)
    others_save()
    response = page(EDIT)
    shown = said(response)
    assert words("What stands there now") in shown
    assert "<p>Mies tekst.</p>" in shown
    assert "&lt;p&gt;Ny tekst.&lt;/p&gt;" in shown
    assert (
        page(EDIT, {**TYPED, "seen": response.context["form"]["seen"].value()}).status_code == 302
    )


def test_who_comes_while_another_writes_is_told_and_can_go_on(section, page, other_types):
    other_types()
    shown = said(page(EDIT))
    assert "Mie Lund" in shown
    assert "10.00" in shown
    assert "<textarea" not in shown
    assert "Mies kladde" not in shown
    assert f"<p>{TEXT[3:-4]}</p>" in shown
    assert 'href="?alligevel"' in shown
    going_on = said(page(f"{EDIT}?alligevel"))
    assert "<textarea" in going_on
    assert "Mie Lund" in going_on
    assert page(EDIT, TYPED).status_code == 302


def test_whoever_types_is_told_that_another_does(section, page, other_types):
    assert "Mie Lund" not in said(page(f"{EDIT}kladde/", TYPED))
    other_types()
    assert "Mie Lund" in said(page(f"{EDIT}kladde/", TYPED))
    assert "<textarea" in said(page(EDIT))


def test_after_ten_minutes_the_section_is_free(section, page, other_types):
    other_types(NOW - timedelta(minutes=9))
    assert "<textarea" not in said(page(EDIT))
    other_types(NOW - timedelta(minutes=10))
    assert "<textarea" in said(page(EDIT))


# -- The editor ---------------------------------------------------------------------------------
def test_the_editor_asks_for_no_other_policy_than_every_page(section, page):
    def policy(response):
        header = response.headers["Content-Security-Policy"]
        return {part.strip() for part in header.split(";") if "nonce-" not in part}

    response = page(EDIT)
    assert policy(response) == policy(page("1/"))
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    nonce = str(response.wsgi_request.csp_nonce)
    assert f"'nonce-{nonce}'" in response.headers["Content-Security-Policy"]
    assert f'<script type="importmap" nonce="{nonce}">' in said(response)
    assert "style=" not in said(response)


def test_the_placeholders_stand_beside_the_text(section, page):
    shown = said(page(EDIT))
    assert "{{lov:barnets-lov-133}}" in shown
    assert "{{figur:forebyggelsestrekant}}" in shown
