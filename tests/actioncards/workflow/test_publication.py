from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from actioncards import workflow
from actioncards.models import CardStep, CardVersion, StepContact
from actioncards.states import WrongState
from actioncards.workflow.publication import NeedsReplacement, NotInForce, StillInWork
from actioncards.workflow.review import NotReady
from beredskab.audit import trail
from beredskab.audit.models import AuditEvent
from beredskab.errors import NeedsReason
from beredskab.municipality.models import Contact
from beredskab.notices.models import Notice
from tests.factories import NOW, cards

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def test_a_version_in_force_takes_the_place_of_the_one_before(desk):
    version = workflow.publish(desk.approved(), by=desk.writer, at=LATER)
    desk.in_force.refresh_from_db()
    assert (version.status, version.published_at) == ("published", LATER)
    assert version.published_by == desk.writer
    assert (desk.in_force.status, desk.in_force.ended_at) == ("superseded", LATER)
    assert desk.card.versions.in_force().get() == version
    assert AuditEvent.objects.get(verb="actioncards.published").details["number"] == 2


def told(kind):
    return {(one.recipient, one.path) for one in Notice.objects.filter(kind=kind)}


def test_the_other_editors_are_told_what_is_put_in_force_and_withdrawn(desk):
    path = f"/actioncards/{desk.card.slug}/udgaver/"
    others = {(desk.editor, path), (desk.administrator, path)}
    workflow.publish(desk.approved(), by=desk.writer, at=LATER)
    assert told("card_published") == others
    replacement = cards.card("authority", "under_18").card
    workflow.withdraw(desk.card, by=desk.writer, at=LATER, reason="x", replaced_by=replacement)
    assert told("card_withdrawn") == others


def test_only_what_is_approved_is_put_in_force(desk):
    for version in (desk.in_force, desk.submitted()):
        with pytest.raises(WrongState):
            workflow.publish(version, by=desk.writer, at=LATER)
    with pytest.raises(PermissionDenied):
        workflow.publish(desk.in_force, by=desk.reader, at=LATER)


def test_a_contact_that_is_gone_meanwhile_holds_a_version_back(desk):
    version = desk.approved()
    Contact.objects.filter(pk=desk.contact.pk).update(retired_at=NOW)
    with pytest.raises(NotReady):
        workflow.publish(version, by=desk.writer, at=LATER)
    assert desk.card.versions.in_force().get() == desk.in_force


def test_nothing_is_put_in_force_or_withdrawn_if_the_trail_fails(desk, monkeypatch):
    version = desk.approved()

    def broken(*_args, **_named):
        raise RuntimeError("no trail")

    monkeypatch.setattr(trail, "record", broken)
    with pytest.raises(RuntimeError):
        workflow.publish(version, by=desk.writer, at=LATER)
    assert desk.card.versions.in_force().get() == desk.in_force
    CardVersion.objects.filter(pk=version.pk).delete()
    other = cards.card("authority", "under_18").card
    with pytest.raises(RuntimeError):
        workflow.withdraw(desk.card, by=desk.writer, at=LATER, reason="x", replaced_by=other)
    desk.card.refresh_from_db()
    assert desk.card.withdrawn_at is None


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_once_one_wins(desk):
    version = desk.approved()

    def publish(by):
        try:
            workflow.publish(version, by=by, at=LATER)
        except WrongState:
            return "lost"
        else:
            return "won"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(publish, [desk.writer, desk.editor])) == ["lost", "won"]
    assert desk.card.versions.in_force().get() == version


def test_a_card_is_withdrawn_for_another(desk):
    other = cards.card("authority", "under_18")
    card = workflow.withdraw(
        desk.card, by=desk.writer, at=LATER, reason="Skrevet sammen", replaced_by=other.card
    )
    desk.in_force.refresh_from_db()
    assert (card.withdrawn_at, card.withdrawn_by) == (LATER, desk.writer)
    assert (card.withdrawal_reason, card.replaced_by) == ("Skrevet sammen", other.card)
    assert (desk.in_force.status, desk.in_force.ended_at) == ("withdrawn", LATER)
    assert list(CardVersion.objects.in_force()) == [other]
    assert AuditEvent.objects.filter(verb="actioncards.withdrawn").exists()
    with pytest.raises(WrongState):
        workflow.withdraw(card, by=desk.writer, at=LATER, reason="Igen")


def test_withdrawing_needs_an_editor_a_reason_and_a_card_in_force(desk):
    with pytest.raises(PermissionDenied):
        workflow.withdraw(desk.card, by=desk.reader, at=LATER, reason="x")
    with pytest.raises(NeedsReason):
        workflow.withdraw(desk.card, by=desk.writer, at=LATER, reason=" ")
    with pytest.raises(NeedsReplacement):
        workflow.withdraw(desk.card, by=desk.writer, at=LATER, reason="x")
    for other in (desk.card, cards.card_of("authority", "adult")):
        with pytest.raises(NotInForce):
            workflow.withdraw(desk.card, by=desk.writer, at=LATER, reason="x", replaced_by=other)
    desk.begin()
    with pytest.raises(StillInWork):
        workflow.withdraw(desk.card, by=desk.writer, at=LATER, reason="x")


def test_one_version_is_in_force(desk):
    with pytest.raises(IntegrityError, match="in_force"), transaction.atomic():
        cards.publish(cards.draft(desk.card))


CHANGES = [
    {"title": "Ny"},
    {"summary": "Ny"},
    {"must_not": []},
    {"acute_when": "Ny"},
    {"changes": "Ny"},
    {"number": 7},
    {"from_pack": False},
    {"edited_at": LATER},
    {"published_at": LATER},
    {"published_at": None, "status": "draft"},
    {"approved_at": None, "approved_by": None},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: "-".join(change))
@pytest.mark.parametrize("state", ["published", "superseded"])
def test_what_was_in_force_never_changes(desk, state, change):
    version = workflow.publish(desk.approved(), by=desk.writer, at=LATER)
    version = version if state == "published" else desk.in_force
    version.refresh_from_db()
    if all(getattr(version, field) == value for field, value in change.items()):
        change = {"title": "Ny"}
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        CardVersion.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        version.delete()


def test_a_version_ends_once(desk):
    workflow.publish(desk.approved(), by=desk.writer, at=LATER)
    for change in ({"ended_at": NOW}, {"status": "withdrawn"}, {"status": "published"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CardVersion.objects.filter(pk=desk.in_force.pk).update(**change)


def test_the_steps_of_what_was_in_force_never_change(desk):
    step = desk.in_force.steps.get(key="call")
    draft = desk.begin()
    foreign = draft.steps.get(key="talk")
    for change in (
        lambda: CardStep.objects.filter(pk=step.pk).update(heading="Ny"),
        lambda: CardStep.objects.filter(pk=step.pk).update(version=draft, key="ny"),
        lambda: CardStep.objects.filter(pk=foreign.pk).update(version=desk.in_force, key="ny"),
        lambda: CardStep.objects.create(version=desk.in_force, key="ny", position=9, heading="Ny"),
        lambda: step.delete(),
    ):
        with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
            change()


def test_the_contacts_of_what_was_in_force_never_change(desk):
    tie = StepContact.objects.get(step__version=desk.in_force)
    other = cards.contact()
    own = desk.begin().steps.get(key="call").contact_ties.get()
    for change in (
        lambda: StepContact.objects.filter(pk=tie.pk).update(contact=other),
        lambda: StepContact.objects.filter(pk=own.pk).update(step=tie.step, contact=other),
        lambda: StepContact.objects.filter(pk=tie.pk).update(step=own.step, contact=other),
        lambda: StepContact.objects.create(step=tie.step, contact=other),
        lambda: tie.delete(),
    ):
        with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
            change()
