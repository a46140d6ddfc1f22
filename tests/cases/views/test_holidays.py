"""Before the summer holiday and after it: who is looked after, who is looked for."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from beredskab.audit.models import LookUp
from cases import holidays, workflow
from tests import factories
from tests.cases.views.conftest import counted_queries
from tests.factories import safety

pytestmark = pytest.mark.django_db

JUNE = datetime(2027, 6, 15, 9, 0, tzinfo=UTC)
AUGUST = datetime(2027, 8, 16, 9, 0, tzinfo=UTC)
PERSON = {"persons": [factories.person(stated_age=14, name="Amina Tænkt")]}


def case(world, **given):
    return factories.case(world, at=JUNE, **{**PERSON, **given})


def rows(log_in, user, name, at):
    with time_machine.travel(at, tick=False):
        response = log_in(user).get(reverse(name))
    assert response.status_code == 200
    return response


def listed(response, key="rows"):
    return {row["case"].pk for row in response.context[key]}


@pytest.mark.rule("R21")
def test_before_are_signs_plans_and_fears_and_no_others(world, log_in):
    feared = case(world, abroad_signs=["fears_holiday"])
    planned = case(world)
    safety.stay(planned, world.adviser, at=JUNE, departure_on=date(2027, 7, 1))
    themed = case(world, categories=["foreign_stay"])
    off = case(world)
    safety.stay(off, world.adviser, at=JUNE, departure_on=None, is_off=True)
    case(world)
    found = rows(log_in, world.adviser, "before_holiday", JUNE)
    assert listed(found) == {feared.pk, planned.pk, themed.pk}
    shown = found.content.decode()
    assert "Amina" not in shown
    assert "14 år" in shown
    assert feared.reference in shown


def test_after_are_those_who_did_not_come_back_and_those_nobody_has_seen(world, log_in):
    gone, unseen, seen, back = (case(world) for _ in range(4))
    away = {"at": JUNE, "departure_on": date(2027, 7, 1)}
    safety.stay(gone, world.adviser, return_on=date(2027, 8, 5), **away)
    for one in (unseen, seen, back):
        safety.stay(one, world.adviser, **away)
    workflow.record_seen(
        seen, by=world.adviser, at=AUGUST, seen_at=AUGUST - timedelta(days=2), how="På skolen"
    )
    came = {**away, "at": AUGUST}
    safety.stay(back, world.adviser, seen=1, came_back_on=date(2027, 8, 9), **came)
    found = rows(log_in, world.adviser, "after_holiday", AUGUST)
    assert listed(found, "gone") == {gone.pk}
    assert listed(found, "unseen") == {unseen.pk}
    assert "Amina" not in found.content.decode()


def test_who_was_seen_before_the_holiday_has_not_been_seen_after_it(world, log_in):
    made = case(world, abroad_signs=["fears_holiday"])
    workflow.record_seen(made, by=world.adviser, at=JUNE, seen_at=JUNE, how="På skolen")
    assert listed(rows(log_in, world.adviser, "after_holiday", AUGUST), "unseen") == {made.pk}


@pytest.mark.parametrize("name", ["before_holiday", "after_holiday"])
def test_only_what_the_reader_may_see_is_listed(world, log_in, name):
    made = factories.received(
        world.adviser,
        at=JUNE,
        source="police",
        notifier_kind="professional",
        answers={"abroad_signs": ["absent"]},
    )
    reference = made.case_ties.get().case.reference
    for who, sees in (("adviser", True), ("leader", True), ("coordinator", False)):
        shown = rows(log_in, getattr(world, who), name, JUNE).content.decode()
        assert (reference in shown) is sees
    assert reference not in rows(log_in, world.stranger, name, JUNE).content.decode()
    for who in ("professional", "administrator"):
        assert log_in(getattr(world, who)).get(reverse(name)).status_code == 403
    assert log_in(world.adviser).post(reverse(name)).status_code == 405


@pytest.mark.django_db(transaction=True)
def test_looks_are_logged_as_a_list(world, log_in):
    made = case(world, abroad_signs=["absent"])
    for name, verb in (("before_holiday", "before"), ("after_holiday", "after")):
        rows(log_in, world.adviser, name, JUNE)
        look = LookUp.objects.get(verb=f"cases.{verb}_holiday_listed")
        assert (look.subject_ids, look.count) == ([made.pk], 1)


@pytest.mark.parametrize("name", ["before_holiday", "after_holiday"])
def test_more_cases_ask_no_more_queries(world, log_in, name):
    counts = []
    for _round in range(2):
        for _number in range(3):
            safety.stay(case(world), world.adviser, at=JUNE, return_on=date(2027, 8, 1))
        rows(log_in, world.adviser, name, AUGUST)
        with counted_queries() as queries:
            rows(log_in, world.adviser, name, AUGUST)
        counts.append(len(queries))
    assert counts[0] == counts[1], counts


def test_the_lists_are_linked_from_the_cases(world, log_in):
    shown = log_in(world.adviser).get(reverse("case_list")).content.decode()
    assert reverse("before_holiday") in shown
    assert reverse("after_holiday") in shown


@pytest.mark.parametrize(
    ("today", "first"),
    [("2027-07-31", "2026-08-01"), ("2027-08-01", "2027-08-01"), ("2027-12-24", "2027-08-01")],
)
def test_the_school_year_begins_in_august(today, first):
    assert holidays.since(date.fromisoformat(today)) == date.fromisoformat(first)
