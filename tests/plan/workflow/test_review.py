from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from beredskab.accounts.roles import Role
from beredskab.audit.models import AuditEvent
from beredskab.errors import NeedsReason
from beredskab.notices.models import Notice
from beredskab.plan import permissions, workflow
from beredskab.plan.models import Edition
from beredskab.plan.states import EditionStatus, WrongState
from beredskab.plan.workflow.publication import NotAdoptedYet
from beredskab.plan.workflow.review import NotReady
from tests import factories
from tests.factories import NOW
from tests.factories import plan as made
from tests.racing import at_once_on, fresh, types_of
from tests.unchanged import no_trail, refused

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=12)
HEAD = {"title": "Ny titel", "themes": ["extremism"], "changes": "Alt."}
ADOPTION = ("adopted_on", "adopted_body", "adopted_case", "adopted_minutes")


def told(kind, path="/plan/rediger/1/"):
    """Who has an unread notice of a kind; each has one, and it leads to where it is done."""
    found = Notice.objects.filter(kind=kind, read_at=None)
    assert {notice.path for notice in found} <= {path}
    assert len({notice.recipient for notice in found}) == len(found)
    return {notice.recipient for notice in found}


def submit(edition, by, at=NOW):
    return workflow.submit(edition, by=by, at=at)


def approve(edition, by, at=LATER):
    return workflow.approve(edition, by=by, at=at, seen=edition.submitted_at)


def send_back(edition, by, remark="Kortere, tak."):
    return workflow.send_back(edition, by=by, at=LATER, remark=remark)


def reopen(edition, by):
    return workflow.reopen(edition, by=by, at=LATER)


# -- Sending -------------------------------------------------------------------------------------
def test_a_draft_is_sent_to_the_editors_who_may_approve_it(desk):
    draft = made.draft()
    workflow.change_head(draft, seen=draft.head_sum, by=desk.editor, at=NOW, **HEAD)
    sent = submit(draft, desk.writer)
    assert (sent.status, sent.submitted_at, sent.submitted_by) == ("submitted", NOW, desk.writer)
    assert told("plan_submitted") == {desk.administrator}
    event = AuditEvent.objects.get(verb="plan.submitted")
    assert (event.actor, event.details) == (desk.writer, {"number": "1"})


def test_what_is_to_be_corrected_is_not_sent(desk):
    draft = made.draft(title="")
    with refused(NotReady):
        submit(draft, desk.writer)


# -- Four eyes -----------------------------------------------------------------------------------
def writing(edition, by):
    """Each way to leave something of oneself in an edition."""
    first, last = edition.sections.first(), edition.sections.last()
    known = {"by": by, "at": NOW}
    text = {"title": "Ny", "text": "<p>Ny.</p>"}
    return {
        "head": lambda: workflow.change_head(edition, seen=edition.head_sum, **known, **HEAD),
        "section_added": lambda: workflow.save_section(
            workflow.add_section(edition, **known, title="Ny"), **known, seen=1, **text
        ),
        "section_saved": lambda: workflow.save_section(first, **known, seen=1, **text),
        "section_moved": lambda: workflow.move_section(last, **known, before=first),
        "section_stepped": lambda: workflow.step_section(first, **known, to="down"),
        "section_removed": lambda: workflow.remove_section(last, **known),
    }


WAYS = ["head", "section_added", "section_saved", "section_moved", "section_stepped"]


def test_every_way_to_write_is_named():
    assert set(writing(made.draft(), None)) == {*WAYS, "section_removed"}


@pytest.mark.parametrize("way", [*WAYS, "section_removed"])
def test_nobody_approves_or_sends_back_what_she_has_written_in(desk, way):
    draft = made.draft()
    writing(draft, desk.editor)[way]()
    # Somebody else has written after her: the last writer alone is not all.
    draft = fresh(draft)
    known = {**HEAD, "title": "Nyere", "seen": draft.head_sum}
    sent = submit(workflow.change_head(draft, by=desk.writer, at=NOW, **known), desk.writer)
    assert told("plan_submitted") == {desk.administrator}
    for writer in (desk.editor, desk.writer):
        assert not permissions.can_approve(writer, sent)
        with refused(PermissionDenied):
            approve(sent, writer)
        with refused(PermissionDenied):
            send_back(sent, writer)
    assert approve(sent, desk.administrator).approved_by == desk.administrator


def test_nobody_approves_what_she_has_sent(desk):
    sent = submit(made.draft(), desk.writer)
    with refused(PermissionDenied):
        approve(sent, desk.writer)
    with refused(PermissionDenied):
        send_back(sent, desk.writer)


def test_what_was_written_before_it_was_sent_back_counts_too(desk):
    draft = made.draft()
    workflow.change_head(draft, seen=draft.head_sum, by=desk.editor, at=NOW, **HEAD)
    back = send_back(submit(fresh(draft), desk.editor), desk.administrator)
    sent = submit(back, desk.writer, at=LATER)
    with refused(PermissionDenied):
        approve(sent, desk.editor)
    # Who only read it the first time may read it again.
    approve(sent, desk.administrator)


def test_who_wrote_in_another_edition_approves_this_one(desk):
    first = made.draft()
    workflow.change_head(first, seen=first.head_sum, by=desk.editor, at=NOW, **HEAD)
    made.in_force(fresh(first))
    assert approve(submit(made.draft(), desk.writer), desk.editor).status == "approved"


def test_who_only_began_or_typed_may_approve(desk):
    made.in_force()
    edition = workflow.begin_edition(by=desk.editor, at=NOW)
    known = {"seen": 1, "title": "Kladde", "text": "<p>Endnu ikke.</p>"}
    workflow.save_section_draft(edition.sections.first(), by=desk.editor, at=NOW, **known)
    workflow.change_head(edition, seen=edition.head_sum, by=desk.writer, at=NOW, **HEAD)
    assert approve(submit(fresh(edition), desk.writer), desk.editor).status == "approved"


def test_a_correction_has_four_eyes_too(desk):
    made.in_force()
    sent = submit(made.correction(desk.writer), desk.editor)
    for user in (desk.writer, desk.editor):
        with refused(PermissionDenied):
            approve(sent, user)
    approve(sent, desk.administrator)


def test_the_database_holds_four_eyes_too(desk):
    sent = Edition.objects.filter(pk=submit(made.draft(), desk.writer).pk)
    approved = {"status": "approved", "approved_at": NOW, "approved_by": desk.writer}
    with pytest.raises(IntegrityError, match="two_people"), transaction.atomic():
        sent.update(**approved)
    with pytest.raises(IntegrityError, match="approved"), transaction.atomic():
        sent.update(status="approved")


# -- Approving -----------------------------------------------------------------------------------
def test_another_editor_approves_and_who_sent_it_is_told(desk):
    approved = approve(submit(made.draft(), desk.writer), desk.editor)
    assert (approved.status, approved.approved_at, approved.approved_by) == (
        "approved",
        LATER,
        desk.editor,
    )
    assert told("plan_approved") == {desk.writer}
    assert told("plan_submitted") == set()
    assert AuditEvent.objects.get(verb="plan.approved").actor == desk.editor


def test_another_text_than_was_read_is_not_approved(desk):
    seen = submit(made.draft(), desk.writer)
    back = reopen(fresh(seen), desk.writer)
    workflow.change_head(back, seen=back.head_sum, by=desk.writer, at=LATER, **HEAD)
    submit(fresh(back), desk.writer, at=LATER)
    with refused(WrongState):
        workflow.approve(seen, by=desk.editor, at=LATER, seen=NOW)
    workflow.approve(seen, by=desk.editor, at=LATER, seen=LATER)


# -- Back ----------------------------------------------------------------------------------------
def test_a_draft_goes_back_with_a_remark_to_who_sent_it(desk):
    sent = submit(made.draft(), desk.writer)
    with refused(NeedsReason):
        send_back(sent, desk.editor, remark=" ")
    back = fresh(send_back(sent, desk.editor, remark=" Kortere, tak. "))
    assert (back.status, back.remark) == ("draft", "Kortere, tak.")
    assert told("plan_sent_back") == {desk.writer}
    assert told("plan_submitted") == set()
    assert AuditEvent.objects.get(verb="plan.sent_back").actor == desk.editor
    assert fresh(submit(back, desk.writer, at=LATER)).remark == ""
    assert told("plan_sent_back") == set()


def test_who_sent_it_takes_it_back_and_nobody_is_to_approve_it(desk):
    back = reopen(submit(made.draft(), desk.writer), desk.writer)
    assert back.status == "draft"
    assert told("plan_submitted") == set()
    assert AuditEvent.objects.get(verb="plan.reopened").actor == desk.writer


def test_an_approval_is_gone_when_somebody_writes_on(desk):
    back = fresh(reopen(made.approved(), desk.editor))
    assert (back.status, back.approved_at, back.approved_by) == ("draft", None, None)


@pytest.mark.rule("R1")
def test_an_adoption_is_gone_when_somebody_writes_on(desk):
    back = fresh(reopen(made.adopted(by=desk.writer), desk.editor))
    assert (back.status, back.approved_by) == ("draft", None)
    assert [getattr(back, field) for field in ADOPTION] == [None, "", "", ""]
    again = made.approved(back, by=desk.writer)
    with refused(NotAdoptedYet):
        workflow.ask_to_publish(again, by=desk.writer, at=LATER)


def test_a_correction_that_is_written_on_keeps_the_adoption_of_what_it_corrects(desk):
    made.in_force()
    back = fresh(reopen(made.approved(made.correction()), desk.writer))
    assert (back.status, back.approved_by) == ("draft", None)
    assert {field: getattr(back, field) for field in ADOPTION} == made.ADOPTED


# -- Who, and when -------------------------------------------------------------------------------
VERBS = {
    "submit": (submit, {"draft"}),
    "approve": (approve, {"submitted"}),
    "send_back": (send_back, {"submitted"}),
    "reopen": (reopen, {"submitted", "approved", "adopted"}),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("status", EditionStatus.values)
def test_states_are_kept_to(desk, verb, status):
    act, statuses = VERBS[verb]
    edition = made.edition_in(status, by=desk.writer)
    if status in statuses:
        assert act(edition, desk.administrator).status != status
    else:
        with refused(WrongState):
            act(edition, desk.administrator)


@pytest.mark.parametrize("verb", VERBS)
def test_only_editors_do_it(desk, verb):
    act, statuses = VERBS[verb]
    edition = made.edition_in(min(statuses), by=desk.writer)
    for user in (desk.reader, desk.leader, factories.user(Role.COORDINATOR)):
        with refused(PermissionDenied):
            act(edition, user)


@pytest.mark.parametrize("verb", VERBS)
def test_nothing_remains_if_the_trail_fails(desk, verb):
    act, statuses = VERBS[verb]
    edition = made.edition_in(min(statuses), by=desk.writer)
    with no_trail():
        act(edition, desk.administrator)


@pytest.mark.parametrize("verb", VERBS)
def test_what_is_gone_is_refused(desk, verb):
    draft = submit(made.draft(), desk.writer)
    workflow.discard(fresh(draft), by=desk.writer, at=NOW)
    with refused(WrongState):
        VERBS[verb][0](draft, desk.administrator)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_approve_and_send_back_at_once_one_wins(desk):
    sent = submit(made.draft(), desk.writer)
    outcomes = at_once_on(
        sent,
        partial(send_back, fresh(sent), fresh(desk.editor)),
        partial(approve, fresh(sent), fresh(desk.administrator)),
    )
    assert types_of(outcomes) == {Edition, WrongState}
    assert fresh(sent).status == "draft"
    assert told("plan_approved") == set()
