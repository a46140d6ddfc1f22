"""Personal ties: declared before an item is read; one closes it."""

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason
from beredskab.municipality.models import Municipality
from beredskab.notices.models import Notice
from cases import kinds
from infohus import quorum, workflow
from infohus.models import AgendaItem
from infohus.templatetags.meetings import ties_to_rule
from infohus.workflow.concluding import Lacking
from infohus.workflow.ties import NotAskedToItem, RuledAlready
from tests.factories import NOW
from tests.factories import holding as held

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(world):
    return held.item(world)


def known(user, at=held.DURING):
    return AgendaItem.objects.visible_to(user, at).exists()


def read(user, at=held.DURING):
    return AgendaItem.objects.read_by(user, at).exists()


def own(item, user, answer):
    participant = item.meeting.participants.get(user=user)
    return workflow.declare_tie(item, participant=participant, by=user, at=NOW, answer=answer)


def test_nothing_is_read_before_it_is_declared(world, item):
    assert known(world.adviser)
    assert not read(world.adviser)
    own(item, world.adviser, "none")
    assert read(world.adviser)


def test_a_tie_closes_the_item_and_asks_for_a_deputy(world, item):
    own(item, world.adviser, "yes")
    assert not known(world.adviser)
    assert not read(world.adviser)
    told = Notice.objects.get(kind="infohus_tied")
    assert told.recipient == world.coordinator
    assert quorum.invited(item).missing == ["child_authority"]


def test_one_that_is_discovered_later_closes_it_as_well(world, item):
    own(item, world.adviser, "none")
    own(item, world.adviser, "yes")
    assert not known(world.adviser)


def test_whoever_keeps_infohus_is_shut_out_by_her_own_tie(world, item):
    own(item, world.coordinator, "yes")
    assert not known(world.coordinator)
    with pytest.raises(PermissionDenied):
        held.attend(item, world, "ssp")


def test_who_was_there_in_spite_of_a_tie_does_not_count(world, item):
    own(item, world.adviser, "yes")
    assert held.attend(item, world, "ssp", "child_authority").missing == ["child_authority"]


def test_the_leader_rules_where_somebody_is_not_sure(world, item):
    row = own(item, world.adviser, "unsure")
    assert not known(world.adviser)
    task = Deadline.objects.get(kind=kinds.RULE_TIE)
    assert task.owner == world.leader
    workflow.rule_on_tie(
        row, by=world.leader, at=NOW, may_take_part=True, grounds="De har kun mødt hinanden."
    )
    assert read(world.adviser)
    task.refresh_from_db()
    assert task.met_at is not None


def test_a_leader_may_rule_that_she_stays_out(world, item):
    row = own(item, world.adviser, "unsure")
    workflow.rule_on_tie(row, by=world.leader, at=NOW, may_take_part=False, grounds="Nabo")
    assert not known(world.adviser)
    with pytest.raises(RuledAlready):
        workflow.rule_on_tie(row, by=world.leader, at=NOW, may_take_part=True, grounds="Nej")


def test_a_leader_may_rule_that_a_yes_was_a_mistake(world, item):
    row = own(item, world.adviser, "yes")
    held.declare(item, world, "child_authority", "none")
    assert not known(world.adviser)
    ruled = {"may_take_part": True, "grounds": "Hun trykkede forkert."}
    workflow.rule_on_tie(row, by=world.leader, at=NOW, **ruled)
    assert read(world.adviser)
    assert quorum.invited(AgendaItem.objects.get()).is_met


def test_there_is_nothing_to_rule_on_where_there_is_no_tie(world, item):
    row = own(item, world.adviser, "none")
    with pytest.raises(RuledAlready):
        workflow.rule_on_tie(row, by=world.leader, at=NOW, may_take_part=False, grounds="Nabo")


def test_only_a_leader_of_the_unit_rules_and_says_why(world, item):
    row = own(item, world.adviser, "unsure")
    ruling = {"at": NOW, "may_take_part": True}
    for by in (world.adviser, world.coordinator, world.adult_leader):
        with pytest.raises(PermissionDenied):
            workflow.rule_on_tie(row, by=by, grounds="Prøve", **ruling)
    with pytest.raises(NeedsReason):
        workflow.rule_on_tie(row, by=world.leader, grounds=" ", **ruling)


def test_the_case_shows_what_waits_to_who_may_rule_on_it(world, item):
    row = own(item, world.adviser, "unsure")
    case = row.item.case
    for user in (world.adviser, world.coordinator, world.adult_leader):
        assert ties_to_rule(case, user) == []
    (shown,) = ties_to_rule(case, world.leader)
    assert shown["url"].endswith(f"/{row.pk}/")
    row.participant.user = world.leader
    row.participant.save()
    assert ties_to_rule(case, world.leader) == []


@pytest.mark.rule("R101")
def test_without_an_infohus_nobody_rules(world, item):
    row = own(item, world.adviser, "unsure")
    Municipality.objects.update(has_infohus=False)
    assert ties_to_rule(row.item.case, world.leader) == []
    with pytest.raises(PermissionDenied):
        workflow.rule_on_tie(row, by=world.leader, at=NOW, may_take_part=True, grounds="Kollega")


def test_nobody_declares_for_another_but_the_coordinator(world, item):
    adviser = item.meeting.participants.get(user=world.adviser)
    declared = {"participant": adviser, "at": NOW, "answer": "none"}
    for by in (world.stranger, world.leader):
        with pytest.raises(PermissionDenied):
            workflow.declare_tie(item, by=by, **declared)
    workflow.declare_tie(item, by=world.coordinator, **declared)
    assert read(world.adviser)


def test_only_who_is_asked_to_the_item_declares(world, item):
    adviser = item.meeting.participants.get(user=world.adviser)
    workflow.take_off(item.asked.get(participant=adviser), by=world.coordinator, at=NOW)
    with pytest.raises(NotAskedToItem):
        workflow.declare_tie(item, participant=adviser, by=world.coordinator, at=NOW, answer="none")


def test_an_item_is_not_concluded_before_everybody_who_was_there_has_declared(world):
    item = held.assessed(held.item(world), world)
    held.recommend(item, world)
    held.declare(item, world, "ssp")
    held.attend(item, world, "ssp", "child_authority")
    known = {"by": world.coordinator, "at": held.DURING}
    with pytest.raises(Lacking):
        workflow.conclude_item(item, **known)
    held.declare(item, world, "child_authority")
    assert workflow.conclude_item(item, **known).is_concluded


def test_a_ruling_ends_its_own_task_and_no_other(world, item):
    first, second = (held.declare(item, world, seat, "unsure") for seat in ("police", "ssp"))
    ruled = {"by": world.leader, "at": held.DURING, "may_take_part": True, "grounds": "Kollega"}
    workflow.rule_on_tie(second, **ruled)
    (left,) = Deadline.objects.filter(kind=kinds.RULE_TIE).open()
    assert left.path.endswith(f"/habilitet/{first.pk}/")
