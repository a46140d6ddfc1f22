"""Who notified: what is owed to her, and what is kept of her."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from beredskab.deadlines.models import Deadline
from cases import kinds
from cases.models import Concern, Confirmation, Orientation
from cases.workflow.registration import AnonymousProfessional
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.rule("R37")
def test_the_receipt_of_a_reporter_with_log_in_is_her_confirmation(world):
    sent = factories.concern(world.professional)
    assert sent.confirmation.ending == Confirmation.Ending.IN_PORTAL
    assert not Deadline.objects.filter(kind=kinds.CONFIRMATION).exists()


@pytest.mark.rule("R37")
def test_another_notifier_is_to_be_confirmed_within_6_weekdays(world):
    made = factories.received(world.adviser)
    deadline = Deadline.objects.of(made).get(kind=kinds.CONFIRMATION)
    assert timezone.localtime(deadline.due_at).date().isoformat() == "2026-11-18"
    assert timezone.localtime(deadline.amber_at).date().isoformat() == "2026-11-17"


@pytest.mark.rule("LR11", "R37")
@pytest.mark.parametrize(("kind", "owed"), [("professional", 1), ("private", 0)])
def test_orientation_is_owed_to_professionals_alone(world, kind, owed):
    factories.received(world.adviser, notifier_kind=kind)
    assert Orientation.objects.count() == owed
    assert Deadline.objects.filter(kind=kinds.ORIENTATION).count() == owed


@pytest.mark.rule("LR10", "R38")
def test_an_anonymous_notifier_closes_the_confirmation_as_not_possible(world):
    made = factories.received(world.adviser, notifier_kind="anonymous", notifier_name="")
    assert made.confirmation.ending == Confirmation.Ending.ANONYMOUS
    assert not Deadline.objects.filter(kind=kinds.CONFIRMATION).exists()


@pytest.mark.rule("LR24")
def test_nothing_of_an_anonymous_notifier_is_kept(world):
    made = factories.received(
        world.adviser,
        notifier_kind="anonymous",
        notifier_name="",
        notifier_contact="22 33 44 55",
    )
    assert (made.notifier, made.notifier_name, made.notifier_contact) == (None, None, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.create(
            status="draft",
            reporter=world.adviser,
            created_at=NOW,
            saved_at=NOW,
            answers={},
            notifier_kind="anonymous",
            notifier_name="Navn",
        )


@pytest.mark.rule("LR12")
def test_a_concern_from_a_log_in_is_signed_by_its_user(world):
    sent = factories.concern(world.professional)
    assert (sent.notifier, sent.notifier_kind) == (world.professional, "professional")


@pytest.mark.rule("LR12")
def test_a_named_notifier_is_not_anonymous(world):
    with pytest.raises(AnonymousProfessional):
        factories.received(world.adviser, notifier_kind="anonymous", notifier_name="Lærer Lis")


@pytest.mark.rule("LR12")
@pytest.mark.parametrize("source", ["school", "police", "jobcenter", "child_authority"])
def test_a_professional_source_is_never_anonymous(world, source):
    with pytest.raises(AnonymousProfessional):
        factories.received(
            world.adviser, notifier_kind="anonymous", notifier_name="", source=source
        )
