import pytest

from cases import anonymity
from cases.anonymity import Trace


@pytest.mark.rule("R104")
@pytest.mark.parametrize(
    "text",
    [
        "Ring til +46 70 123 45 67",
        "Hendes nummer er 070-123 45 67",
        "12/34/56/78",
        "Bor på Strandvejen 4",
        "Bor STRANDVEJ 4",
        "Født 12.03.1999",
        "010199-1234",
        "01 01 99 - 1234",
        "skriv til a@b.dk",
        "6000 Kolding",
    ],
)
def test_what_may_tell_who_it_is_is_found(text):
    assert anonymity.found_in(text)


@pytest.mark.rule("R102")
@pytest.mark.parametrize(
    "text",
    [
        "010190-1234",
        "0101901234",
        "01 01 90 1234",
        "01.01.90-1234",
        "01/01/90 1234",
        "010190-xxxx",
    ],
)
def test_a_cpr_number_is_found_however_it_is_written(text):
    assert Trace.CPR in anonymity.found_in(f"Om {text}.")


@pytest.mark.parametrize("text", ["79 79 10 10", "+45 79 79 10 10", "+45 7979 1010"])
def test_a_telephone_number_is_no_cpr_number(text):
    assert anonymity.found_in(f"Ring {text}.") == [Trace.PHONE]


@pytest.mark.rule("R102")
@pytest.mark.parametrize(
    "text",
    ["7K2-PQ9", "7k2pq9", "den 7K2 PQ9", "7K2 – PQ9", "FXFPKW", "698-492"],
)
def test_a_reference_is_found_however_it_is_written(text):
    assert Trace.REFERENCE in anonymity.found_in(f"Se {text}, tak")


@pytest.mark.parametrize("text", ["698492 kr.", "698 492 kr.", "TV2 PPR"])
def test_a_figure_or_a_short_word_is_no_reference(text):
    assert Trace.REFERENCE not in anonymity.found_in(text)


@pytest.mark.rule("R90")
@pytest.mark.parametrize(
    "text", ["amira", "Amiras mor", "Al Opdigtets søn", "hos OPDIGTET-familien"]
)
def test_a_name_tells_who_it_is_in_the_genitive_too(text):
    assert anonymity.tells_of(text, ["Amira Al-Opdigtet", None])


def test_a_word_that_is_like_a_name_tells_nobody():
    assert not anonymity.tells_of("Amiralens al", ["Amira Al-Opdigtet"])


@pytest.mark.parametrize(
    "text", ["Vi talte i 45 minutter om § 18 og § 20.", "Hun vil have 2 samtaler, på vej 3 gange."]
)
def test_what_tells_nobody_is_left_alone(text):
    assert not anonymity.found_in(text)
