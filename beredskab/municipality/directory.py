"""Questions to the directory of contacts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from beredskab.municipality import opening, phones
from beredskab.municipality.models import Contact

CHECK_EVERY = timedelta(days=183)


class Answers(StrEnum):
    """Whether somebody answers at a moment; where nobody wrote the hours, it is unknown."""

    OPEN = "open"
    UNKNOWN = "unknown"
    CLOSED = "closed"


_ORDER = list(Answers)


@dataclass(frozen=True)
class Line:
    """A contact as it stands at a moment: open, of unknown hours, or closed until `opens_at`."""

    contact: Contact
    answers: Answers
    opens_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.answers == Answers.OPEN

    @property
    def is_closed(self) -> bool:
        return self.answers == Answers.CLOSED

    @property
    def number(self) -> str:
        """The first number as it is shown."""
        return phones.unbroken(self.contact.phone)

    @property
    def numbers(self) -> list[tuple[str, str]]:
        """Each number as it is stored, and as it is shown."""
        return [(number, phones.unbroken(number)) for number in self.contact.phones]

    @property
    def hours(self) -> list[str]:
        """The opening hours in words, "Mandag-fredag kl. 9-15"; none when they are unknown."""
        return opening.words(self.contact.hours)


def line(contact: Contact, at: datetime) -> Line:
    """Return the contact as it stands at `at`."""
    if contact.always_open:
        return Line(contact, Answers.OPEN, None)
    if not contact.hours:
        return Line(contact, Answers.UNKNOWN, None)
    if opening.is_open(contact.hours, at):
        return Line(contact, Answers.OPEN, None)
    return Line(contact, Answers.CLOSED, opening.next_opening(contact.hours, at))


def lines(contacts: Iterable[Contact], at: datetime) -> list[Line]:
    """The contacts as they stand at `at`: who answers now first, who is closed last."""
    return in_order(line(one, at) for one in contacts)


def in_order(found: Iterable[Line]) -> list[Line]:
    """Sort lines: who answers now first, who is closed last, else as they came."""
    return sorted(found, key=lambda one: _ORDER.index(one.answers))


def shown_to(audiences: Collection[str]) -> list[Contact]:
    """The contacts in use that somebody of these audiences is shown."""
    return list(Contact.objects.in_use().filter(audience__in=audiences))


def acute(at: datetime, *, audiences: Collection[str]) -> list[Line]:
    """The contacts of the acute page, those who answer now first."""
    found = Contact.objects.in_use().filter(is_acute=True, audience__in=audiences)
    return lines(found, at)


def is_outdated(contact: Contact, day: date) -> bool:
    """Tell whether nobody has checked the contact for half a year (R116)."""
    return contact.checked_on is None or day - contact.checked_on > CHECK_EVERY
