from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from actioncards import workflow
from actioncards.models import Card, CardVersion
from actioncards.states import WrongState
from actioncards.workflow.drafting import AlreadyInWork, CardTaken
from beredskab.audit import trail
from beredskab.audit.models import AuditEvent
from tests.factories import NOW, cards

pytestmark = pytest.mark.django_db


def test_a_draft_is_like_the_card_in_force(desk):
    draft = workflow.begin_draft(desk.card, by=desk.writer, at=NOW)
    assert (draft.number, draft.status, draft.edited_by) == (2, "draft", desk.writer)
    assert draft.title == desk.in_force.title
    assert draft.must_not == desk.in_force.must_not
    assert [_said(step) for step in draft.steps.all()] == [
        _said(step) for step in desk.in_force.steps.all()
    ]
    assert draft.steps.get(key="call").contacts.get() == desk.contact
    assert AuditEvent.objects.get(verb="actioncards.draft_begun").details["version"] == draft.pk


def test_one_version_is_in_work(desk):
    draft = workflow.begin_draft(desk.card, by=desk.writer, at=NOW)
    with pytest.raises(AlreadyInWork):
        workflow.begin_draft(desk.card, by=desk.editor, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        cards.draft(desk.card)
    assert CardVersion.objects.in_work().get() == draft


@pytest.mark.django_db(transaction=True)
def test_of_two_who_begin_at_once_one_wins(desk):
    def begin(by):
        try:
            workflow.begin_draft(desk.card, by=by, at=NOW)
        except AlreadyInWork:
            return "lost"
        else:
            return "won"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(begin, [desk.writer, desk.editor])) == ["lost", "won"]
    assert CardVersion.objects.in_work().count() == 1


def test_only_editors_begin_and_discard(desk):
    with pytest.raises(PermissionDenied):
        workflow.begin_draft(desk.card, by=desk.reader, at=NOW)
    draft = workflow.begin_draft(desk.card, by=desk.writer, at=NOW)
    with pytest.raises(PermissionDenied):
        workflow.discard_draft(draft, by=desk.reader, at=NOW)
    with pytest.raises(PermissionDenied):
        workflow.begin_card(by=desk.reader, at=NOW, role="authority", age="adult")


def test_nothing_is_begun_if_the_trail_fails(desk, monkeypatch):
    monkeypatch.setattr(trail, "record", _broken)
    with pytest.raises(RuntimeError):
        workflow.begin_draft(desk.card, by=desk.writer, at=NOW)
    assert not CardVersion.objects.in_work().exists()


def test_a_discarded_draft_leaves_its_number_and_its_trail(desk):
    draft = workflow.begin_draft(desk.card, by=desk.writer, at=NOW)
    workflow.discard_draft(draft, by=desk.editor, at=NOW)
    assert desk.card.versions.get() == desk.in_force
    assert AuditEvent.objects.get(verb="actioncards.draft_discarded").details["number"] == 2
    assert workflow.begin_draft(desk.card, by=desk.writer, at=NOW).number == 2


def test_what_was_in_force_is_not_discarded(desk):
    with pytest.raises(WrongState):
        workflow.discard_draft(desk.in_force, by=desk.writer, at=NOW)
    draft = workflow.begin_draft(desk.card, by=desk.writer, at=NOW)
    workflow.discard_draft(draft, by=desk.writer, at=NOW)
    draft.pk = draft.pk or 1_000_000
    with pytest.raises(WrongState):
        workflow.discard_draft(draft, by=desk.writer, at=NOW)


def test_a_new_card_begins_empty_where_there_is_none(desk):
    version = workflow.begin_card(by=desk.writer, at=NOW, role="authority", age="adult")
    assert (version.card.slug, version.number) == ("fyldt-18-myndighed", 1)
    assert not version.steps.exists()
    for role, age in (("authority", "adult"), ("professional", "under_18")):
        with pytest.raises(CardTaken):
            workflow.begin_card(by=desk.writer, at=NOW, role=role, age=age)


def test_a_card_in_the_place_of_a_withdrawn_one_has_a_name_of_its_own(desk):
    other = cards.card("authority", "under_18").card
    workflow.withdraw(desk.card, by=desk.writer, at=NOW, reason="Skrevet om", replaced_by=other)
    version = workflow.begin_card(by=desk.writer, at=NOW, role="professional", age="under_18")
    assert version.card.slug == "under-18-fagperson"
    workflow.discard_draft(version, by=desk.writer, at=NOW)
    Card.objects.filter(pk=version.card_id).update(withdrawn_at=NOW, withdrawn_by=desk.writer)
    again = workflow.begin_card(by=desk.writer, at=NOW, role="professional", age="under_18")
    assert again.card.slug not in {"under-18-fagperson", desk.card.slug}


def test_a_withdrawn_card_has_no_new_version(desk):
    other = cards.card("authority", "under_18").card
    workflow.withdraw(desk.card, by=desk.writer, at=NOW, reason="Skrevet om", replaced_by=other)
    with pytest.raises(WrongState):
        workflow.begin_draft(desk.card, by=desk.writer, at=NOW)


def _said(step):
    return step.key, step.part, step.heading, step.text, step.action


def _broken(*_args, **_named):
    raise RuntimeError("no trail")
