import pytest

from cases import anonymity


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


@pytest.mark.parametrize(
    "text", ["Vi talte i 45 minutter om § 18 og § 20.", "Hun vil have 2 samtaler, på vej 3 gange."]
)
def test_what_tells_nobody_is_left_alone(text):
    assert not anonymity.found_in(text)
