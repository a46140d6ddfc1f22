"""The PDF that could not be made is asked for once more."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.audit.models import AuditEvent
from beredskab.notices import doorbell
from beredskab.notices.models import Notice
from beredskab.plan import workflow
from beredskab.plan.states import WrongState
from beredskab.plan.workflow.publication import MAKE_PDF, CorrectsAnother
from tests.factories import NOW
from tests.factories import plan as made
from tests.racing import fresh
from tests.unchanged import no_trail, refused

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def failed(desk):
    """An edition whose PDF could not be made, with one try behind it."""
    edition = made.publishing()
    workflow.try_pdf(edition, at=NOW)
    workflow.note_pdf_failed(edition, asked=edition.publish_asked_at, at=NOW)
    return fresh(edition)


def test_it_is_tried_as_if_for_the_first_time(desk, failed):
    texts = [section.html for section in failed.sections.all()]
    workflow.try_again(failed, by=desk.administrator, at=LATER)
    again = fresh(failed)
    assert (again.status, again.pdf_failed_at, again.pdf_tries) == ("publishing", None, 0)
    assert (again.publish_asked_at, again.publish_asked_by) == (LATER, desk.administrator)
    assert [section.html for section in again.sections.all()] == texts
    assert AuditEvent.objects.filter(verb="plan.publish_asked").first().actor == desk.administrator
    assert not Notice.objects.filter(kind="plan_pdf_failed", read_at=None).exists()
    assert workflow.try_pdf(again, at=LATER) is not None


def test_a_worker_is_hurried(desk, failed, monkeypatch, django_capture_on_commit_callbacks):
    rung = []
    monkeypatch.setattr(doorbell, "ring", lambda name, **_options: rung.append(name))
    with django_capture_on_commit_callbacks(execute=True):
        workflow.try_again(failed, by=desk.writer, at=LATER)
    assert rung == [MAKE_PDF]


@pytest.mark.parametrize("status", ["approved", "publishing", "in_force"])
def test_what_has_not_failed_is_not_tried_again(desk, status):
    edition = made.edition_in(status)
    with refused(WrongState):
        workflow.try_again(edition, by=desk.writer, at=LATER)


def test_what_was_made_for_the_earlier_asking_is_not_published(desk, failed):
    again = workflow.try_again(failed, by=desk.writer, at=LATER)
    assert workflow.publish(again, made.PDF, asked=NOW, at=LATER) is None
    assert workflow.publish(again, made.PDF, asked=LATER, at=LATER).status == "in_force"


def test_a_correction_of_what_has_ended_is_not_tried_again(desk):
    made.in_force()
    correction = made.publishing(made.correction())
    made.in_force()
    workflow.note_pdf_failed(correction, asked=correction.publish_asked_at, at=NOW)
    with refused(CorrectsAnother):
        workflow.try_again(correction, by=desk.writer, at=LATER)


def test_only_editors_try_again_and_nothing_remains_without_its_trail(desk, failed):
    for user in (desk.leader, desk.reader):
        with refused(PermissionDenied):
            workflow.try_again(failed, by=user, at=LATER)
    with no_trail():
        workflow.try_again(failed, by=desk.writer, at=LATER)
