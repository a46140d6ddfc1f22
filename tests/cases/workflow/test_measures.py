from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.audit.models import AuditEvent
from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason
from beredskab.notices.models import Notice
from beredskab.timelimits import local_day
from cases import kinds, workflow
from cases.models import Examination, Measure
from cases.states import CaseStatus, WrongState
from cases.workflow.measures import DecidedLater, EndedAlready, EndsBeforeDecision, missing_of
from tests import factories
from tests.factories import NOW
from tests.factories.child import measure, plan

pytestmark = pytest.mark.django_db

END_OF_NOVEMBER = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


def owed(case, kind):
    return Deadline.objects.of(case).open().filter(kind=kind).first()


def owed_kinds(case):
    return set(Deadline.objects.of(case).open().values_list("kind", flat=True))


@pytest.mark.rule("R62")
def test_an_acute_measure_is_recorded_and_what_is_missing_becomes_tasks(world):
    case = factories.case(world)
    made = workflow.record_measure(
        case, by=world.adviser, at=NOW, kind="placement", is_acute=True, decided_by="Vagthavende"
    )
    assert made.acute_assessment is None
    assert owed(case, "task-measure_acute").due_at > NOW
    assert {"task-measure_consent", "task-measure_purpose", "task-measure_rights"} <= owed_kinds(
        case
    )


@pytest.mark.rule("R62")
def test_an_acute_measure_opens_the_examination_by_itself_once(world):
    case = factories.case(world)
    made = measure(case, world.adviser, is_acute=True)
    measure(case, world.adviser, is_acute=True, kind="safe_stay")
    examination = Examination.objects.get(case=case)
    assert examination.measure == made
    assert owed(case, kinds.EXAMINATION)


def test_it_brings_an_assessed_case_into_measures(world):
    case = factories.case_in(CaseStatus.ASSESSED, world)
    measure(case, world.adviser)
    case.refresh_from_db()
    assert case.status == CaseStatus.IN_MEASURES


def test_a_measure_that_is_not_acute_opens_none(world):
    case = factories.case(world)
    measure(case, world.adviser)
    assert not Examination.objects.filter(case=case).exists()


def test_after_an_assessment_the_short_one_is_not_missing(world):
    case = factories.case_in(CaseStatus.ASSESSED, world)
    measure(case, world.adviser, is_acute=True)
    assert not owed(case, "task-measure_acute")


@pytest.mark.rule("R62")
def test_the_short_assessment_meets_its_task(world):
    case = factories.case(world)
    made = measure(case, world.adviser, is_acute=True)
    assert owed(case, "task-measure_acute")
    workflow.complete_measure(made, by=world.adviser, at=NOW, acute_assessment="Fare i hjemmet")
    assert not owed(case, "task-measure_acute")


@pytest.mark.rule("R63")
def test_the_plan_is_due_three_months_after_the_decision(world):
    case = factories.case(world)
    later = END_OF_NOVEMBER + timedelta(days=9)
    measure(
        case,
        world.adviser,
        at=later,
        decided_at=END_OF_NOVEMBER,
        plan_needed="yes",
        plan_reason="",
    )
    assert local_day(owed(case, kinds.PLAN).due_at).isoformat() == "2027-02-28"


@pytest.mark.rule("R63")
def test_voluntary_placement_always_wants_a_plan(world):
    case = factories.case(world)
    measure(case, world.adviser, kind="placement", decided_at=NOW, plan_needed="no")
    assert local_day(owed(case, kinds.PLAN).due_at).isoformat() == "2027-02-10"
    plan(case, world.adviser)
    assert not owed(case, kinds.PLAN)


@pytest.mark.rule("LR9")
def test_support_asks_whether_a_plan_is_needed(world):
    case = factories.case(world)
    made = measure(case, world.adviser, plan_needed="", plan_reason="")
    assert owed(case, "task-measure_plan")
    assert not owed(case, kinds.PLAN)
    workflow.complete_measure(
        made, by=world.adviser, at=NOW, plan_needed="yes", plan_reason="Længere forløb"
    )
    assert not owed(case, "task-measure_plan")
    assert owed(case, kinds.PLAN)


@pytest.mark.rule("LR9")
def test_no_plan_needs_its_reason(world):
    case = factories.case(world)
    with pytest.raises(NeedsReason):
        measure(case, world.adviser, plan_needed="no", plan_reason=" ")
    measure(case, world.adviser)
    assert not owed(case, kinds.PLAN)


def test_of_two_measures_the_earlier_limit_of_the_plan_stays(world):
    case = factories.case(world)
    measure(case, world.adviser, kind="placement")
    first = owed(case, kinds.PLAN).due_at
    measure(case, world.adviser, kind="placement", at=NOW + timedelta(days=9))
    assert owed(case, kinds.PLAN).due_at == first


@pytest.mark.rule("R64")
def test_placement_without_consent_and_without_plan_is_refused(world):
    case = factories.case(world)
    with pytest.raises(NeedsReason):
        measure(case, world.adviser, kind="forced_placement")
    assert not Measure.objects.exists()


@pytest.mark.rule("R64")
def test_has_it_happened_it_is_recorded_marked_and_alerted(world):
    case = factories.case(world)
    made = measure(case, world.adviser, kind="forced_placement", reason="Afgjort af udvalget")
    assert made.without_plan_reason == "Afgjort af udvalget"
    assert owed(case, kinds.PLAN).due_at == NOW
    assert Notice.objects.filter(recipient=world.leader, kind="placed_without_plan").exists()
    assert AuditEvent.objects.get(verb="cases.measure_recorded").details["without_plan"] is True


@pytest.mark.rule("R64")
def test_with_a_plan_nothing_is_owed_and_nobody_alerted(world):
    case = factories.case(world)
    plan(case, world.adviser)
    made = measure(case, world.adviser, kind="forced_placement")
    assert made.without_plan_reason is None
    assert not owed(case, kinds.PLAN)
    assert not Notice.objects.filter(kind="placed_without_plan").exists()


@pytest.mark.rule("R64")
def test_an_acute_placement_is_always_recorded(world):
    case = factories.case(world)
    made = measure(case, world.adviser, kind="forced_placement", is_acute=True)
    assert made.without_plan_reason is None
    assert local_day(owed(case, kinds.PLAN).due_at).isoformat() == "2027-02-10"


@pytest.mark.rule("LR8")
@pytest.mark.parametrize(
    ("age", "kind", "is_missing"),
    [(14, "placement", False), (15, "placement", True), (15, "support", False)],
)
def test_from_fifteen_the_young_person_consents_to_placement(world, age, kind, is_missing):
    case = factories.case(world, persons=[factories.person(stated_age=age)])
    made = measure(case, world.adviser, kind=kind)
    assert ("task-measure_consent" in missing_of(made, assessed=True)) is is_missing
    assert bool(owed(case, "task-measure_consent")) is is_missing


@pytest.mark.rule("LR8")
@pytest.mark.parametrize(("age", "is_party"), [(9, False), (10, True)])
def test_from_ten_the_child_is_a_party_and_is_told(world, age, is_party):
    case = factories.case(world, persons=[factories.person(stated_age=age)])
    made = measure(case, world.adviser, party_told="")
    assert made.child_is_party is is_party
    assert bool(owed(case, "task-measure_rights")) is is_party


@pytest.mark.rule("LR8")
def test_a_consent_that_was_refused_may_be_given_later(world):
    case = factories.case(world)
    made = measure(case, world.adviser, custody_consent="refused")
    assert owed(case, "task-measure_consent")
    made = workflow.complete_measure(made, by=world.adviser, at=NOW, custody_consent="given")
    assert not owed(case, "task-measure_consent")
    made = workflow.complete_measure(made, by=world.adviser, at=NOW, custody_consent="refused")
    assert made.custody_consent == "given"


def test_what_was_said_is_not_replaced(world):
    case = factories.case(world)
    made = measure(case, world.adviser, what="Kontaktperson")
    made = workflow.complete_measure(made, by=world.adviser, at=NOW, what="Aflastning")
    assert made.what == "Kontaktperson"
    assert not AuditEvent.objects.filter(verb="cases.measure_completed").exists()


def test_it_ends_once_and_not_before_it_was_decided(world):
    made = measure(factories.case(world), world.adviser)
    yesterday = NOW.date() - timedelta(days=1)
    with pytest.raises(EndsBeforeDecision):
        workflow.end_measure(made, by=world.adviser, at=NOW, ended_on=yesterday, reason="x")
    workflow.end_measure(made, by=world.adviser, at=NOW, ended_on=NOW.date(), reason="Nået")
    with pytest.raises(EndedAlready):
        workflow.end_measure(made, by=world.adviser, at=NOW, ended_on=NOW.date(), reason="x")


def test_what_was_missing_of_an_ended_measure_is_not_asked_for(world):
    case = factories.case(world)
    made = measure(case, world.adviser, custody_consent="not_yet")
    workflow.end_measure(made, by=world.adviser, at=NOW, ended_on=NOW.date(), reason="Stoppet")
    assert not owed(case, "task-measure_consent")


def test_the_decision_is_not_in_the_future(world):
    with pytest.raises(DecidedLater):
        measure(factories.case(world), world.adviser, decided_at=NOW + timedelta(minutes=1))


def test_adults_get_measures_without_examination_or_plan(world):
    case = factories.case(world, persons=[factories.person(stated_age=19)])
    workflow.record_measure(
        case, by=world.adult_adviser, at=NOW, kind="mentor", is_acute=True, what="Mentor"
    )
    assert not Examination.objects.exists()
    assert not owed(case, kinds.PLAN)


@pytest.mark.parametrize("who", ["professional", "coordinator", "adult_adviser", "stranger"])
def test_only_the_authority_of_the_case_records(world, who):
    case = factories.case(world)
    with pytest.raises(PermissionDenied):
        measure(case, getattr(world, who))


def test_not_in_a_closed_case(world):
    with pytest.raises(WrongState):
        measure(factories.case_in(CaseStatus.CLOSED, world), world.adviser)


def test_its_trail_holds_keys_and_no_words(world):
    measure(factories.case(world), world.adviser)
    event = AuditEvent.objects.get(verb="cases.measure_recorded")
    assert event.details["kind"] == "support"
    assert "Kontaktperson" not in str(event.details)
