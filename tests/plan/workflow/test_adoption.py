from datetime import timedelta

import pytest

from beredskab.audit.models import AuditEvent
from beredskab.plan.states import WrongState
from beredskab.plan.workflow.publication import (
    BeforeApproval,
    InTheFuture,
)
from tests.factories import NOW
from tests.factories import plan as made
from tests.plan.workflow.acts import LATER, ask, record_adoption
from tests.racing import fresh
from tests.unchanged import refused

pytestmark = pytest.mark.django_db


def test_the_adoption_of_an_approved_edition_is_recorded(desk):
    edition = fresh(record_adoption(made.approved(), desk.writer))
    assert edition.status == "adopted"
    assert {field: getattr(edition, field) for field in made.ADOPTED} == made.ADOPTED
    event = AuditEvent.objects.get(verb="plan.adopted")
    assert (event.actor, event.details) == (
        desk.writer,
        {"number": "1", "adopted_on": "2026-11-10"},
    )


@pytest.mark.rule("R1")
def test_the_council_can_not_have_adopted_it_tomorrow(desk):
    edition = made.approved()
    with refused(InTheFuture):
        record_adoption(edition, desk.writer, adopted_on=NOW.date() + timedelta(days=1))
    record_adoption(edition, desk.writer, adopted_on=NOW.date())


def test_what_was_recorded_of_it_is_mended_until_it_is_to_be_published(desk):
    edition = made.adopted()
    day = NOW.date() - timedelta(days=7)
    edition = record_adoption(edition, desk.editor, adopted_on=day, adopted_case="26/1235")
    assert (fresh(edition).adopted_on, fresh(edition).adopted_case) == (day, "26/1235")
    assert edition.status == "adopted"
    days = [event.details["adopted_on"] for event in AuditEvent.objects.filter(verb="plan.adopted")]
    assert sorted(days) == ["2026-11-03", "2026-11-10"]
    edition = ask(edition, desk.writer)
    with refused(WrongState):
        record_adoption(edition, desk.editor)


def test_a_correction_is_not_adopted_anew(desk):
    made.in_force()
    correction = made.approved(made.correction())
    with refused(WrongState):
        record_adoption(correction, desk.writer)


BEFORE = LATER.date() - timedelta(days=1)


def test_the_first_edition_may_have_been_adopted_before_it_was_written_here(desk):
    first = made.approved(by=desk.writer)
    assert record_adoption(first, desk.writer, adopted_on=BEFORE).adopted_on == BEFORE


def test_a_later_edition_is_adopted_after_its_approval(desk):
    made.in_force()
    later = made.approved(by=desk.writer)
    with refused(BeforeApproval):
        record_adoption(later, desk.writer, adopted_on=BEFORE)
