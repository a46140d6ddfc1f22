"""The pages from which the plan is edited."""

import re

import pytest

from beredskab.plan import actions, workflow
from beredskab.plan.models import Edition, Theme
from beredskab.plan.states import EditionStatus
from tests.factories import NOW, plan
from tests.plan.views.conftest import said, words

pytestmark = pytest.mark.django_db
HEAD = {"title": "Ny titel", "themes": ["social_control"], "changes": "Kortere."}


def test_without_any_edition_the_first_one_is_begun(page):
    assert words("Begin the first edition") in said(page())
    assert words("Begin a correction") not in said(page())
    response = page("begynd/", {})
    assert response.url == "/plan/rediger/1/"
    assert Edition.objects.in_work().get().number == 1
    assert words("The plan has no section.") in said(page("1/"))


def test_the_next_edition_and_a_correction_are_begun_beside_each_other(page):
    plan.in_force()
    shown = said(page())
    assert words("Begin the next edition") in shown
    assert words("Begin a correction") in shown
    assert page("begynd/", {}).url == "/plan/rediger/2/"
    assert page("ret/", {}).url == "/plan/rediger/1.1/"
    shown = said(page())
    assert words("Begin the next edition") not in shown
    assert words("Begin a correction") not in shown
    assert 'href="/plan/rediger/2/"' in shown
    assert 'href="/plan/rediger/1.1/"' in shown
    assert page("begynd/", {}).status_code == 409
    assert page("ret/", {}).status_code == 409


def test_who_begins_a_correction_is_told_of_the_next_edition_in_work(page):
    told = words(
        "The next edition is in work. Make the correction in that one too: otherwise it is gone "
        "again when that edition is published."
    )
    plan.in_force()
    assert told not in said(page())
    page("begynd/", {})
    assert told in said(page())
    page("ret/", {})
    assert told not in said(page())


def test_the_page_of_a_correction_tells_that_it_mends_spelling_and_names(page):
    plan.in_force()
    page("ret/", {})
    shown = said(page("1.1/"))
    assert words("Spelling and names alone") in shown
    assert page("1.2/").status_code == 404


def test_the_page_of_an_edition_that_came_into_force_says_so(page):
    plan.in_force()
    assert page("1/").url == "/plan/rediger/1/status/"
    for path in ("titel/", "vis/", "kasser/", "nyt/", "afsnit/indledning/"):
        assert page(f"1/{path}").status_code == 404


def test_the_page_tells_who_saved_last_and_when(desk, draft, page):
    shown = said(page("1/"))
    assert desk.writer.name not in shown.partition("<main")[2]
    section = draft.sections.get(key="bekymring")
    workflow.save_section(section, by=desk.editor, at=NOW, seen=1, title="Ny", text="<p>Ny</p>")
    shown = said(page("1/"))
    assert re.search(r"edition 1|udgave 1", shown)
    assert "10.00</time>" in shown
    assert "Mie Lund" in shown
    assert words("Changed a section") in shown


def test_what_is_to_be_corrected_leads_to_where_it_is_done(draft, page):
    plan.section(draft, "tom", title="Tomt afsnit", text="")
    Edition.objects.update(themes=[])
    response = page("1/")
    problems = response.context["problems"]
    assert [(one.section.key if one.section else one.page) for one in problems] == [
        "plan_head",
        "tom",
    ]
    shown = said(response)
    assert '<a href="/plan/rediger/1/titel/">' in shown
    assert '<a href="/plan/rediger/1/afsnit/tom/">Tomt afsnit</a>' in shown
    labels = {button["label"] for button in response.context["buttons"]}
    assert actions.ACTIONS[0].label not in labels


def test_the_head_is_changed(desk, draft, page):
    assert 'name="changes"' not in said(page("1/titel/"))
    response = page("1/titel/", {**HEAD, "seen": draft.head_sum})
    assert response.url == "/plan/rediger/1/"
    draft.refresh_from_db()
    assert (draft.title, draft.themes, draft.edited_by) == (
        "Ny titel",
        ["social_control"],
        desk.writer,
    )


def test_what_is_new_is_asked_from_the_second_edition_on(page):
    plan.in_force()
    page("begynd/", {})
    assert 'name="changes"' in said(page("2/titel/"))
    page("2/titel/", {**HEAD, "seen": Edition.objects.in_work().get().head_sum})
    assert Edition.objects.in_work().get().changes == "Kortere."


def test_who_saves_the_head_last_sees_both_and_loses_nothing(desk, page):
    plan.in_force()
    draft = plan.draft()
    mine = {**HEAD, "seen": page("2/titel/").context["form"]["seen"].value()}
    known = {"themes": ["extremism"], "title": "Mies titel", "changes": "Mies\nnyt."}
    workflow.change_head(draft, seen=draft.head_sum, by=desk.editor, at=NOW, **known)
    response = page("2/titel/", mine)
    shown = said(response)
    assert "Mie Lund" in str(response.context["form"].non_field_errors())
    assert [row["value"] for row in response.context["standing"]] == [
        "Mies titel",
        Theme.EXTREMISM.label,
        "Mies<br>nyt.",
    ]
    assert "<td>Mies titel</td>" in shown
    assert 'value="Ny titel"' in shown
    assert ">Kortere.</textarea>" in shown.replace("\n", "")
    draft.refresh_from_db()
    assert draft.title == "Mies titel"
    again = {**mine, "seen": response.context["form"]["seen"].value()}
    assert page("2/titel/", again).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.changes) == ("Ny titel", "Kortere.")


def test_what_stands_in_the_head_is_shown_as_words(desk, page):
    plan.in_force()
    draft = plan.draft()
    known = {"themes": ["extremism"], "title": "<b>", "changes": "<i>"}
    workflow.change_head(draft, seen=draft.head_sum, by=desk.editor, at=NOW, **known)
    shown = said(page("2/titel/", HEAD))
    assert "<td>&lt;b&gt;</td>" in shown
    assert "<td>&lt;i&gt;</td>" in shown


def test_an_empty_head_says_at_each_field_what_to_write(draft, page):
    errors = page("1/titel/", {"title": ""}).context["form"].errors
    assert errors.keys() == {"title", "themes"}
    assert not any("påkrævet" in str(error) for error in errors.values())


def test_the_head_that_was_typed_stays_when_the_draft_is_gone(desk, draft, page):
    workflow.submit(draft, by=desk.editor, at=NOW)
    for gone in (False, True):
        response = page("1/titel/", HEAD)
        assert response.context["form"].non_field_errors()
        assert 'value="Ny titel"' in said(response)
        if not gone:
            assert page("1/titel/").url == "/plan/rediger/1/"
            workflow.discard(draft, by=desk.editor, at=NOW)
    assert page("1/titel/").status_code == 404


def test_the_preview_has_headings_by_level_and_placeholders_filled(draft, page):
    plan.section(
        draft, "dybt", level=2, title="Et niveau ned", text="<p>{{lov:barnets-lov-133}}</p>"
    )
    plan.section(draft, "dybest", level=3, title="To ned")
    shown = said(page("1/vis/"))
    assert re.search(r'<h2 id="indledning">\s*1 Indledning</h2>', shown)
    assert '<h3 id="dybt">2.1 Et niveau ned</h3>' in shown
    assert '<h4 id="dybest">2.1.1 To ned</h4>' in shown
    assert "barnets lov § 133" in shown
    assert "{{" not in shown


def test_the_preview_has_the_contacts_to_which_the_text_leads(draft, page):
    plan.section(draft, "natten", text='<p>Se <a href="#kontakter">Kontakter</a>.</p>')
    shown = said(page("1/vis/"))
    assert 'href="#kontakter"' in shown
    assert 'id="kontakter"' in shown
    assert 'href="tel:114"' in shown


def test_a_draft_is_discarded_after_a_question_and_an_adopted_one_is_not(page, desk):
    plan.draft()
    assert 'action="' not in said(page("1/kasser/")).partition("<main")[2].partition("</main")[0]
    assert Edition.objects.exists()
    assert page("1/kasser/", {}).url == "/plan/rediger/"
    assert not Edition.objects.exists()
    plan.adopted(plan.draft())
    assert page("1/kasser/").status_code == 409
    assert page("1/kasser/", {}).status_code == 409


def test_each_button_is_there_in_its_statuses():

    offered = {
        status: {
            str(action.url_name)
            for action in actions.ACTIONS
            if status in action.statuses and action.of_correction is not True
        }
        for status in EditionStatus.values
    }
    assert offered == {
        "draft": {"plan_submit", "plan_preview", "plan_review", "plan_discard"},
        "submitted": {"plan_review", "plan_preview", "plan_reopen", "plan_discard"},
        "approved": {"plan_adopt", "plan_review", "plan_preview", "plan_reopen", "plan_discard"},
        "adopted": {"plan_publish", "plan_adopt", "plan_review", "plan_preview", "plan_reopen"},
        "publishing": {"plan_review", "plan_preview", "plan_stop"},
        "in_force": set(),
        "superseded": set(),
    }


def test_a_correction_is_published_without_a_new_adoption(desk):
    plan.in_force()
    correction = plan.approved(plan.correction())
    assert {action.url_name for action in _primary(correction)} == {"plan_publish"}
    first = Edition.objects.get(correction=0)
    assert _primary(first) == []


def _primary(edition):
    return [
        action
        for action in actions.ACTIONS
        if action.primary
        and edition.status in action.statuses
        and action.of_correction in (None, edition.is_correction)
    ]


@pytest.mark.parametrize("status", ["draft", "submitted", "approved", "adopted", "publishing"])
def test_every_button_leads_to_a_page(desk, page, status):
    plan.in_force()
    edition = plan.edition_in(status)
    buttons = page(f"{edition.name}/").context["buttons"]
    assert buttons
    for button in buttons:
        response = page(button["url"].removeprefix("/plan/rediger/"))
        assert response.status_code == (405 if button["posts"] else 200)


def test_while_the_pdf_is_made_the_page_asks_for_news_and_gets_none(page):
    edition = plan.publishing()
    shown = said(page("1/"))
    assert words("We are making the PDF …") in shown
    assert 'hx-get="/plan/rediger/1/status/?vist=publishing"' in shown
    ask = {"HX-Request": "true"}
    assert page("1/status/?vist=publishing", **ask).status_code == 204
    asked = edition.publish_asked_at
    workflow.publish(edition, plan.PDF, asked=asked, at=NOW)
    news = page("1/status/?vist=publishing", **ask)
    assert "<html" not in said(news)
    assert 'href="/plan/"' in said(news)
    assert "hx-get" not in said(news)
    assert "HX-Request" in news.headers["Vary"]
    whole = said(page("1/status/"))
    assert "<html" in whole
    assert 'href="/plan/"' in whole


def test_a_pdf_that_failed_is_tried_again(page):
    edition = plan.publishing()
    workflow.note_pdf_failed(edition, asked=edition.publish_asked_at, at=NOW)
    news = said(page("1/status/?vist=publishing", **{"HX-Request": "true"}))
    assert words("The PDF could not be made") in news
    assert "hx-get" not in news
    assert page("1/status/", {}).url == "/plan/rediger/1/"
    edition.refresh_from_db()
    assert edition.pdf_failed_at is None
    assert edition.pdf_tries == 0
    assert words("We are making the PDF …") in said(page("1/"))
    assert page("1/status/", {}).status_code == 409


def test_a_superseded_edition_says_so(page):
    plan.edition_in("superseded")
    assert 'href="/plan/arkiv/1/"' in said(page("1/status/"))


@pytest.mark.parametrize("status", sorted(set(EditionStatus.values) - {"in_force", "superseded"}))
def test_the_page_is_there_in_every_status_and_is_written_on_in_one(page, status):
    plan.edition_in(status)
    response = page("1/")
    assert response.status_code == 200
    assert (words("Add a section") in said(response)) == (status == "draft")
    assert ('action="/plan/rediger/1/afsnit/indledning/flyt/"' in said(response)) == (
        status == "draft"
    )


PATHS = {
    "": "GET",
    "begynd/": "POST",
    "ret/": "POST",
    "1/": "GET",
    "1/titel/": "BOTH",
    "1/vis/": "GET",
    "1/kasser/": "BOTH",
    "1/status/": "BOTH",
    "1/nyt/": "BOTH",
    "1/flyt/": "POST",
    "1/afsnit/indledning/": "BOTH",
    "1/afsnit/indledning/kladde/": "POST",
    "1/afsnit/indledning/flyt/": "POST",
    "1/afsnit/indledning/fjern/": "BOTH",
    "1/afsnit/indledning/udgaver/": "BOTH",
}


@pytest.mark.parametrize("path", PATHS)
def test_who_does_not_edit_is_refused_and_the_wrong_method_is(desk, draft, page, path):
    for user in (desk.reader, desk.leader):
        for method, typed in (("GET", None), ("POST", {})):
            response = page(path, typed, by=user)
            assert response.status_code == (403 if PATHS[path] in (method, "BOTH") else 405)
    if PATHS[path] != "BOTH":
        wrong = page(path) if PATHS[path] == "POST" else page(path, {})
        assert wrong.status_code == 405


def test_administrators_edit_as_editors_do(desk, draft, page):
    for path, method in PATHS.items():
        if method != "POST":
            assert page(path, by=desk.administrator).status_code == 200


def test_an_edition_and_a_section_that_are_not_there_are_not_found(desk, draft, page):
    for path, method in PATHS.items():
        typed = {} if method == "POST" else None
        if path.startswith("1/"):
            for name in ("2", "1.1", "9999"):
                assert page(path.replace("1/", f"{name}/", 1), typed).status_code == 404
        if "indledning" in path:
            assert page(path.replace("indledning", "nej"), typed).status_code == 404
