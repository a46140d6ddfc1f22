"""What in a text may tell who somebody is, as far as a pattern can see it."""

import re
from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from beredskab import references


class Trace(TextChoices):
    """What a pattern has found."""

    CPR = "cpr", _("something like a CPR number")
    PHONE = "phone", _("something like a telephone number")
    MAIL = "mail", _("something like a mail address")
    REFERENCE = "reference", _("something like the reference of a case")
    POSTAL = "postal", _("something like a postal address")


# Six figures and four; where the six are set apart as well, the middle ones are a month.
_CPR = re.compile(
    r"(?<!\d)(?:\d{6}|\d{2}[\s./\-–]?(?:0\d|1[0-2])[\s./\-–]?\d{2})[\s.\-–]{0,3}(?:\d{4}|[xX]{4})(?!\d)"
)
# Eight figures or more, however they are set apart: foreign numbers and days of birth too.
_PHONE = re.compile(r"\d(?:[\s.\-–/()]{0,3}\d){7,}")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w+")
# A street with its number, or a postal code with its town.
_POSTAL = re.compile(
    r"(?i:\b\w+(?:vej|gade|stræde|allé|alle|vænge|park|torv|plads|stien|haven|toft|boulevard)"
    r"(?:en|et|n)?\s+\d+)"
    r"|\b\d{4}\s+[A-ZÆØÅ]\w+",
)
# Two halves, however they are set apart; looked for from every word on, as halves look alike.
_HALVES = re.compile(r"(?=\b(\w{3})([\s\-–]{0,3})(\w{3})\b)")


def found_in(text: str) -> list[Trace]:
    """What in the text may tell who it is about; a name, no pattern sees."""
    found = [
        trace
        for trace, pattern in (
            (Trace.CPR, _CPR),
            (Trace.PHONE, _PHONE),
            (Trace.MAIL, _MAIL),
            (Trace.POSTAL, _POSTAL),
        )
        if pattern.search(text)
    ]
    if any(_is_reference(*halves) for halves in _HALVES.findall(text)):
        found.append(Trace.REFERENCE)
    return found


def tells_of(text: str, names: Iterable[str | None]) -> bool:
    """Whether a text holds such a trace, or a word of one of these names, in the genitive too."""
    known = {word for name in names if name for word in _words(name) if len(word) > 2}
    words = _words(text)
    return bool(found_in(text) or known & (words | {word.removesuffix("s") for word in words}))


def _is_reference(first: str, between: str, last: str) -> bool:
    """Whether two halves may be a reference; figures alone are one only with the hyphen in it."""
    bare = first + last
    return references.is_valid(bare) and (bool(between.strip()) or not bare.isdecimal())


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))
