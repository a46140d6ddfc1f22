from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from actioncards import workflow
from actioncards.states import WrongState
from actioncards.workflow.writing import Changed
from beredskab.audit import trail
from beredskab.audit.models import AuditEvent
from tests.actioncards.conftest import write
from tests.factories import NOW, cards

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=12)


@pytest.fixture
def draft(desk):
    return workflow.begin_draft(desk.card, by=desk.writer, at=NOW)


def add(draft, by, heading="Skriv ned", **fields):
    return workflow.add_step(
        draft, by=by, at=NOW, **{"heading": heading, "part": "steps", **fields}
    )


def keys(draft, part="steps"):
    return list(draft.steps.filter(part=part).values_list("key", flat=True))


def test_the_text_is_changed_by_whoever_writes(desk, draft):
    write(draft, by=desk.editor, at=LATER, title="Ny titel", must_not=["Vent ikke."])
    draft.refresh_from_db()
    assert (draft.title, draft.must_not) == ("Ny titel", ["Vent ikke."])
    assert (draft.edited_by, draft.edited_at) == (desk.editor, LATER)
    event = AuditEvent.objects.get(verb="actioncards.text_changed")
    assert (event.actor, event.details["version"]) == (desk.editor, draft.pk)


def test_a_step_is_added_last_in_its_part_with_a_key_from_its_heading(desk, draft):
    step = add(draft, desk.writer, "Tal med børn på øen", contacts=[desk.contact], law="§ 133")
    assert step.key == "tal-med-boern-paa-oeen"
    assert keys(draft) == ["talk", "call", step.key]
    assert step.contacts.get() == desk.contact
    assert AuditEvent.objects.get(verb="actioncards.step_added").details["step"] == step.key


def test_keys_are_unique_and_short(desk, draft):
    first, second = add(draft, desk.writer), add(draft, desk.writer)
    third = add(draft, desk.writer)
    assert [first.key, second.key, third.key] == ["skriv-ned", "skriv-ned-2", "skriv-ned-3"]
    assert add(draft, desk.writer, "§§§").key == "trin"
    long = [add(draft, desk.writer, "Langt " * 16) for _ in range(2)]
    assert all(len(step.key) <= 40 for step in long)


def test_a_changed_step_keeps_its_key(desk, draft):
    step = draft.steps.get(key="talk")
    fields = {"heading": "Noget andet", "text": "", "action": "", "law": "", "part": "acute"}
    workflow.change_step(step, by=desk.writer, at=LATER, **fields)
    step.refresh_from_db()
    assert (step.key, step.heading) == ("talk", "Noget andet")
    assert keys(draft, "acute") == ["danger", "talk"]
    assert AuditEvent.objects.get(verb="actioncards.step_changed").details["step"] == "talk"


def test_contacts_keep_their_places_and_new_ones_come_last(desk, draft):
    step = draft.steps.get(key="call")
    more = [cards.contact(name=name) for name in ("A", "B")]
    fields = {"heading": step.heading, "part": "steps"}
    chosen = [more[1], desk.contact, more[0]]
    workflow.change_step(step, by=desk.writer, at=NOW, contacts=chosen, **fields)
    named = [tie.contact for tie in step.contact_ties.all()]
    assert named == [desk.contact, more[1], more[0]]
    workflow.change_step(step, by=desk.writer, at=NOW, contacts=[more[0]], **fields)
    assert step.contacts.get() == more[0]


def test_steps_change_places_within_their_part(desk, draft):
    third = add(draft, desk.writer)
    workflow.move_step(third, by=desk.writer, at=LATER, up=True)
    assert keys(draft) == ["talk", third.key, "call"]
    workflow.move_step(draft.steps.get(key="talk"), by=desk.writer, at=LATER, up=False)
    assert keys(draft) == [third.key, "talk", "call"]
    workflow.move_step(draft.steps.get(key="call"), by=desk.writer, at=LATER, up=False)
    workflow.move_step(draft.steps.get(key="danger"), by=desk.writer, at=LATER, up=True)
    assert keys(draft) == [third.key, "talk", "call"]
    assert AuditEvent.objects.filter(verb="actioncards.step_moved").count() == 2


def test_a_removed_step_is_gone_and_the_trail_says_which(desk, draft):
    workflow.remove_step(draft.steps.get(key="call"), by=desk.writer, at=NOW)
    assert keys(draft) == ["talk"]
    assert desk.in_force.steps.filter(key="call").exists()
    event = AuditEvent.objects.get(verb="actioncards.step_removed")
    assert event.details["heading"] == "Ring til SSP"


def every_verb(draft, by):
    """Each way to write in a draft."""
    step = draft.steps.first()
    fields = {"heading": "Skriv", "part": "steps"}
    return [
        lambda: write(draft, by=by),
        lambda: workflow.add_step(draft, by=by, at=LATER, **fields),
        lambda: workflow.change_step(step, by=by, at=LATER, **fields),
        lambda: workflow.move_step(step, by=by, at=LATER, up=False),
        lambda: workflow.remove_step(step, by=by, at=LATER),
    ]


def test_only_editors_write(desk, draft):
    for verb in every_verb(draft, desk.reader):
        with pytest.raises(PermissionDenied):
            verb()


@pytest.mark.parametrize("state", ["submitted", "approved", "published"])
def test_only_a_draft_is_written_in(desk, state):
    version = desk.in_force if state == "published" else getattr(desk, state)()
    for verb in every_verb(version, desk.writer):
        with pytest.raises(WrongState):
            verb()


def test_a_draft_or_a_step_that_is_gone_is_not_written_in(desk, draft):
    step = draft.steps.get(key="call")
    verbs = every_verb(draft, desk.writer)
    workflow.remove_step(step, by=desk.editor, at=NOW)
    with pytest.raises(WrongState):
        workflow.change_step(step, by=desk.writer, at=NOW, heading="x", part="steps")
    workflow.discard_draft(draft, by=desk.editor, at=NOW)
    for verb in verbs:
        with pytest.raises(WrongState):
            verb()


def test_nothing_is_written_if_the_trail_fails(desk, draft, monkeypatch):
    def broken(*_args, **_named):
        raise RuntimeError("no trail")

    monkeypatch.setattr(trail, "record", broken)
    for verb in every_verb(draft, desk.editor):
        with pytest.raises(RuntimeError):
            verb()
    draft.refresh_from_db()
    assert draft.edited_by == desk.writer
    assert keys(draft) == ["talk", "call"]


def test_who_has_not_seen_what_was_saved_is_told_by_whom_and_when(desk, draft):
    seen = draft.edited_at
    write(draft, by=desk.editor, at=LATER, seen=seen)
    for verb in (
        lambda: write(draft, by=desk.writer, seen=seen, title="Min titel"),
        lambda: workflow.remove_step(draft.steps.first(), by=desk.writer, at=LATER, seen=seen),
    ):
        with pytest.raises(Changed, match=r"Mie Lund kl\. 10\.12"):
            verb()
    write(draft, by=desk.writer, seen=LATER, title="Min titel")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_wins(desk):
    draft = workflow.begin_draft(desk.card, by=desk.writer, at=NOW)

    def save(by):
        try:
            write(draft, by=by, at=LATER + timedelta(seconds=by.pk), seen=NOW, title=by.name)
        except Changed:
            return "refused"
        else:
            return "saved"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(save, [desk.writer, desk.editor])) == ["refused", "saved"]
    draft.refresh_from_db()
    assert draft.title == draft.edited_by.name
