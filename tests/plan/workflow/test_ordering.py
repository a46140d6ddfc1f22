from functools import partial

import pytest

from beredskab.audit.models import AuditEvent
from beredskab.plan import workflow
from beredskab.plan.models import SectionVersion
from beredskab.plan.states import WrongState
from beredskab.plan.workflow.writing import (
    KEY_LENGTH,
    RESERVED_KEYS,
    CannotStandThere,
    NotInCorrection,
)
from tests.factories import NOW
from tests.factories import plan as made
from tests.plan.workflow.written import LATER, last_event, of, order
from tests.racing import fresh
from tests.unchanged import refused

pytestmark = pytest.mark.django_db


# -- New sections --------------------------------------------------------------------------------
def test_a_section_is_added_last_on_the_first_level(desk, wide):
    section = workflow.add_section(wide, by=desk.writer, at=LATER, title="Sidst")
    assert order(wide) == "a1 b2 c3 d2 e1 sidst1"
    assert (section.text, section.version, section.edited_by) == ("", 1, desk.writer)
    assert SectionVersion.objects.get(section=section).by == desk.writer
    event = last_event("section_added")
    assert (event.actor, event.details["section"], event.details["heading"]) == (
        desk.writer,
        "sidst",
        "Sidst",
    )
    assert fresh(wide).edited_by == desk.writer


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("a", "a1 b2 c3 d2 ny1 e1"),
        ("b", "a1 b2 c3 ny2 d2 e1"),
        ("c", "a1 b2 c3 ny3 d2 e1"),
        ("e", "a1 b2 c3 d2 e1 ny1"),
    ],
)
def test_or_after_another_and_what_lies_below_it_on_its_level(desk, wide, after, expected):
    workflow.add_section(wide, by=desk.writer, at=LATER, title="Ny", after=of(wide, after))
    assert order(wide) == expected


def test_the_anchor_is_made_of_the_words_of_the_title(desk, draft):
    titles = {
        "Tal med børn på øen": "tal-med-boern-paa-oeen",
        "ÆRE & skam?": "aere-skam",
        "§§§": "afsnit",
        "Idé": "ide",
    }
    for title, key in titles.items():
        assert workflow.add_section(draft, by=desk.writer, at=NOW, title=title).key == key


def test_what_led_to_one_section_never_leads_to_another(desk):
    made.in_force(sections={"vagt": ("Vagt", "<p>x</p>"), "vagten": ("Vagten", "<p>x</p>")})
    edition = made.draft(sections={"ord": ("Ord", "<p>x</p>")})
    add = partial(workflow.add_section, edition, by=desk.writer, at=NOW)
    assert [add(title="Vagt").key for _time in range(3)] == ["vagt-2", "vagt-3", "vagt-4"]
    assert add(title="Vagt 2").key == "vagt-2-2"


def test_the_anchors_of_the_page_itself_are_taken(desk, draft):
    add = partial(workflow.add_section, draft, by=desk.writer, at=NOW)
    for taken in RESERVED_KEYS:
        assert add(title=taken).key == f"{taken}-2"
    assert {"kontakter", "main-content"} <= RESERVED_KEYS


def test_anchors_are_short(desk, draft):
    add = partial(workflow.add_section, draft, by=desk.writer, at=NOW)
    keys = [add(title=f"{'Langt ' * 19}ord").key for _time in range(12)]
    assert len(set(keys)) == 12
    assert all(len(key) <= KEY_LENGTH for key in keys)


# -- Order ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("key", "before", "expected"),
    [
        ("d", "b", "a1 d2 b2 c3 e1"),
        ("a", None, "e1 a1 b2 c3 d2"),
        ("e", "c", "a1 b2 e3 c3 d2"),
        ("c", "a", "c1 a1 b2 d2 e1"),
    ],
)
def test_a_section_is_put_before_another_or_last(desk, wide, key, before, expected):
    other = of(wide, before) if before else None
    workflow.move_section(of(wide, key), by=desk.writer, at=LATER, before=other)
    assert order(wide) == expected
    assert last_event("section_moved").details["section"] == key
    assert fresh(wide).edited_by == desk.writer


@pytest.mark.parametrize(("key", "before"), [("a", "c"), ("a", "a"), ("b", "c")])
def test_a_section_does_not_stand_within_itself_or_below_the_third_level(desk, wide, key, before):
    with refused(CannotStandThere):
        workflow.move_section(of(wide, key), by=desk.writer, at=LATER, before=of(wide, before))


def test_a_section_is_not_put_into_another_edition(desk, wide):
    made.in_force(wide)
    other = made.draft()
    foreign = of(wide, "a")
    with refused(WrongState):
        workflow.move_section(of(other, "indledning"), by=desk.writer, at=LATER, before=foreign)


@pytest.mark.parametrize(
    ("key", "to", "expected"),
    [
        ("e", "up", "e1 a1 b2 c3 d2"),
        ("b", "down", "a1 d2 b2 c3 e1"),
        ("e", "deeper", "a1 b2 c3 d2 e2"),
        ("b", "out", "a1 b1 c2 d2 e1"),
    ],
)
def test_a_section_steps_one_place(desk, wide, key, to, expected):
    workflow.step_section(of(wide, key), by=desk.writer, at=LATER, to=to)
    assert order(wide) == expected
    assert last_event("section_moved").details["section"] == key


@pytest.mark.parametrize(("key", "to"), [("a", "up"), ("e", "down"), ("c", "deeper"), ("a", "out")])
def test_where_there_is_no_such_place_nothing_happens(desk, wide, key, to):
    workflow.step_section(of(wide, key), by=desk.writer, at=LATER, to=to)
    assert order(wide) == "a1 b2 c3 d2 e1"
    assert fresh(wide).edited_by is None
    assert not AuditEvent.objects.filter(verb="plan.section_moved").exists()


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("a", "b1 c2 d1 e1"),
        ("b", "a1 c2 d2 e1"),
        ("e", "a1 b2 c3 d2"),
    ],
)
def test_what_lay_below_a_removed_section_moves_up_a_level(desk, wide, key, expected):
    workflow.remove_section(of(wide, key), by=desk.writer, at=LATER)
    assert order(wide) == expected
    assert last_event("section_removed").details["heading"] == f"Om {key}"
    assert fresh(wide).edited_by == desk.writer


def test_what_was_in_force_keeps_the_section_that_the_next_edition_drops(desk):
    former = made.in_force()
    edition = workflow.begin_edition(by=desk.writer, at=NOW)
    workflow.remove_section(of(edition, "bekymring"), by=desk.writer, at=LATER)
    assert [one.key for one in former.sections.all()] == ["indledning", "bekymring"]


def test_a_correction_keeps_sections_order_and_themes():
    made.in_force()
    correction, by = made.correction(), made.editor()
    first, last = correction.sections.all()[0], correction.sections.all()[1]
    verbs = [
        lambda: workflow.add_section(correction, by=by, at=NOW, title="Nyt"),
        lambda: workflow.move_section(last, by=by, at=NOW, before=first),
        lambda: workflow.step_section(last, by=by, at=NOW, to="up"),
        lambda: workflow.remove_section(last, by=by, at=NOW),
        lambda: workflow.change_head(
            correction, seen=correction.head_sum, by=by, at=NOW, title="Plan", themes=[]
        ),
    ]
    for verb in verbs:
        with pytest.raises(NotInCorrection):
            verb()
    assert list(correction.sections.all()) == [first, last]
