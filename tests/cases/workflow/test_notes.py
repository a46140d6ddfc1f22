from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction

from beredskab.audit.models import AuditEvent
from cases import workflow
from cases.models import NoteVersion
from cases.states import WrongState
from cases.workflow import notes
from cases.workflow.notes import NotHappenedYet
from cases.workflow.versions import Changed
from tests import factories
from tests.factories import NOW
from tests.factories.talks import note

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def case(world):
    return factories.case(world)


def correct(version, by, *, seen=1, **said):
    values = {
        "kind": "phone",
        "happened_on": NOW.date(),
        "witnessed": "told",
        "source": "Skolen",
        "theme": "Fravær",
        "text": "Tre dage, ikke to.",
        **said,
    }
    return workflow.correct_note(version.note, by=by, at=LATER, seen=seen, **values)


@pytest.mark.rule("LR21")
def test_a_note_has_its_moment_a_theme_and_who_told_it(world, case):
    made = note(case, world.adviser)
    assert (made.made_at, made.made_by, made.number) == (NOW, world.adviser, 1)
    assert (made.theme, made.source, made.witnessed) == ("Fravær", "Klasselærer Ida Prøve", "told")
    event = AuditEvent.objects.get(verb="cases.note_written")
    assert event.details == {"note": made.note_id, "kind": "phone"}


@pytest.mark.rule("LR23")
def test_a_correction_is_a_version_and_the_former_one_stays(world, case):
    first = note(case, world.adviser)
    second = correct(first, world.colleague)
    assert (second.number, second.made_by, second.made_at) == (2, world.colleague, LATER)
    assert [one.text for one in first.note.versions.all()] == [first.text, "Tre dage, ikke to."]
    first.text = "Andet"
    for change in (first.save, first.delete):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()


def test_of_two_who_correct_at_once_the_second_is_told(world, case):
    first = note(case, world.adviser)
    correct(first, world.adviser)
    with pytest.raises(Changed) as refused:
        correct(first, world.colleague)
    assert refused.value.newest.number == 2
    assert correct(first, world.colleague, seen=2).number == 3


def test_what_has_not_happened_is_no_note(world, case):
    tomorrow = NOW.date() + timedelta(days=1)
    with pytest.raises(NotHappenedYet):
        note(case, world.adviser, happened_on=tomorrow)


def test_it_needs_the_right_and_an_open_case(world, case):
    made = note(case, world.adviser)
    for other in (world.professional, world.stranger, world.coordinator):
        with pytest.raises(PermissionDenied):
            note(case, other)
        with pytest.raises(PermissionDenied):
            correct(made, other)
    workflow.close_in_error(case, by=world.leader, at=NOW, reason="Dublet")
    with pytest.raises(WrongState):
        note(case, world.adviser)
    with pytest.raises(WrongState):
        correct(made, world.adviser)


def test_nothing_remains_if_the_trail_fails(world, case, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(notes.trail, "record", fail)
    with pytest.raises(RuntimeError):
        note(case, world.adviser)
    assert not NoteVersion.objects.exists()
