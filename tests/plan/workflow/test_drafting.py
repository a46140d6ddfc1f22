from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from beredskab.audit.models import AuditEvent
from beredskab.notices.models import Notice
from beredskab.plan import workflow
from beredskab.plan.models import Edition, Section, SectionVersion
from beredskab.plan.states import EditionStatus, WrongState
from beredskab.plan.workflow.drafting import AlreadyInWork, NothingToCorrect
from tests.factories import NOW
from tests.factories import plan as made
from tests.racing import at_once_on, fresh, types_of
from tests.unchanged import no_trail, refused

pytestmark = pytest.mark.django_db
DISCARDABLE = ["draft", "submitted", "approved"]


def said(edition):
    return [
        (one.key, one.position, one.level, one.title, one.text) for one in edition.sections.all()
    ]


# -- Beginning -----------------------------------------------------------------------------------
def test_the_first_edition_begins_empty(desk):
    edition = workflow.begin_edition(by=desk.writer, at=NOW)
    assert (edition.name, edition.status, edition.corrects) == ("1", "draft", None)
    assert (edition.title, edition.themes) == (_("Preparedness plan"), [])
    assert not edition.sections.exists()


def test_the_next_edition_begins_with_the_text_in_force(desk):
    former = made.in_force(title="Plan mod kontrol", themes=["extremism"], changes="Alt.")
    edition = workflow.begin_edition(by=desk.writer, at=NOW)
    assert (edition.name, edition.title, edition.themes) == ("2", former.title, former.themes)
    assert said(edition) == said(former) != []
    # What is fixed for readers, what is new, and who adopted it are its own.
    assert {one.html for one in edition.sections.all()} == {""}
    assert (edition.changes, edition.adopted_on, edition.adopted_body) == ("", None, "")
    assert [one.text for one in SectionVersion.objects.filter(section__edition=edition)] == [
        one.text for one in edition.sections.all()
    ]


def test_who_only_began_it_has_not_written_in_it(desk):
    edition = workflow.begin_edition(by=desk.writer, at=NOW)
    assert edition.edited_by is None


def test_a_correction_begins_with_text_and_adoption_of_what_it_corrects(desk):
    former = made.in_force()
    correction = workflow.begin_correction(by=desk.writer, at=NOW)
    assert (correction.name, correction.corrects, correction.status) == ("1.1", former, "draft")
    assert said(correction) == said(former)
    for field, value in made.ADOPTED.items():
        assert getattr(correction, field) == value


def test_what_was_corrected_is_corrected_again_under_the_next_number(desk):
    made.in_force()
    first = made.in_force(made.correction())
    second = workflow.begin_correction(by=desk.writer, at=NOW)
    assert (second.name, second.corrects, second.adopted_on) == ("1.2", first, first.adopted_on)


def test_the_trail_tells_what_was_begun(desk):
    made.in_force()
    workflow.begin_correction(by=desk.writer, at=NOW)
    workflow.begin_edition(by=desk.editor, at=NOW)
    begun = AuditEvent.objects.filter(verb__endswith="_begun").order_by("pk")
    assert [(one.verb, one.actor, one.details["number"]) for one in begun] == [
        ("plan.correction_begun", desk.writer, "1.1"),
        ("plan.edition_begun", desk.editor, "2"),
    ]


def test_one_edition_and_one_correction_are_in_work_at_a_time(desk):
    made.in_force()
    for begin in (workflow.begin_edition, workflow.begin_correction):
        begin(by=desk.writer, at=NOW)
        with refused(AlreadyInWork):
            begin(by=desk.editor, at=NOW)
    assert [one.name for one in Edition.objects.in_work()] == ["2", "1.1"]


def test_nothing_in_force_is_nothing_to_correct(desk):
    made.approved()
    with refused(NothingToCorrect):
        workflow.begin_correction(by=desk.writer, at=NOW)


@pytest.mark.parametrize("begin", [workflow.begin_edition, workflow.begin_correction])
def test_only_editors_begin(desk, begin):
    made.in_force()
    for user in (desk.reader, desk.leader):
        with refused(PermissionDenied):
            begin(by=user, at=NOW)
    assert begin(by=desk.administrator, at=NOW).pk


@pytest.mark.parametrize("begin", [workflow.begin_edition, workflow.begin_correction])
def test_nothing_is_begun_if_the_trail_fails(desk, begin):
    made.in_force()
    with no_trail():
        begin(by=desk.writer, at=NOW)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb", ["begin_edition", "begin_correction"])
def test_of_two_who_begin_at_once_one_wins(desk, verb):
    """Neither sees that the other has begun: each waits for its writer to be let go."""
    made.in_force()
    begin = getattr(workflow, verb)
    outcomes = at_once_on(
        [desk.writer, desk.editor],
        partial(begin, by=fresh(desk.writer), at=NOW),
        partial(begin, by=fresh(desk.editor), at=NOW),
    )
    assert types_of(outcomes) == {Edition, AlreadyInWork}
    [edition] = Edition.objects.in_work()
    assert edition.sections.count() == 2
    assert AuditEvent.objects.filter(verb__endswith="_begun").count() == 1


# -- Throwing away -------------------------------------------------------------------------------
@pytest.mark.parametrize("status", DISCARDABLE)
def test_what_was_never_adopted_is_thrown_away(desk, status):
    edition = made.edition_in(status)
    workflow.discard(edition, by=desk.writer, at=NOW)
    assert not Edition.objects.exists()
    assert not Section.objects.exists()
    event = AuditEvent.objects.get(verb="plan.draft_discarded")
    assert (event.actor, event.subject_id, event.details["number"]) == (
        desk.writer,
        edition.pk,
        "1",
    )
    assert workflow.begin_edition(by=desk.writer, at=NOW).name == "1"


@pytest.mark.parametrize("walk", [made.submitted, made.approved])
def test_a_correction_is_thrown_away_before_it_is_published(desk, walk):
    former = made.in_force()
    workflow.discard(walk(made.correction()), by=desk.writer, at=NOW)
    assert Edition.objects.get() == former
    assert workflow.begin_correction(by=desk.writer, at=NOW).name == "1.1"


def test_nobody_is_asked_to_approve_what_is_gone(desk):
    edition = made.submitted(by=desk.writer)
    assert Notice.objects.filter(kind="plan_submitted", read_at=None).count() == 2
    workflow.discard(edition, by=desk.writer, at=NOW)
    assert not Notice.objects.filter(read_at=None).exists()


@pytest.mark.parametrize("status", sorted(set(EditionStatus) - set(DISCARDABLE)))
def test_what_the_council_adopted_is_not_thrown_away(desk, status):
    edition = made.edition_in(status)
    with refused(WrongState):
        workflow.discard(edition, by=desk.writer, at=NOW)


def test_what_is_gone_is_not_thrown_away_again(desk):
    edition = made.draft()
    workflow.discard(fresh(edition), by=desk.writer, at=NOW)
    with refused(WrongState):
        workflow.discard(edition, by=desk.writer, at=NOW)


def test_only_editors_throw_away(desk):
    edition = made.draft()
    for user in (desk.reader, desk.leader):
        with refused(PermissionDenied):
            workflow.discard(edition, by=user, at=NOW)


@pytest.mark.parametrize("status", DISCARDABLE)
def test_nothing_is_thrown_away_if_the_trail_fails(desk, status):
    edition = made.edition_in(status)
    with no_trail():
        workflow.discard(edition, by=desk.writer, at=NOW)
