import itertools

import pytest

from beredskab import references


def test_a_new_reference_is_valid_and_written_with_a_hyphen():
    for _ in range(500):
        text = references.new()
        assert len(text) == 7
        assert text[3] == "-"
        assert references.is_valid(text)
        assert references.normalise(text) == text


def test_references_are_random():
    assert len({references.new() for _ in range(500)}) > 495


@pytest.mark.parametrize("symbol", "0O1ILAEIOUYÆØÅ")
def test_no_symbol_is_ambiguous_or_a_vowel(symbol):
    assert symbol not in references.SYMBOLS


def test_the_example_of_the_documents_is_valid():
    assert references.is_valid("7K2-PQ9")


@pytest.mark.parametrize("text", ["7k2-pq9", " 7K2 PQ9 ", "7k2pq9", "7K2-PQ9\n"])
def test_case_spaces_and_hyphens_do_not_matter(text):
    assert references.normalise(text) == "7K2-PQ9"
    assert references.is_valid(text)


@pytest.mark.parametrize("text", ["", "7K2", "7K2-PQ", "7K2-PQ99", "OOO-OOO", "../etc", "7K2-PQ8"])
def test_other_text_is_no_reference(text):
    assert not references.is_valid(text)


def test_any_single_wrong_symbol_is_noticed():
    right = references.new().replace("-", "")
    for place, symbol in itertools.product(range(6), references.SYMBOLS):
        wrong = right[:place] + symbol + right[place + 1 :]
        assert references.is_valid(wrong) == (wrong == right)


def test_any_two_symbols_that_changed_places_are_noticed():
    for _ in range(50):
        right = references.new().replace("-", "")
        for one, other in itertools.combinations(range(6), 2):
            swapped = list(right)
            swapped[one], swapped[other] = swapped[other], swapped[one]
            wrong = "".join(swapped)
            assert references.is_valid(wrong) == (wrong == right)
