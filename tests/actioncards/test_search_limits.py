"""What a search costs, and what it makes of strange words."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actioncards import search
from beredskab.municipality.models import Contact
from tests import factories
from tests.factories import cards

pytestmark = pytest.mark.django_db
EVERYBODY = frozenset({"public", "staff", "authority"})
TUESDAY = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)


def find(typed, *, at=TUESDAY, audiences=EVERYBODY):
    return search.find(typed, at=at, audiences=audiences)


def with_step(heading, text=""):
    return cards.card(steps={"talk": {"heading": heading, "text": text}})


def test_a_search_takes_as_many_queries_for_one_hit_as_for_many():
    def queries():
        with CaptureQueriesContext(connection) as taken:
            assert find("kontrol nat").count
        return len(taken)

    with_step("Kontrol om natten")
    cards.contact(name="Kontrol nat")
    cards.explanation(title="Kontrol nat")
    find("nat")  # The words that are written in the portal are cut once and for all.
    few = queries()
    for number, (role, age) in enumerate(
        [("professional", "adult"), ("authority", "adult"), ("authority", "under_18")]
    ):
        cards.card(role, age, steps={f"k{number}": {"heading": "Kontrol om natten"}})
    for number in range(20):
        cards.contact(name=f"Kontrol nat {number}", unit=factories.unit())
        cards.explanation("sign", f"key-{number}", title="Kontrol nat")
    assert queries() == few


def test_many_words_take_as_many_queries_as_one():
    def queries(typed):
        with CaptureQueriesContext(connection) as taken:
            assert find(typed).count
        return len(taken)

    with_step("Kontrol om natten")
    cards.contact(name="Kontrol nat", topics=["reeducation"])
    cards.explanation(title="Kontrol nat")
    find("nat")
    few = queries("nat")
    assert queries("mor bror rejse krisecenter ægteskab underretning lærer nat") == few


def test_so_many_words_are_searched_and_no_more():
    cards.explanation(title="Ordet", text="Noget om heste.")
    known = "en1 to2 tre3 fire4 fem5 seks6 syv7"
    assert find(f"{known} heste").count
    assert not find(f"{known} otte8 heste").count


@pytest.mark.parametrize(
    "typed",
    [
        "'",
        "''; DROP TABLE actioncards_card; --",
        '"uafsluttet',
        "%",
        "_",
        "foo_bar",
        "a:*",
        ":*",
        "!&|()<->",
        "\\",
        "\\' | 'x",
        "{modtager}",
        "<script>alert(1)</script>",
        "nat\0nat",
        "²³ ½",
        "İstanbul ẞ ﷺ 🙂",
        "*" * 100,
        "a" * 100,
        " ".join("abcdefghijklmnopqrstuvwxyzæøå"),
        "-kontrol",
        "0x1F 1e9",
    ],
)
def test_no_words_break_the_search(typed):
    with_step("Kontrol")
    cards.contact(name="Kontoret")
    cards.explanation(text="Kontrol")
    assert isinstance(find(typed).count, int)


@pytest.mark.parametrize("typed", ["%", "_", "*", ":*", "k%", "k_", "%k%", "k*l"])
def test_signs_with_a_meaning_to_the_database_have_none_here(typed):
    cards.explanation(title="Tegn", text="Kontrol")
    assert not find(typed).count


def test_what_is_found_is_text_and_no_html():
    Contact.objects.all().delete()
    cards.contact(name="<b>Linjen</b>", note="<i>linjen</i>")
    cards.explanation(title="<b>linjen</b>", text="<script>linjen</script>")
    found = find("linjen")
    [contact], [explanation] = found.contacts, found.explanations
    assert contact.name == "&lt;b&gt;<mark>Linjen</mark>&lt;/b&gt;"
    assert contact.note == "&lt;i&gt;<mark>linjen</mark>&lt;/i&gt;"
    assert "<script>" not in explanation.title + explanation.text
