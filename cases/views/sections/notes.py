"""The journal of a case."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases import permissions
from cases.models import NoteVersion
from cases.views.sections.base import Reading, Section
from cases.views.sections.entries import Entry
from cases.visibility import Part


def journal(reading: Reading) -> Section | None:
    """The notes by their newest version, of one kind when the address asks for it."""
    if Part.NOTES not in reading.seen:
        return None
    notes = _notes(NoteVersion.objects.of_case(reading.case))
    asked = reading.asked.get("type", "")
    kind = asked if asked in NoteVersion.Kind.values else ""
    may_correct = reading.case.closed_at is None and permissions.can_edit(
        reading.user, reading.case
    )
    shown = [versions for versions in notes if not kind or versions[0].kind == kind]
    shown.sort(key=lambda versions: (versions[0].happened_on, versions[0].note_id), reverse=True)
    reference = reading.case.reference if may_correct else ""
    context = {
        "entries": [_entry(versions, reference) for versions in shown],
        "kinds": NoteVersion.Kind.choices,
        "kind": kind,
        "has_notes": bool(notes),
    }
    return Section("journal", _("Journal"), "cases/_case_journal.html", context)


def _notes(versions: Iterable[NoteVersion]) -> list[list[NoteVersion]]:
    """The versions of each note, the newest first."""
    return [list(rows) for _key, rows in groupby(versions, lambda one: one.note_id)]


def _entry(versions: Sequence[NoteVersion], reference: str) -> Entry:
    newest, *former = versions
    link = None
    if reference:
        link = (_("Correct"), reverse("case_note", args=[reference, newest.note_id]))
    return Entry(
        title=newest.theme,
        at=newest.made_at,
        who=_by(newest),
        badges=[("info", str(newest.get_kind_display()))],
        facts=_facts(newest),
        text=newest.text,
        earlier=[
            Entry(one.theme, one.made_at, one.made_by.name, facts=_facts(one), text=one.text)
            for one in former
        ],
        link=link,
        anchor=f"note-{newest.note_id}",
    )


def _by(version: NoteVersion) -> str:
    if version.number == 1:
        return version.made_by.name
    return _("corrected by %(name)s") % {"name": version.made_by.name}


def _facts(version: NoteVersion) -> list[str]:
    happened = _("Happened %(day)s") % {"day": date_format(version.happened_on, "j. F Y")}
    return [happened, version.source, str(version.get_witnessed_display())]
