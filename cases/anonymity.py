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


_CPR = re.compile(r"(?<!\d)\d{6}[\s.\-–]{0,3}(?:\d{4}|[xX]{4})(?!\d)")
# Eight figures or more, however they are set apart: foreign numbers and days of birth too.
_PHONE = re.compile(r"\d(?:[\s.\-–/()]{0,3}\d){7,}")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w+")
# A street with its number, or a postal code with its town.
_POSTAL = re.compile(
    r"(?i:\b\w+(?:vej|gade|stræde|allé|alle|vænge|park|torv|plads|stien|haven|toft|boulevard)"
    r"(?:en|et|n)?\s+\d+)"
    r"|\b\d{4}\s+[A-ZÆØÅ]\w+",
)
_WORD = re.compile(r"\b\w{3}-\w{3}\b")


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
    if any(references.is_valid(word) for word in _WORD.findall(text)):
        found.append(Trace.REFERENCE)
    return found


def tells_of(text: str, names: Iterable[str | None]) -> bool:
    """Whether a text holds such a trace, or a word of one of these names."""
    known = {word.lower() for name in names if name for word in name.split() if len(word) > 2}
    return bool(found_in(text) or known & set(re.findall(r"\w+", text.lower())))
