import re
from html.parser import HTMLParser

import pytest

from beredskab.plan import cleaning
from tests.plan.texts import BAD_ADDRESSES, GOOD, HOSTILE, UNENDED

REMAINS = re.compile(
    r"<(?!/?(?:a|blockquote|br|em|li|ol|p|strong|sub|sup|table|tbody|td|th|thead|tr|ul)[ >])"
    r"|\bon[a-z]+\s*=|(?:javascript|vbscript|data|file|http|blob):|@import|(?:style|class|id)=",
    re.IGNORECASE,
)


class _Allowed(HTMLParser):
    """Reads HTML with another parser than nh3, and asserts that everything in it may stand."""

    def handle_starttag(self, tag, attrs):
        assert tag in cleaning.TAGS
        for name, value in attrs:
            assert name in cleaning.VALUES[tag]
            assert "{" not in value
            assert name != "href" or value.lower().startswith(
                ("https://", "mailto:", "tel:", "/", "#")
            )

    def handle_comment(self, _text):
        raise AssertionError

    handle_decl = handle_pi = unknown_decl = handle_comment


def _require_allowed(html):
    parser = _Allowed()
    parser.feed(html)
    parser.close()


@pytest.mark.parametrize("html", GOOD)
def test_what_is_good_stays_to_the_letter(html):
    assert cleaning.clean(html) == html


@pytest.mark.parametrize(("html", "left"), HOSTILE)
def test_nothing_hostile_remains(html, left):
    cleaned = cleaning.clean(html)
    assert cleaned == left
    assert not REMAINS.search(cleaned)


@pytest.mark.parametrize("around", ["%s", "<ul><li>%s</li></ul>", "<table><tr><td>%s", "<p><a>%s"])
@pytest.mark.parametrize("html", [*GOOD, *(html for html, _left in HOSTILE)])
def test_what_is_cleaned_holds_only_what_is_allowed_and_stays_as_it_is(html, around):
    cleaned = cleaning.clean(around % html)
    assert not REMAINS.search(cleaned)
    _require_allowed(cleaned)
    assert cleaning.clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p><object><p>x", "<p>x</p>"),
        ("<li><section><li>x", "<li></li><li>x</li>"),
        ("<a href=/x>q<object><a href=/y>w", '<a href="/x">q</a><a href="/y">w</a>'),
        ("<a href=/x><table><a href=/y>", '<a href="/x"></a><a href="/y"></a><table></table>'),
        ("x&#13;y", "x\ny"),
        ("&#65279;x", "x"),
    ],
)
def test_what_is_read_otherwise_the_second_time_is_cleaned_until_it_stays(html, left):
    assert cleaning.clean(html) == left
    assert cleaning.clean(left) == left


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_a_link_that_leads_elsewhere_loses_its_address_and_keeps_its_words(address):
    for quote in "\"'":
        assert cleaning.clean(f"<p><a href={quote}{address}{quote}>x</a></p>") == "<p><a>x</a></p>"


@pytest.mark.parametrize(
    "address",
    [
        "{{lov:barnets-lov-133}}",
        "/{{kort:x}}",
        "https://example.dk/&#123;&#123;lov:x}}",
        "/&lbrace;&lbrace;lov:x",
        "/x}}",
    ],
)
def test_no_placeholder_stands_in_an_address(address):
    assert cleaning.clean(f'{{{{lov:x <a href="{address}">y</a>') == "{{lov:x <a>y</a>"


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<ol start="-1"><li>x</li></ol>', "<ol><li>x</li></ol>"),
        ('<ol start="12345"><li>x</li></ol>', "<ol><li>x</li></ol>"),
        ('<ol start="٣" type="a" reversed><li>x</li></ol>', "<ol><li>x</li></ol>"),
        ('<ul start="2"><li>x</li></ul>', "<ul><li>x</li></ul>"),
        ('<a href="/" target="_blank" rel="opener" ping="/">x</a>', '<a href="/">x</a>'),
        ('<p href="/">x</p>', "<p>x</p>"),
    ],
)
def test_attributes_hold_only_what_they_are_for(html, left):
    assert cleaning.clean(html) == left


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ('colspan="20"', ' colspan="20"'),
        ('rowspan=" 2 "', ' rowspan="2"'),
        ('colspan="0"', ""),
        ('colspan="21"', ""),
        ('rowspan="1000"', ""),
        ('rowspan="2x"', ""),
        ('scope="row"', ' scope="row"'),
        ('scope="rowgroup"', ""),
        ('width="9" align="left" bgcolor="red" headers="x"', ""),
    ],
)
def test_cells_keep_their_spans_and_what_they_head(given, left):
    html = "<table><tbody><tr><th%s>x</th></tr></tbody></table>"
    assert cleaning.clean(html % f" {given}") == html % left


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<b>x</b> <i>y</i>", "<strong>x</strong> <em>y</em>"),
        ("<B class=x>x</B> <I\n>y</I >", "<strong>x</strong> <em>y</em>"),
        ("<b><i>x</b>y</i>", "<strong><em>x</em></strong><em>y</em>"),
        ("<bdo>x</bdo> <ins>y</ins> <ı>z", "x y &lt;ı&gt;z"),
        ("<h2>Titel</h2><div>x</div><u>y</u>", "Titelxy"),
    ],
)
def test_old_names_become_new_ones_and_other_tags_leave_their_words(html, left):
    assert cleaning.clean(html) == left


@pytest.mark.parametrize("empty", ["<p></p>", "<p><br></p>", "<p>&nbsp;</p>", "<p>\xa0 <br>\n</p>"])
def test_empty_paragraphs_at_both_ends_are_dropped(empty):
    assert cleaning.clean(f"\n{empty}\n{empty}<p>x</p>{empty}<p>y</p>{empty} {empty}\n") == (
        f"<p>x</p>{empty}<p>y</p>".replace("\xa0", "&nbsp;")
    )
    assert cleaning.clean(empty * 3) == ""


def test_an_empty_paragraph_within_something_stays():
    html = "<blockquote><p></p></blockquote>"
    assert cleaning.clean(html) == html


@pytest.mark.parametrize(
    ("unit", "times"),
    [
        ("<p>x</p>", 250_000),  # 2 MB
        ("x", cleaning.LONGEST + 1),
        ("<ul><li>", 20_000),
        ("<ul><li>", 10_000),
        ("<blockquote>", cleaning.DEEPEST + 1),
        ("<div></p>", 10_000),
        ("<a ", 33_000),
        ('<x a="', 16_000),
        ("<svg><desc>", 9_000),
    ],
)
def test_too_long_and_too_deep_is_refused_before_it_is_read(unit, times):
    with pytest.raises(cleaning.TooMuch):
        cleaning.require_moderate(unit * times)
    with pytest.raises(cleaning.TooMuch):
        cleaning.clean(unit * times)


@pytest.mark.parametrize("unit", UNENDED)
def test_what_a_parser_would_open_again_in_each_block_is_refused(unit):
    with pytest.raises(cleaning.TooMuch):
        cleaning.require_moderate("".join(unit.replace("%d", str(n)) for n in range(100)))


@pytest.mark.parametrize(
    ("unit", "times", "left"),
    [
        ("<p", 50_000, ""),
        ("</", 50_000, ""),
        ("<p>", 33_000, ""),
        ("<p></p>", 14_000, ""),
        ("<p>&nbsp;", 11_000, ""),
        ("<!--", 25_000, ""),
        ("<!-->", 20_000, ""),
        ("</p>", 25_000, ""),
        ("</em>", 20_000, ""),
        (" ", 100_000, ""),
        ("{", 100_000, "{" * 100_000),
        ("<br>", 25_000, "<br>" * 25_000),
        ("<!-- x -->5 < 6 ", 5_000, ("5 &lt; 6 " * 5_000).strip()),
    ],
)
def test_what_is_long_and_shallow_is_read(unit, times, left):
    assert cleaning.clean(unit * times) == left


@pytest.mark.parametrize(
    ("unit", "times"), [("<", 100_000), ("&", 100_000), ("<li>", 25_000), ("</b>", 25_000)]
)
def test_what_grows_too_long_when_it_is_cleaned_is_refused(unit, times):
    cleaning.require_moderate(unit * times)
    with pytest.raises(cleaning.TooMuch):
        cleaning.clean(unit * times)


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote>" * cleaning.DEEPEST + "x" + "</blockquote>" * cleaning.DEEPEST,
        "<p>x <strong>y</strong> <em>z</em></p>" * 1_000,
        "<p>x<br>y</p><ul><li>z</li><li>æ</li></ul>" * 1_000,
        '<p><a href="https://example.dk/?a=b">x</a></p>' * 1_000,
    ],
)
def test_a_long_text_of_few_levels_stays_to_the_letter(html):
    assert cleaning.clean(html) == html


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>x" * 1_000, "<p>x</p>" * 1_000),
        ("<ul><li>x<li>y</ul>" * 500, "<ul><li>x</li><li>y</li></ul>" * 500),
        ("<img><input/><hr>x" * 500, "x" * 500),
        ("<!-- x - y --><EM>x</em>" * 500, "<em>x</em>" * 500),
        ("<em title='x>'>x</em ><em lang=da\n>y</EM>" * 500, "<em>x</em><em>y</em>" * 500),
        ("<o:p></o:p><x-y>x</x-y>" * 500, "x" * 500),
        (
            "<table><tr><td>x<td>y<tr><td>z</table>" * 100,
            "<table><tbody><tr><td>x</td><td>y</td></tr><tr><td>z</td></tr></tbody></table>" * 100,
        ),
    ],
)
def test_tags_that_html_ends_by_itself_are_no_levels(html, left):
    assert cleaning.clean(html) == left


def test_the_refusal_says_what_is_wrong():
    with pytest.raises(cleaning.TooMuch) as too_long:
        cleaning.require_moderate("x" * (cleaning.LONGEST + 1))
    with pytest.raises(cleaning.TooMuch) as too_deep:
        cleaning.require_moderate("<ul><li>" * 100)
    assert str(too_long.value)
    assert str(too_deep.value)
    assert str(too_long.value) != str(too_deep.value)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Et</p><p>To</p>", "Et\nTo"),
        ("<p>Et<br>to</p>", "Et\nto"),
        ("<p>Et\n   to&nbsp;&nbsp;tre </p>", "Et to tre"),
        ("<p>be<strong>kym</strong>ring <em> nu</em></p>", "bekymring nu"),
        ("<ul><li>Et<ul><li>To</li></ul></li></ul>tre", "Et\nTo\ntre"),
        ("<table><tbody><tr><th>A</th><td>B</td></tr></tbody></table>", "A\nB"),
        ("<p>5 &lt; 6 &amp;amp; &quot;x&quot; &aelig;</p>", '5 < 6 &amp; "x" æ'),
        ("<p>&lt;strong&gt;</p>", "<strong>"),
        ("<p>{{lov:barnets-lov-133}}</p>", "{{lov:barnets-lov-133}}"),
        ("uden <blockquote>afsnit</blockquote>", "uden\nafsnit"),
        ("", ""),
    ],
)
def test_the_text_is_the_words_line_by_line(html, text):
    assert cleaning.text_of(html) == text


@pytest.mark.parametrize("html", ["", "<p></p>", "<p>&nbsp;<br> </p>", "<ul><li></li></ul>", "\n"])
def test_html_without_words_is_empty(html):
    assert cleaning.is_empty(html)


@pytest.mark.parametrize("html", ["x", "<p>{{figur:forebyggelsestrekant}}</p>", "<p>&lt;</p>"])
def test_html_with_words_is_not_empty(html):
    assert not cleaning.is_empty(html)


def test_links_come_in_their_order_with_their_words():
    html = cleaning.clean(
        '<p><a href="/b?c=d&amp;e=f">To <b>ord</b></a> <a href="http://x">Væk</a>'
        ' <a href="#a"> </a> &lt;a href="/z"&gt;x</p><p><a href="tel:112">112</a></p>'
    )
    assert cleaning.links_of(html) == ["/b?c=d&e=f", "#a", "tel:112"]
    assert cleaning.words_of_links(html) == ["To ord", "", "112"]


def test_a_link_within_the_table_of_a_link_is_found_too():
    html = cleaning.clean("<a href=/x>y<table><tr><td><a href=/z>w</a></table></a>")
    assert cleaning.links_of(html) == ["/x", "/z"]
    assert cleaning.words_of_links(html) == ["y", "w"]
