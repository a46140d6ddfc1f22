"""A decision of the authority refers to what was recommended, and may deviate with a reason."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from beredskab.audit.models import AuditEvent
from beredskab.errors import NeedsReason
from beredskab.timelimits import local_day
from cases.models import Measure
from infohus import decisions, workflow
from infohus.models import DecisionReference, Recommendation
from infohus.workflow.holding import InTheFuture
from tests.factories import NOW
from tests.factories import holding as held
from tests.factories import infohus as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(world):
    held.concluded(world)
    return Recommendation.objects.select_related("item__case").get()


def measure(case, world):
    return Measure.objects.create(
        case=case,
        kind="support",
        decided_at=NOW,
        decided_by="Myndigheden",
        recorded_at=NOW,
        recorded_by=world.adviser,
    )


def refer(row, world, **known):
    fields = {"by": world.adviser, "at": held.DURING, "follows": True}
    return workflow.refer_decision(row, **{**fields, **known})


WORDS = {"what": "Familierådgivning", "decided_on": local_day(NOW)}


@pytest.mark.rule("R97")
def test_a_measure_follows_what_was_recommended(world, row):
    decided = measure(row.item.case, world)
    made_one = refer(row, world, measure=decided)
    assert (made_one.measure, made_one.decided_on) == (decided, local_day(NOW))
    event = AuditEvent.objects.get(verb="infohus.decision_referred")
    assert event.subject_id == row.item.case.pk
    (told,) = decisions.of(row, world.adviser)
    assert told["words"] == decided.get_kind_display()


@pytest.mark.rule("R97")
def test_to_deviate_takes_a_reason(world, row):
    with pytest.raises(NeedsReason):
        refer(row, world, follows=False, **WORDS)
    assert refer(row, world, follows=False, reason="Hun ønsker det ikke", **WORDS).reason
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionReference.objects.create(
            recommendation=row,
            what="x",
            follows=False,
            decided_on=held.DUE,
            referred_at=NOW,
            referred_by=world.adviser,
        )


def test_what_was_decided_and_when_is_said(world, row):
    for lacking in ({"what": " "}, {"decided_on": None}):
        with pytest.raises(NeedsReason):
            refer(row, world, **{**WORDS, **lacking})
    with pytest.raises(InTheFuture):
        refer(row, world, **{**WORDS, "decided_on": held.DUE + timedelta(days=90)})
    other = measure(made.case(world), world)
    with pytest.raises(PermissionDenied):
        refer(row, world, measure=other)


@pytest.mark.rule("R92")
def test_nobody_at_the_table_decides(world, row):
    for by in (world.coordinator, world.stranger, world.professional, world.adult_adviser):
        with pytest.raises(PermissionDenied):
            refer(row, world, by=by, **WORDS)


def test_before_the_conclusion_there_is_nothing_to_refer_to(world):
    item = held.assessed(held.item(world), world)
    with pytest.raises(PermissionDenied):
        refer(held.recommend(item, world), world, **WORDS)


def test_the_coordinator_reads_whether_and_not_what_and_the_table_nothing(world, row):
    refer(row, world, follows=False, reason="Hun ønsker det ikke", **WORDS)
    (told,) = decisions.of(row, world.coordinator)
    assert told["words"] == ""
    assert decisions.of(row, world.stranger) == []
