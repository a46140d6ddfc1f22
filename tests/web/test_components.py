from datetime import UTC, datetime, timedelta

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

pytestmark = pytest.mark.django_db  # what stands around a page asks the municipality

NOW = datetime(2026, 4, 8, 8, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def danish():
    with translation.override("da"):
        yield


def show(source, **context):
    template = engines["django"].from_string("{% load components %}" + source)
    return template.render(context, RequestFactory().get("/x/?unit=1&page=2"))


@pytest.mark.parametrize(
    ("key", "word", "has_icon"),
    [
        ("overdue", "Overskredet", True),
        ("urgent", "Haster", True),
        ("active", "I gang", False),
        ("waiting", "Set – afventer", False),
        ("on_time", "Inden for frist", False),
        ("done", "Gennemført", False),
        ("cancelled", "Bortfaldet", False),
    ],
)
def test_a_status_is_its_word(key, word, has_icon):
    html = show("{% status key %}", key=key)
    assert word in html
    assert ("<svg" in html) == has_icon


def test_what_is_done_has_no_colour():
    assert "badge" not in show('{% status "done" %}')


def test_an_alert_escapes_what_it_is_given():
    html = show('{% alert "info" heading=h %}{{ t }}{% endalert %}', h="<b>", t="<script>")
    assert "<script>" not in html
    assert "<b>" not in html
    assert 'role="alert"' not in html


def test_only_a_live_alert_is_announced():
    assert 'role="alert"' in show('{% alert "error" live=True %}x{% endalert %}')


def test_a_call_button_rings_the_number():
    html = show('{% call_button "72 10 10 10" "Ring" %}')
    assert 'href="tel:72101010"' in html


def test_a_deadline_has_its_exact_moment():
    html = show("{% deadline_cell due now %}", due=NOW + timedelta(hours=2), now=NOW)
    assert 'datetime="2026-04-08T10:30:00+00:00"' in html
    assert "i dag kl. 12.30" in html
    assert "2 t tilbage" in html


def test_a_deadline_shows_the_day_to_aim_for():
    html = show("{% deadline_cell due now amber %}", due=NOW, now=NOW, amber=NOW)
    assert "Sigt efter" in html
    assert "Frist" in html


def test_other_pages_keep_the_filters():
    page = Paginator(range(100), 10).page(2)
    html = show("{% pagination page %}", page=page)
    assert "unit=1" in html
    assert "page=3" in html
    assert html.count('aria-current="page"') == 1


def test_one_page_has_no_way_to_others():
    assert "nav" not in show("{% pagination page %}", page=Paginator(range(3), 10).page(1))


def test_breadcrumbs_end_with_this_page():
    html = show('{% breadcrumbs "Overblik" "/overblik/" "Sag" %}')
    assert 'href="/overblik/"' in html
    assert 'aria-current="page"' in html.split("Sag")[0]


def test_no_component_has_inline_style():
    html = show('{% bar 86 %}{% status "urgent" %}{% step 1 4 %}{% icon "lock" "Låst" %}')
    assert "style=" not in html
    assert "Trin 1 af 4" in html


def test_a_ticking_clock_has_the_words_of_the_server():
    html = show("{% ticking_time_left due now %}", due=NOW + timedelta(hours=2), now=NOW)
    assert "2 t tilbage" in html
    assert 'data-now="2026-04-08T08:30:00+00:00"' in html
    assert "Overskredet" in html
