"""An editor writes a section of the plan, and leaves the box by the keyboard."""

import pytest
from playwright.sync_api import expect

from beredskab.plan import cleaning, workflow
from tests.e2e.accessibility import PHONE, faults
from tests.e2e.pages import press, text_of, visit, write
from tests.factories import NOW, plan

SECTION = "/plan/rediger/1/afsnit/indledning/"
BOX = "#id_text"
TABLE = (
    '<table><tbody><tr><th scope="col"><p>Hvem</p></th><th scope="col"><p>Hvad</p></th></tr>'
    "<tr><td><p>Skolen</p></td><td><p>Underretter</p></td></tr></tbody></table>"
)
RICH = (
    "<p>Fed er <strong>vigtig</strong>, kursiv er <em>let</em>,<br>og m<sup>2</sup> er et mål.</p>"
    "<ul><li><p>Et</p><ul><li><p>Under</p></li></ul></li><li><p>To</p></li></ul>"
    '<ol start="3"><li><p>Tre</p></li></ol><blockquote><p>Citat</p></blockquote>'
    '<p>Se <a href="#bekymring">afsnittet</a>, <a href="https://www.example.com/a?b=1&amp;c=2">'
    'siden</a> og <a href="/akut/">Akut</a>. {{lov:barnets-lov-133}}</p>' + TABLE
)


@pytest.fixture
def editor(world):
    return plan.editor()


@pytest.fixture
def draft(world):
    return plan.draft()


def open_section(page, address=SECTION):
    visit(page, address)
    page.locator(f"{BOX}[contenteditable=true]").wait_for()
    page.locator(".prose-menubar[role=toolbar]").wait_for()


def go(page, *keys):
    """Go into the box and to a place in it; the editor takes a moment to see where one is."""
    page.focus(BOX)
    for key in keys:
        page.wait_for_timeout(100)
        page.keyboard.press(key)
    page.wait_for_timeout(100)


def tool(page, name):
    return page.locator(f'.prose-menubar button[data-name="{name}"]')


def text_in(draft):
    return draft.sections.get(key="indledning").text


def test_what_is_written_is_kept_as_it_is_typed_and_read_in_the_preview(
    browse_as, editor, draft, complaints
):
    page = browse_as(editor)
    open_section(page)
    go(page, "Control+End")
    page.keyboard.press("Enter")
    tool(page, "bold").click()
    expect(tool(page, "bold")).to_have_attribute("aria-pressed", "true")
    page.keyboard.type("Husk")
    tool(page, "bold").click()
    page.keyboard.type(" tre ting:")
    page.keyboard.press("Enter")
    tool(page, "bulletList").click()
    page.keyboard.type("Lyt")
    page.keyboard.press("Enter")
    page.keyboard.type("Spørg")
    page.locator("#autosave", has_text="gemt").wait_for()
    assert "Husk" not in text_in(draft)
    open_section(page)
    expect(page.locator(BOX)).to_contain_text("Spørg")
    press(page, ".plan-write form .button-primary")
    assert text_in(draft) == (
        "<p>Planen er for alle, der møder børn og unge.</p><p><strong>Husk</strong> tre ting:</p>"
        "<ul><li><p>Lyt</p></li><li><p>Spørg</p></li></ul>"
    )
    visit(page, "/plan/rediger/1/vis/")
    assert "Husk tre ting:" in text_of(page)
    assert page.locator("article li", has_text="Spørg").count() == 1
    assert page.locator("head style").count() == 0


def test_what_the_editor_makes_of_a_text_is_what_cleaning_keeps(browse_as, editor, draft):
    assert cleaning.clean(RICH) == RICH
    section = draft.sections.get(key="indledning")
    workflow.save_section(section, by=editor, at=NOW, seen=1, title="Indledning", text=RICH)
    page = browse_as(editor)
    open_section(page)
    go(page, "Control+Home")
    page.keyboard.type("!")
    typed = page.input_value("textarea[name=text]")
    assert typed == RICH.replace("<p>Fed", "<p>!Fed", 1)
    go(page, "Control+End")
    page.keyboard.press("Enter")
    tool(page, "table").click()
    page.keyboard.type("Hvornår")
    tool(page, "table:addRowAfter").click()
    tool(page, "table:deleteColumn").click()
    made = page.input_value("textarea[name=text]")
    assert made.count("<table>") == 2
    assert cleaning.clean(made) == made


def test_a_link_is_set_in_a_box_that_says_what_is_wrong(browse_as, editor, draft):
    page = browse_as(editor)
    open_section(page)
    go(page, "Control+A")
    tool(page, "link").click()
    dialog = page.locator("#link-dialog")
    dialog.locator("input").fill("javascript:alert(1)")
    dialog.locator(".button-primary").click()
    expect(dialog.locator(".form-error-message")).to_be_visible()
    expect(dialog.locator("input")).to_be_focused()
    dialog.locator("input").fill("#bekymring")
    page.keyboard.press("Enter")
    expect(page.locator(f'{BOX} a[href="#bekymring"]')).to_have_count(1)
    expect(page.locator(BOX)).to_be_focused()
    tool(page, "unlink").click()
    expect(page.locator(f"{BOX} a")).to_have_count(0)
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+K")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator(f"{BOX} a")).to_have_count(0)


def test_the_keyboard_gets_into_the_editor_and_out_of_it(browse_as, editor, draft):
    section = draft.sections.get(key="indledning")
    text = TABLE + "<ul><li><p>Et</p></li><li><p>To</p></li></ul>"
    workflow.save_section(section, by=editor, at=NOW, seen=1, title="Indledning", text=text)
    page = browse_as(editor)
    open_section(page)
    page.focus("#id_title")
    page.keyboard.press("Tab")
    expect(tool(page, "bold")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(tool(page, "italic")).to_be_focused()
    page.keyboard.press("End")
    expect(tool(page, "history:redo")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(tool(page, "bold")).to_be_focused()
    for place in (["Control+Home"], ["Control+End", "ArrowUp"]):
        go(page, *place, "Tab")
        expect(page.locator(BOX)).to_be_focused()
        go(page, *place, "Escape", "Tab")
        expect(page.locator(".plan-write form .button-primary")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Tab")
    expect(tool(page, "bold")).to_be_focused()
    page.click("label[for=id_text]")
    expect(page.locator(BOX)).to_be_focused()


def test_a_placeholder_is_inserted_where_one_writes(browse_as, editor, draft):
    page = browse_as(editor)
    open_section(page)
    go(page, "Control+End")
    page.locator(".plan-beside summary").click()
    page.locator('[data-placeholder="{{lov:barnets-lov-133}}"]').click()
    assert page.input_value("textarea[name=text]").endswith("unge.{{lov:barnets-lov-133}}</p>")


def test_the_summary_of_errors_leads_into_the_editor(browse_as, editor, draft):
    page = browse_as(editor)
    open_section(page)
    page.evaluate("document.querySelector('[name=text]').value = 'x'.repeat(100001)")
    press(page, ".plan-write form .button-primary")
    page.locator(f"{BOX}[contenteditable=true]").wait_for()
    assert page.locator(BOX).get_attribute("aria-invalid") == "true"
    page.locator('[data-module=error-summary] a[href="#id_text"]').click()
    expect(page.locator(BOX)).to_be_focused()


def test_without_script_the_box_shows_the_html_and_works(browse_as, editor, draft):
    page = browse_as(editor, java_script_enabled=False)
    visit(page, SECTION)
    assert page.input_value(BOX).startswith("<p>Planen")
    write(page, text="<p>Uden script.</p>")
    press(page, ".plan-write form .button-primary")
    assert text_in(draft) == "<p>Uden script.</p>"
    press(page, 'form[action$="/indledning/flyt/"] button[value=down]')
    assert [section.key for section in draft.sections.all()] == ["bekymring", "indledning"]


def test_a_section_is_dragged_by_its_handle(browse_as, editor, draft):
    page = browse_as(editor)
    visit(page, "/plan/rediger/1/")
    handle = page.locator("#bekymring .plan-handle")
    with page.expect_navigation():
        handle.drag_to(page.locator("#indledning"))
    assert [section.key for section in draft.sections.all()] == ["bekymring", "indledning"]
    with page.expect_navigation():
        page.locator("#bekymring .plan-handle").drag_to(page.locator(".plan-drop-last"))
    assert [section.key for section in draft.sections.all()] == ["indledning", "bekymring"]


def test_the_page_follows_the_making_of_the_pdf(browse_as, editor):
    edition = plan.publishing()
    page = browse_as(editor)
    visit(page, "/plan/rediger/1/")
    page.locator("#plan-state [hx-get]").wait_for(state="attached")
    workflow.publish(edition, plan.PDF, asked=edition.publish_asked_at, at=NOW)
    page.locator('#plan-state a[href="/plan/"]').wait_for()
    assert page.locator("#plan-state [hx-get]").count() == 0


@pytest.mark.slow
def test_the_pages_of_the_plan_editor_are_for_everybody(browse_as, complaints, editor, draft):
    section = draft.sections.get(key="indledning")
    workflow.save_section(section, by=editor, at=NOW, seen=1, title="Indledning", text=RICH)
    plan.section(draft, "dybt", level=2, text="")
    plan.section(draft, "dybere", level=3)
    page = browse_as(editor)
    wrong = []

    def look(address="", status=200):
        if address:
            visit(page, address, status=status)
        wrong.extend(faults(page, complaints))

    look("/plan/rediger/")
    for path in ("", "titel/", "vis/", "kasser/", "nyt/", "afsnit/indledning/fjern/"):
        look(f"/plan/rediger/1/{path}")
    look("/plan/rediger/1/afsnit/indledning/udgaver/?nr=1")
    open_section(page)
    go(page, "Control+End")
    page.locator(".plan-beside summary").click()
    look()
    go(page, "Control+Home", "Shift+ArrowRight")
    tool(page, "link").click()
    page.locator("#link-dialog .button-primary").click()
    expect(page.locator("#link-error")).to_be_visible()
    look()
    known = {"title": "Mies", "text": "<p>Mies.</p>"}
    other = plan.editor(name="Mie Lund")
    visit(page, SECTION)
    go(page)
    page.keyboard.type("Mit. ")
    page.locator("#autosave", has_text="gemt").wait_for()
    workflow.save_section(section, by=other, at=NOW, seen=2, **known)
    look(SECTION)
    look(f"{SECTION}?alligevel")
    write(page, title="")
    press(page, ".plan-write form .button-primary")
    look()
    third = plan.editor(name="Eva Krog")
    page = browse_as(third)
    look(SECTION)
    assert wrong == []


def test_the_section_page_is_for_everybody(browse_as, complaints, editor, draft):
    page = browse_as(editor)
    open_section(page)
    assert faults(page, complaints, widths=[PHONE]) == []
