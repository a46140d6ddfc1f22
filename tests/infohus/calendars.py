"""Calendars, read by another library than the one that wrote them."""

import vobject

# What an entry may say, whoever reads it.
OF_ALL = {"uid", "dtstamp", "dtstart", "dtend", "summary", "status", "class"}


def read(written):
    """The calendar, and its entries as what each field says."""
    text = written.decode() if isinstance(written, bytes) else written
    calendar = vobject.readOne(text.replace("\r\n", "\n"))
    entries = [
        {line.name.lower(): line.value for line in entry.getChildren()}
        for entry in calendar.contents.get("vevent", [])
    ]
    return calendar, entries
