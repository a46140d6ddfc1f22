"""Questions to the directory of contacts."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from beredskab.municipality import opening, phones
from beredskab.municipality.models import Contact

CHECK_EVERY = timedelta(days=183)


@dataclass(frozen=True)
class Line:
    """A contact as it stands at a moment: open, or closed until `opens_at`."""

    contact: Contact
    is_open: bool
    opens_at: datetime | None

    @property
    def number(self) -> str:
        """The number as it is shown."""
        return phones.unbroken(self.contact.phone)


def acute(at: datetime, *, for_staff: bool) -> list[Line]:
    """The contacts of the acute page, those who answer now first; staff see theirs too."""
    contacts = Contact.objects.filter(is_acute=True)
    if not for_staff:
        contacts = contacts.filter(audience=Contact.Audience.PUBLIC)
    lines = [
        Line(
            contact,
            is_open=opening.is_open(contact.hours, at),
            opens_at=opening.next_opening(contact.hours, at),
        )
        for contact in contacts
    ]
    return sorted(lines, key=lambda line: not line.is_open)


def is_outdated(contact: Contact, day: date) -> bool:
    """Tell whether nobody has checked the contact for half a year (R116)."""
    return contact.checked_on is None or day - contact.checked_on > CHECK_EVERY
