"""Questions to the directory of contacts."""

from datetime import date, timedelta

from beredskab.municipality.models import Contact

CHECK_EVERY = timedelta(days=183)


def is_outdated(contact: Contact, day: date) -> bool:
    """Tell whether nobody has checked the contact for half a year (R116)."""
    return contact.checked_on is None or day - contact.checked_on > CHECK_EVERY
