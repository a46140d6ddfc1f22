import pytest

from beredskab.plan.states import (
    DISCARDABLE,
    IN_WORK,
    MOVES,
    PUBLISHED,
    EditionStatus,
    WrongState,
    require_draft,
    require_move,
)

# What may become of an edition, written once more.
ALLOWED = {
    "draft": {"submitted"},
    "submitted": {"draft", "approved"},
    "approved": {"draft", "adopted", "publishing"},
    "adopted": {"draft", "publishing"},
    "publishing": {"approved", "adopted", "in_force"},
    "in_force": {"superseded"},
    "superseded": set(),
}


def test_every_status_is_a_key():
    assert set(MOVES) == set(EditionStatus) == set(ALLOWED)


def test_every_status_is_in_work_or_was_published():
    assert set(EditionStatus) == IN_WORK | PUBLISHED
    assert not IN_WORK & PUBLISHED


@pytest.mark.parametrize("current", EditionStatus.values)
@pytest.mark.parametrize("to", EditionStatus.values)
def test_these_moves_there_are_and_no_others(current, to):
    if to in ALLOWED[current]:
        require_move(current, to)
    else:
        with pytest.raises(WrongState):
            require_move(current, to)


@pytest.mark.parametrize("status", EditionStatus.values)
def test_only_a_draft_can_be_written_in(status):
    if status == "draft":
        require_draft(status)
    else:
        with pytest.raises(WrongState):
            require_draft(status)


def test_from_every_status_there_is_a_way_into_force_or_it_was_there():
    for status in IN_WORK:
        seen, ahead = set(), {status}
        while ahead:
            one = ahead.pop()
            seen.add(one)
            ahead |= MOVES[one] - seen
        assert "in_force" in seen, status


def test_what_the_council_has_adopted_is_not_thrown_away():
    assert {"draft", "submitted", "approved"} == DISCARDABLE
