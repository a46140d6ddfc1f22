import pytest

from beredskab.plan import placeholders, rendering
from beredskab.plan.models import Section
from tests.factories import plan as plans

NAME, NOTE = plans.law("barnets-lov-133"), plans.law("barnets-lov-133", noted=True)


@pytest.fixture(autouse=True)
def links(monkeypatch):
    """A kind of placeholder of which one key leads somewhere, as an app above may add it."""

    def cards(keys):
        known = {"under-18": ('Kort "A" & <b>B</b>', '/kort/?a=1&b="2"')}
        return {key: known[key] for key in keys if key in known}

    monkeypatch.setattr(placeholders, "_LINKS", {})
    placeholders.register("kort", cards)


def sections(*levels, **fields):
    return [
        Section(key=f"s{place}", title=f"Titel {place}", level=level, **fields)
        for place, level in enumerate(levels)
    ]


# -- Numbers and chapters ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([], ""),
        ([1, 1, 1], "1 2 3"),
        ([1, 2, 2, 3, 3, 2, 1, 2], "1 1.1 1.2 1.2.1 1.2.2 1.3 2 2.1"),
        ([1, 2, 3, 1, 2, 3], "1 1.1 1.1.1 2 2.1 2.1.1"),
        # A level that is skipped has a number all the same; `problems` tells its writer.
        ([2, 2, 1], "1 1.1 2"),
        ([1, 3, 3, 2], "1 1.1 1.1.1 1.2"),
    ],
)
def test_sections_are_numbered_by_their_levels(levels, expected):
    assert rendering.numbers(levels) == expected.split()


def test_numbers_are_never_the_same_twice_where_no_level_is_skipped():
    numbered = rendering.numbers([1, 2, 3, 3, 2, 3, 1, 1, 2])
    assert len(set(numbered)) == len(numbered)


def test_a_chapter_holds_what_lies_below_it():
    shown = rendering.published(sections(1, 2, 3, 1, 2))
    found = [
        (chapter.section.number, [one.number for one in chapter.below])
        for chapter in rendering.chapters(shown)
    ]
    assert found == [("1", ["1.1", "1.1.1"]), ("2", ["2.1"])]
    assert rendering.chapters([]) == []


def test_headings_begin_below_the_title_of_the_plan():
    assert [one.heading for one in rendering.published(sections(1, 2, 3))] == [2, 3, 4]


def test_what_was_published_is_shown_as_it_was_fixed():
    [shown] = rendering.published(sections(1, text="<p>Ny</p>", html="<p>{{lov:x}} Fast</p>"))
    assert (shown.key, shown.title, shown.html) == ("s0", "Titel 0", "<p>{{lov:x}} Fast</p>")


def test_a_draft_is_shown_as_it_would_be_published():
    rows = sections(1, 2, text="<p>Se {{lov:barnets-lov-133}}.</p>", html="<p>Før</p>")
    shown = [one.html for one in rendering.drafted(rows)]
    assert shown == [f"<p>Se {NOTE}.</p>", f"<p>Se {NAME}.</p>"]


def test_what_was_written_past_the_workflow_is_cleaned_before_it_is_shown():
    text = '<p onclick="x()">Tal<script>alert(1)</script> sammen</p>'
    [shown] = rendering.drafted(sections(1, text=text))
    assert shown.html == "<p>Tal sammen</p>"


# -- Placeholders --------------------------------------------------------------------------------
def test_the_note_of_a_law_stands_where_it_is_named_first():
    law = "{{lov:barnets-lov-133}}"
    assert placeholders.fill([f"{law} og {law}", law]) == [f"{NOTE} og {NAME}", NAME]
    other = plans.law("barnets-lov-135", noted=True)
    [found] = placeholders.fill([f"{law}, {{{{ lov:barnets-lov-135 }}}}, {law}"])
    assert found == f"{NOTE}, {other}, {NAME}"


def test_each_text_as_a_whole_begins_anew():
    law = "{{lov:barnets-lov-133}}"
    assert placeholders.fill([law]) == placeholders.fill([law]) == [NOTE]


def test_a_figure_is_drawn_in_the_text_itself_with_its_description():
    [found] = placeholders.fill(["{{figur:forebyggelsestrekant}}"])
    assert found.startswith('<img class="plan-figure" src="data:image/svg+xml;base64,')
    assert 'alt="Forebyggelsestrekanten i tre lag.' in found


def test_names_and_addresses_are_escaped():
    [found] = placeholders.fill(["{{kort:under-18}}"])
    assert found == (
        '<a href="/kort/?a=1&amp;b=&quot;2&quot;">Kort &quot;A&quot; &amp; &lt;b&gt;B&lt;/b&gt;</a>'
    )


UNKNOWN = [
    "{{lov:barnets-lov-999}}",
    "{{kort:fyldt-18}}",
    "{{figur:kort}}",
    "{{vejr:regn}}",
    "{{LOV:barnets-lov-133}}",
    "{{lov}}",
    "{{ }}",
]


@pytest.mark.parametrize("braces", UNKNOWN)
def test_what_stands_for_nothing_stays_and_is_told(braces):
    text = f"<p>Se {braces}.</p>"
    assert placeholders.fill([text]) == [text]
    assert placeholders.unknown(text) == [braces]


def test_what_stands_for_something_is_not_told():
    text = "{{lov:barnets-lov-133}} {{kort:under-18}} {{figur:forebyggelsestrekant}} { } {{ x"
    assert placeholders.unknown(text) == []


def test_a_kind_is_asked_once_for_all_texts():
    asked = []
    placeholders.register("kort", lambda keys: asked.append(set(keys)) or {})
    placeholders.fill(["{{kort:a}} {{kort:b}}", "{{kort:a}}"])
    assert asked == [{"a", "b"}]


@pytest.mark.parametrize(
    "text",
    [
        '<p><a href="/{{lov:barnets-lov-133}}">Loven</a></p>',
        '<p><a href="https://example.com/?{{kort:under-18}}">Kort</a></p>',
        '<ol start="{{lov:barnets-lov-133}}"><li>Et</li></ol>',
        '<p class="{{figur:forebyggelsestrekant}}">Ord</p>',
        '<p title="{{kort:under-18}}">Ord</p>',
        '<table><tr><th scope="{{kort:under-18}}">Ord</th></tr></table>',
    ],
)
def test_nothing_is_filled_in_within_a_tag(text):
    [shown] = rendering.drafted(sections(1, text=text))
    for word in (NAME, "Kort &quot;", "plan-figure", "{{"):
        assert word not in shown.html


def test_text_that_was_typed_as_text_stays_text():
    text = "<p>&lt;b&gt; &amp; {{lov:barnets-lov-133}}</p>"
    [shown] = rendering.drafted(sections(1, text=text))
    assert shown.html == f"<p>&lt;b&gt; &amp; {NOTE}</p>"
