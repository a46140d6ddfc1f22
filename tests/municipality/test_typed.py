import pytest

from beredskab.municipality import typed

PHONES = [
    "70203040",
    "70 20 30 40",
    "70.20.30.40",
    "7020 3040",
    "+45 70 20 30 40",
    "0045 70203040",
    "116 111",
    "Tlf.25200318",
    "Ring-25200318",
    "25 20 03 18-",
    "25  20  03  18",
    "25\N{THIN SPACE}20\N{NARROW NO-BREAK SPACE}03\N{NO-BREAK SPACE}18",
    "2520\N{ZERO WIDTH SPACE}0318",
    "25–20–03–18",
    "25 - 20 - 03 - 18",
    "2520-0318",
    "2520.0318",
    "25 200 318",
    "25/20/03/18",
    "25_20_03_18",
    "25:20:03:18",
    "(25) 20 03 18",
    "+46 70 123 45 67",
    "010190-1234",
    "den 01.01.2024 på 25200318",
]
NO_PHONES = [
    "112",
    "114",
    "29.02.2024",
    "22/11-2026",
    "1. november 2026",
    "2024-02-29",
    "22.11.2026-31.12.2026",
    "barnets lov § 133, stk. 2",
    "§ 32, stk. 4, § 46, stk. 3, og § 91",
    "2022-2026",
    "08.00-15.30",
    "08:00-15:30",
    "10.000 unge på 16-30 år",
]
MAILS = ["a@b.dk", "mor@skole", "mor @ skole", "mor(at)skole.dk", "mor (AT) skole", "mor[at]skole"]
ADDRESSES = [
    "Skovvej 12",
    "Nørre Allé 7, 2. tv.",
    "nørre allé 7",
    "Lille Torv, 3",
    "Jernbanegade nr. 4B",
    "Rosengade5",
    "Rosengade nummer 5",
    "rosengade 5 a",
    "Toften 3",
    "Toften 3 i Haslev",
    "Toften nr.3",
    "Rosenhøj 5",
    "Ved Åen 3",
    "8000 Aarhus",
    "2000 Frederiksberg",
    "5000 ODENSE",
    "5000 odense",
    "DK5000 Odense",
    "DK-5000 Odense",
]
NO_ADDRESSES = [
    "Trin 3",
    "Kapitel 16",
    "Kap. 16",
    "Barnets lov § 18",
    "Serviceloven § 12 a",
    "Paragraf 32",
    "Side 1",
    "Udgave 2",
    "RED 16",
    "Ungeteam 2",
    "Unge 16-30 år",
    "For unge på 16-30 år",
    "6 hverdage",
    "Svar gives inden 24 timer",
    "Indenfor 24 timer",
    "Alle 3 børn",
    "I skal have 2 voksne med",
    "Politiet 114",
    "Alarmcentralen 112",
    "Tryk 2 for unge",
    "Fra 1. marts 2026",
    "Lov af 1. juli 2026 Barnets lov",
    "Vagten 70 20 30 40",
    "1500 kroner",
    "Mandag 9.00-15.00",
]


@pytest.mark.parametrize("text", PHONES)
def test_numbers_are_known_however_they_are_written(text):
    assert typed.phones_in(f"Ring {text} nu")


@pytest.mark.parametrize("text", NO_PHONES)
def test_what_is_no_number_is_left_alone(text):
    assert typed.phones_in(f"Se {text} her") == []


def test_numbers_are_told_as_they_stand_there():
    text = "Ring 70 20 30 40, eller fra 22.11.2026 (25) 20 03 18."
    assert typed.phones_in(text) == ["70 20 30 40", "25) 20 03 18"]


@pytest.mark.parametrize("text", MAILS)
def test_mail_addresses_are_known_however_they_are_written(text):
    assert typed.mails_in(f"Skriv til {text}.")


def test_mail_addresses_are_told_as_they_stand_there():
    assert typed.mails_in("Skriv til a@b.dk, eller (mor@skole).") == ["a@b.dk", "mor@skole"]
    assert typed.mails_in("Skriv ikke mail (atter en gang).") == []


@pytest.mark.rule("R114")
@pytest.mark.parametrize("text", ADDRESSES)
@pytest.mark.parametrize("around", ["{}", "Send post til {}.", "Vi holder til: {}, Haslev"])
def test_addresses_are_known_however_they_are_written(text, around):
    assert typed.addresses_in(around.format(text))


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_what_is_no_address_is_left_alone(text):
    assert typed.addresses_in(text) == []


def test_addresses_are_told_as_they_stand_there():
    text = "Vi bor på Skovvej 12, 4690 Haslev."
    assert typed.addresses_in(text) == ["Skovvej 12", "4690 Haslev"]
