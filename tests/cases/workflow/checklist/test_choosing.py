"""Which card becomes the checklist, and when."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.audit.models import AuditEvent
from cases import workflow
from cases.models import Checklist
from cases.states import CaseStatus, WrongState
from cases.workflow.checklist import NoCard, UnknownStep
from tests import factories
from tests.cases.workflow.checklist.ticks import STEPS, say
from tests.factories import NOW, cards
from tests.racing import at_once

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.mark.rule("R8")
@pytest.mark.parametrize(
    ("known", "age"),
    [
        ({"stated_age": 14}, "under_18"),
        ({"stated_age": 17}, "under_18"),
        ({"stated_age": 18}, "adult"),
        ({"stated_age": 40}, "adult"),
        ({"age_unknown": True}, "under_18"),
        ({"born_on": "2008-11-10"}, "adult"),
        ({"born_on": "2008-11-11"}, "under_18"),
    ],
)
def test_role_and_age_choose_the_card_of_the_case_and_of_the_concern(world, all_cards, known, age):
    """The 18th birthday is today in the last but one."""
    tie = factories.tie(world, persons=[factories.person(**known)])
    assert tie.case.checklist.version == all_cards["authority", age]
    assert tie.concern.checklist.version == all_cards["professional", age]
    assert tie.case.checklist.begun_at == NOW


@pytest.mark.rule("R8")
def test_the_age_counts_on_the_day_that_the_case_is_opened(world, all_cards):
    """She called on the last day before the 18th birthday; it is written down on the day."""
    yesterday = NOW - timedelta(days=1)
    person = factories.person(born_on="2008-11-10")
    made = factories.received(
        world.adviser, received_at=yesterday, reason="Ringede sent", answers={"persons": [person]}
    )
    case = made.case_ties.get().case
    assert case.is_minor
    assert case.checklist.version == all_cards["authority", "adult"]


@pytest.mark.rule("R8")
def test_with_several_persons_the_youngest_counts_for_the_reporter(world, all_cards):
    adult, child = factories.person(stated_age=19), factories.person(stated_age=12)
    made = factories.concern(world.professional, persons=[adult, child])
    assert made.checklist.version == all_cards["professional", "under_18"]
    chosen = {tie.case.checklist.version.card.age for tie in made.case_ties.all()}
    assert chosen == {"under_18", "adult"}
    unknown = factories.concern(
        world.professional, persons=[adult, factories.person(age_unknown=True)]
    )
    assert unknown.checklist.version == all_cards["professional", "under_18"]


def test_the_version_stays_when_a_later_one_comes_in_force(world, case, all_cards):
    first = case.checklist.version
    card = first.card
    first.status, first.ended_at = "superseded", NOW
    first.save()
    later = cards.draft(card)
    cards.step(later, "new")
    cards.publish(later)
    assert Checklist.objects.get(case=case).version == first
    with pytest.raises(UnknownStep):
        say(case, world.adviser, "new")


def test_without_a_card_in_force_there_is_no_checklist(world):
    tie = factories.tie(world)
    assert not Checklist.objects.exists()
    assert tie.case.status == CaseStatus.RECEIVED


def test_a_concern_being_clarified_keeps_its_checklist_when_it_is_sent(world, concern):
    begun = concern.checklist
    say(concern, world.professional, "watch")
    sent = workflow.send(concern, by=world.professional, at=NOW)
    assert Checklist.objects.get(concern=sent) == begun
    assert begun.ticks.count() == 1


def test_what_the_authority_registers_has_no_checklist_of_its_own(world, all_cards):
    made = factories.received(world.adviser)
    assert not Checklist.objects.filter(concern=made).exists()
    assert made.case_ties.get().case.checklist


def test_the_card_is_taken_into_use_when_there_is_one(world):
    case = factories.case(world)
    with pytest.raises(NoCard):
        workflow.use_card(case, by=world.adviser, at=NOW)
    version = cards.card("authority", "under_18", steps=STEPS)
    made = workflow.use_card(case, by=world.adviser, at=NOW)
    assert (made.version, made.begun_at) == (version, NOW)
    event = AuditEvent.objects.get(verb="cases.checklist_begun")
    assert (event.actor, event.reference) == (world.adviser, case.reference)
    assert event.details == {"card": version.card.slug, "version": 1}
    with pytest.raises(WrongState):
        workflow.use_card(case, by=world.adviser, at=NOW)


def test_only_who_may_edit_the_open_case_takes_it_into_use(world):
    case, closed = factories.case(world), factories.case_in(CaseStatus.CLOSED, world)
    cards.card("authority", "under_18", steps=STEPS)
    for who in (world.professional, world.stranger, world.coordinator, world.administrator):
        with pytest.raises(PermissionDenied):
            workflow.use_card(case, by=who, at=NOW)
    with pytest.raises(WrongState):
        workflow.use_card(closed, by=world.leader, at=NOW)
    assert not Checklist.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_take_it_into_use_at_once_make_one_checklist(world):
    case = factories.case(world)
    cards.card("authority", "under_18", steps=STEPS)
    outcomes = at_once(
        lambda: workflow.use_card(case, by=world.adviser, at=NOW),
        lambda: workflow.use_card(case, by=world.leader, at=NOW),
    )
    assert {type(one) for one in outcomes} == {Checklist, WrongState}
    assert Checklist.objects.count() == 1
