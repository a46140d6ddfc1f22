from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.audit.models import AuditEvent
from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason
from beredskab.notices.models import Notice
from cases import judged, kinds, risk, workflow
from cases.models import Case, RiskAssessment
from cases.states import CaseStatus, WrongState
from cases.workflow.risk import RunsOutBeforeToday
from cases.workflow.signing import NewerVersion
from cases.workflow.versions import Changed
from tests import factories
from tests.factories import NOW
from tests.factories.judge import risk_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world):
    return factories.case_in(CaseStatus.ASSESSED, world)


def assess(case, by, *, seen=0, at=NOW, **given):
    return workflow.assess_risk(case, by=by, at=at, seen=seen, **risk_words(**given))


def test_it_takes_the_case_forward_and_is_in_force(world, case):
    made = assess(case, world.adviser)
    case.refresh_from_db()
    assert case.status == CaseStatus.RISK_ASSESSED
    assert made.suggested == "medium"
    assert risk.is_in_force(case, NOW)


@pytest.mark.rule("R56")
def test_advisers_take_part_and_it_concludes_whether_to_act_at_once(world, case):
    assess(case, world.adviser, advisers=["ssp"], participants="Bo Prøve, SSP", acute="yes")
    made = risk.newest(case)
    assert (made.advisers, made.participants) == (["ssp"], "Bo Prøve, SSP")
    assert made.is_acute


@pytest.mark.rule("R123")
@pytest.mark.parametrize("motives", [[], ["protect"], ["protect", "reputation", "other"]])
def test_the_motive_that_the_family_states_lowers_nothing(world, case, motives):
    given = {"deeds_now": "high", "level": "high", "motives": motives}
    made = assess(case, world.adviser, motive_words="De vil kun passe på hende", **given)
    assert made.suggested == "high"
    assert made.motives == motives


def test_a_conclusion_below_the_suggestion_needs_a_reason_that_is_kept(world, case):
    with pytest.raises(NeedsReason) as refusal:
        assess(case, world.adviser, level="low")
    assert refusal.value.field == "departure"
    made = assess(case, world.adviser, level="low", departure="Broren er rejst")
    assert made.departure == "Broren er rejst"


@pytest.mark.parametrize(("acute", "becomes"), [("yes", True), ("unknown", True), ("no", False)])
def test_acute_or_unknown_makes_the_case_acute_and_tells_the_holder(world, case, acute, becomes):
    assess(case, world.colleague, acute=acute)
    case.refresh_from_db()
    assert case.acute is becomes
    told = Notice.objects.filter(recipient=case.holder, kind="case_judged_acute")
    assert told.exists() is becomes


def test_an_acute_one_needs_only_its_conclusion_and_waits_for_nothing(world, case):
    made = workflow.assess_risk(case, by=world.adviser, at=NOW, seen=0, level="high", acute="yes")
    assert made.deeds_now == "unknown"
    assert made.valid_until == (NOW + timedelta(days=3)).date()
    assert not risk.is_in_force(case, NOW)


def test_it_does_not_end_what_is_acute(world, case):
    Case.objects.filter(pk=case.pk).update(acute=True)
    assess(case, world.adviser, acute="no")
    case.refresh_from_db()
    assert case.acute


def test_the_next_one_is_asked_for_before_it_runs_out(world, case):
    workflow.add_task(
        case, by=world.adviser, at=NOW, kind="task-risk", owner=world.adviser, due_on=NOW.date()
    )
    assess(case, world.adviser, valid_until=date(2026, 12, 10))
    first, second = Deadline.objects.of(case).filter(kind=kinds.RISK).order_by("pk")
    assert first.met_at == NOW
    assert second.is_open
    assert second.due_at.date() == date(2026, 12, 3)
    assess(case, world.adviser, seen=1, valid_until=NOW.date())
    assert Deadline.objects.of(case).open().get(kind=kinds.RISK).due_at.date() == NOW.date()


def test_it_does_not_run_out_before_today(world, case):
    with pytest.raises(RunsOutBeforeToday):
        assess(case, world.adviser, valid_until=NOW.date() - timedelta(days=1))


def test_who_has_not_seen_the_newest_does_not_write_over_it(world, case):
    first = assess(case, world.adviser)
    with pytest.raises(Changed) as refusal:
        assess(case, world.colleague)
    assert refusal.value.newest == first
    assess(case, world.colleague, seen=1)
    assert RiskAssessment.objects.filter(case=case).count() == 2


def test_each_domain_shows_where_it_goes_against_the_one_before(world, case):
    assess(case, world.adviser)
    changed = {"deeds_now": "high", "control_now": "low", "exposure_now": "low", "level": "high"}
    assess(case, world.adviser, seen=1, **changed)
    newest, first = judged.risks(list(RiskAssessment.objects.of_case(case)))
    assert newest.direction == "Stigende"
    assert [row["direction"] for row in newest.domains] == ["Stigende", "Faldende", "Uændret"]
    assert first.direction == ""


def test_the_leader_is_asked_for_her_name_and_nothing_waits_for_it(world, case):
    made = assess(case, world.adviser)
    task = Deadline.objects.of(case).get(kind=kinds.COUNTERSIGN_RISK)
    assert task.owner == world.leader
    assert Notice.objects.filter(recipient=world.leader, kind="signature_awaited").exists()
    workflow.countersign_risk(made, by=world.leader, at=NOW, remark="Ring i morgen")
    task.refresh_from_db()
    made.refresh_from_db()
    assert task.met_at == NOW
    assert (made.countersigned_by, made.countersign_remark) == (world.leader, "Ring i morgen")
    with pytest.raises(WrongState):
        workflow.countersign_risk(made, by=world.leader, at=NOW)


def test_only_the_newest_is_countersigned_and_by_a_leader_of_the_unit(world, case):
    first = assess(case, world.adviser)
    second = assess(case, world.adviser, seen=1)
    with pytest.raises(NewerVersion):
        workflow.countersign_risk(first, by=world.leader, at=NOW)
    for other in (world.adviser, world.colleague, world.adult_leader):
        with pytest.raises(PermissionDenied):
            workflow.countersign_risk(second, by=other, at=NOW)
    assert Deadline.objects.of(case).open().filter(kind=kinds.COUNTERSIGN_RISK).count() == 1


def test_the_trail_holds_no_word_of_it(world, case):
    assess(case, world.adviser)
    event = AuditEvent.objects.get(verb="cases.risk_assessed")
    assert event.details == {"number": 1, "level": "medium", "acute": "no"}


def test_a_closed_case_is_not_assessed(world):
    closed = factories.case_in(CaseStatus.CLOSED, world)
    with pytest.raises(WrongState):
        assess(closed, world.adviser)


def test_an_adult_is_assessed_as_a_child_is(world):
    tie = factories.tie(world, persons=[factories.person(stated_age=30)])
    assess(tie.case, world.adult_adviser)
    tie.case.refresh_from_db()
    assert tie.case.status == CaseStatus.RISK_ASSESSED


def test_a_child_that_is_not_assessed_within_24_hours_stays_received(world):
    case = factories.case(world)
    assess(case, world.adviser)
    case.refresh_from_db()
    assert case.status == CaseStatus.RECEIVED
