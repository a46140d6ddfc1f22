"""Where a section may stand; without the database."""

from itertools import pairwise
from random import Random

import pytest

from beredskab.plan import tree
from beredskab.plan.models import Section

STEPS = ("up", "down", "deeper", "out")
#   A
#     B
#       C
#     D
#   E
#     F
PLAN = "A1 B2 C3 D2 E1 F2"


def rows_of(drawn):
    """Sections from "A1 B2": a name and a level."""
    return [
        Section(pk=number, title=one[0], level=int(one[1]))
        for number, one in enumerate(drawn.split(), start=1)
    ]


def drawn(rows):
    return None if rows is None else " ".join(f"{row.title}{row.level}" for row in rows)


def called(rows, name):
    return next(row for row in rows if row.title == name)


def names(rows):
    return "".join(row.title for row in rows)


@pytest.mark.parametrize(
    ("name", "below"),
    [("A", "ABCD"), ("B", "BC"), ("C", "C"), ("D", "D"), ("E", "EF"), ("F", "F")],
)
def test_a_branch_is_a_section_and_all_that_lies_below_it(name, below):
    rows = rows_of(PLAN)
    assert names(tree.branch(rows, called(rows, name))) == below


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("A", None, "E"),
        ("B", None, "D"),
        ("C", None, None),
        ("D", "B", None),
        ("E", "A", None),
        ("F", None, None),
    ],
)
def test_siblings_stand_below_the_same_section(name, before, after):
    rows = rows_of(PLAN)
    section = called(rows, name)
    found = tree.before_it(rows, section), tree.after_it(rows, section)
    assert tuple(one and one.title for one in found) == (before, after)


@pytest.mark.parametrize(
    ("name", "before", "expected"),
    [
        ("D", "B", "A1 D2 B2 C3 E1 F2"),
        ("B", "E", "A1 D2 B1 C2 E1 F2"),
        ("B", "F", "A1 D2 E1 B2 C3 F2"),
        ("E", "A", "E1 F2 A1 B2 C3 D2"),
        ("C", "A", "C1 A1 B2 D2 E1 F2"),
        ("F", "C", "A1 B2 F3 C3 D2 E1"),
        ("F", "F", None),
        ("D", "E", "A1 B2 C3 D1 E1 F2"),
        ("A", None, "E1 F2 A1 B2 C3 D2"),
        ("B", None, "A1 D2 E1 F2 B2 C3"),
        ("C", None, "A1 B2 D2 E1 F2 C3"),
        ("A", "C", None),
        ("A", "A", None),
        ("E", "C", None),
        ("B", "C", None),
        ("A", "F", None),
    ],
)
def test_a_section_moves_with_what_lies_below_it_to_the_level_of_the_one_it_stands_before(
    name, before, expected
):
    rows = rows_of(PLAN)
    other = called(rows, before) if before else None
    assert drawn(tree.moved(rows, called(rows, name), before=other)) == expected


def test_what_can_not_stand_there_is_left_as_it_is():
    rows = rows_of(PLAN)
    assert tree.moved(rows, called(rows, "E"), before=called(rows, "C")) is None
    assert drawn(rows) == PLAN


def test_the_last_place_is_no_level_too_deep():
    rows = rows_of("A1 B2 C3")
    assert drawn(tree.moved(rows, rows[0], before=None)) is not None
    rows = rows_of("A1 B2 C3 D1")
    assert drawn(tree.moved(rows, called(rows, "C"), before=None)) == "A1 B2 D1 C2"
    [only] = rows_of("A1")
    assert drawn(tree.moved([only], only, before=None)) == "A1"


@pytest.mark.parametrize(
    ("name", "to", "expected"),
    [
        ("E", "up", "E1 F2 A1 B2 C3 D2"),
        ("D", "up", "A1 D2 B2 C3 E1 F2"),
        ("A", "up", None),
        ("B", "up", None),
        ("C", "up", None),
        ("A", "down", "E1 F2 A1 B2 C3 D2"),
        ("B", "down", "A1 D2 B2 C3 E1 F2"),
        ("D", "down", None),
        ("E", "down", None),
        ("D", "deeper", "A1 B2 C3 D3 E1 F2"),
        ("E", "deeper", "A1 B2 C3 D2 E2 F3"),
        ("A", "deeper", None),
        ("B", "deeper", None),
        ("C", "deeper", None),
        ("A", "out", None),
        ("B", "out", "A1 B1 C2 D2 E1 F2"),
        ("C", "out", "A1 B2 C2 D2 E1 F2"),
        ("F", "out", "A1 B2 C3 D2 E1 F1"),
        ("A", "sideways", None),
    ],
)
def test_a_section_steps_one_place(name, to, expected):
    rows = rows_of(PLAN)
    assert drawn(tree.stepped(rows, called(rows, name), to)) == expected


def test_nothing_goes_deeper_than_the_third_level():
    rows = rows_of("A1 B1 C2 D3")
    assert not tree.can_go_deeper(rows, called(rows, "B"))
    assert tree.stepped(rows, called(rows, "B"), "deeper") is None


def well_built(rows):
    """The first is a chapter, no level is skipped, none is too deep."""
    levels = [0, *(row.level for row in rows)]
    return all(1 <= level <= min(former + 1, tree.DEEPEST) for former, level in pairwise(levels))


@pytest.mark.parametrize("seed", range(20))
def test_however_often_sections_move_none_is_lost_or_doubled(seed):
    dice = Random(seed)
    rows = rows_of("A1 B2 C3 D2 E1 F2 G2 H1 I1 J2 K3 L3")
    everything, moves = set(names(rows)), 0
    for _turn in range(300):
        section = dice.choice(rows)
        below = names(tree.branch(rows, section))
        if dice.random() < 0.5:
            order = tree.moved(rows, section, before=dice.choice([*rows, None]))
        else:
            order = tree.stepped(rows, section, dice.choice(STEPS))
        if order is None:
            continue
        rows, moves = order, moves + 1
        assert len(rows) == len(everything)
        assert set(names(rows)) == everything
        assert well_built(rows), drawn(rows)
        # What lay below it came along, in its order.
        assert names(tree.branch(rows, section)).startswith(below)
    assert moves > 50


def test_what_is_not_well_built_is_seen():
    assert well_built(rows_of(PLAN))
    for wrong in ("A2", "A1 B3", "A1 B2 C3 D4"):
        assert not well_built(rows_of(wrong))
