from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from actioncards import permissions, workflow
from actioncards.models import CardVersion
from actioncards.states import WrongState
from actioncards.workflow.review import NotReady
from actioncards.workflow.writing import Changed
from beredskab.audit import trail
from beredskab.audit.models import AuditEvent
from beredskab.errors import NeedsReason
from beredskab.notices.models import Notice
from tests.actioncards.conftest import write
from tests.factories import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=12)


def told(kind):
    return {notice.recipient for notice in Notice.objects.filter(kind=kind)}


def test_a_draft_is_sent_to_the_other_editors(desk):
    draft = workflow.submit(desk.begin(), by=desk.writer, at=NOW)
    assert draft.status == "submitted"
    assert told("card_submitted") == {desk.editor, desk.administrator}
    notice = Notice.objects.filter(kind="card_submitted").first()
    assert notice.path == f"/actioncards/{desk.card.slug}/rediger/gennemse/"
    assert AuditEvent.objects.filter(verb="actioncards.submitted").exists()


def test_what_is_to_be_corrected_is_not_sent(desk):
    draft = desk.begin()
    write(draft, by=desk.writer, must_not=[])
    with pytest.raises(NotReady):
        workflow.submit(draft, by=desk.writer, at=NOW)
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_an_editor_who_has_not_written_approves_and_the_writer_is_told(desk):
    draft = workflow.approve(desk.submitted(), by=desk.editor, at=LATER, seen=NOW)
    assert (draft.status, draft.approved_by, draft.approved_at) == ("approved", desk.editor, LATER)
    assert told("card_approved") == {desk.writer}
    assert AuditEvent.objects.get(verb="actioncards.approved").actor == desk.editor


def test_nobody_approves_what_she_has_written_in(desk):
    draft = desk.begin()
    write(draft, by=desk.editor, at=LATER)
    workflow.submit(draft, by=desk.editor, at=LATER)
    draft.refresh_from_db()
    assert told("card_submitted") == {desk.administrator}
    for writer in (desk.writer, desk.editor, desk.reader):
        assert not permissions.can_approve(writer, draft)
        with pytest.raises(PermissionDenied):
            workflow.approve(draft, by=writer, at=LATER)
        with pytest.raises(PermissionDenied):
            workflow.send_back(draft, by=writer, at=LATER, remark="Nej")
    workflow.approve(draft, by=desk.administrator, at=LATER)


def test_who_only_began_the_draft_may_approve_what_others_wrote(desk):
    draft = workflow.begin_draft(desk.card, by=desk.editor, at=NOW)
    assert not permissions.can_approve(desk.editor, draft)
    write(draft, by=desk.writer, at=LATER)
    draft.refresh_from_db()
    assert permissions.can_approve(desk.editor, draft)


def test_the_database_holds_four_eyes_too(desk):
    draft = desk.submitted()
    approved = {"status": "approved", "approved_at": NOW}
    with pytest.raises(IntegrityError, match="two_people"), transaction.atomic():
        CardVersion.objects.filter(pk=draft.pk).update(approved_by=desk.writer, **approved)
    with pytest.raises(IntegrityError, match="approved"), transaction.atomic():
        CardVersion.objects.filter(pk=draft.pk).update(status="approved")


def test_a_draft_goes_back_with_a_remark(desk):
    draft = desk.submitted()
    with pytest.raises(NeedsReason):
        workflow.send_back(draft, by=desk.editor, at=NOW, remark=" ")
    workflow.send_back(draft, by=desk.editor, at=NOW, remark="Kortere, tak.")
    draft.refresh_from_db()
    assert (draft.status, draft.remark) == ("draft", "Kortere, tak.")
    assert told("card_sent_back") == {desk.writer}
    workflow.submit(draft, by=desk.writer, at=LATER)
    draft.refresh_from_db()
    assert draft.remark == ""


def test_an_approval_is_gone_when_somebody_writes_on(desk):
    draft = workflow.reopen(desk.approved(), by=desk.editor, at=LATER)
    assert (draft.status, draft.approved_at, draft.approved_by) == ("draft", None, None)
    with pytest.raises(PermissionDenied):
        workflow.reopen(desk.in_force, by=desk.reader, at=LATER)


def test_another_text_than_was_read_is_not_approved(desk):
    draft = desk.submitted()
    workflow.reopen(draft, by=desk.writer, at=LATER)
    write(draft, by=desk.writer, at=LATER, title="En anden")
    workflow.submit(draft, by=desk.writer, at=LATER)
    with pytest.raises(Changed):
        workflow.approve(draft, by=desk.editor, at=LATER, seen=NOW)
    draft.refresh_from_db()
    assert draft.status == "submitted"


def test_states_are_kept_to(desk):
    with pytest.raises(WrongState):
        workflow.submit(desk.in_force, by=desk.writer, at=NOW)
    with pytest.raises(WrongState):
        workflow.reopen(desk.in_force, by=desk.writer, at=NOW)
    draft = desk.begin()
    with pytest.raises(WrongState):
        workflow.approve(draft, by=desk.editor, at=NOW)
    with pytest.raises(WrongState):
        workflow.send_back(draft, by=desk.editor, at=NOW, remark="x")
    workflow.discard_draft(draft, by=desk.writer, at=NOW)
    with pytest.raises(WrongState):
        workflow.submit(draft, by=desk.writer, at=NOW)


def test_only_editors_send(desk):
    with pytest.raises(PermissionDenied):
        workflow.submit(desk.begin(), by=desk.reader, at=NOW)


@pytest.mark.parametrize("verb", ["submit", "approve", "send_back", "reopen"])
def test_nothing_remains_if_the_trail_fails(desk, monkeypatch, verb):
    draft = desk.begin() if verb == "submit" else desk.submitted()
    before = draft.status

    def broken(*_args, **_named):
        raise RuntimeError("no trail")

    monkeypatch.setattr(trail, "record", broken)
    more = {"remark": "Nej"} if verb == "send_back" else {}
    with pytest.raises(RuntimeError):
        getattr(workflow, verb)(draft, by=desk.administrator, at=LATER, **more)
    draft.refresh_from_db()
    assert draft.status == before
    assert told("card_approved") | told("card_sent_back") == set()
