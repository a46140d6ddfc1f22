"""What is told of an item to whom."""

import pytest

from beredskab.accounts import grants
from beredskab.accounts.models import User
from beredskab.accounts.roles import Role
from cases import workflow as cases_workflow
from cases.choices import PersonRole
from infohus import agenda, workflow
from infohus.choices import Basis
from infohus.models import AgendaItem, ItemParticipant
from tests import factories
from tests.factories import NOW, infohus
from tests.factories.infohus import member

pytestmark = pytest.mark.django_db
OF_A_PARTICIPANT = {"item", "is_kept", "persons", "purpose"}


def told(item, user):
    """What the page says to her once she has said that she has no personal tie."""
    user = User.objects.get(pk=user.pk)
    asked = ItemParticipant.objects.filter(item__meeting=item.meeting, participant__user=user)
    for one in asked:
        known = {"participant": one.participant, "by": user, "at": NOW, "answer": "none"}
        workflow.declare_tie(one.item, **known)
    items = agenda.items_of(item.meeting, user, NOW)
    return {row["item"]: row for row in agenda.rows(items, user, NOW)}


def test_before_she_has_declared_her_ties_she_is_told_nothing(world):
    user = factories.user(Role.POLICE)
    seat = member(world.coordinator, seat="police", user=user)
    meeting = infohus.convened(world, seat)
    (row,) = agenda.rows(agenda.items_of(meeting, user, NOW), user, NOW)
    assert row.keys() == {"item", "is_kept", "is_to_declare"}


@pytest.mark.rule("R84", "R90")
def test_of_an_anonymised_item_nobody_but_its_own_coordinator_is_told_who_it_is(world):
    """Also not a coordinator of other cases who is only asked to it."""
    users = [factories.user(Role.COORDINATOR), factories.user(Role.POLICE), factories.user()]
    seats = ["ssp", "police", "jobcenter"]
    members = [
        member(world.coordinator, seat=seat, user=user)
        for seat, user in zip(seats, users, strict=True)
    ]
    item = infohus.convened(world, *members).items.get()
    for basis, number in ((Basis.SECTION_115, 1), (Basis.ANONYMISED, 0)):
        infohus.prepare(item, world, basis=basis)
        for user in users:
            row = told(item, user)[item]
            assert row.keys() == OF_A_PARTICIPANT
            assert len(row["persons"]) == number
        whole = told(item, world.coordinator)[item]
        assert len(whole["persons"]) == 1
        assert {one["row"].participant.user for one in whole["asked"]} == set(users)


def test_who_keeps_one_item_is_told_no_more_of_another_than_those_who_are_asked(world):
    other = factories.user(Role.COORDINATOR)
    one = member(world.coordinator, user=other)
    meeting = infohus.convened(world, one, cases=(infohus.case(world), infohus.case(world)))
    first, second = meeting.items.all()
    hers = AgendaItem.objects.kept_by(other, NOW)
    assert not hers.exists()
    grants.give(first.case, other, by=world.leader, at=NOW, reason="infohus")
    rows = told(first, other)
    assert "asked" in rows[first]
    assert rows[second].keys() == OF_A_PARTICIPANT
    workflow.take_off(second.asked.get(), by=world.coordinator, at=NOW)
    assert second not in told(first, other)


@pytest.mark.rule("R90")
def test_the_purpose_of_before_is_not_told_when_an_item_becomes_anonymised(world):
    user = factories.user(Role.POLICE)
    seat = member(world.coordinator, seat="police", user=user)
    item = infohus.convened(world, seat).items.get()
    assert told(item, user)[item]["purpose"] == infohus.GROUNDS["purpose"]
    infohus.prepare(item, world, basis=Basis.ANONYMISED)
    assert told(item, user)[item]["purpose"] == ""


def test_no_participant_is_told_that_somebody_notified(world):
    case = infohus.case(world)
    known = {"name": "Mor Prøve", "roles": [PersonRole.CUSTODY_HOLDER, PersonRole.NOTIFIER]}
    mother = cases_workflow.add_person(case, by=world.adviser, at=NOW, **known)
    user = factories.user(Role.POLICE)
    seat = member(world.coordinator, seat="police", user=user)
    item = infohus.convened(world, seat, cases=(case,)).items.get()
    infohus.prepare(item, world, persons=[case.exposed, mother])
    words = told(item, user)[item]["persons"][1]
    assert "Mor Prøve" in words
    assert str(PersonRole.NOTIFIER.label) not in words


def test_who_only_notified_is_not_offered_to_be_discussed(world):
    case = infohus.case(world)
    known = {"name": "Nabo Prøve", "roles": [PersonRole.NOTIFIER]}
    neighbour = cases_workflow.add_person(case, by=world.adviser, at=NOW, **known)
    item = infohus.draft(world, case).items.get()
    assert neighbour not in [person for person, _words in agenda.person_choices(item)]
