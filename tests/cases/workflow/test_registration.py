from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from beredskab.audit.models import AuditEvent
from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason
from beredskab.notices.models import Notice
from cases import choices, kinds, workflow
from cases.models import Case, CaseBlock, Concern, Confirmation
from cases.states import ConcernStatus, WrongState
from cases.workflow.opening import NoReceiver
from cases.workflow.registration import Incomplete, ReceivedInFuture
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.rule("R36")
def test_sending_about_a_minor_starts_24_hours_from_receipt(world):
    tie = factories.tie(world)
    deadline = Deadline.objects.of(tie).get(kind=kinds.ASSESSMENT)
    assert deadline.due_at == NOW + timedelta(hours=24)
    assert deadline.owner == world.adviser


@pytest.mark.rule("R6", "R35")
def test_a_concern_becomes_a_case_with_reference_status_holder_and_receipt(world):
    sent = factories.concern(world.professional)
    case = sent.case_ties.get().case
    assert (sent.status, sent.received_at) == (ConcernStatus.SENT, NOW)
    assert case.holder == world.adviser
    assert case.handler is None
    assert case in Case.objects.unassigned()
    assert AuditEvent.objects.filter(verb="cases.concern_sent", reference=sent.reference).exists()


@pytest.mark.rule("R35")
def test_at_night_the_duty_officer_holds_the_duty_to_act(world):
    sunday_night = datetime(2026, 11, 8, 2, 0, tzinfo=UTC)
    assert factories.case(world, at=sunday_night).holder == world.officer


@pytest.mark.rule("R35")
def test_an_anonymous_concern_has_a_holder_too(world):
    made = factories.received(world.officer, notifier_kind="anonymous", notifier_name="", at=NOW)
    assert made.case_ties.get().case.holder == world.adviser


@pytest.mark.rule("R35")
def test_the_database_keeps_no_case_without_holder(world):
    case = factories.case(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(holder=None)


@pytest.mark.rule("R77", "R5")
def test_no_clock_runs_for_somebody_who_has_turned_18(world):
    sent = factories.concern(world.professional, persons=[factories.person(born_on="2008-11-10")])
    case = sent.case_ties.get().case
    assert case.unit == world.adult_unit
    assert case.holder == world.adult_adviser
    assert not sent.is_minor
    assert {owed.kind for owed in Deadline.objects.all()} == {"task-contact_infohus"}
    assert not Confirmation.objects.exists()


@pytest.mark.rule("R77")
def test_the_day_before_the_18th_birthday_the_clocks_run(world):
    sent = factories.concern(world.professional, persons=[factories.person(born_on="2008-11-11")])
    assert Deadline.objects.of(sent.case_ties.get()).get().kind == kinds.ASSESSMENT


@pytest.mark.rule("R6")
def test_a_concern_about_an_adult_reaches_its_holder(world):
    factories.concern(world.professional, persons=[factories.person(stated_age=30)])
    assert Notice.objects.filter(recipient=world.adult_adviser, kind="case_received").exists()


def test_unknown_age_is_under_18(world):
    sent = factories.concern(world.professional, persons=[{"age_unknown": True}])
    assert sent.is_minor
    assert sent.case_ties.get().case.unit == world.child_unit


@pytest.mark.rule("R28")
def test_suspicion_alone_is_enough(world):
    sent = factories.concern(world.professional, basis=choices.Basis.SUSPICION)
    assert sent.status == ConcernStatus.SENT


@pytest.mark.rule("R27", "R29", "R30")
def test_no_talk_stands_before_the_personal_duty_to_notify(world):
    draft = factories.draft(world.professional)
    workflow.clarify_first(draft, by=world.professional, at=NOW)
    workflow.consult(
        draft,
        by=world.professional,
        at=NOW,
        kind="leader",
        held_at=NOW,
        with_whom="Skoleleder",
        acute="no",
        outcome="Ingen bekymring",
    )
    sent = workflow.send(draft, by=world.professional, at=NOW)
    assert sent.status == ConcernStatus.SENT
    assert sent.notifier == world.professional


@pytest.mark.rule("R27")
def test_nobody_but_its_writer_sends_or_discards_a_concern(world):
    draft = factories.draft(world.professional)
    for other in (world.leader, world.coordinator, world.adviser):
        with pytest.raises(PermissionDenied):
            workflow.send(draft, by=other, at=NOW)
        with pytest.raises(PermissionDenied):
            workflow.discard_draft(draft, by=other, at=NOW)


@pytest.mark.rule("LR23")
def test_what_was_sent_can_be_neither_changed_nor_deleted(world):
    sent = factories.concern(world.professional)
    sent.answers = {"words": "andet"}
    with pytest.raises(IntegrityError), transaction.atomic():
        sent.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.filter(pk=sent.pk).delete()
    with pytest.raises(WrongState):
        workflow.save_draft(sent, by=world.professional, at=NOW, answers={"words": "x"})


@pytest.mark.rule("LR23")
def test_new_knowledge_is_added_beside_what_was_sent(world):
    sent = factories.concern(world.professional)
    workflow.add_information(sent, by=world.professional, at=NOW, text="Hun er ikke i skole.")
    assert sent.additions.get().text == "Hun er ikke i skole."
    assert Notice.objects.filter(recipient=world.adviser, kind="information_added").exists()


@pytest.mark.rule("R24")
@pytest.mark.parametrize(("answer", "acute"), [("yes", True), ("unknown", True), ("no", False)])
def test_not_knowing_is_acute_until_the_authority_has_judged(world, answer, acute):
    case = factories.case(world, acute=answer)
    assert case.acute is acute
    told = set(Notice.objects.values_list("recipient_id", flat=True))
    assert (world.officer.pk in told) is acute


def test_three_children_are_three_cases_three_assessments_one_confirmation(world):
    made = factories.received(
        world.adviser,
        answers={"persons": [factories.person(stated_age=age) for age in (6, 9, 15)]},
    )
    assert made.case_ties.count() == 3
    assert Deadline.objects.filter(kind=kinds.ASSESSMENT).count() == 3
    assert Deadline.objects.filter(kind=kinds.CONFIRMATION).count() == 1


def test_a_second_concern_about_a_known_child_joins_its_case_unseen(world):
    known = factories.person(cpr="010112-1234", born_on="2012-01-01")
    first = factories.tie(world, persons=[known])
    workflow.assess(first, by=world.adviser, at=NOW, danger="no", act_now="no", grounds="x")
    second = factories.tie(world, persons=[known], at=NOW + timedelta(days=3))
    assert second.case == first.case
    assert second.case.status == "assessed"
    deadline = Deadline.objects.of(second).get(kind=kinds.ASSESSMENT)
    assert deadline.due_at == NOW + timedelta(days=4)


def test_who_registers_learns_nothing_of_a_case_that_is_hidden_from_her(world):
    known = factories.person(cpr="0101121234", born_on="2012-01-01")
    hidden = factories.tie(world, persons=[known]).case
    CaseBlock.objects.create(
        case=hidden, user=world.colleague, reason="x", set_at=NOW, set_by=world.leader
    )
    made = factories.received(world.colleague, answers={"persons": [known]})
    case = made.case_ties.get().case
    assert case != hidden
    assert case in Case.objects.visible_to(world.colleague, at=NOW)
    assert Notice.objects.get(kind="known_person").recipient == hidden.holder


def test_received_earlier_needs_a_reason(world):
    with pytest.raises(NeedsReason):
        factories.received(world.adviser, received_at=NOW - timedelta(hours=3))
    made = factories.received(
        world.adviser, received_at=NOW - timedelta(hours=3), reason="Lå i postbakken"
    )
    deadline = Deadline.objects.of(made.case_ties.get()).get()
    assert deadline.due_at == NOW + timedelta(hours=21)


def test_received_later_than_now_is_refused(world):
    with pytest.raises(ReceivedInFuture):
        factories.received(world.adviser, received_at=NOW + timedelta(minutes=2))


@pytest.mark.rule("R36")
def test_an_assessment_made_before_registration_counts_with_its_own_time(world):
    early = NOW - timedelta(hours=30)
    made = factories.received(
        world.adviser,
        received_at=early,
        reason="Ringet ind i nat",
        assessed={
            "danger": "yes",
            "act_now": "no",
            "grounds": "Talt med barnet",
            "assessed_at": early + timedelta(hours=2),
            "assessed_by_text": "Døgnvagten",
        },
    )
    tie = made.case_ties.get()
    deadline = Deadline.objects.of(tie).get(kind=kinds.ASSESSMENT)
    assert not tie.assessment.is_late
    assert deadline.breached_at is None
    assert deadline.met_at == early + timedelta(hours=2)
    assert not Notice.objects.filter(kind__startswith="deadline", urgent=True).exists()


@pytest.mark.parametrize("missing", ["acute", "persons", "words"])
def test_only_acute_answer_age_and_words_are_required(world, missing):
    draft = factories.draft(world.professional, **{missing: "" if missing != "persons" else []})
    with pytest.raises(Incomplete):
        workflow.send(draft, by=world.professional, at=NOW)


def test_without_a_receiver_nothing_is_lost(world):
    from beredskab.municipality.models import Route

    Route.objects.all().delete()
    draft = factories.draft(world.professional)
    with pytest.raises(NoReceiver):
        workflow.send(draft, by=world.professional, at=NOW)
    draft.refresh_from_db()
    assert draft.status == ConcernStatus.DRAFT
    assert draft.answer("words")


def test_nothing_remains_when_the_trail_fails(world, monkeypatch):
    draft = factories.draft(world.professional)

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("beredskab.audit.trail.record", fail)
    with pytest.raises(RuntimeError):
        workflow.send(draft, by=world.professional, at=NOW)
    assert not Case.objects.exists()
    assert not Deadline.objects.exists()
