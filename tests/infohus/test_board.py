"""The coordinator's board, as far as it reaches back."""

from datetime import timedelta

import pytest

from infohus import board, workflow
from tests import factories
from tests.factories import holding
from tests.factories import infohus as made

pytestmark = pytest.mark.django_db


def test_every_past_meeting_can_be_reached(world, monkeypatch):
    monkeypatch.setattr(board, "PAGE", 2)
    held = [made.convened(world) for _number in range(3)]
    pages = [board.of(world.coordinator, made.AFTER, number).past for number in (None, "2")]
    assert [list(page) for page in pages] == [[held[2], held[1]], [held[0]]]


@pytest.mark.rule("R80", "R81")
def test_a_case_that_was_discussed_waits_again_when_the_police_write_anew(world):
    case = holding.concluded(world).case
    assert not board.to_convene(world.coordinator, made.AFTER)
    soon = holding.DURING + timedelta(hours=2)
    factories.received(world.adviser, into=case, at=soon, source="police")
    assert list(board.to_convene(world.coordinator, made.AFTER)) == [case]
    meeting = workflow.begin_meeting(
        cases=[case],
        by=world.coordinator,
        at=made.AFTER,
        starts_at=made.AFTER + timedelta(days=1),
        ends_at=made.AFTER + timedelta(days=1, hours=1),
    )
    assert meeting.items.count() == 1
    assert not board.to_convene(world.coordinator, made.AFTER)
