"""Where a function of the municipality is written to: a mailbox, or a page of its own web."""

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator

LONGEST = 200
_require_mailbox, _require_page = EmailValidator(), URLValidator(schemes=["https"])


def normalise(text: str) -> str:
    """Return the address as it is stored; a page without a scheme is one of https.

    Raises ValueError if it is neither a mailbox nor a page.
    """
    address = text.strip()
    try:
        if "@" in address and "/" not in address:
            _require_mailbox(address)
            return address
        address = address if "://" in address else f"https://{address}"
        _require_page(address)
    except ValidationError as error:
        raise ValueError(f"{text!r} is neither a mail address nor a page") from error
    return address


def link(address: str) -> str:
    """Return where a link to the address leads."""
    return address if address.startswith("https://") else f"mailto:{address}"
