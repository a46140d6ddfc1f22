"""Danish telephone numbers, written in pairs and dialled without spaces."""

import re

EMERGENCY = "112"
POLICE = "114"


def normalise(text: str) -> str:
    """Return the number as it is shown: "25 20 03 18", or three digits such as "112".

    Raises ValueError if it is neither a Danish number nor one of three digits.
    """
    digits = re.sub(r"[\s.-]", "", text)
    digits = digits.removeprefix("+45").removeprefix("0045")
    if re.fullmatch(r"1\d\d", digits):
        return digits
    if not re.fullmatch(r"[2-9]\d{7}", digits):
        raise ValueError(f"{text!r} is no Danish telephone number")
    return " ".join(digits[start : start + 2] for start in range(0, 8, 2))


def unbroken(text: str) -> str:
    """Return the number so that it is never split over two lines."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def dialled(text: str) -> str:
    """Return the number for a `tel:` link."""
    digits = text.replace(" ", "")
    return f"+45{digits}" if len(digits) == 8 else digits
