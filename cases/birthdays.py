"""When somebody turns 18, as far as it is known."""

from datetime import date

from stdnum.dk import cpr as cpr_numbers
from stdnum.exceptions import ValidationError

from beredskab.timelimits import turns_18

# Half a year before a placement ends at 18, it is decided what follows (barnets lov § 111).
PREPARE_MONTHS = 6


def from_cpr(number: str | None) -> date | None:
    """The date of birth in a CPR number; a replacement number proves none."""
    try:
        born: date | None = cpr_numbers.get_birth_date(number) if number else None
    except ValidationError:
        return None
    return born


def eighteenth(born_on: date | None) -> date | None:
    """The 18th birthday; None as long as no date of birth is known."""
    return turns_18(born_on) if born_on else None


def preparing_from(birthday: date) -> date:
    """The day half a year before the birthday, the last of its month where there is no such day."""
    months = birthday.year * 12 + birthday.month - 1 - PREPARE_MONTHS
    year, month = divmod(months, 12)
    for day in (birthday.day, 30, 29, 28):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise AssertionError(birthday)
