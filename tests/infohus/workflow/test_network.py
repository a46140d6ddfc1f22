"""Notes without persons, and the one who is responsible for a course of PSP."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from beredskab.audit.models import AuditEvent
from beredskab.municipality.districts import PoliceDistrict
from infohus import workflow
from infohus.choices import NoteKind, Seat
from infohus.models import NetworkNote, PspNote
from infohus.workflow.holding import InTheFuture
from infohus.workflow.network import NamesSomebody, OneAuthority
from tests import factories
from tests.factories import NOW
from tests.factories import infohus as made

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def note(by, text="Flere unge bliver holdt hjemme i ferien.", kind=NoteKind.TREND, day=TODAY):
    return workflow.note_of_network(by=by, at=NOW, kind=kind, happened_on=day, text=text)


def agree(case, by, **who):
    known = {"agreed_on": TODAY, "text": "Psykiatrien følger op.", **who}
    return workflow.note_of_psp(case, by=by, at=NOW, **known)


def test_a_trend_is_noted_and_in_the_trail(world):
    found = note(world.coordinator)
    assert AuditEvent.objects.get(verb="infohus.network_noted").subject_id == found.pk


@pytest.mark.rule("R102")
@pytest.mark.parametrize(
    "text",
    ["Om 010190-1234.", "Ring om 0101901234", "Om 01 01 90 1234", "Se {case}.", "Se {bare}"],
)
def test_a_note_that_names_somebody_is_refused(world, text):
    reference = factories.case(world).reference
    with pytest.raises(NamesSomebody):
        note(world.coordinator, text.format(case=reference, bare=reference.replace("-", "")))
    assert not NetworkNote.objects.exists()


def test_a_note_may_say_whom_to_ring(world):
    assert note(world.coordinator, "Ring til SSP på 79 79 10 10, så får I et oplæg.")


@pytest.mark.rule("R102")
@pytest.mark.rule("R118")
def test_no_note_of_the_network_can_be_tied_to_a_person():
    ties = [field.related_model for field in NetworkNote._meta.get_fields() if field.is_relation]
    assert [model._meta.label for model in ties] == ["accounts.User"]


@pytest.mark.rule("R103")
def test_there_are_twelve_police_districts_and_the_municipality_has_one(world):
    assert len(PoliceDistrict) == 12
    world.municipality.police_district = "hele landet"
    with pytest.raises(IntegrityError), transaction.atomic():
        world.municipality.save()


@pytest.mark.rule("R107")
def test_psp_agrees_on_exactly_one_who_is_responsible(world):
    case = made.case(world)
    for who in ({}, {"seat": "psychiatry", "unit": world.child_unit}):
        with pytest.raises(OneAuthority):
            agree(case, world.coordinator, **who)
    assert not PspNote.objects.exists()
    assert agree(case, world.coordinator, seat="psychiatry").authority == str(Seat.PSYCHIATRY.label)
    assert agree(case, world.coordinator, unit=world.child_unit).authority == str(world.child_unit)


@pytest.mark.rule("R107")
def test_the_database_holds_exactly_one(world):
    found = agree(made.case(world), world.coordinator, seat="psychiatry")
    row = {"case": found.case, "agreed_on": TODAY, "text": "x", "noted_at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        PspNote.objects.create(**row, noted_by=world.coordinator)


@pytest.mark.parametrize("who", ["adviser", "leader", "professional", "administrator"])
def test_only_the_coordinator_notes(world, who):
    by = getattr(world, who)
    with pytest.raises(PermissionDenied):
        note(by)
    with pytest.raises(PermissionDenied):
        agree(made.case(world), by, seat="police")


def test_a_case_that_she_does_not_see_is_no_case_of_psp(world):
    with pytest.raises(PermissionDenied):
        agree(factories.case(world), world.coordinator, seat="police")


def test_what_lies_ahead_is_not_noted_as_if_it_had_been(world):
    day = TODAY + timedelta(days=1)
    with pytest.raises(InTheFuture):
        note(world.coordinator, day=day)
    with pytest.raises(InTheFuture):
        agree(made.case(world), world.coordinator, seat="police", agreed_on=day)
