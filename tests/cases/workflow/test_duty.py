from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from beredskab.accounts.models import User
from beredskab.audit.models import AuditEvent
from beredskab.municipality.models import Municipality
from beredskab.notices.models import Notice
from cases import tasks, workflow
from cases.models import Case, DutyPeriod
from cases.states import CaseStatus
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def chain(case):
    """Who had the duty to act, from when to when, and how she got it."""
    rows = DutyPeriod.objects.chain_of(case)
    return [(row.holder, row.began_at, row.ended_at, row.how) for row in rows]


def fresh(case):
    return Case.objects.get(pk=case.pk)


def offer(case, world, at=NOW):
    workflow.assign(case, by=world.leader, at=at, to=world.colleague)


@pytest.mark.rule("R35")
def test_the_duty_passes_without_a_gap_and_ends_with_the_case(world):
    case = factories.case(world)
    workflow.take(case, by=world.colleague, at=NOW + HOUR)
    workflow.assign(case, by=world.leader, at=NOW + HOUR, to=world.adviser)
    workflow.accept(case, by=world.adviser, at=NOW + 2 * HOUR)
    workflow.move_to_unit(case, by=world.leader, at=NOW + 3 * HOUR, unit=world.adult_unit)
    workflow.close_in_error(case, by=world.adult_leader, at=NOW + 4 * HOUR, reason="Dublet")
    assert chain(case) == [
        (world.adviser, NOW, NOW + HOUR, "received"),
        (world.colleague, NOW + HOUR, NOW + 2 * HOUR, "taken"),
        (world.adviser, NOW + 2 * HOUR, NOW + 3 * HOUR, "accepted"),
        (world.adult_adviser, NOW + 3 * HOUR, NOW + 4 * HOUR, "moved"),
    ]


@pytest.mark.rule("R35")
def test_who_holds_it_already_takes_it_without_a_new_link(world):
    case = factories.case(world)
    workflow.take(case, by=world.adviser, at=NOW + HOUR)
    assert chain(case) == [(world.adviser, NOW, None, "received")]


@pytest.mark.rule("R48")
def test_the_holder_is_unchanged_until_the_receiver_accepts(world):
    case = factories.case(world)
    offer(case, world)
    assert chain(case) == [(world.adviser, NOW, None, "received")]
    assert fresh(case).holder == world.adviser
    workflow.decline(case, by=world.colleague, at=NOW + HOUR)
    assert chain(case) == [(world.adviser, NOW, None, "received")]


def breaks(breaking, case, world):
    """Ask the database at once what it would ask when the transaction ends."""
    breaking(case, world)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def other_holder(case, world):
    Case.objects.filter(pk=case.pk).update(holder=world.colleague)


def ended(case, _world):
    DutyPeriod.objects.filter(case=case).update(ended_at=NOW + HOUR)


def gap(case, world):
    ended(case, world)
    after = NOW + 2 * HOUR
    DutyPeriod.objects.create(case=case, holder=world.adviser, began_at=after, how="taken")


def overlap(case, world):
    ended(case, world)
    DutyPeriod.objects.create(case=case, holder=world.adviser, began_at=NOW, how="reopened")


def two_at_once(case, world):
    DutyPeriod.objects.create(case=case, holder=world.colleague, began_at=NOW, how="taken")


def closed_with_holder(case, world):
    Case.objects.filter(pk=case.pk).update(
        status=CaseStatus.CLOSED, closed_at=NOW, closed_by=world.leader, awaits_assessment=False
    )


@pytest.mark.rule("R35")
@pytest.mark.parametrize(
    "breaking", [other_holder, ended, gap, overlap, two_at_once, closed_with_holder]
)
def test_the_database_lets_nobody_break_the_chain(world, breaking):
    case = factories.case(world)
    breaks(lambda *_: None, case, world)
    with pytest.raises(IntegrityError), transaction.atomic():
        breaks(breaking, case, world)


@pytest.mark.rule("R35")
def test_what_is_in_the_chain_stays(world):
    case = factories.case(world)
    workflow.take(case, by=world.colleague, at=NOW + HOUR)
    periods = DutyPeriod.objects.filter(case=case)
    with pytest.raises(IntegrityError), transaction.atomic():
        periods.filter(how="received").update(ended_at=NOW + 2 * HOUR)
    for change in (lambda: periods.update(holder=world.leader), periods.delete):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()


def test_a_case_of_a_clock_that_runs_behind_keeps_its_order(world):
    case = factories.case(world)
    workflow.take(case, by=world.colleague, at=NOW - HOUR)
    assert chain(case)[1] == (world.colleague, NOW, None, "taken")


@pytest.mark.rule("R35")
def test_an_unanswered_offer_returns_and_escalates(world):
    case = factories.case(world)
    offer(case, world)
    assert fresh(case).offer_ends_at == NOW + 24 * HOUR
    assert workflow.return_offers(at=NOW + 24 * HOUR - timedelta(seconds=1)) == 0
    assert workflow.return_offers(at=NOW + 24 * HOUR) == 1
    assert workflow.return_offers(at=NOW + 24 * HOUR) == 0
    case = fresh(case)
    assert (case.offered_to, case.offered_at, case.offer_ends_at) == (None, None, None)
    assert case.holder == world.adviser
    told = Notice.objects.filter(kind="case_offer_returned")
    assert {notice.recipient for notice in told} == {world.adviser, world.leader}
    assert AuditEvent.objects.filter(verb="cases.offer_returned", actor=None).count() == 1


def test_an_offer_of_an_acute_case_returns_sooner_and_urgently(world):
    Municipality.objects.update(offer_hours_acute=2)
    case = factories.case(world, acute="yes")
    offer(case, world)
    assert workflow.return_offers(at=NOW + 2 * HOUR) == 1
    assert all(notice.urgent for notice in Notice.objects.filter(kind="case_offer_returned"))


def test_what_was_answered_does_not_return(world):
    case = factories.case(world)
    offer(case, world)
    workflow.accept(case, by=world.colleague, at=NOW + HOUR)
    assert workflow.return_offers(at=NOW + 25 * HOUR) == 0


def test_who_was_offered_only_sees_the_case_as_long_as_the_offer_stands(world):
    case = factories.case(world)
    Case.objects.get(pk=case.pk).group_grants.all().delete()
    offer(case, world)
    assert case in Case.objects.visible_to(world.colleague, at=NOW)
    workflow.return_offers(at=NOW + 24 * HOUR)
    asked_anew = User.objects.get(pk=world.colleague.pk)
    assert case not in Case.objects.visible_to(asked_anew, at=NOW)


def test_the_task_returns_batch_after_batch(world):
    for _number in range(3):
        offer(factories.case(world), world)
    Case.objects.update(offer_ends_at=NOW)
    assert workflow.return_offers(at=NOW, size=2) == 2
    assert tasks.return_offers() == 1
