"""Advice in a case, to anybody in it; and advice to somebody without a name."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import models

from beredskab.errors import NeedsReason
from cases import gates, workflow
from cases.models import AdviceOffer, AnonymousAdvice, Case, Person
from cases.workflow.advice import Identifying, InFuture, NotInTheCase
from tests import factories
from tests.factories import NOW
from tests.factories.adult import adult_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world):
    return adult_case(world)


def offer(case, by, person=None, outcome="given", **given):
    person = person or Person.objects.get(pk=case.exposed_id)
    given = {"offered_at": NOW, **given}
    return workflow.offer_advice(case, by=by, at=NOW, person=person, outcome=outcome, **given)


def waits_for_advice(case):
    return "advice" in {gate.key for gate in gates.missing(Case.objects.get(pk=case.pk))}


@pytest.mark.rule("R74")
def test_an_adults_case_waits_for_advice_to_the_exposed_person(world, case):
    assert waits_for_advice(case)
    sister = workflow.add_person(case, by=world.adult_adviser, at=NOW, roles=["witness"])
    offer(case, world.adult_adviser, sister)
    assert waits_for_advice(case)
    offer(case, world.adult_adviser)
    assert not waits_for_advice(case)


@pytest.mark.rule("R74")
def test_what_could_not_be_offered_safely_is_said_and_why(world, case):
    with pytest.raises(NeedsReason):
        offer(case, world.adult_adviser, outcome="not_safe")
    offer(case, world.adult_adviser, outcome="not_safe", reason="Manden er altid med")
    assert not waits_for_advice(case)


def test_a_childs_case_does_not_wait_for_it(world):
    assert not waits_for_advice(factories.case(world))


@pytest.mark.rule("R121")
@pytest.mark.parametrize("role", ["witness", "other_child", "spouse"])
def test_a_related_person_gets_advice_of_her_own_and_is_not_marked_exposed(world, case, role):
    person = workflow.add_person(case, by=world.adult_adviser, at=NOW, roles=[role], name="Nora")
    offer(case, world.adult_adviser, person, advised="Krisecentrets åbne rådgivning")
    assert AdviceOffer.objects.get(person=person).advised == "Krisecentrets åbne rådgivning"
    assert [one.role for one in person.roles.all()] == [role]


def test_nobody_outside_the_case_is_advised_in_it(world, case):
    other = Person.objects.get(pk=adult_case(world).exposed_id)
    with pytest.raises(NotInTheCase):
        offer(case, world.adult_adviser, other)


def test_advice_is_not_offered_tomorrow(world, case):
    with pytest.raises(InFuture):
        offer(case, world.adult_adviser, offered_at=NOW + timedelta(hours=1))


def advise(by, unit, advised="Talt om krisecenter og om at søge egen bolig.", **given):
    given = {"given_at": NOW, "way": "phone", "topics": ["forced_marriage"], **given}
    return workflow.give_anonymous_advice(
        by=by, at=NOW, unit=unit, advised=advised, acute=False, **given
    )


@pytest.mark.rule("R104")
def test_advice_to_somebody_without_a_name_leads_to_nobody(world):
    advise(world.adult_adviser, world.adult_unit)
    assert not Case.objects.exists()
    related = {
        field.related_model._meta.label
        for field in AnonymousAdvice._meta.get_fields()
        if isinstance(field, models.ForeignKey)
    }
    assert related == {"accounts.User", "municipality.Unit"}


@pytest.mark.rule("R104")
@pytest.mark.parametrize(
    "words",
    [
        "Født 010190-1234, bor alene",
        "Ring på 20 55 50 11",
        "Ring på +4520555011",
        "Skriv til mia@example.com",
        "Bor på Skolevej 12",
        "Hendes sag er {reference}",
    ],
)
def test_what_looks_as_if_it_told_who_it_is_is_refused(world, words):
    reference = adult_case(world).reference
    with pytest.raises(Identifying):
        advise(world.adult_adviser, world.adult_unit, words.format(reference=reference))
    assert not AnonymousAdvice.objects.exists()


@pytest.mark.parametrize(
    "words",
    ["Hun er 24 år, og det har varet i 3 år.", "Gift i 2019, to børn på 4 og 6", "§ 109 og § 12 a"],
)
def test_ordinary_numbers_are_no_trace(world, words):
    assert advise(world.adult_adviser, world.adult_unit, words)


def test_it_is_recorded_for_a_unit_that_one_advises_for(world):
    with pytest.raises(PermissionDenied):
        advise(world.adult_adviser, world.child_unit)
    with pytest.raises(PermissionDenied):
        advise(world.professional, world.school)
    assert advise(world.coordinator, world.coordinator.memberships.get().unit)
