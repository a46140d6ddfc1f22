from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from beredskab.audit.models import AuditEvent
from beredskab.plan import workflow
from beredskab.plan.cleaning import TooMuch
from beredskab.plan.models import Section, SectionDraft, SectionVersion
from beredskab.plan.states import EditionStatus, WrongState
from beredskab.plan.workflow.writing import (
    KEY_LENGTH,
    RESERVED_KEYS,
    CannotStandThere,
    Changed,
    NotInCorrection,
)
from tests.factories import NOW
from tests.factories import plan as made
from tests.plan.unchanged import no_trail, refused
from tests.racing import at_once, at_once_on, fresh, types_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=12)
HEAD = {"title": "Ny titel", "themes": ["extremism"], "changes": "Alt."}


@pytest.fixture
def draft(desk):
    return made.draft()


@pytest.fixture
def wide():
    """A draft with sections on each level."""
    edition = made.edition()
    for key, level in (("a", 1), ("b", 2), ("c", 3), ("d", 2), ("e", 1)):
        made.section(edition, key, level=level)
    return edition


def save(section, by, *, seen=1, title="Ny titel", text="<p>Ny tekst.</p>", at=LATER):
    return workflow.save_section(section, by=by, at=at, seen=seen, title=title, text=text)


def type_in(section, by, text="<p>Halvt færd</p>", *, seen=1, at=LATER):
    known = {"seen": seen, "title": "Halv", "text": text}
    return workflow.save_section_draft(section, by=by, at=at, **known)


def order(edition):
    """The row of sections; each has the place that its number says."""
    rows = list(edition.sections.all())
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    return " ".join(f"{row.key}{row.level}" for row in rows)


def of(edition, key):
    return edition.sections.get(key=key)


def last_event(verb):
    return AuditEvent.objects.filter(verb=f"plan.{verb}").latest("pk")


# -- The head ------------------------------------------------------------------------------------
def test_title_themes_and_what_is_new_are_changed(desk, draft):
    workflow.change_head(draft, by=desk.writer, at=LATER, **HEAD)
    draft.refresh_from_db()
    assert {field: getattr(draft, field) for field in HEAD} == HEAD
    assert (draft.edited_by, draft.edited_at) == (desk.writer, LATER)
    assert last_event("head_changed").actor == desk.writer


def test_who_saves_the_head_as_it_is_has_written_nothing(desk, draft):
    known = {field: getattr(draft, field) for field in HEAD}
    workflow.change_head(draft, by=desk.writer, at=LATER, **known)
    draft.refresh_from_db()
    assert draft.edited_by is None
    assert not AuditEvent.objects.filter(verb="plan.head_changed").exists()


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


# -- The text ------------------------------------------------------------------------------------
def test_a_section_is_saved_as_its_next_version(desk, draft):
    section = of(draft, "bekymring")
    saved = save(section, desk.writer)
    assert (saved.title, saved.text, saved.version) == ("Ny titel", "<p>Ny tekst.</p>", 2)
    saved = fresh(section)
    assert (saved.edited_by, saved.edited_at, saved.key) == (desk.writer, LATER, "bekymring")
    assert fresh(draft).edited_by == desk.writer
    assert last_event("section_changed").details == {
        "number": "1",
        "section": "bekymring",
        "heading": "Ny titel",
    }


def test_nothing_that_was_saved_is_lost(desk, draft):
    section = of(draft, "bekymring")
    before = section.text
    save(section, desk.writer)
    save(section, desk.editor, seen=2, text="<p>Nyere.</p>")
    kept = section.versions.order_by("number").values_list("number", "text", "by")
    assert list(kept) == [
        (1, before, None),
        (2, "<p>Ny tekst.</p>", desk.writer.pk),
        (3, "<p>Nyere.</p>", desk.editor.pk),
    ]


def test_what_is_saved_is_cleaned(desk, draft):
    text = '<p onclick="x()">Tal<script>alert(1)</script></p><h2>sammen</h2>'
    assert save(of(draft, "bekymring"), desk.writer, text=text).text == "<p>Tal</p>sammen"
    typed = type_in(of(draft, "indledning"), desk.writer, text)
    assert typed.text == "<p>Tal</p>sammen"


def test_more_than_can_be_read_is_not_saved(desk, draft):
    for text in ("x" * 100_001, "<ul><li>" * 60):
        with refused(TooMuch):
            save(of(draft, "bekymring"), desk.writer, text=text)
        with refused(TooMuch):
            type_in(of(draft, "bekymring"), desk.writer, text)


def test_saving_the_same_text_writes_nothing(desk, draft):
    section = of(draft, "bekymring")
    save(section, desk.writer, title=section.title, text=section.text)
    assert fresh(section).version == section.versions.count() == 1
    assert (fresh(section).edited_by, fresh(draft).edited_by) == (None, None)
    assert not AuditEvent.objects.filter(verb="plan.section_changed").exists()


def test_who_has_not_seen_what_was_saved_is_told_by_whom_and_when(desk, draft):
    section = of(draft, "bekymring")
    mine = type_in(section, desk.writer)
    save(section, desk.editor)
    with refused(Changed, match=r"Mie Lund .*10\.12"):
        save(section, desk.writer, text="<p>Min tekst.</p>", at=LATER + timedelta(hours=1))
    assert SectionDraft.objects.get() == mine
    assert save(section, desk.writer, seen=2, text="<p>Min tekst.</p>").version == 3


def test_the_refusal_carries_the_section_as_it_stands(desk, draft):
    section = of(draft, "bekymring")
    save(section, desk.editor)
    with pytest.raises(Changed) as raised:
        save(section, desk.writer)
    assert raised.value.section.text == "<p>Ny tekst.</p>"


def test_a_text_that_nobody_wrote_comes_from_the_content_pack(desk, draft):
    with refused(Changed, match=_("the content pack")):
        save(of(draft, "bekymring"), desk.writer, seen=9)


# -- What is only typed --------------------------------------------------------------------------
def test_what_is_typed_is_kept_for_its_writer_and_leaves_no_trail(desk, draft):
    section = of(draft, "bekymring")
    before = AuditEvent.objects.count()
    type_in(section, desk.writer)
    type_in(section, desk.writer, "<p>Halvt færdig</p>", at=LATER + timedelta(seconds=9))
    type_in(section, desk.editor, "<p>En anden</p>")
    typed = SectionDraft.objects.get(section=section, writer=desk.writer)
    assert (typed.title, typed.text, typed.seen) == ("Halv", "<p>Halvt færdig</p>", 1)
    assert typed.saved_at == LATER + timedelta(seconds=9)
    assert AuditEvent.objects.count() == before
    assert fresh(section).text == section.text
    assert fresh(draft).edited_by is None


def test_what_was_typed_is_no_draft_any_more_when_it_is_saved(desk, draft):
    section = of(draft, "bekymring")
    type_in(section, desk.writer)
    other = type_in(section, desk.editor)
    elsewhere = type_in(of(draft, "indledning"), desk.writer)
    save(section, desk.writer)
    assert set(SectionDraft.objects.all()) == {other, elsewhere}


def test_it_is_none_when_nothing_is_left_to_save(desk, draft):
    section = of(draft, "bekymring")
    type_in(section, desk.writer, section.text)
    save(section, desk.writer, title=section.title, text=section.text)
    assert not SectionDraft.objects.exists()


def test_what_is_typed_like_the_saved_text_is_no_draft(desk, draft):
    section = of(draft, "bekymring")
    type_in(section, desk.writer)
    other = type_in(section, desk.editor)
    known = {"seen": 1, "title": section.title, "text": section.text}
    assert workflow.save_section_draft(section, by=desk.writer, at=LATER, **known) is None
    assert SectionDraft.objects.get() == other


def test_a_writer_throws_away_her_own_draft(desk, draft):
    section = of(draft, "bekymring")
    type_in(section, desk.writer)
    other = type_in(section, desk.editor)
    workflow.discard_section_draft(section, by=desk.writer, at=LATER)
    assert SectionDraft.objects.get() == other


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


# -- Who, and when -------------------------------------------------------------------------------
def every_verb(edition, by):
    """Each way to write in an edition."""
    first, last = edition.sections.first(), edition.sections.last()
    return [
        lambda: workflow.change_head(edition, by=by, at=LATER, **HEAD),
        lambda: workflow.add_section(edition, by=by, at=LATER, title="Ny", after=first),
        lambda: save(first, by),
        lambda: type_in(first, by),
        lambda: workflow.move_section(last, by=by, at=LATER, before=first),
        lambda: workflow.step_section(first, by=by, at=LATER, to="down"),
        lambda: workflow.remove_section(first, by=by, at=LATER),
    ]


def test_only_editors_write(desk, draft):
    for user in (desk.reader, desk.leader):
        for verb in every_verb(draft, user):
            with refused(PermissionDenied):
                verb()
        with refused(PermissionDenied):
            workflow.discard_section_draft(draft.sections.first(), by=user, at=LATER)


@pytest.mark.parametrize("status", sorted(set(EditionStatus) - {"draft"}))
def test_only_a_draft_is_written_in(desk, status):
    for verb in every_verb(made.edition_in(status), desk.writer):
        with refused(WrongState):
            verb()


def test_a_section_that_is_gone_is_not_written_in(desk, draft):
    section, verbs = draft.sections.first(), every_verb(draft, desk.writer)[2:]
    workflow.remove_section(fresh(section), by=desk.editor, at=LATER)
    for verb in verbs:
        with refused(WrongState):
            verb()
    workflow.discard_section_draft(section, by=desk.writer, at=LATER)


def test_an_edition_that_is_gone_is_not_written_in(desk, draft):
    verbs = every_verb(draft, desk.writer)
    workflow.discard(fresh(draft), by=desk.editor, at=LATER)
    for verb in verbs:
        with refused(WrongState):
            verb()


def test_nothing_is_written_if_the_trail_fails(desk, draft):
    verbs = every_verb(draft, desk.editor)
    del verbs[3]  # What is only typed leaves none.
    for verb in verbs:
        with no_trail():
            verb()


# -- Two at once ---------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_a_section_at_once_one_wins(desk):
    draft = made.draft()
    section = of(draft, "bekymring")
    outcomes = at_once_on(
        draft,
        partial(save, fresh(section), fresh(desk.writer), text="<p>Ibs.</p>"),
        partial(save, fresh(section), fresh(desk.editor), text="<p>Mies.</p>"),
    )
    assert [type(one) for one in outcomes] == [Section, Changed]
    section.refresh_from_db()
    assert (section.text, section.version, section.edited_by) == ("<p>Ibs.</p>", 2, desk.writer)
    assert section.versions.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_add_and_move_at_once_leave_each_section_its_place(desk):
    draft = made.draft()
    first, last = draft.sections.all()
    by = [fresh(desk.writer), fresh(desk.editor), fresh(desk.administrator)]
    known = {"title": "Ny", "at": LATER}
    outcomes = at_once(
        partial(workflow.add_section, fresh(draft), by=by[0], after=fresh(first), **known),
        partial(workflow.add_section, fresh(draft), by=by[1], **known),
        partial(workflow.step_section, fresh(last), by=by[2], at=LATER, to="up"),
    )
    assert types_of(outcomes) == {Section, type(None)}
    assert sorted(order(draft).split()) == ["bekymring1", "indledning1", "ny-21", "ny1"]


@pytest.mark.django_db(transaction=True)
def test_who_saves_while_the_draft_is_sent_is_told(desk):
    draft = made.draft()
    section = of(draft, "bekymring")
    outcomes = at_once_on(
        draft,
        partial(workflow.submit, fresh(draft), by=fresh(desk.writer), at=LATER),
        partial(save, fresh(section), fresh(desk.editor)),
    )
    assert isinstance(outcomes[1], WrongState)
    assert fresh(section).text == section.text


def test_a_correction_keeps_sections_order_and_themes():
    made.in_force()
    correction, by = made.correction(), made.editor()
    first, last = correction.sections.all()[0], correction.sections.all()[1]
    verbs = [
        lambda: workflow.add_section(correction, by=by, at=NOW, title="Nyt"),
        lambda: workflow.move_section(last, by=by, at=NOW, before=first),
        lambda: workflow.step_section(last, by=by, at=NOW, to="up"),
        lambda: workflow.remove_section(last, by=by, at=NOW),
        lambda: workflow.change_head(correction, by=by, at=NOW, title="Plan", themes=[]),
    ]
    for verb in verbs:
        with pytest.raises(NotInCorrection):
            verb()
    assert list(correction.sections.all()) == [first, last]
