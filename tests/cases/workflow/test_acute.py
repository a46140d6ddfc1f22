"""The acute way: nothing that happened is refused, and nobody's duty passes by a call alone."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, ProgrammingError, transaction

from beredskab.audit.models import AuditEvent
from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason
from beredskab.notices.models import Notice
from cases import duty_holder, kinds, workflow
from cases.models import AcuteCall, AcuteMark, Case, Concern, OutsideAssessment, PoliceHandover
from cases.states import CaseStatus, WrongState
from cases.workflow.acute import NotAccepted, NoTrigger
from cases.workflow.drafting import HoldsActs
from cases.workflow.outside import InFuture
from tests import factories
from tests.factories import NOW
from tests.factories import acute as acute_factories

pytestmark = pytest.mark.django_db
TRIGGERS = ["violence"]


def tasks(case, kind):
    return Deadline.objects.of(case).filter(kind=kind)


def open_kinds(case):
    return set(Deadline.objects.of(case).open().values_list("kind", flat=True))


def fresh(case):
    return Case.objects.get(pk=case.pk)


def call(subject, by, to="114", **given):
    return workflow.record_call(subject, by=by, at=NOW, **{"to": to, "called_at": NOW, **given})


def hand_over(subject, by, **given):
    known = {"police_unit": "Aalborg Politi", "with_whom": "Vagthavende", "accepted_at": NOW}
    return workflow.hand_over_to_police(subject, by=by, at=NOW, **{**known, **given})


# -- Marks ---------------------------------------------------------------------------------------
@pytest.mark.rule("R44")
def test_marking_asks_for_contact_to_the_police_now(world):
    case = factories.case(world)
    workflow.begin_acute(case, by=world.colleague, at=NOW, triggers=["journey"], grounds="Billet")
    assert fresh(case).acute
    task = tasks(case, "task-police").get()
    assert (task.owner, task.acute, task.is_open) == (world.adviser, True, True)
    assert task.due_at.date() == NOW.date()
    mark = AcuteMark.objects.get()
    assert (mark.triggers, mark.grounds, mark.marked_by) == (["journey"], "Billet", world.colleague)
    event = AuditEvent.objects.get(verb="cases.acute_begun")
    assert event.details == {"triggers": ["journey"]}
    told = Notice.objects.filter(kind="case_acute", urgent=True)
    assert {notice.recipient for notice in told} == {world.adviser, world.leader}


def test_a_mark_needs_a_trigger_and_an_open_case(world):
    case = factories.case(world)
    for triggers in ([], ["weather"]):
        with pytest.raises(NoTrigger):
            workflow.begin_acute(case, by=world.adviser, at=NOW, triggers=triggers)
    closed = factories.case_in(CaseStatus.CLOSED, world)
    with pytest.raises(WrongState):
        workflow.begin_acute(closed, by=world.adviser, at=NOW, triggers=TRIGGERS)
    for who in (world.stranger, world.professional, world.coordinator):
        with pytest.raises(PermissionDenied):
            workflow.begin_acute(case, by=who, at=NOW, triggers=TRIGGERS)


def test_only_an_adviser_or_a_leader_ends_it_with_grounds(world):
    case = factories.case(world, acute="yes")
    night = NOW.replace(hour=20)
    with pytest.raises(PermissionDenied):
        workflow.end_acute(case, by=world.officer, at=night, grounds="Falsk alarm")
    with pytest.raises(NeedsReason):
        workflow.end_acute(case, by=world.leader, at=NOW, grounds=" ")
    workflow.end_acute(case, by=world.leader, at=NOW, grounds="Hun er i sikkerhed.")
    assert not fresh(case).acute
    assert AcuteMark.objects.get().grounds == "Hun er i sikkerhed."
    assert tasks(case, "task-police").get().cancelled_at == NOW
    with pytest.raises(WrongState):
        workflow.end_acute(case, by=world.leader, at=NOW, grounds="Igen")


@pytest.mark.parametrize(("act_now", "is_owed"), [("yes", True), ("unknown", True), ("no", False)])
def test_the_assessment_begins_and_ends_it_as_well(world, act_now, is_owed):
    tie = factories.tie(world, acute="no" if is_owed else "yes")
    assert ("task-police" in open_kinds(tie.case)) is not is_owed
    workflow.assess(tie, by=world.adviser, at=NOW, danger="yes", act_now=act_now, grounds="x")
    assert fresh(tie.case).acute is is_owed
    assert ("task-police" in open_kinds(tie.case)) is is_owed


# -- Calls ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("status", CaseStatus.values)
def test_a_call_is_recorded_in_every_state(world, status):
    case = factories.case_in(status, world)
    made = call(case, world.adviser, with_whom="Vagtleder", outcome="De kører nu")
    made.refresh_from_db()
    assert (made.with_whom, made.outcome, made.journal_number) == ("Vagtleder", "De kører nu", None)
    assert AuditEvent.objects.get(verb="cases.police_called").details == {"to": "114"}


def test_a_call_about_a_closed_case_reaches_its_leaders(world):
    case = factories.case_in(CaseStatus.CLOSED, world)
    call(case, world.adviser)
    assert Notice.objects.filter(kind="acute_recorded", recipient=world.leader).count() == 1
    assert "task-police_follow_up" not in open_kinds(case)


@pytest.mark.parametrize(("to", "meets"), [("112", True), ("114", True), ("leader", False)])
def test_only_a_call_to_the_police_meets_the_task(world, to, meets):
    case = factories.case(world, acute="yes")
    call(case, world.adviser, to=to)
    assert ("task-police" not in open_kinds(case)) is meets


@pytest.mark.rule("R49")
def test_after_contact_to_the_police_a_follow_up_stays_on_the_adviser(world):
    case = acute_factories.adult_case(world)
    workflow.take(case, by=world.adult_adviser, at=NOW)
    call(case, world.adult_adviser)
    assert tasks(case, "task-police_follow_up").get().owner == world.adult_adviser


def test_no_call_is_in_the_future_or_by_a_stranger(world):
    case = factories.case(world)
    with pytest.raises(InFuture):
        call(case, world.adviser, called_at=NOW + timedelta(minutes=1))
    for who in (world.stranger, world.coordinator, world.professional):
        with pytest.raises(PermissionDenied):
            call(case, who)


def test_what_was_recorded_is_never_changed(world):
    case = factories.case(world)
    workflow.begin_acute(case, by=world.adviser, at=NOW, triggers=TRIGGERS)
    call(case, world.adviser)
    hand_over(case, world.adviser)
    for model in (AcuteMark, AcuteCall, PoliceHandover):
        for change in (model.objects.all().delete, lambda model=model: model.objects.update(id=0)):
            with pytest.raises(ProgrammingError), transaction.atomic():
                change()


def test_a_call_belongs_to_one_thing(world):
    with pytest.raises(IntegrityError):
        AcuteCall.objects.create(
            to="114", called_at=NOW, recorded_at=NOW, recorded_by=world.adviser
        )


# -- Hand-over -----------------------------------------------------------------------------------
def holders(concern):
    found = duty_holder.lines(concern, list(concern.police_handovers.all()))
    return [(holder.who, holder.since) for holder in found]


@pytest.mark.rule("R48")
def test_a_call_alone_leaves_the_duty_with_the_reporter(world):
    draft = factories.draft(world.professional)
    before = holders(draft)
    call(draft, world.professional, to="112")
    assert holders(draft) == before
    assert before[0][1] is None
    hand_over(draft, world.professional)
    assert [since for _who, since in holders(draft)] == [NOW]


@pytest.mark.rule("R48")
@pytest.mark.parametrize("missing", [{"police_unit": " "}, {"with_whom": " "}])
def test_a_hand_over_needs_unit_and_person_or_number(world, missing):
    draft = factories.draft(world.professional)
    with pytest.raises(NotAccepted):
        hand_over(draft, world.professional, **missing)
    made = hand_over(draft, world.professional, with_whom="", journal_number="0800-12345")
    assert made.journal_number == "0800-12345"


def test_a_reporter_records_before_and_after_sending(world):
    draft = factories.draft(world.professional)
    call(draft, world.professional)
    workflow.clarify_first(draft, by=world.professional, at=NOW)
    call(draft, world.professional)
    sent = workflow.send(draft, by=world.professional, at=NOW)
    hand_over(sent, world.professional)
    assert draft.acute_calls.count() == 2
    case = sent.case_ties.get().case
    assert case.acute
    assert Notice.objects.filter(kind="acute_recorded", recipient=world.adviser).exists()
    assert [since for _who, since in holders(Concern.objects.get())] == [NOW, NOW]


def test_a_draft_that_something_was_done_about_is_not_erased(world):
    draft = factories.draft(world.professional)
    call(draft, world.professional)
    workflow.save_draft(draft, by=world.professional, at=NOW, answers={"words": "Mere"})
    with pytest.raises(HoldsActs):
        workflow.discard_draft(draft, by=world.professional, at=NOW)
    workflow.expire_drafts(at=NOW + timedelta(days=400))
    assert Concern.objects.get() == draft


def test_nobody_else_records_on_a_reporters_concern(world):
    draft = factories.draft(world.professional)
    for who in (world.adviser, world.leader):
        with pytest.raises(PermissionDenied):
            call(draft, who)
        with pytest.raises(PermissionDenied):
            hand_over(draft, who)


@pytest.mark.rule("R49")
@pytest.mark.parametrize("make", [acute_factories.adult_case, factories.case])
def test_a_hand_over_never_changes_the_holder_of_a_case(world, make):
    case = make(world)
    adviser = world.adviser if case.is_minor else world.adult_adviser
    workflow.take(case, by=adviser, at=NOW)
    hand_over(case, adviser)
    assert fresh(case).holder == fresh(case).handler == adviser
    assert tasks(case, "task-police_follow_up").get().owner == adviser
    assert tasks(case, "task-police_follow_up").get().is_open


@pytest.mark.rule("R47")
def test_the_police_judge_the_risk_of_what_they_took_over(world):
    case = factories.case(world, acute="yes")
    hand_over(case, world.adviser)
    hand_over(case, world.adviser)
    asked = OutsideAssessment.objects.get()
    assert (asked.assessor, asked.asked_at, asked.received_at) == ("police", NOW, None)
    assert tasks(case, "task-outside_police").get().owner == world.adviser
    assert kinds.POLICE not in open_kinds(case)
