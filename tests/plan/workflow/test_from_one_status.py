"""Verbs that begin in one status alone, whatever other moves lead to where they end."""

import pytest

from beredskab.plan import workflow
from beredskab.plan.models import Edition
from beredskab.plan.states import EditionStatus, WrongState
from tests.factories import NOW, plan

pytestmark = pytest.mark.django_db

VERBS = {
    "approve": (
        EditionStatus.SUBMITTED,
        lambda one, by: workflow.approve(one, by=by, at=NOW, seen=one.submitted_at),
    ),
    "send_back": (
        EditionStatus.SUBMITTED,
        lambda one, by: workflow.send_back(one, by=by, at=NOW, remark="Kortere."),
    ),
    "stop_publication": (
        EditionStatus.PUBLISHING,
        lambda one, by: workflow.stop_publication(one, by=by, at=NOW),
    ),
}
IN_WORK = ("draft", "submitted", "approved", "adopted", "publishing")


@pytest.mark.parametrize("status", IN_WORK)
@pytest.mark.parametrize("verb", VERBS)
def test_the_verb_begins_in_its_status_alone(desk, verb, status):
    edition = plan.edition_in(status)
    begins, do = VERBS[verb]
    if status == begins:
        assert do(edition, desk.editor).status != status
        return
    with pytest.raises(WrongState):
        do(edition, desk.editor)
    kept = Edition.objects.get(pk=edition.pk)
    assert (kept.status, kept.adopted_on) == (status, edition.adopted_on)


@pytest.mark.parametrize("make", [plan.submitted, plan.approved])
def test_the_publication_of_a_correction_is_not_stopped_before_it_is_asked_for(desk, make):
    plan.in_force()
    correction = make(plan.correction())
    with pytest.raises(WrongState):
        workflow.stop_publication(correction, by=desk.editor, at=NOW)
