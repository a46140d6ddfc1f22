"""Mapping, assessment, recommendations, in that order; one for each person."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason
from beredskab.timelimits import local_day
from cases import kinds
from cases.models import Measure
from cases.workflow.versions import Changed
from infohus import board, recommended, workflow
from infohus.choices import Section
from infohus.models import (
    AgendaItem,
    DecisionReference,
    ItemDraft,
    ItemText,
    Meeting,
    Recommendation,
)
from infohus.workflow import recommending
from infohus.workflow.concluding import Lacking, SeatMissing
from infohus.workflow.recommending import NeedsAuthority, NeedsDate, RedForActorsOnly, WrongLead
from infohus.workflow.writing import AssessmentFirst, MappingFirst
from tests import factories
from tests.factories import holding as held

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(world):
    return held.item(world)


def add_person(item, role, **known):
    fields = {"stated_age": 40, "stated_on": held.DUE, "added_at": factories.NOW, **known}
    person = item.case.persons.create(**fields)
    person.roles.create(role=role)
    return person


@pytest.mark.rule("R95")
def test_out_of_order_is_refused(world, item):
    with pytest.raises(MappingFirst):
        held.write(item, world, "assessment")
    with pytest.raises(MappingFirst):
        held.recommend(item, world)
    held.write(item, world, "mapping")
    with pytest.raises(AssessmentFirst):
        held.recommend(item, world)
    held.write(item, world, "assessment")
    assert held.recommend(item, world).text == "Tilbyd en fast voksen"


@pytest.mark.rule("R91")
def test_an_assessment_has_a_text_and_a_level(world, item):
    held.write(item, world, "mapping")
    for missing in ({"level": ""}, {"text": " "}):
        with pytest.raises(NeedsReason):
            held.write(item, world, "assessment", **missing)
    assert held.write(item, world, "assessment").level == "medium"


def test_of_two_writers_the_second_sees_the_first_and_both_texts_are_kept(world, item):
    held.write(item, world, "mapping", text="Den første")
    with pytest.raises(Changed):
        held.write(item, world, "mapping", text="Den anden")
    held.write(item, world, "mapping", text="Den anden", seen=1)
    assert [row.text for row in ItemText.objects.order_by("number")] == ["Den første", "Den anden"]


def test_what_is_typed_is_kept_until_it_is_saved(world, item):
    draft = {"by": world.coordinator, "at": held.DURING, "section": Section.MAPPING}
    workflow.save_item_draft(item, text="Halvt skre", seen=0, **draft)
    workflow.save_item_draft(item, text="Halvt skrevet", seen=0, **draft)
    assert ItemDraft.objects.get().text == "Halvt skrevet"
    held.write(item, world, "mapping")
    assert not ItemDraft.objects.exists()


@pytest.mark.parametrize(
    ("missing", "why"),
    [
        ({"text": " "}, NeedsReason),
        ({"seat": ""}, NeedsAuthority),
        ({"due_on": None}, NeedsDate),
        ({"outcome": "no_measure"}, NeedsReason),
        ({"outcome": "again"}, NeedsReason),
    ],
)
def test_three_answers_are_needed(world, item, missing, why):
    held.assessed(item, world)
    with pytest.raises(why):
        held.recommend(item, world, **missing)
    assert not Recommendation.objects.exists()


@pytest.mark.rule("R99")
def test_the_rest_helps(world, item):
    held.assessed(item, world)
    more = {"needs": "Ro", "risks": "Rejsen", "resources": "En moster", "measure": "mentor"}
    row = held.recommend(item, world, **more)
    row.refresh_from_db()
    assert {name: getattr(row, name) for name in more} == more


@pytest.mark.rule("R96")
def test_an_item_is_not_concluded_before_each_has_a_recommendation(world, item):
    sister = add_person(item, "other_child", stated_age=12)
    father = add_person(item, "actor", name="Prøve Far")
    add_person(item, "actor", name=None)
    add_person(item, "witness", name="Prøve Nabo")
    held.assessed(item, world)
    held.take_part(item, world, "ssp", "child_authority")
    held.recommend(item, world)
    held.recommend(item, world, sister)
    assert [row.person for row in recommended.lacking(item)] == [father]
    with pytest.raises(Lacking):
        workflow.conclude_item(item, by=world.coordinator, at=held.DURING)
    held.recommend(item, world, father, outcome="no_measure", grounds="Sidder fængslet")
    assert workflow.conclude_item(item, by=world.coordinator, at=held.DURING).is_concluded


@pytest.mark.rule("R96")
def test_that_she_is_discussed_again_is_an_outcome_and_a_task(world, item):
    held.assessed(item, world)
    held.recommend(item, world, outcome="again", again_on=held.DUE)
    assert not recommended.lacking(item)
    held.take_part(item, world, "ssp", "child_authority")
    assert not board.to_convene(world.coordinator, held.DURING)
    workflow.conclude_item(item, by=world.coordinator, at=held.DURING)
    task = Deadline.objects.get(kind=kinds.DISCUSS_AGAIN)
    assert (task.owner, local_day(task.due_at)) == (world.coordinator, held.DUE)
    assert list(board.to_convene(world.coordinator, held.DURING)) == [item.case]
    talk = {"held_at": held.DURING, "persons": [item.case.exposed], **held.vouched("ssp")}
    workflow.record_urgent_talk(item.case, by=world.coordinator, at=held.DURING, **talk)
    assert not Deadline.objects.filter(kind=kinds.DISCUSS_AGAIN).open().exists()
    assert not board.to_convene(world.coordinator, held.DURING)


@pytest.mark.rule("R96")
def test_the_same_for_the_siblings_at_once(world, item):
    sisters = {add_person(item, "other_child", stated_age=age).pk for age in (9, 12)}
    held.assessed(item, world)
    row = held.recommend(item, world, needs="Ro")
    again = {"by": world.coordinator, "at": held.DURING}
    copied = workflow.recommend_same(row, **again)
    assert {one.person_id for one in copied} == sisters
    assert {(one.text, one.needs, one.due_on) for one in copied} == {(row.text, "Ro", row.due_on)}
    assert workflow.recommend_same(row, **again) == []
    assert Recommendation.objects.live().count() == 3


@pytest.mark.rule("R96")
def test_who_exercises_control_is_nobodys_sibling(world, item):
    """Neither a father whose age nobody knows, nor a brother of 14, nor one who is a child too."""
    unknown = {"stated_age": None, "stated_on": None}
    father = add_person(item, "actor", name="Prøve Far", **unknown)
    brother = add_person(item, "actor", name="Prøve Bror", stated_age=14)
    brother.roles.create(role="other_child")
    aunt = add_person(item, "exposed", name="Prøve Tante")
    sister = add_person(item, "other_child", **unknown)
    held.assessed(item, world)
    known = {"by": world.coordinator, "at": held.DURING}
    assert workflow.recommend_same(held.recommend(item, world, father), **known) == []
    (copied,) = workflow.recommend_same(held.recommend(item, world), **known)
    assert copied.person == sister
    assert [row.person for row in recommended.lacking(item)] == [brother, aunt]


def test_what_was_withdrawn_is_given_to_nobody(world, item):
    add_person(item, "other_child", stated_age=9)
    held.assessed(item, world)
    row = held.recommend(item, world)
    known = {"by": world.coordinator, "at": held.DURING}
    workflow.withdraw(row, **known)
    assert workflow.recommend_same(row, **known) == []


@pytest.mark.rule("R120")
def test_the_red_level_is_for_an_actor_with_reason_and_lead(world, item):
    held.assessed(item, world)
    red = {"level": "intervening", "level_reason": "Har truet med kniv", "lead": "police"}
    with pytest.raises(RedForActorsOnly):
        held.recommend(item, world, **red)
    assert held.recommend(item, world).level == ""
    father = add_person(item, "actor", name="Prøve Far")
    with pytest.raises(NeedsReason):
        held.recommend(item, world, father, **{**red, "level_reason": ""})
    with pytest.raises(WrongLead):
        held.recommend(item, world, father, **{**red, "lead": "child_authority"})
    assert held.recommend(item, world, father, **red).lead == "police"


@pytest.mark.rule("R120")
def test_below_fifteen_the_child_authority_leads(world, item):
    held.assessed(item, world)
    brother = add_person(item, "actor", name="Prøve Bror", stated_age=14)
    red = {"level": "intervening", "level_reason": "Har slået"}
    with pytest.raises(WrongLead):
        held.recommend(item, world, brother, lead="police", **red)
    assert held.recommend(item, world, brother, lead="child_authority", **red)


@pytest.mark.rule("R121")
def test_a_witness_may_have_a_recommendation_of_her_own(world, item):
    held.assessed(item, world)
    witness = add_person(item, "witness", name="Prøve Veninde")
    assert held.recommend(item, world, witness).person == witness


@pytest.mark.rule("R92")
def test_a_decision_can_not_be_made_at_a_meeting(world, item):
    held.assessed(item, world)
    for decision in ("placement", "forced_placement", "support"):
        with pytest.raises(recommending.TakesNoDecision):
            held.recommend(item, world, measure=decision)


@pytest.mark.rule("R92")
def test_no_decision_is_attached_to_a_meeting():
    own = set(apps.get_app_config("infohus").get_models())
    decisions = {apps.get_model("cases", name) for name in ("Measure", "Examination", "Screening")}
    tied = {
        frozenset({model, field.related_model})
        for model in own | decisions
        for field in model._meta.get_fields()
        if field.is_relation and field.related_model
    }
    # The authority's own reference to what was recommended (R97) leads to no meeting.
    refers = frozenset({DecisionReference, Measure})
    assert [pair for pair in tied if pair & own and pair & decisions] == [refers]
    assert not any(frozenset({DecisionReference, one}) in tied for one in (Meeting, AgendaItem))


@pytest.mark.rule("R85")
def test_without_a_judgement_of_the_participants_it_is_not_concluded(world):
    item = held.complete(world)
    item.judgement = None
    item.save()
    with pytest.raises(Lacking):
        workflow.conclude_item(item, by=world.coordinator, at=held.DURING)


@pytest.mark.rule("R86")
def test_while_somebody_is_missing_it_is_only_provisional(world):
    item = held.complete(world, "ssp")
    with pytest.raises(SeatMissing):
        workflow.conclude_item(item, by=world.coordinator, at=held.DURING)
    item = workflow.make_provisional(item, by=world.coordinator, at=held.DURING)
    assert item.is_provisional
    assert Recommendation.objects.get().deadline is not None


def test_what_is_changed_is_kept_as_withdrawn(world, item):
    held.assessed(item, world)
    first = held.recommend(item, world)
    second = workflow.recommend(
        item,
        item.case.exposed,
        by=world.coordinator,
        at=held.DURING + timedelta(minutes=1),
        advice=held.advice(text="En mentor"),
        replaces=first,
    )
    first.refresh_from_db()
    assert first.withdrawn_by == world.coordinator
    assert list(Recommendation.objects.live()) == [second]


def test_only_the_coordinator_recommends(world, item):
    held.assessed(item, world)
    for by in (world.adviser, world.leader, world.stranger):
        with pytest.raises(PermissionDenied):
            workflow.recommend(item, item.case.exposed, by=by, at=held.DURING, advice=held.advice())
