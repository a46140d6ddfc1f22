"""Telephone numbers and mail addresses that somebody typed: they belong in the directory alone."""

import re

# Eight digits as they are written in Denmark, or the six of the helplines; never a date or a law.
# 112 and 114 may stand.
_PHONE = re.compile(
    r"(?<![\d.-])(?:(?:\+|00)45[ .\u00a0-]?)?"
    r"(?:\d{8}|\d\d([ .\u00a0-])\d\d\1\d\d\1\d\d|\d{4}[ \u00a0]\d{4}|\d{3} \d{2} \d{3}"
    r"|116[ .\u00a0-]?\d{3})(?![\d-])"
)
_MAIL = re.compile(r"[^\s@,;:]+@[^\s@,;:]+\.\w+")


def phones_in(text: str) -> list[str]:
    """Return the telephone numbers that stand in a text, as they stand there."""
    return [match[0] for match in _PHONE.finditer(text)]


def mails_in(text: str) -> list[str]:
    """Return the mail addresses that stand in a text."""
    return _MAIL.findall(text)
