"""The journal of a case: a note is written at once, and corrected by its next version."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import Refused
from beredskab.timelimits import local_day
from cases import permissions
from cases.models import Case, Note, NoteVersion
from cases.states import require_open
from cases.workflow import sight
from cases.workflow.versions import next_number


class NotHappenedYet(Refused):
    message = _("The day can't be later than today. What is to happen is a task.")


@transaction.atomic
@sight.kept
def write_note(
    case: Case, *, by: User, at: datetime, happened_on: date, kind: str, **said: Any
) -> NoteVersion:
    """Note what happened in a case (LR21); `said` is source, witnessed, theme and text.

    Raises NotHappenedYet.
    """
    case = _open_for(case, by, happened_on, at=at)
    note = Note.objects.create(case=case)
    version = NoteVersion.objects.create(
        note=note, number=1, made_at=at, made_by=by, happened_on=happened_on, kind=kind, **said
    )
    trail.record(case, "cases.note_written", by=by, at=at, note=note.pk, kind=kind)
    return version


@transaction.atomic
@sight.kept
def correct_note(
    note: Note,
    *,
    by: User,
    at: datetime,
    seen: int,
    happened_on: date,
    kind: str,
    **said: Any,
) -> NoteVersion:
    """Correct a note by its next version; the former ones stay, with who wrote them (LR23).

    Raises Changed when somebody corrected it since version `seen`, and NotHappenedYet.
    """
    case = _open_for(note.case, by, happened_on, at=at)
    version = NoteVersion.objects.create(
        note=note,
        number=next_number(note.versions, seen=seen),
        made_at=at,
        made_by=by,
        happened_on=happened_on,
        kind=kind,
        **said,
    )
    trail.record(
        case, "cases.note_corrected", by=by, at=at, note=note.pk, version=version.number, kind=kind
    )
    return version


def _open_for(case: Case, by: User, happened_on: date, *, at: datetime) -> Case:
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    if happened_on > local_day(at):
        raise NotHappenedYet
    return case
