import re
from html.parser import HTMLParser

import pytest

from beredskab.plan import cleaning

GOOD = [
    "<p>Bekymring? Ring til rådgivningen – <strong>også</strong> om <em>natten</em>.</p>",
    "<p>Vand er H<sub>2</sub>O, og 3<sup>2</sup> er 9.<br>Ny linje.</p>",
    '<p>"Citat", it\'s 5 &lt; 6 &amp; 7 &gt; 6, Tom&nbsp;&amp;&nbsp;Jerry</p>',
    "<ul><li><p>Et</p><ol><li><p>Indeni</p></li></ol></li><li><p>To</p></li></ul>",
    '<ol start="4"><li>Fire</li><li>Fem</li></ol>',
    "<blockquote><p>Vi vidste ikke bedre.</p></blockquote>",
    '<table><thead><tr><th scope="col" colspan="2">Hvem</th></tr></thead></table>',
    '<table><tbody><tr><th scope="row" rowspan="20">A</th><td>B</td></tr></tbody></table>',
    '<p><a href="https://example.dk/a?b=c&amp;d=e#f">Ude</a> <a href="#aktoerer">her</a></p>',
    '<p><a href="/actioncards/">Kort</a> <a href="/">forside</a></p>',
    '<p><a href="mailto:a@example.dk?subject=Hej med dig">Skriv</a></p>',
    '<p><a href="tel:+45 12 34 56 78">Ring</a></p>',
    '<p><a href="HTTPS://example.dk">Ude</a></p>',
    "<p>Efter {{lov:barnets-lov-133}} og {{kort:under-18-fagperson}}.</p>",
    "<p>Før</p><p></p><p>efter</p>",
    "<p>Et</p>\n<p>To</p>",
    "Tekst uden afsnit",
    "",
]

# What an attacker writes, and what is left of it.
HOSTILE = [
    ("<script>alert(1)</script>", ""),
    ("<SCRIPT src=//evil.example/x.js></SCRIPT >x", "x"),
    ("<script>alert(1)", ""),
    ("<script/x>alert(1)</script>", ""),
    ("<scr<script>ipt>alert(1)</script>", "ipt&gt;alert(1)"),
    ("<scr\0ipt>x</scr\0ipt>", "x"),
    ("<p>a\0b</p>", "<p>ab</p>"),
    ("<svg onload=alert(1)>", ""),
    ("<svg/onload=alert(1)>x", ""),
    ("<svg><script>alert(1)</script></svg>x", "x"),
    ("<svg><a href='javascript:alert(1)'><text>x</text></a></svg>y", "y"),
    ("<svg><animate onbegin=alert(1) attributeName=x></svg>y", "y"),
    ('<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">', '"&gt;'),
    ('<p onclick="alert(1)" ONMOUSEOVER=alert(1)>x</p>', "<p>x</p>"),
    ("<p/onclick=alert(1)>x", "<p>x</p>"),
    ('<p style="background:url(javascript:alert(1))">x</p>', "<p>x</p>"),
    ('<p id="top" class="law-note" title="x" lang="da" dir="rtl">x</p>', "<p>x</p>"),
    ("<style>@import 'http://evil.example';</style>x", "x"),
    ("<style>p{color:red}", ""),
    ('<link rel=stylesheet href="http://evil.example">x', "x"),
    ('<img src="file:///etc/passwd">x', "x"),
    ('<img src="http://evil.example/a.png" alt=y>x', "x"),
    ("<img src=x onerror=alert(1)>", ""),
    ('<IMG """><script>alert(1)</script>">', '"&gt;'),
    ('<iframe src="https://evil.example"></iframe>x', "x"),
    ('<iframe srcdoc="<script>alert(1)</script>"><p onclick=x>y</p></iframe>x', "x"),
    ('<object data="data:text/html,x"><embed src="data:,x">x</object>', "x"),
    ('<form action="https://evil.example"><input name=a><button>x</button></form>', "x"),
    ('<meta http-equiv=refresh content="0;url=javascript:alert(1)">x', "x"),
    ('<base href="https://evil.example/">x', "x"),
    ("<template><p onclick=x>y</p></template>x", "x"),
    ('<noscript><p title="</noscript><img src=x onerror=alert(1)>">', '"&gt;'),
    ("<textarea><img src=x onerror=alert(1)></textarea>x", "x"),
    ("<title><img src=x onerror=alert(1)></title>x", "x"),
    ("<xmp><img src=x onerror=alert(1)></xmp>x", "x"),
    ("x<plaintext><img src=x onerror=alert(1)>", "x"),
    (
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img onerror=x&gt;'>",
        "",
    ),
    (
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "",
    ),
    ("x<!-- <img src=x onerror=alert(1)> -->y", "xy"),
    ("x<!-- <p>unclosed", "x"),
    ("x<!--> <b>y</b> -->", "x <strong>y</strong> --&gt;"),
    ("x<![CDATA[<img src=x onerror=alert(1)>]]>", "x]]&gt;"),
    ("x<?php echo 1 ?>y", "xy"),
    ("<!doctype html><html><body onload=alert(1)>x", "x"),
    ("x\ud800y", "x?y"),
]

REMAINS = re.compile(
    r"<(?!/?(?:a|blockquote|br|em|li|ol|p|strong|sub|sup|table|tbody|td|th|thead|tr|ul)[ >])"
    r"|\bon[a-z]+\s*=|(?:javascript|vbscript|data|file|http|blob):|@import|(?:style|class|id)=",
    re.IGNORECASE,
)

BAD_ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java&Tab;script&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A&#x61vascript:alert(1)",
    "&#1;javascript:alert(1)",
    "data:text/html,x",
    "DATA:text/html;base64,x",
    "vbscript:msgbox(1)",
    "VBScript&#58;msgbox(1)",
    "file:///etc/passwd",
    "http://example.dk",
    "ftp://example.dk",
    "blob:https://example.dk",
    "//evil.example",
    "/\t/evil.example",
    "/&#9;/evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https:\\\\evil.example",
    "https://",
    "mailto:",
    "page.html",
    "?a=b",
    "#",
    "#a b",
    "/a<b>c",
    "/a&quot;b",
    "",
]

# A tag that never ends, and what looks like its end.
UNENDED = [
    "<p><u %d></p>",
    "<p><u %d>x",
    "<p><u %d <u></p>",
    "<p><u %d </u></p>",
    "<p><u %d></u ></p></u x='",
    "<p><u %d><!--</u>--></p>",
    "<p><u %d><!--><!--</u>--></p>",
    "<p><u %d><?</u></p>",
    "<p><u %d></</u></p>",
    '<p><u %d><br title="</u>"></p>',
    "<p><u %d></u\x0b></p>",
    "<p><strike %d></stri\u212ae></p>",
    "<p><u %d><svg><![CDATA[</u>]]></svg></p>",
    "<p><u %d><textarea></u></textarea></p>",
    "<table><u %d><td></u></table>",
]


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
