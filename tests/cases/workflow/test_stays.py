from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.audit.models import AuditEvent
from beredskab.deadlines.models import Deadline
from beredskab.timelimits import local_day
from cases import kinds, workflow
from cases.models import CheckIn, JourneyReport, Stay
from cases.states import CaseStatus, WrongState
from cases.workflow.stays import CameBackInFuture, ReportedInFuture, ReturnsBeforeDeparture
from cases.workflow.tasks import complete_task
from tests import factories
from tests.factories import NOW, safety

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=3)


@pytest.fixture
def case(world):
    return factories.case(world)


def adult(world):
    return factories.case(world, persons=[factories.person(stated_age=24)])


def owed(case, kind):
    return Deadline.objects.of(case).open().filter(kind=kind)


def due_on(case, kind):
    return [local_day(one.due_at) for one in owed(case, kind)]


# -- The section opens ---------------------------------------------------------------------------
@pytest.mark.rule("R21")
@pytest.mark.parametrize("sign", ["absent", "fears_holiday", "sent_home", "left_alone"])
def test_any_sign_in_a_concern_asks_for_what_is_known(world, sign):
    case = factories.case(world, abroad_signs=[sign])
    assert owed(case, kinds.STAY).get().owner == case.holder


@pytest.mark.rule("R22")
def test_adults_are_asked_too(world):
    case = factories.case(
        world, persons=[factories.person(stated_age=24)], abroad_signs=["left_alone"]
    )
    assert owed(case, kinds.STAY).exists()
    safety.stay(case, world.adult_adviser)
    assert not owed(case, kinds.STAY).exists()


@pytest.mark.rule("R21")
def test_the_category_asks_as_well(world, case):
    assert not owed(case, kinds.STAY).exists()
    workflow.set_categories(case, by=world.adviser, at=NOW, categories=["foreign_stay"])
    assert owed(case, kinds.STAY).exists()


def test_without_signs_nothing_is_asked(case):
    assert not owed(case, kinds.STAY).exists()


# -- The days ------------------------------------------------------------------------------------
@pytest.mark.rule("R23")
@pytest.mark.rule("LR14")
@pytest.mark.parametrize("permit", ["unknown", "temporary", "refugee"])
def test_six_and_twelve_months_run_from_departure(world, case, permit):
    safety.stay(case, world.adviser, permit=permit, departure_on=date(2026, 8, 31))
    assert due_on(case, "stay-6") == [date(2027, 2, 28)]
    assert due_on(case, "stay-12") == [date(2027, 8, 31)]


@pytest.mark.rule("LR14")
def test_with_a_permanent_permit_the_twelve_months_count(world, case):
    safety.stay(case, world.adviser, permit="permanent")
    assert due_on(case, "stay-6") == []
    assert due_on(case, "stay-12") == [date(2027, 12, 1)]


@pytest.mark.rule("LR14")
def test_no_day_runs_for_a_citizen_or_without_departure(world, case):
    safety.stay(case, world.adviser, permit="danish")
    assert due_on(case, "stay-6") == due_on(case, "stay-12") == []
    safety.stay(case, world.adviser, seen=1, departure_on=None)
    assert due_on(case, "stay-6") == []


def test_the_days_follow_the_newest_version_and_end_with_the_stay(world, case):
    safety.stay(case, world.adviser)
    safety.stay(case, world.adviser, seen=1, departure_on=date(2026, 12, 10))
    assert due_on(case, "stay-6") == [date(2027, 6, 10)]
    safety.stay(case, world.adviser, seen=2, is_off=True)
    assert due_on(case, "stay-6") == []


@pytest.mark.rule("LR14")
def test_nothing_counts_three_months(world, case):
    safety.stay(case, world.adviser)
    ends = {
        local_day(one.due_at) for one in Deadline.objects.of(case).filter(kind__startswith="stay-")
    }
    assert ends == {date(2027, 6, 1), date(2027, 12, 1)}


# -- The duty to report --------------------------------------------------------------------------
def report(case, by, at=NOW):
    return workflow.report_journey(
        case, by=by, at=at, to="us", reported_at=at, how="Digitalt, med det vi ved"
    )


@pytest.mark.rule("LR15")
@pytest.mark.parametrize("permit", ["temporary", "refugee", "permanent", "unknown"])
def test_a_childs_suspected_journey_is_to_be_reported_today(world, case, permit):
    safety.stay(case, world.adviser, permit=permit)
    assert due_on(case, kinds.REPORT_JOURNEY) == [NOW.date()]


@pytest.mark.rule("LR15")
def test_it_is_not_owed_for_citizens_adults_or_without_suspicion(world, case):
    safety.stay(case, world.adviser, permit="danish")
    safety.stay(case, world.adviser, seen=1, journey="no")
    grown = adult(world)
    safety.stay(grown, world.adult_adviser)
    for one in (case, grown):
        assert not owed(one, kinds.REPORT_JOURNEY).exists()


@pytest.mark.rule("LR15")
def test_it_is_met_by_the_record_alone_and_comes_again_with_new_information(world, case):
    safety.stay(case, world.adviser)
    task = owed(case, kinds.REPORT_JOURNEY).get()
    with pytest.raises(WrongState):
        complete_task(task, case=case, by=world.adviser, at=NOW)
    made = report(case, world.adviser)
    assert (made.to, made.recorded_by) == ("us", world.adviser)
    assert not owed(case, kinds.REPORT_JOURNEY).exists()
    safety.stay(case, world.adviser, at=LATER, seen=1, passport="I en kuffert")
    assert owed(case, kinds.REPORT_JOURNEY).count() == 1
    report(case, world.adviser, at=LATER)
    concern = case.concern_ties.get().concern
    workflow.add_information(concern, by=world.professional, at=LATER, text="Billetter er købt")
    assert owed(case, kinds.REPORT_JOURNEY).count() == 1


@pytest.mark.rule("LR15")
def test_it_outlives_the_eighteenth_birthday(world):
    case = factories.case(world, persons=[factories.person(born_on="2008-11-20")])
    safety.stay(case, world.adviser)
    grown = NOW + timedelta(days=20)
    assert owed(case, kinds.REPORT_JOURNEY).exists()
    report(case, world.adviser, at=grown)
    safety.stay(case, world.adviser, at=grown, seen=1)
    assert owed(case, kinds.REPORT_JOURNEY).exists()


@pytest.mark.rule("LR15")
def test_the_parents_are_asked_nowhere():
    names = {field.name for model in (Stay, JourneyReport) for field in model._meta.fields}
    assert not [name for name in names if "consent" in name or "parent" in name]


def test_a_report_is_recorded_when_the_case_is_closed_since(world):
    case = factories.case_in(CaseStatus.CLOSED, world)
    report(case, world.leader)
    with pytest.raises(ReportedInFuture):
        workflow.report_journey(
            case, by=world.leader, at=NOW, to="siri", reported_at=LATER, how="x"
        )


# -- The passport --------------------------------------------------------------------------------
@pytest.mark.rule("LR16")
@pytest.mark.parametrize(
    ("permit", "whom"), [("danish", "police"), ("temporary", "Immigration Service")]
)
def test_who_is_asked_about_a_childs_passport(world, case, permit, whom):
    safety.stay(case, world.adviser, permit=permit)
    assert whom in owed(case, kinds.PASSPORT).get().title


@pytest.mark.rule("LR16")
def test_an_adults_passport_is_her_own(world):
    case = adult(world)
    safety.stay(case, world.adult_adviser)
    assert not owed(case, kinds.PASSPORT).exists()


# -- The return ----------------------------------------------------------------------------------
def test_the_expected_return_is_watched_and_moves_with_the_stay(world, case):
    safety.stay(case, world.adviser, return_on=date(2027, 1, 10))
    safety.stay(case, world.adviser, seen=1, return_on=date(2027, 1, 12))
    waiting = CheckIn.objects.unsettled().get()
    assert local_day(waiting.due_at) == date(2027, 1, 12)
    back = NOW + timedelta(days=70)
    safety.stay(case, world.adviser, at=back, seen=2, came_back_on=date(2027, 1, 11))
    assert not CheckIn.objects.unsettled().exists()
    assert not Deadline.objects.of(case).open().filter(kind__startswith="check-in").exists()


def test_a_return_agreed_by_hand_stays_when_the_stay_changes(world, case):
    safety.check_in(case, world.adviser, kind="return")
    safety.stay(case, world.adviser, return_on=date(2027, 1, 10))
    assert CheckIn.objects.unsettled().count() == 2


def test_days_that_cannot_be_are_refused(world, case):
    with pytest.raises(ReturnsBeforeDeparture):
        safety.stay(case, world.adviser, return_on=date(2026, 11, 1))
    with pytest.raises(CameBackInFuture):
        safety.stay(case, world.adviser, came_back_on=date(2027, 1, 1))


@pytest.mark.parametrize("who", ["professional", "coordinator", "stranger"])
def test_only_who_works_on_the_case_writes_it(world, case, who):
    with pytest.raises(PermissionDenied):
        safety.stay(case, getattr(world, who))
    with pytest.raises(PermissionDenied):
        report(case, getattr(world, who))


def test_a_closed_case_has_no_new_stay(world):
    with pytest.raises(WrongState):
        safety.stay(factories.case_in(CaseStatus.CLOSED, world), world.adviser)


def test_the_trail_holds_codes_and_no_words(world, case):
    safety.stay(case, world.adviser, country="Langtbortistan")
    report(case, world.adviser)
    written = AuditEvent.objects.get(verb="cases.stay_written")
    assert written.details["permit"] == "temporary"
    found = AuditEvent.objects.filter(verb__in=["cases.stay_written", "cases.journey_reported"])
    assert "Langtbortistan" not in str([event.details for event in found])
    assert "Digitalt" not in str([event.details for event in found])
