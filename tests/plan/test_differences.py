"""What differs between two editions, as a reader is told."""

import pytest

from beredskab.plan import differences, workflow
from beredskab.plan.models import Edition
from tests.factories import NOW, plan
from tests.plan.reading import plain

pytestmark = pytest.mark.django_db

TEXTS = {
    "indledning": ("Indledning", "<p>Planen er for alle.</p>"),
    "bekymring": ("Når du er bekymret", "<p>Tal med barnet.</p><p>Ring i dag.</p>"),
    "akut": ("Når det er akut", "<p>Ring 112.</p>"),
}


@pytest.fixture
def old():
    return plan.in_force(sections=TEXTS)


@pytest.fixture
def new(old, desk):
    return workflow.begin_edition(by=desk.writer, at=NOW)


@pytest.fixture
def write(new, desk):
    """Return a function that saves a section of the new edition."""

    def write(key, text=None, title=None):
        section = new.sections.get(key=key)
        words = {
            "title": section.title if title is None else title,
            "text": section.text if text is None else text,
        }
        return workflow.save_section(section, by=desk.writer, at=NOW, seen=section.version, **words)

    return write


def compare(old, new):
    return differences.compare(old, Edition.objects.get(pk=new.pk))


def became(found):
    return {section.key: section.became for section in found.sections}


def test_editions_that_read_alike_do_not_differ(old, new):
    found = compare(old, new)
    assert not found
    assert found.unchanged == 3


def test_a_changed_section_is_told_word_by_word_and_the_others_are_counted(old, new, write):
    write("bekymring", "<p>Tal med barnet.</p><p>Ring i morgen.</p>")
    found = compare(old, new)
    [section] = found.sections
    assert (section.number, plain(section.title)) == ("2", "Når du er bekymret")
    assert section.became == ("changed",)
    assert [plain(one.html) for one in section.paragraphs] == [
        "Tal med barnet.",
        "Ring i [dag]{morgen}.",
    ]
    assert found.unchanged == 2
    assert len(found.summary) == 2


def test_sections_that_came_and_went_are_told_whole(old, new, desk):
    akut = new.sections.get(key="akut")
    workflow.remove_section(akut, by=desk.writer, at=NOW)
    made = workflow.add_section(new, by=desk.writer, at=NOW, title="Hjælp")
    workflow.save_section(
        made, by=desk.writer, at=NOW, seen=made.version, title="Hjælp", text="<p>Ring til os.</p>"
    )
    found = compare(old, new)
    assert became(found) == {"akut": ("removed",), "hjaelp": ("added",)}
    gone, come = found.sections
    assert [plain(one.html) for one in gone.paragraphs] == ["[Ring 112.]"]
    assert [plain(one.html) for one in come.paragraphs] == ["{Ring til os.}"]
    assert (gone.number, come.number) == ("3", "3")


def test_a_new_heading_is_a_change(old, new, write):
    write("akut", title="Når det haster")
    [section] = compare(old, new).sections
    assert plain(section.title) == "Når det [er akut]{haster}"
    assert (section.became, section.paragraphs, section.form_alone) == (("changed",), (), False)


def test_a_section_that_stands_elsewhere_has_moved_and_the_others_have_not(old, new, desk):
    first = new.sections.get(key="akut")
    workflow.move_section(first, by=desk.writer, at=NOW, before=new.sections.get(key="indledning"))
    found = compare(old, new)
    assert became(found) == {"akut": ("moved",)}
    assert (found.sections[0].number, found.sections[0].was) == ("1", "3")


def test_what_lies_below_a_moved_section_has_only_gone_along(desk):
    former = plan.draft(sections={})
    for key, level in (("a", 1), ("a1", 2), ("a2", 2), ("b", 1), ("b1", 2)):
        plan.section(former, key, level=level)
    plan.in_force(former)
    new = workflow.begin_edition(by=desk.writer, at=NOW)
    rows = {section.key: section for section in new.sections.all()}
    workflow.move_section(rows["b"], by=desk.writer, at=NOW, before=rows["a"])
    former.refresh_from_db()
    assert list(became(compare(former, new)).values()) == [("moved",)]


def test_who_comes_below_another_section_has_moved(old, new, desk):
    workflow.step_section(new.sections.get(key="akut"), by=desk.writer, at=NOW, to="deeper")
    found = compare(old, new)
    assert became(found) == {"akut": ("moved",)}
    assert (found.sections[0].number, found.sections[0].was) == ("2.1", "3")


def test_who_lay_below_a_removed_section_has_not_moved(desk):
    former = plan.draft(sections={})
    for key, level in (("a", 1), ("a1", 2), ("b", 1)):
        plan.section(former, key, level=level)
    plan.in_force(former)
    new = workflow.begin_edition(by=desk.writer, at=NOW)
    workflow.remove_section(new.sections.get(key="a"), by=desk.writer, at=NOW)
    former.refresh_from_db()
    assert became(compare(former, new)) == {"a": ("removed",)}


def test_a_link_that_leads_elsewhere_is_told_though_its_words_are_the_same(old, new, write):
    write("akut", '<p>Ring <a href="https://godt.example/">112</a>.</p>')
    [section] = compare(old, new).sections
    assert [plain(link) for link in section.links] == ["{112 (https://godt.example/)}"]
    assert not section.paragraphs


def test_bold_words_are_a_change_of_form_alone(old, new, write):
    write("akut", "<p>Ring <strong>112</strong>.</p>")
    [section] = compare(old, new).sections
    assert section.form_alone
    assert section.became == ("changed",)


@pytest.mark.parametrize(
    "text", ["<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "<p>a &lt; b</p>"]
)
def test_what_looks_like_html_stays_text(old, new, write, text):
    write("akut", text, title="<b>Akut</b>")
    [section] = compare(old, new).sections
    told = section.title + "".join(one.html for one in section.paragraphs)
    assert "<script" not in told
    assert "<b>" not in told
    assert "&lt;" in told


def test_the_note_of_a_law_that_goes_to_another_section_is_no_change(desk):
    law = "<p>Se {{lov:barnets-lov-133}}.</p>"
    former = plan.in_force(sections={"a": ("A", "<p>Nyt.</p>"), "b": ("B", law), "c": ("C", law)})
    new = workflow.begin_edition(by=desk.writer, at=NOW)
    c, b = new.sections.get(key="c"), new.sections.get(key="b")
    workflow.move_section(c, by=desk.writer, at=NOW, before=b)
    assert list(became(compare(former, new)).values()) == [("moved",)]


def test_a_figure_is_told_by_its_words(old, new, write):
    write("akut", "<p>Ring 112.</p><p>{{figur:forebyggelsestrekant}}</p>")
    [section] = compare(old, new).sections
    assert "Forebyggelsestrekanten" in section.paragraphs[-1].html
    assert "base64" not in section.paragraphs[-1].html


def test_another_title_and_other_themes_are_told(old, new, desk):
    workflow.change_head(
        new,
        seen=new.head_sum,
        by=desk.writer,
        at=NOW,
        title="Plan",
        themes=["extremism"],
        changes="Nyt.",
    )
    found = compare(old, new)
    assert plain(found.title) == "[Beredskabsplan]{Plan}"
    assert "[" in plain(found.themes)
    assert found.unchanged == 3


def test_with_nothing_before_all_is_new():
    first = plan.draft(sections=TEXTS)
    found = differences.compare(None, first)
    assert set(became(found).values()) == {("added",)}
    assert found.unchanged == 0


def test_comparing_takes_the_same_queries_however_long_the_plan_is(
    old, new, desk, django_assert_max_num_queries
):
    for number in range(20):
        plan.section(new, f"nyt-{number}")
    with django_assert_max_num_queries(3):
        differences.compare(old, new)
