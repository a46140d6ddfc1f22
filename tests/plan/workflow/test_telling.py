"""Notices are settled for the edition that they are about: the next one or a correction."""

import pytest

from beredskab.notices.models import Notice
from beredskab.plan import workflow
from tests.factories import plan as made
from tests.plan.workflow.acts import LATER, ask, publish, record_adoption, stop

pytestmark = pytest.mark.django_db

NEXT, CORRECTION = "/plan/rediger/2/", "/plan/rediger/1.1/"


@pytest.fixture
def both(desk):
    """The next edition and a correction, each waiting for its approval."""
    made.in_force(by=desk.writer)
    edition = made.submitted(by=desk.writer)
    return edition, made.submitted(made.correction(desk.writer), by=desk.writer)


def waits(kind):
    """Where the unread notices of a kind lead to."""
    return set(Notice.objects.filter(kind=kind, read_at=None).values_list("path", flat=True))


def approve(edition, by):
    return workflow.approve(edition, by=by, at=LATER, seen=edition.submitted_at)


def test_each_edition_is_a_line_of_its_own(desk, both):
    waiting = Notice.objects.unread_for(desk.editor).filter(kind="plan_submitted")
    assert {line["reference"]: line["paths"] for line in waiting.folded()} == {
        "2": [NEXT],
        "1.1": [CORRECTION],
    }


WAYS = {
    "discard": lambda one, desk: workflow.discard(one, by=desk.writer, at=LATER),
    "send_back": lambda one, desk: workflow.send_back(one, by=desk.editor, at=LATER, remark="Nej."),
    "reopen": lambda one, desk: workflow.reopen(one, by=desk.writer, at=LATER),
    "approve": lambda one, desk: approve(one, desk.editor),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_done_with_a_correction_leaves_the_notices_of_the_next_edition(desk, both, way):
    _edition, correction = both
    assert waits("plan_submitted") == {NEXT, CORRECTION}
    WAYS[way](correction, desk)
    assert waits("plan_submitted") == {NEXT}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_done_with_the_next_edition_leaves_the_notices_of_a_correction(desk, both, way):
    edition, _correction = both
    WAYS[way](edition, desk)
    assert waits("plan_submitted") == {CORRECTION}


def test_a_pdf_that_failed_stays_told_whatever_becomes_of_the_other_edition(desk, both):
    edition, correction = both
    correction = ask(approve(correction, desk.editor), desk.writer)
    workflow.note_pdf_failed(correction, asked=correction.publish_asked_at, at=LATER)
    edition = ask(record_adoption(approve(edition, desk.editor), desk.writer), desk.writer)
    stop(edition, desk.writer)
    assert waits("plan_pdf_failed") == {CORRECTION}
    workflow.try_again(correction, by=desk.writer, at=LATER)
    assert waits("plan_pdf_failed") == set()


def test_a_correction_that_comes_into_force_leaves_the_notices_of_the_next_edition(desk, both):
    publish(ask(approve(both[1], desk.editor), desk.writer))
    assert waits("plan_submitted") == {NEXT}
    assert waits("plan_approved") == set()


def test_nobody_is_to_approve_a_correction_of_what_has_ended(desk, both):
    edition, _correction = both
    publish(ask(record_adoption(approve(edition, desk.editor), desk.writer), desk.writer))
    assert waits("plan_submitted") == set()
