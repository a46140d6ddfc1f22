"""Questions to the directory of contacts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beredskab.municipality import opening, phones
from beredskab.municipality.models import Contact
from beredskab.municipality.querysets import CHECK_EVERY
from beredskab.municipality.services import Service, Topic


class Answers(StrEnum):
    """Whether somebody answers at a moment; where nobody wrote the hours, it is unknown."""

    OPEN = "open"
    UNKNOWN = "unknown"
    CLOSED = "closed"


_ORDER = list(Answers)
_STATES = {
    Answers.OPEN: gettext_lazy("Open now"),
    Answers.UNKNOWN: gettext_lazy("Opening hours not given"),
    Answers.CLOSED: gettext_lazy("Closed now"),
}


@dataclass(frozen=True)
class Line:
    """A contact as it stands `at` a moment: open, of unknown hours, or closed until `opens_at`."""

    contact: Contact
    answers: Answers
    opens_at: datetime | None
    at: datetime

    @property
    def is_open(self) -> bool:
        return self.answers == Answers.OPEN

    @property
    def is_closed(self) -> bool:
        return self.answers == Answers.CLOSED

    @property
    def is_unknown(self) -> bool:
        return self.answers == Answers.UNKNOWN

    @property
    def may_answer(self) -> bool:
        """Whether to be called now: open, or of unknown hours when offices usually are open."""
        return self.is_open or (self.is_unknown and opening.is_office_time(self.at))

    @property
    def state(self) -> str:
        """How it stands in words: "Åbent nu", "Lukket nu, åbner mandag kl. 8"."""
        if self.contact.always_open:
            return _("Open around the clock")
        if self.opens:
            return _("Closed now, opens %(when)s") % {"when": self.opens}
        return str(_STATES[self.answers])

    @property
    def opens(self) -> str:
        """When it opens next, in words; nothing when it is open or nobody knows."""
        return opening.moment_words(self.opens_at, self.at) if self.opens_at else ""

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
        """The opening hours in words, "man-fre kl. 9-15"; none when they are unknown."""
        if self.contact.always_open:
            return [_("open day and night")]
        return opening.words(self.contact.hours)

    @property
    def topics(self) -> list[str]:
        """What it can be asked about, in words (R111)."""
        return [str(Topic(topic).label) for topic in self.contact.topics]

    @property
    def ages(self) -> str:
        """For which ages it is, "16-30 år"; nothing when for all."""
        first, last = self.contact.from_age, self.contact.to_age
        ages = {"first": first, "last": last}
        if last is None:
            return "" if first is None else _("from %(first)s years") % ages
        if first is None:
            return _("up to %(last)s years") % ages
        return _("%(first)s-%(last)s years") % ages


def line(contact: Contact, at: datetime) -> Line:
    """Return the contact as it stands at `at`."""
    if contact.always_open:
        return Line(contact, Answers.OPEN, None, at)
    if not contact.hours:
        return Line(contact, Answers.UNKNOWN, None, at)
    if opening.is_open(contact.hours, at):
        return Line(contact, Answers.OPEN, None, at)
    return Line(contact, Answers.CLOSED, opening.next_opening(contact.hours, at), at)


def lines(contacts: Iterable[Contact], at: datetime) -> list[Line]:
    """The contacts as they stand at `at`: who answers now first, who is closed last."""
    return in_order(line(one, at) for one in contacts)


def in_order(found: Iterable[Line]) -> list[Line]:
    """Sort lines: who answers now first, who is closed last, else as they came."""
    return sorted(found, key=lambda one: _ORDER.index(one.answers))


def shown_to(audiences: Collection[str]) -> list[Contact]:
    """The contacts in use that somebody of these audiences is shown."""
    return list(Contact.objects.in_use().for_audiences(audiences))


def find(slug: str, *, audiences: Collection[str]) -> Contact | None:
    """The contact of this short name, also when out of use; None when it is not for her."""
    found = Contact.objects.for_audiences(audiences).filter(slug=slug)
    return found.select_related("unit").first()


def has_service(service: Service) -> bool:
    """Tell whether there is a contact of this kind in use that can be called."""
    return Contact.objects.in_use().with_number().filter(service=service).exists()


def retired() -> list[Contact]:
    """The contacts that were taken out of use, the last one first."""
    return list(Contact.objects.retired())


def acute(at: datetime, *, audiences: Collection[str]) -> list[Line]:
    """The contacts of the acute page, those who answer now first."""
    found = Contact.objects.in_use().for_audiences(audiences).filter(is_acute=True)
    return lines(found, at)


def in_reading_order(found: Iterable[Line]) -> list[Line]:
    """Sort lines to be read at any time: day and night first, then who is for all ages."""
    return sorted(found, key=lambda one: (not one.contact.always_open, bool(one.ages)))


def numbers_of_units(units: Collection[int], *, audiences: Collection[str]) -> dict[int, str]:
    """The number that these audiences are shown for each of these units, where there is one."""
    found = Contact.objects.in_use().for_audiences(audiences).with_number()
    found = found.filter(service=Service.AUTHORITY, unit__in=units)
    return dict(found.order_by("-position", "-pk").values_list("unit", "phone"))


def for_everybody(at: datetime) -> list[Line]:
    """The contacts that everybody may call, less those of the acute page (R105)."""
    found = Contact.objects.in_use().for_audiences([Contact.Audience.PUBLIC])
    return lines(found.filter(is_acute=False).with_number(), at)


def is_outdated(contact: Contact, day: date) -> bool:
    """Tell whether nobody has checked the contact for half a year (R116)."""
    return contact.checked_on is None or day - contact.checked_on > CHECK_EVERY


def needs_check(contact: Contact, day: date) -> bool:
    """Tell whether an editor is to look at the contact: outdated, or without a number."""
    return is_outdated(contact, day) or not contact.phone
