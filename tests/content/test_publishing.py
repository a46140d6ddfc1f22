"""What comes into force when a pack is loaded again, and what the municipality keeps."""

from datetime import timedelta

import pytest
from django.utils import timezone

from actioncards.models import Card, CardVersion
from actioncards.states import VersionStatus
from beredskab.content import loading
from tests import factories
from tests.factories import cards

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATER = NOW + timedelta(days=30)
CARD = "common/cards/under-18-fagperson.yaml"


def versions():
    return [(version.number, version.status) for version in CardVersion.objects.order_by("number")]


def counts(outcome):
    return outcome.added, outcome.changed, outcome.kept


@pytest.fixture
def loaded(pack):
    """The card of the pack in force; return how to put other words into it."""
    loading.load("proeve", at=NOW)
    return lambda old, new: pack(CARD, old, new)


def test_the_first_load_puts_a_card_in_force_with_its_steps_and_contacts(loaded):
    version = CardVersion.objects.with_steps().get()
    assert (version.card.slug, version.number) == ("under-18-fagperson", 1)
    assert (version.status, version.published_at) == (VersionStatus.PUBLISHED, NOW)
    assert version.from_pack
    assert version.approved_by is None
    steps = {step.key: step for step in version.steps.all()}
    assert list(steps) == ["talk", "own"]
    assert (steps["talk"].action, steps["talk"].law) == ("talk_adviser", "Barnets lov § 133")
    assert [tie.contact.slug for tie in steps["talk"].contact_ties.all()] == ["ssp"]
    assert [steps[key].part for key in steps] == ["steps", "acute"]


def test_a_step_stands_where_the_municipality_has_what_it_needs(pack):
    pack("proeve/organisation.yaml", "has_infohus: false", "has_infohus: true")
    pack("proeve/cards.yaml", "legal_office: []", "legal_office: [viso]")
    loading.load("proeve", at=NOW)
    keys = CardVersion.objects.get().steps.values_list("key", flat=True)
    assert list(keys) == ["talk", "infohus", "legal-office"]


def test_new_words_of_the_pack_are_a_new_version_and_the_old_one_stays(loaded):
    loaded("Send ikke brev.", "Send ikke brev eller sms.")
    loaded("role: prof", "changes: Sms er nævnt.\nrole: prof")
    assert counts(loading.load("proeve", at=LATER)) == (0, 1, 0)
    assert versions() == [(1, "superseded"), (2, "published")]
    old, new = CardVersion.objects.order_by("number")
    assert (old.ended_at, new.published_at) == (LATER, LATER)
    assert old.must_not[1] == "Send ikke brev."
    assert new.must_not[1] == "Send ikke brev eller sms."
    assert new.changes == "Sms er nævnt."
    assert counts(loading.load("proeve", at=LATER)) == (0, 0, 0)


def test_another_contact_of_the_pack_is_a_new_version(loaded, pack):
    pack("proeve/cards.yaml", "    advisers: [ssp]", "    advisers: [ssp, krisecenter]")
    assert counts(loading.load("proeve", at=LATER)) == (0, 1, 0)
    assert versions() == [(1, "superseded"), (2, "published")]


def test_another_number_in_the_directory_is_no_new_version(loaded, pack):
    pack("proeve/organisation.yaml", "25200318", "93520065")
    assert counts(loading.load("proeve", at=LATER)) == (0, 1, 0)
    assert versions() == [(1, "published")]


def test_the_municipalitys_own_version_in_force_is_kept(loaded):
    CardVersion.objects.update(status=VersionStatus.SUPERSEDED, ended_at=NOW)
    own = cards.draft(Card.objects.get())
    author, approver = factories.user(), factories.user()
    own.edited_by, own.approved_by, own.approved_at = author, approver, NOW
    own.status, own.published_at = VersionStatus.PUBLISHED, NOW
    own.save()
    assert counts(loading.load("proeve", at=LATER)) == (0, 0, 1)
    loaded("Send ikke brev.", "Send ikke brev eller sms.")
    assert counts(loading.load("proeve", at=LATER)) == (0, 0, 1)
    assert versions() == [(1, "superseded"), (2, "published")]


@pytest.mark.parametrize("status", ["draft", "submitted", "approved"])
def test_a_version_in_work_is_kept_and_the_pack_comes_when_it_is_gone(loaded, status):
    own = cards.draft(Card.objects.get())
    if status == "approved":
        own.approved_by, own.approved_at = factories.user(), NOW
    own.status = status
    own.save()
    assert counts(loading.load("proeve", at=LATER)) == (0, 0, 0)
    loaded("Send ikke brev.", "Send ikke brev eller sms.")
    assert counts(loading.load("proeve", at=LATER)) == (0, 0, 1)
    assert versions() == [(1, "published"), (2, status)]
    own.delete()
    assert counts(loading.load("proeve", at=LATER)) == (0, 1, 0)
    assert versions() == [(1, "superseded"), (2, "published")]


def test_a_withdrawn_card_stays_withdrawn(loaded):
    CardVersion.objects.update(status=VersionStatus.WITHDRAWN, ended_at=NOW)
    Card.objects.update(withdrawn_at=NOW, withdrawn_by=factories.user())
    loaded("Send ikke brev.", "Send ikke brev eller sms.")
    assert counts(loading.load("proeve", at=LATER)) == (0, 0, 1)
    assert versions() == [(1, "withdrawn")]


@pytest.mark.parametrize("slug", ["vores-eget", "under-18-fagperson"])
def test_a_card_that_the_municipality_made_itself_is_kept(pack, slug):
    cards.card_of("professional", "under_18", slug=slug)
    outcome = loading.load("proeve", at=NOW)
    assert outcome.kept == 1
    assert Card.objects.get().slug == slug
    assert versions() == []
