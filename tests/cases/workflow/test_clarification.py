from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.audit import trail
from beredskab.audit.models import AuditEvent
from beredskab.errors import NeedsReason
from beredskab.notices.models import Notice
from cases import wording, workflow
from cases.models import Case, Consultation
from cases.states import ConcernStatus, WrongState
from cases.workflow import clarification
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=2)


def talk(concern, *, acute="no", by=None, **fields):
    fields = {"kind": "sparring", "with_whom": "SSP Lis Prøve", "outcome": "Vi ringer.", **fields}
    by = by or concern.reporter
    return workflow.consult(concern, by=by, at=LATER, held_at=LATER, acute=acute, **fields)


def urgent_notices(user):
    return Notice.objects.filter(recipient=user, kind="case_found_acute", urgent=True)


@pytest.mark.rule("R24", "R31")
@pytest.mark.parametrize("acute", ["yes", "unknown"])
def test_a_talk_after_sending_that_found_it_acute_makes_the_case_acute(world, acute):
    tie = factories.tie(world)
    assert wording.case_status(tie.case, LATER) == "on_time"
    talk(tie.concern, acute=acute)
    case = Case.objects.get(pk=tie.case.pk)
    assert case.acute
    assert wording.case_status(case, LATER) == "urgent"
    notice = urgent_notices(case.holder).get()
    assert (notice.reference, notice.path) == (case.reference, case.get_absolute_url())
    event = AuditEvent.objects.get(verb="cases.found_acute")
    assert (event.subject_id, event.actor) == (case.pk, world.professional)
    assert event.details["concern"] == tie.concern.reference


def test_a_talk_that_found_no_hurry_leaves_the_case_as_it_was(world):
    tie = factories.tie(world)
    talk(tie.concern)
    assert not Case.objects.get(pk=tie.case.pk).acute
    assert not urgent_notices(tie.case.holder).exists()
    assert tie.concern.consultations.count() == 1


def test_a_case_that_is_acute_already_is_told_of_each_talk(world):
    tie = factories.tie(world, acute="yes")
    talk(tie.concern, acute="yes")
    talk(tie.concern, acute="unknown")
    assert urgent_notices(tie.case.holder).count() == 2
    assert not AuditEvent.objects.filter(verb="cases.found_acute").exists()


def test_every_open_case_becomes_acute_and_no_closed_one(world):
    sent = factories.concern(world.professional, persons=[factories.person(), factories.person()])
    closed, still = (tie.case for tie in sent.case_ties.order_by("pk"))
    workflow.close_in_error(closed, by=world.leader, at=NOW, reason="Dublet")
    talk(sent, acute="yes")
    assert list(Case.objects.filter(acute=True)) == [still]
    assert urgent_notices(still.holder).get().reference == still.reference


@pytest.mark.rule("R24")
@pytest.mark.parametrize(("acute", "found"), [("yes", True), ("unknown", True), ("no", False)])
def test_what_a_talk_found_before_sending_counts_when_it_is_sent(world, acute, found):
    draft = factories.draft(world.professional)
    workflow.clarify_first(draft, by=world.professional, at=NOW)
    talk(draft, acute=acute)
    assert not Notice.objects.filter(kind="case_found_acute").exists()
    sent = workflow.send(draft, by=world.professional, at=LATER)
    assert sent.case_ties.get().case.acute is found


def test_nobody_else_records_a_talk(world):
    tie = factories.tie(world)
    for other in (world.adviser, world.leader):
        with pytest.raises(PermissionDenied):
            talk(tie.concern, acute="yes", by=other)
    assert not Case.objects.get(pk=tie.case.pk).acute


def test_no_talk_is_recorded_of_what_was_registered_in_error(world):
    tie = factories.tie(world)
    workflow.close_in_error(tie.case, by=world.leader, at=NOW, reason="Dublet")
    with pytest.raises(WrongState):
        talk(tie.concern, acute="yes")


def test_nothing_of_the_talk_remains_if_nobody_can_be_told(world, monkeypatch):
    tie = factories.tie(world)

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(clarification, "tell", fail)
    with pytest.raises(RuntimeError):
        talk(tie.concern, acute="yes")
    assert not Consultation.objects.exists()
    assert not Case.objects.get(pk=tie.case.pk).acute
    assert not trail.events_about(("cases.concern", [tie.concern.pk])).filter(
        verb="cases.consulted"
    )


def test_who_holds_the_case_herself_is_not_told_what_she_wrote(world):
    sent = factories.received(world.adviser)
    case = sent.case_ties.get().case
    assert case.holder == world.adviser
    talk(sent, acute="yes")
    assert Case.objects.get(pk=case.pk).acute
    assert not urgent_notices(world.adviser).exists()


@pytest.mark.rule("R29")
@pytest.mark.parametrize(("acute", "is_sent"), [("no", False), ("yes", True), ("unknown", True)])
def test_only_what_is_not_acute_wants_a_reason_for_no_talk(world, acute, is_sent):
    draft = factories.draft(world.professional, acute=acute)
    if is_sent:
        workflow.send(draft, by=world.professional, at=NOW, reason="")
    else:
        with pytest.raises(NeedsReason):
            workflow.send(draft, by=world.professional, at=NOW, reason="")
    draft.refresh_from_db()
    assert (draft.status == ConcernStatus.SENT) is is_sent
