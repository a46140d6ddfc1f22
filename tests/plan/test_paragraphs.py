"""Two texts as one, paragraph by paragraph."""

import time

import pytest

from beredskab.plan.paragraphs import Effort, compare
from tests.plan.reading import plain

LONG = "Dette stykke står, som det stod, og det er langt nok til at blive foldet. " * 4


def read(old, new, effort=None):
    """The paragraphs as text, and as a number where words are folded."""
    rows = compare(old, new, effort or Effort())
    return [row.folded or plain(row.html) for row in rows]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("En.\nTo.", "En.\nTo.", ["En.", "To."]),
        ("Ring i dag.", "Ring i morgen.", ["Ring i [dag]{morgen}."]),
        ("", "Ny.\nOg en til.", ["{Ny.}", "{Og en til.}"]),
        ("Gammel.", "", ["[Gammel.]"]),
        ("En.\nTre.", "En.\nTo.\nTre.", ["En.", "{To.}", "Tre."]),
        ("En.\nTo.\nTre.", "En.\nTre.", ["En.", "[To.]", "Tre."]),
        (
            "Ring til SSP.",
            "Børnehuset holder åbent.",
            ["[Ring til SSP.]", "{Børnehuset holder åbent.}"],
        ),
        ("a < b & c", "a < b & d", ["a &lt; b &amp; [c]{d}"]),
    ],
)
def test_paragraphs_are_kept_and_their_words_marked(old, new, shown):
    assert read(old, new) == shown


def test_a_changed_paragraph_meets_the_one_it_was_although_another_came_between():
    old = "Tal med din leder i dag.\nRing til SSP i dag."
    new = "Tal med din leder straks.\nSkriv ned, hvad du så.\nRing til SSP straks."
    assert read(old, new) == [
        "Tal med din leder [i dag]{straks}.",
        "{Skriv ned, hvad du så.}",
        "Ring til SSP [i dag]{straks}.",
    ]


def test_long_paragraphs_that_stayed_are_told_by_their_words_alone():
    old, new = f"{LONG}\nRing i dag.\n{LONG}", f"{LONG}\nRing i morgen.\n{LONG}"
    assert read(old, new) == [60, "Ring i [dag]{morgen}.", 60]


def test_nothing_unescaped_gets_out():
    hostile = "<script>alert(1)</script>"
    for old, new in ((hostile, ""), ("", hostile), (hostile, f"{hostile} nu"), (hostile, hostile)):
        assert "<script" not in "".join(row.html for row in compare(old, new, Effort()))


def test_what_would_take_long_is_told_by_whole_paragraphs():
    assert read("Ring i dag.", "Ring i morgen.", Effort(left=10)) == [
        "[Ring i dag.]{Ring i morgen.}"
    ]


def test_two_long_texts_without_a_word_in_common_are_compared_soon():
    old = "\n".join(" ".join(f"gammelt{n}-{m}" for m in range(100)) for n in range(60))
    new = "\n".join(" ".join(f"nyt{n}-{m}" for m in range(100)) for n in range(60))
    begun = time.monotonic()
    assert len(compare(old, new, Effort())) == 120
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a\n" * 1_000, "a\nb\n" * 1_000),
        ("\n".join(map(str, range(8_000))), "\n".join(map(str, range(8_000, 16_000)))),
        ("a " * 2_500, "a b " * 1_250),
        (
            "\n".join(f"p{n % 101}" for n in range(8_000)),
            "\n".join(f"p{n % 101}\nny{n}" for n in range(8_000)),
        ),
    ],
)
def test_hostile_texts_are_compared_soon(old, new):
    begun = time.monotonic()
    assert compare(old, new, Effort())
    assert time.monotonic() - begun < 20
