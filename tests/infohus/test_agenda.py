"""What is told of an item to whom."""

import pytest

from beredskab.accounts import grants
from beredskab.accounts.models import User
from beredskab.accounts.roles import Role
from infohus import agenda, workflow
from infohus.choices import Basis
from infohus.models import AgendaItem
from tests import factories
from tests.factories import NOW, infohus
from tests.factories.infohus import member

pytestmark = pytest.mark.django_db


def told(item, user):
    user = User.objects.get(pk=user.pk)
    items = agenda.items_of(item.meeting, user, NOW)
    return {row["item"]: row for row in agenda.rows(items, user)}


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
            assert row.keys() == {"item", "is_kept", "persons"}
            assert len(row["persons"]) == number
        whole = told(item, world.coordinator)[item]
        assert len(whole["persons"]) == 1
        assert {row.participant.user for row in whole["asked"]} == set(users)


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
    assert rows[second].keys() == {"item", "is_kept", "persons"}
    workflow.take_off(second.asked.get(), by=world.coordinator, at=NOW)
    assert second not in told(first, other)
