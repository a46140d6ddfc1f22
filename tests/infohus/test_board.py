"""The coordinator's board, as far as it reaches back."""

import pytest

from infohus import board
from tests.factories import infohus as made

pytestmark = pytest.mark.django_db


def test_every_past_meeting_can_be_reached(world, monkeypatch):
    monkeypatch.setattr(board, "PAGE", 2)
    held = [made.convened(world) for _number in range(3)]
    pages = [board.of(world.coordinator, made.AFTER, number).past for number in (None, "2")]
    assert [list(page) for page in pages] == [[held[2], held[1]], [held[0]]]
