import pytest

from beredskab.search import words

pytestmark = pytest.mark.django_db


def texts(typed):
    return [word.text for word in words.read(typed).words]


def test_words_without_meaning_are_left_out():
    assert texts("Hvordan går det om natten?") == ["natten"]


def test_a_question_of_such_words_alone_is_taken_as_it_is():
    assert texts("hvem") == ["hvem"]
    assert texts("om og til") == []
    assert texts("") == texts("?!") == []


def test_asking_whom_to_call_is_not_what_it_is_about():
    assert texts("Hvem ringer jeg til om natten?") == ["natten"]
    assert texts("tlf ssp") == ["ssp"]
    assert texts("telefonnummer") == ["telefonnummer"]


@pytest.mark.parametrize(
    ("typed", "asks"),
    [("hvem kan hjælpe", True), ("tlf ssp", True), ("akut", True), ("tegn på kontrol", False)],
)
def test_it_is_known_who_asks_whom_to_call(typed, asks):
    assert words.read(typed).asks_whom is asks


@pytest.mark.parametrize(
    ("typed", "text", "is_form"),
    [
        ("nat", "natten", True),
        ("nat", "nats", True),
        ("nat", "natur", False),
        ("aften", "aftale", False),
        ("løn", "lønnen", True),
        ("løn", "lønske", False),
        ("vold", "volden", True),
    ],
)
def test_a_short_word_is_marked_in_its_forms_alone(typed, text, is_form):
    assert words.says(text, words.read(f"{typed} x").words) is is_form


def test_only_so_many_words_are_read():
    typed = " ".join(f"ord{number}" for number in range(50))
    assert len(texts(typed)) == words.MOST_WORDS


def test_the_database_cuts_the_words_that_are_written_here_once(django_assert_num_queries):
    words.read("nat")
    with django_assert_num_queries(1) as taken:
        words.read("mor")
    assert "shelter" not in taken[0]["sql"]


def test_a_word_is_marked_in_each_of_its_forms():
    found = words.read("konflikt x").words
    assert words.mark("Konflikten og konflikter.", found) == (
        "<mark>Konflikten</mark> og <mark>konflikter</mark>."
    )


def test_a_word_is_marked_inside_a_longer_one():
    assert "<mark>tvangsægteskab</mark>" in words.mark(
        "Et tvangsægteskab", words.read("ægteskab x").words
    )


def test_a_short_word_is_not_found_inside_others():
    assert words.mark("En underretning om en vurdering", words.read("ring x").words) == (
        "En underretning om en vurdering"
    )


def test_the_beginning_of_the_last_word_is_marked():
    assert words.mark("Sikkerhedskonsulent", words.read("sikkerhedsk").words) == (
        "<mark>Sikkerhedskonsulent</mark>"
    )
    assert words.mark("Sikkerhedskonsulent", words.read("sik nat").words) == ("Sikkerhedskonsulent")


def test_synonyms_are_marked_too():
    assert words.mark("Tal med dine forældre", words.read("mor").words) == (
        "Tal med dine <mark>forældre</mark>"
    )


def test_what_is_marked_is_text_and_no_html():
    marked = words.mark("<b>nat</b> & dag", words.read("nat").words)
    assert marked == "&lt;b&gt;<mark>nat</mark>&lt;/b&gt; &amp; dag"


def test_a_long_text_is_cut_around_what_was_looked_for():
    text = f"{'Begyndelse. ' * 40}Her er kontrollen. {'Slutning. ' * 40}"
    shown = words.excerpt(text, words.read("kontrol").words)
    assert "<mark>kontrollen</mark>" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 300


def test_a_short_text_is_shown_whole():
    assert words.excerpt("Kort tekst.", words.read("tekst").words) == "Kort <mark>tekst</mark>."


@pytest.mark.parametrize("text", ["x" * 2000, "nat" * 700, "kort " + "x" * 2000])
def test_a_text_without_spaces_is_cut_as_well(text):
    assert len(words.excerpt(text, words.read("nat").words)) < 2200
