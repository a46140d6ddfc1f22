import pytest

from beredskab.plan import rendering, search
from tests.factories import plan as made

pytestmark = pytest.mark.django_db

SECTIONS = {
    "underret": ("Sådan underretter du", "<p>Skriv en underretning samme dag.</p>"),
    "barn": ("Tal med barnet", "<p>Hold en samtale uden andre. Vent ikke.</p>"),
    "hjemme": ("Samarbejdet hjemme", "<p>En forælder er ikke altid med i det.</p>"),
    "dag": ("Hvem ringer jeg til om dagen?", "<p>Ring til SSP. Om natten er der lukket.</p>"),
    "nat": ("Hvem ringer jeg til om natten?", "<p>Ring til den sociale døgnvagt.</p>"),
    "oekonomi": ("Penge & regler", "<p>1 &lt; 2 i <strong>regnskabet</strong>.</p>"),
}


@pytest.fixture
def sections():
    edition = made.in_force(sections=SECTIONS)
    return rendering.published(edition.sections.all())


@pytest.fixture
def find(sections):
    return lambda typed: search.find(typed, sections)


def keys(found):
    return [hit.section.key for hit in found.hits]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("underretninger", "underret"),
        ("underretning", "underret"),
        ("børn", "barn"),
        ("barn", "barn"),
        ("forældre", "hjemme"),
        ("mor", "hjemme"),
        ("regnskab", "oekonomi"),
        ("samtaler", "barn"),
    ],
)
def test_a_word_finds_its_forms_and_its_synonyms(find, typed, key):
    found = find(typed)
    assert keys(found) == [key]
    assert not found.is_partial


def test_a_question_finds_the_section_that_asks_it_first(find):
    found = find("hvem ringer jeg til om natten")
    assert keys(found)[0] == "nat"
    assert found.asks_whom
    assert not found.is_partial


def test_a_title_outranks_a_text(find):
    assert keys(find("natten"))[:2] == ["nat", "dag"]


def test_what_is_as_good_stands_in_the_order_of_the_plan():
    texts = dict.fromkeys(("c", "a", "b"), ("Titel", "<p>Skriv til os.</p>"))
    rows = rendering.published(made.in_force(sections=texts).sections.all())
    assert keys(search.find("skriv", rows)) == ["c", "a", "b"]


def test_the_words_are_marked_in_title_and_text(find):
    [hit] = find("underretninger").hits
    assert hit.title == "Sådan <mark>underretter</mark> du"
    assert hit.text == "Skriv en <mark>underretning</mark> samme dag."


def test_what_is_shown_is_escaped(find):
    [hit] = find("regnskabet penge").hits
    assert hit.title == "<mark>Penge</mark> &amp; regler"
    assert hit.text == "1 &lt; 2 i <mark>regnskabet</mark>."
    assert search.find("<b>penge</b>", []).hits == []


def test_all_words_are_asked_for_before_some(find):
    found = find("samtale barnet")
    assert (keys(found), found.is_partial) == (["barn"], False)
    found = find("underretning regnskab")
    assert (sorted(keys(found)), found.is_partial) == (["oekonomi", "underret"], True)
    assert found.count == 2


@pytest.mark.parametrize("typed", ["", "?!", "og", "xyzzy"])
def test_nothing_is_found_where_nothing_is_asked_or_said(find, typed):
    found = find(typed)
    assert (found.count, found.is_partial) == (0, False)


def test_a_part_of_a_longer_word_is_found():
    texts = {"a": ("Ægteskab", "<p>Om tvangsægteskaber.</p>")}
    rows = rendering.published(made.in_force(sections=texts).sections.all())
    [hit] = search.find("ægteskab", rows).hits
    assert hit.text == "Om <mark>tvangsægteskaber</mark>."


def test_the_note_of_a_law_is_found_as_readers_see_it():
    texts = {"a": ("Pligten", "<p>Se {{lov:barnets-lov-133}}.</p>")}
    rows = rendering.published(made.in_force(sections=texts).sections.all())
    assert keys(search.find("skærpede", rows)) == ["a"]
    assert search.find("lov:barnets", rows).count == 1
