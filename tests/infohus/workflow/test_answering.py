"""What authorities make of recommendations, and who still sees them; minutes."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.audit.models import AuditEvent
from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason
from beredskab.municipality.models import Municipality
from beredskab.notices.models import Notice
from cases import kinds
from infohus import followups, permissions, workflow
from infohus.models import AgendaItem, Member, Recommendation
from infohus.workflow.answering import NothingToAnswer
from infohus.workflow.minutes import NoMinutes, NothingToAgreeTo
from tests import factories
from tests.factories import holding as held
from tests.factories import infohus as made

pytestmark = pytest.mark.django_db
LATER = held.DURING + timedelta(hours=1)


@pytest.fixture
def item(world):
    return held.concluded(world)


@pytest.fixture
def row(item):
    return Recommendation.objects.get()


def answer(row, by, answer="accepted", **known):
    return workflow.answer_recommendation(row, by=by, at=LATER, answer=answer, **known)


@pytest.mark.rule("R94")
def test_a_recommendation_is_a_task_that_its_authority_accepts_and_does(world, row):
    task = Deadline.objects.get(kind=kinds.RECOMMENDATION)
    assert task.owner == row.item.case.holder
    answer(row, world.adviser)
    assert AuditEvent.objects.filter(verb="infohus.recommendation_answered").exists()
    answer(row, world.adviser, "done")
    task.refresh_from_db()
    assert task.met_at == LATER
    assert [one.answer for one in row.replies.order_by("pk")] == ["accepted", "done"]


AUTHORITIES = ("child_authority", "adult_leadership", "adult_authority")


@pytest.mark.rule("R94")
@pytest.mark.parametrize(
    ("who", "age", "own"),
    [("adviser", 14, AUTHORITIES[:1]), ("adult_adviser", 30, AUTHORITIES[1:])],
)
def test_the_holder_answers_for_her_own_authority_alone(world, who, age, own):
    by, persons = getattr(world, who), [factories.person(stated_age=age)]
    item = held.assessed(held.item(world, "ssp", persons=persons), world)
    held.take_part(item, world, "ssp")
    for seat in AUTHORITIES:
        workflow.add_attendance(item, by=world.coordinator, at=held.DURING, **held.vouched(seat))
        held.recommend(item, world, seat=seat)
    workflow.conclude_item(item, by=world.coordinator, at=held.DURING)
    for row in Recommendation.objects.select_related("deadline"):
        assert row.deadline.owner == (by if row.seat in own else world.coordinator)
        assert permissions.can_answer(by, row, LATER) == (row.seat in own)


@pytest.mark.rule("R94")
def test_declining_needs_grounds_and_ends_it(world, row):
    with pytest.raises(NeedsReason):
        answer(row, world.adviser, "declined", grounds=" ")
    answer(row, world.adviser, "declined", grounds="Hun har allerede en")
    assert Notice.objects.filter(kind="infohus_answered", recipient=world.coordinator).exists()
    with pytest.raises(NothingToAnswer):
        answer(row, world.adviser, "done")


def test_who_is_not_of_the_authority_does_not_answer(world, row):
    for by in (world.stranger, world.adult_adviser, world.professional):
        with pytest.raises(PermissionDenied):
            answer(row, by)
    answer(row, world.coordinator)


def police(world):
    """An item with a recommendation that the police are responsible for."""
    item = held.assessed(held.item(world), world)
    held.take_part(item, world, "ssp", "child_authority", "police")
    held.recommend(item, world, seat="police")
    return workflow.conclude_item(item, by=world.coordinator, at=held.DURING)


@pytest.mark.rule("R84")
def test_her_own_authoritys_recommendation_stays_after_the_end_until_it_is_done(world):
    item = police(world)
    user, row = world.stranger, Recommendation.objects.get()
    assert Notice.objects.get(kind="infohus_recommended").recipient == user
    assert not AgendaItem.objects.visible_to(user, made.AFTER).exists()
    assert list(Recommendation.objects.visible_to(user, made.AFTER)) == [row]
    workflow.answer_recommendation(row, by=user, at=made.AFTER, answer="done")
    assert not Recommendation.objects.visible_to(user, made.AFTER).exists()
    assert item.recommendations.exists()


def end(row, by):
    workflow.end_member(row, by=by, at=held.DURING, last_day=made.STARTS.date())


def pass_on(row, by):
    known = {"seat": row.seat, "from_on": row.from_on, "user": factories.user("police")}
    workflow.change_member(row, by=by, at=held.DURING, **known)


@pytest.mark.rule("R84")
@pytest.mark.parametrize("leave", [end, pass_on])
def test_who_has_left_her_authority_reads_what_it_was_told_no_more(world, leave):
    item, user = police(world), world.stranger
    held.write(item, world, "minutes")
    workflow.ask_to_agree(item, by=world.coordinator, at=LATER)
    told = [
        Recommendation.objects.visible_to(user, made.AFTER),
        AgendaItem.objects.to_agree(user, made.AFTER),
    ]
    assert [rows.exists() for rows in told] == [True, True]
    leave(Member.objects.get(seat="police"), world.coordinator)
    assert [rows.exists() for rows in told] == [False, False]


@pytest.mark.rule("R84")
def test_another_authoritys_recommendation_is_not_hers(world):
    item = held.assessed(held.item(world), world)
    held.take_part(item, world, "ssp", "child_authority", "police")
    held.recommend(item, world)
    workflow.conclude_item(item, by=world.coordinator, at=held.DURING)
    assert not Recommendation.objects.visible_to(world.stranger, held.DURING).exists()


def test_a_tie_takes_the_recommendation_away_as_well(world):
    item = police(world)
    held.declare(item, world, "police", "yes")
    assert not Recommendation.objects.visible_to(world.stranger, held.DURING).exists()


def test_before_the_item_is_handed_on_nobody_else_knows_of_it(world):
    item = held.assessed(held.item(world), world)
    held.recommend(item, world)
    for user in (world.adviser, world.leader, world.stranger):
        assert not Recommendation.objects.visible_to(user, held.DURING).exists()


def test_the_board_tells_what_is_open_overdue_and_without_minutes(world, item, row):
    late = held.DURING + timedelta(days=30)
    follow = followups.of(world.coordinator, late)
    assert [one["row"] for one in follow.waiting] == [row]
    assert follow.overdue == 1
    assert follow.without_minutes == [item]
    held.write(item, world, "minutes")
    assert followups.of(world.coordinator, late).without_minutes == []
    assert followups.of(world.leader, late).waiting == []


@pytest.mark.rule("R84")
def test_the_minutes_stay_until_she_has_agreed(world, item):
    with pytest.raises(NoMinutes):
        workflow.ask_to_agree(item, by=world.coordinator, at=LATER)
    held.write(item, world, "minutes")
    workflow.ask_to_agree(item, by=world.coordinator, at=LATER)
    assert Notice.objects.filter(kind="infohus_minutes", recipient=world.adviser).exists()
    assert AgendaItem.objects.to_agree(world.adviser, LATER).exists()
    assert not AgendaItem.objects.to_agree(world.stranger, LATER).exists()
    own = held.participant(item, "child_authority")
    known = {"participant": own, "by": world.adviser, "at": made.AFTER, "seen": 1}
    with pytest.raises(NeedsReason):
        workflow.answer_minutes(item, agrees=False, **known)
    workflow.answer_minutes(item, agrees=False, remark="Datoen er forkert", **known)
    assert AgendaItem.objects.to_agree(world.adviser, LATER).exists()
    workflow.answer_minutes(item, agrees=True, **known)
    assert not AgendaItem.objects.to_agree(world.adviser, LATER).exists()


def test_new_minutes_are_asked_about_anew(world, item):
    held.write(item, world, "minutes")
    workflow.ask_to_agree(item, by=world.coordinator, at=LATER)
    own = held.participant(item, "child_authority")
    known = {"participant": own, "by": world.coordinator, "at": LATER}
    workflow.answer_minutes(item, agrees=True, seen=1, **known)
    held.write(item, world, "minutes", text="Rettet", seen=1)
    workflow.ask_to_agree(item, by=world.coordinator, at=LATER)
    assert AgendaItem.objects.to_agree(world.adviser, LATER).exists()


def test_who_was_not_there_does_not_agree(world, item):
    held.write(item, world, "minutes")
    workflow.ask_to_agree(item, by=world.coordinator, at=LATER)
    with pytest.raises(NothingToAgreeTo):
        workflow.answer_minutes(
            item,
            participant=held.participant(item, "police"),
            by=world.coordinator,
            at=LATER,
            agrees=True,
            seen=1,
        )


@pytest.mark.rule("R84")
def test_two_schools_do_not_read_each_others_recommendations(world):
    item = held.item(world, "ssp", "child")
    guest = {"seat": "school", "reason": "Kender dem", "by": world.coordinator, "at": held.DURING}
    for user in (world.stranger, world.professional):
        one = workflow.ask_guest(item, user=user, **guest)
        workflow.declare_tie(
            item, participant=one, by=world.coordinator, at=held.DURING, answer="none"
        )
    held.assessed(item, world)
    held.take_part(item, world, "ssp", "child_authority")
    held.recommend(item, world, seat="school")
    workflow.conclude_item(item, by=world.coordinator, at=held.DURING)
    for user in (world.stranger, world.professional):
        assert not Recommendation.objects.visible_to(user, held.DURING).exists()
    row = item.asked.get(participant__user=world.professional)
    workflow.take_off(row, by=world.coordinator, at=held.DURING)
    assert Recommendation.objects.visible_to(world.stranger, held.DURING).exists()


@pytest.mark.rule("R101")
def test_without_an_infohus_nothing_is_left_of_it(world, item):
    held.write(item, world, "minutes")
    workflow.ask_to_agree(item, by=world.coordinator, at=LATER)
    assert Recommendation.objects.visible_to(world.adviser, LATER).exists()
    Municipality.objects.update(has_infohus=False)
    assert not Recommendation.objects.visible_to(world.adviser, LATER).exists()
    assert not AgendaItem.objects.to_agree(world.adviser, LATER).exists()


def test_who_has_a_personal_tie_is_not_told_that_something_was_recommended(world):
    item = held.assessed(held.item(world), world)
    held.take_part(item, world, "ssp", "child_authority")
    held.declare(item, world, "police", "yes")
    held.recommend(item, world, seat="police")
    workflow.conclude_item(item, by=world.coordinator, at=held.DURING)
    told = Notice.objects.filter(kind="infohus_recommended").values_list("recipient", flat=True)
    assert world.stranger.pk not in told
