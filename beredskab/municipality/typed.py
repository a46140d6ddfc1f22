"""Telephone numbers and addresses that somebody typed.

Numbers belong in the fields of the directory, mail and street addresses nowhere (R114). One check
for the contacts, the cards, the explanations and the content packs.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

# What people put between digits: all kinds of spaces, hyphens and dashes, points, brackets.
_GAP = r"[\s\u00ad\u2000-\u2015\u2060\u2212\ufeff./()_:*|\u00b7\u2022-]{0,3}"
_CLOCK = r"(?:[01]?\d|2[0-3])[.:][0-5]\d"
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_WHEN = re.compile(
    rf"(?<!\d)(?:{_DAY}[./-]\s?{_MONTH}[./-]\s?{_YEAR}|{_YEAR}-{_MONTH}-{_DAY}"
    rf"|{_YEAR}\s?[-–/]\s?{_YEAR}|{_CLOCK}\s?[-–]\s?{_CLOCK})(?!\d)"
)
# Eight digits in a row, however they are parted; those of other countries, and the helplines.
_PHONE = re.compile(
    rf"(?:\+\s?)?\d(?:{_GAP}\d){{7,}}|\+\s?\d(?:{_GAP}\d){{5,}}|(?<!\d)116{_GAP}\d{{3}}(?!\d)"
)
_AT = r"(?:@|[(\[{]\s?(?:at|snabel-?a)\s?[)\]}])"
_MAIL = re.compile(rf"[^\s,;:(\[{{]*\s?{_AT}\s?[^\s,;:]+", re.IGNORECASE)

# A word that is the name of a street by its end, or alone, with a number right behind.
_ENDS = (
    "vej|vejen|gade|gaden|alle|stræde|strædet|plads|pladsen|torv|torvet|vænge|vænget|boulevard|"
    "boulevarden|kaj|kajen|sti|stien|park|parken|bakke|bakken|have|haven|gård|gården|høj|højen|"
    "toft|toften|vang|vangen|engen|lunden|dalen|kæret|broen|draget"
)
_ALONE = "Vej|Gade|Plads|Torv|Torvet|Toften|Vangen|Engen|Bakken|Haven|Parken|Pladsen|Åen|Kajen"
_STREET = re.compile(
    rf"\b(?:\w{{2,}}(?:{_ENDS})|\w*allé|(?-i:{_ALONE}))"
    r"[\s,]*(?:(?:nr\b\.?|nummer)\s*)?\d{1,3}\s?[a-z]?(?!\w)",
    re.IGNORECASE,
)
# Four digits and a town; no post office has the number of a year.
_TOWN = re.compile(
    r"(?:\bDK[\s-]?|\b)(?!20(?!00)\d\d)[1-9]\d{3}\s+(?:[A-ZÆØÅ][\wé]+|[a-zæøåé]{2,}(?:borg|købing|"
    r"by|bro|sted|lev|rup|ense|hus|holm|havn|sund|bjerg|næs|kilde|rød|løse|vig|bæk))\b"
)


def phones_in(text: str) -> list[str]:
    """Return the telephone numbers in a text, as they stand there.

    112 and 114 may stand, and so may dates, years and hours.
    """
    plain = _WHEN.sub(lambda when: "x" * len(when[0]), text)
    return [match[0] for match in _PHONE.finditer(plain)]


def mails_in(text: str) -> list[str]:
    """Return the mail addresses in a text."""
    return [match[0].strip().rstrip(".!?)") for match in _MAIL.finditer(text)]


def addresses_in(text: str) -> list[str]:
    """Return what seems to be a street with a number, or a post code with its town."""
    found = [*_STREET.finditer(text), *_TOWN.finditer(text)]
    places = {match.start(): match[0].strip() for match in reversed(found)}
    return [places[start] for start in sorted(places)]


def problems_in(text: str) -> Iterator[str]:
    """Tell an editor of each number and address that a text of cards or plan may not hold."""
    for phone in phones_in(text):
        yield _("A number stands in the text: %(phone)s. Numbers come from the directory.") % {
            "phone": phone
        }
    for address in mails_in(text):
        yield _("A mail address stands in the text: %(address)s. Name the function instead.") % {
            "address": address
        }
    for address in addresses_in(text):
        yield _("An address stands in the text: %(address)s. The portal holds none.") % {
            "address": address
        }
