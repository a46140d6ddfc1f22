"""The decisions have one shape, so that each is read as the others are."""

import re

import pytest

import embedded

DECISIONS = sorted((embedded.CHECKOUT / "docs" / "adr").glob("*.md"))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_it_says_why_what_and_at_which_price(path):
    text = path.read_text()
    assert re.match(rf"# {path.name[:4]} [`\w]", text)
    parts = re.findall(r"^\*\*(Why|What|Price)\.\*\*", text, re.MULTILINE)
    assert parts == ["Why", "What", "Price"]


def test_no_number_is_used_twice_and_none_is_left_out_but_16():
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == [number for number in range(1, max(numbers) + 1) if number != 16]
