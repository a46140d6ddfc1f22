import pytest

from beredskab.municipality import phones


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2520 0318", "25 20 03 18"),
        ("25 20 03 18", "25 20 03 18"),
        ("+45 99312722", "99 31 27 22"),
        ("112", "112"),
    ],
)
def test_all_ways_of_writing_a_number_become_one(text, shown):
    assert phones.normalise(text) == shown


@pytest.mark.parametrize("text", ["", "1234", "12 34 56 78", "25 20 03 1x", "+46 25200318"])
def test_what_is_no_danish_number_is_refused(text):
    with pytest.raises(ValueError, match="no Danish"):
        phones.normalise(text)


def test_a_number_is_dialled_without_spaces():
    assert phones.dialled("25 20 03 18") == "+4525200318"
    assert phones.dialled("112") == "112"
