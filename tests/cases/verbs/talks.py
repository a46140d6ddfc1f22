"""Rows of talks, notes and messages."""

from cases import workflow
from cases.models import Note, NoteVersion
from tests.factories import NOW

from .ground import REPORTER, sent_concern
from .table import EDITORS, EVERY, Row

NOTE = {
    "kind": "phone",
    "happened_on": NOW.date(),
    "witnessed": "seen",
    "source": "x",
    "theme": "x",
    "text": "x",
}


def note_of(world, case):
    note = Note.objects.create(case=case)
    NoteVersion.objects.create(note=note, number=1, made_at=NOW, made_by=world.adviser, **NOTE)
    return note


ROWS = {
    "record_talk": Row(
        lambda case, _case, by: workflow.record_talk(
            case,
            by=by,
            at=NOW,
            kind="leader",
            held_at=NOW,
            with_whom="x",
            acute="no",
            outcome="x",
        ),
        EDITORS,
    ),
    "plan_talk": Row(
        lambda case, _case, by: workflow.plan_talk(case, by=by, at=NOW, naming="anonymous"),
        EDITORS,
    ),
    "plan_own_talk": Row(
        lambda concern, _case, by: workflow.plan_own_talk(
            concern, by=by, at=NOW, naming="anonymous"
        ),
        REPORTER,
        EVERY,
        sent_concern,
    ),
    "write_note": Row(
        lambda case, _case, by: workflow.write_note(case, by=by, at=NOW, **NOTE), EDITORS
    ),
    "correct_note": Row(
        lambda note, _case, by: workflow.correct_note(note, by=by, at=NOW, seen=1, **NOTE),
        EDITORS,
        ready=note_of,
    ),
    "write_to_notifier": Row(
        lambda concern, case, by: workflow.write_to_notifier(
            concern, case=case, by=by, at=NOW, text="x"
        ),
        EDITORS,
        ready=sent_concern,
    ),
    "write_to_authority": Row(
        lambda concern, _case, by: workflow.write_to_authority(concern, by=by, at=NOW, text="x"),
        REPORTER,
        EVERY,
        sent_concern,
    ),
    "read_as_notifier": Row(
        lambda concern, _case, by: workflow.read_as_notifier(concern, by=by, at=NOW),
        REPORTER,
        EVERY,
        sent_concern,
    ),
    "read_as_authority": Row(
        lambda concern, case, by: workflow.read_as_authority(concern, case=case, by=by, at=NOW),
        EDITORS,
        EVERY,
        sent_concern,
    ),
}
