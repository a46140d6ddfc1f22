from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from beredskab.audit.models import AuditEvent
from beredskab.plan import workflow
from beredskab.plan.cleaning import TooMuch
from beredskab.plan.models import Edition, Section, SectionDraft
from beredskab.plan.states import EditionStatus, WrongState
from beredskab.plan.workflow.writing import (
    Changed,
    HeadChanged,
)
from tests.factories import plan as made
from tests.plan.workflow.written import HEAD, LATER, last_event, of, order, save, type_in
from tests.racing import at_once, at_once_on, fresh, types_of
from tests.unchanged import no_trail, refused

pytestmark = pytest.mark.django_db


# -- The head ------------------------------------------------------------------------------------
def test_title_themes_and_what_is_new_are_changed(desk, draft):
    workflow.change_head(draft, seen=draft.head_sum, by=desk.writer, at=LATER, **HEAD)
    draft.refresh_from_db()
    assert {field: getattr(draft, field) for field in HEAD} == HEAD
    assert (draft.edited_by, draft.edited_at) == (desk.writer, LATER)
    assert last_event("head_changed").actor == desk.writer


def test_who_saves_the_head_as_it_is_has_written_nothing(desk, draft):
    known = {field: getattr(draft, field) for field in HEAD}
    workflow.change_head(draft, seen=draft.head_sum, by=desk.writer, at=LATER, **known)
    draft.refresh_from_db()
    assert draft.edited_by is None
    assert not AuditEvent.objects.filter(verb="plan.head_changed").exists()


def test_who_has_not_seen_how_the_head_was_changed_is_told_by_whom_and_when(desk, draft):
    seen = draft.head_sum
    workflow.change_head(fresh(draft), seen=seen, by=desk.editor, at=LATER, **HEAD)
    save(of(draft, "bekymring"), desk.administrator, at=LATER + timedelta(minutes=5))
    mine = {**HEAD, "title": "Min titel"}
    with refused(HeadChanged, match=r"Mie Lund .*10\.12"):
        workflow.change_head(draft, seen=seen, by=desk.writer, at=LATER, **mine)
    known = {**mine, "seen": fresh(draft).head_sum}
    assert workflow.change_head(draft, by=desk.writer, at=LATER, **known).title == "Min titel"


@pytest.mark.parametrize("field", HEAD)
def test_each_part_of_the_head_is_seen(draft, field):
    seen = draft.head_sum
    setattr(draft, field, HEAD[field])
    assert draft.head_sum != seen


def test_a_section_that_is_saved_changes_nothing_of_the_head(desk, draft):
    save(of(draft, "bekymring"), desk.editor)
    workflow.change_head(draft, seen=draft.head_sum, by=desk.writer, at=LATER, **HEAD)


def test_a_head_that_nobody_changed_comes_from_the_content_pack(desk, draft):
    with refused(HeadChanged, match=_("the content pack")):
        workflow.change_head(draft, seen="", by=desk.writer, at=LATER, **HEAD)


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


# -- Who, and when -------------------------------------------------------------------------------
def every_verb(edition, by):
    """Each way to write in an edition."""
    first, last = edition.sections.first(), edition.sections.last()
    return [
        lambda: workflow.change_head(edition, seen=edition.head_sum, by=by, at=LATER, **HEAD),
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
def test_of_two_who_change_the_head_at_once_one_wins(desk):
    draft = made.draft()
    known = {"seen": draft.head_sum, "at": LATER, **HEAD}
    outcomes = at_once_on(
        draft,
        partial(workflow.change_head, fresh(draft), by=fresh(desk.writer), **known),
        partial(
            workflow.change_head,
            fresh(draft),
            by=fresh(desk.editor),
            **{**known, "title": "Mies titel"},
        ),
    )
    assert [type(one) for one in outcomes] == [Edition, HeadChanged]
    assert fresh(draft).title == HEAD["title"]


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
