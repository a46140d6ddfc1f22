"""Turning 18 in the middle of a case: who is asked, what ends, what goes on."""

from datetime import date, timedelta

import pytest

from beredskab.deadlines.models import Deadline
from beredskab.notices.models import Notice
from cases import birthdays, checklist, deadlines, kinds, workflow
from cases.models import AdultTransfer, Case, DutyPeriod, Person
from cases.outcomes import CaseFacts
from cases.workflow.coming_of_age import AlreadyAdult, StillAChild
from cases.workflow.opening import NoReceiver
from tests import factories
from tests.factories import NOW, cards
from tests.factories.adult import adult_case, child_turning

pytestmark = pytest.mark.django_db
BIRTHDAY = date(2026, 12, 1)
BORN_ON = date(2008, 12, 1)
THEN = NOW + timedelta(days=21)
TRANSFER = "task-adult_transfer"
CLOCKS = {kinds.ASSESSMENT, kinds.CONFIRMATION, kinds.ORIENTATION}


@pytest.fixture
def case(world):
    """Somebody who was 17 when it was received, and is 18 three weeks later."""
    return child_turning(world, BORN_ON, at=NOW)


def fresh(case):
    return Case.objects.get(pk=case.pk)


def sees(user, case):
    return Case.objects.visible_to(type(user).objects.get(pk=user.pk), at=THEN).contains(case)


def open_kinds(case):
    found = Deadline.objects.filter(deadlines.about(case)).open()
    return set(found.values_list("kind", flat=True))


def hand_over(case, world):
    workflow.hand_to_adults(case, by=world.adviser, at=THEN, message="Bor hos sin moster")
    return workflow.accept(fresh(case), by=world.adult_adviser, at=THEN)


@pytest.mark.rule("R98")
def test_on_the_birthday_the_hand_over_is_a_task_and_both_sides_are_told(world, case):
    workflow.turn_of_age(at=THEN - timedelta(days=1))
    assert TRANSFER not in open_kinds(case)
    workflow.turn_of_age(at=THEN)
    task = Deadline.objects.of(case).get(kind=TRANSFER)
    assert (task.owner, task.due_at.date()) == (world.adviser, BIRTHDAY)
    assert Notice.objects.filter(recipient=world.adviser, kind="case_turned_18").exists()
    assert Notice.objects.filter(recipient=world.adult_leader, kind="adult_coming").exists()


def test_the_sweep_asks_once(world, case):
    for _day in range(3):
        workflow.turn_of_age(at=THEN)
    assert Deadline.objects.of(case).filter(kind=TRANSFER).count() == 1
    assert Notice.objects.filter(kind="case_turned_18").count() == 1


def test_a_date_of_birth_that_was_wrong_takes_the_task_back(world, case):
    workflow.turn_of_age(at=THEN)
    change = {"roles": ["exposed"], "born_on": date(2010, 12, 1)}
    workflow.change_person(fresh(case).exposed, by=world.adviser, at=THEN, **change)
    assert TRANSFER not in open_kinds(case)
    change["born_on"] = BORN_ON
    workflow.change_person(fresh(case).exposed, by=world.adviser, at=THEN, **change)
    assert TRANSFER in open_kinds(case)


def test_the_date_in_a_cpr_number_counts(world):
    case = factories.case(world, persons=[factories.person(age_unknown=True)])
    workflow.change_person(
        case.exposed, by=world.adviser, at=THEN, roles=["exposed"], cpr="0112089990"
    )
    assert Person.objects.get(pk=case.exposed_id).born_on == BORN_ON
    assert TRANSFER in open_kinds(case)


@pytest.mark.rule("R98")
def test_the_case_passes_when_the_adult_area_accepts(world, case):
    workflow.hand_to_adults(case, by=world.adviser, at=THEN)
    offered = fresh(case)
    assert (offered.unit, offered.holder) == (world.child_unit, world.adviser)
    assert offered.offered_to == world.adult_adviser
    workflow.accept(offered, by=world.adult_adviser, at=THEN)
    passed = fresh(case)
    assert (passed.unit, passed.holder) == (world.adult_unit, world.adult_adviser)
    assert (passed.handler, passed.is_minor) == (world.adult_adviser, False)
    assert AdultTransfer.objects.get().accepted_at == THEN


def test_the_duty_to_act_has_no_gap(world, case):
    hand_over(case, world)
    first, second = DutyPeriod.objects.filter(case=case).order_by("pk")
    assert first.ended_at == second.began_at == THEN


def test_the_childs_unit_sees_it_no_more(world, case):
    hand_over(case, world)
    for user in (world.adviser, world.colleague, world.leader):
        assert not sees(user, case)
    assert sees(world.adult_adviser, case)
    assert sees(world.adult_leader, case)


def test_declined_it_stays_and_is_offered_again(world, case):
    workflow.hand_to_adults(case, by=world.adviser, at=THEN)
    workflow.decline(fresh(case), by=world.adult_adviser, at=THEN)
    assert fresh(case).unit == world.child_unit
    hand_over(case, world)
    assert fresh(case).unit == world.adult_unit


def test_an_offer_inside_the_unit_is_no_transfer(world, case):
    workflow.hand_to_adults(case, by=world.adviser, at=THEN)
    workflow.decline(fresh(case), by=world.adult_adviser, at=THEN)
    workflow.assign(fresh(case), by=world.leader, at=THEN, to=world.colleague)
    workflow.accept(fresh(case), by=world.colleague, at=THEN)
    assert (fresh(case).unit, fresh(case).is_minor) == (world.child_unit, True)


@pytest.mark.rule("R77")
def test_no_clock_of_a_notification_runs_on_after_the_hand_over(world, case):
    assert open_kinds(case) & CLOCKS == {kinds.ASSESSMENT, kinds.ORIENTATION}
    hand_over(case, world)
    assert not open_kinds(case) & CLOCKS
    assert {"task-judge_threat", "task-answer_notifier"} <= open_kinds(case)


@pytest.mark.rule("R77")
@pytest.mark.parametrize("channel", ["portal", "phone"])
def test_a_later_concern_starts_none_either(world, channel):
    cpr = "0112089990"
    case = child_turning(world, BORN_ON, at=NOW, cpr=cpr)
    hand_over(case, world)
    # The reporter still takes her for a child.
    about = [factories.person(stated_age=17, cpr=cpr)]
    if channel == "portal":
        factories.concern(world.professional, at=THEN, persons=about)
    else:
        factories.received(
            world.adult_adviser,
            at=THEN,
            answers={"persons": about},
            notifier_kind="professional",
        )
    assert fresh(case).concern_ties.count() == 2
    assert not open_kinds(case) & CLOCKS
    assert "task-answer_notifier" in open_kinds(case)


@pytest.mark.rule("R77")
def test_nor_before_the_hand_over_once_the_person_is_18(world):
    cpr = "0112089990"
    case = child_turning(world, BORN_ON, at=NOW, cpr=cpr)
    before = Deadline.objects.filter(kind=kinds.ASSESSMENT).count()
    factories.concern(world.professional, at=THEN, persons=[factories.person(cpr=cpr)])
    assert fresh(case).concern_ties.count() == 2
    assert Deadline.objects.filter(kind=kinds.ASSESSMENT).count() == before


@pytest.mark.rule("R77", "R5")
def test_an_adults_case_has_no_clock_and_a_childs_has(world):
    assert not open_kinds(adult_case(world)) & CLOCKS
    assert kinds.ASSESSMENT in open_kinds(factories.case(world))


def test_what_was_assessed_stays_history(world, case):
    tie = case.concern_ties.get()
    workflow.assess(tie, by=world.adviser, at=NOW, danger="yes", act_now="no", grounds="x")
    hand_over(case, world)
    met = Deadline.objects.of(tie).get(kind=kinds.ASSESSMENT)
    assert met.met_at == NOW
    assert "task-judge_threat" not in open_kinds(case)


@pytest.mark.rule("R98")
def test_what_keeps_the_person_safe_goes_on(world, case):
    day = THEN.date() + timedelta(days=30)
    for kind in ("task-safety_plan", "task-police", "task-child_talk"):
        deadlines.add_task(case, kind, owner=world.adviser, due_on=day, at=NOW)
    hand_over(case, world)
    assert {"task-safety_plan", "task-police"} <= open_kinds(case)
    assert "task-child_talk" not in open_kinds(case)
    task = Deadline.objects.of(case).get(kind="task-safety_plan")
    assert (task.owner, task.unit) == (world.adult_adviser, world.adult_unit)


def test_the_card_for_adults_is_offered(world, case):
    cards.card("authority", "under_18", steps={"noget": {}})
    cards.card("authority", "adult", steps={"andet": {}})
    workflow.use_card(case, by=world.adviser, at=NOW)
    hand_over(case, world)
    facts = CaseFacts(fresh(case), world.adult_adviser, frozenset(), [], [])
    shown = checklist.of_case(facts, at=THEN)
    assert "voksen" in shown.other["url"] or "adult" in shown.other["url"]


def test_a_child_is_not_handed_over_nor_an_adult_twice(world, case):
    with pytest.raises(StillAChild):
        workflow.hand_to_adults(case, by=world.adviser, at=NOW)
    hand_over(case, world)
    with pytest.raises(AlreadyAdult):
        workflow.hand_to_adults(fresh(case), by=world.adult_adviser, at=THEN)


def test_an_adult_area_with_nobody_in_it_gets_no_case(world, case):
    for user in (world.adult_adviser, world.adult_leader):
        user.shifts.all().delete()
        user.memberships.all().delete()
    with pytest.raises(NoReceiver):
        workflow.hand_to_adults(case, by=world.adviser, at=THEN)


@pytest.mark.parametrize(
    ("birthday", "day"),
    [
        (date(2027, 3, 15), date(2026, 9, 15)),
        (date(2026, 8, 31), date(2026, 2, 28)),
        (date(2026, 1, 1), date(2025, 7, 1)),
    ],
)
def test_half_a_year_before_the_birthday(birthday, day):
    assert birthdays.preparing_from(birthday) == day


def test_a_replacement_number_proves_no_birthday():
    assert birthdays.from_cpr("6112089990") is None
    assert birthdays.from_cpr("") is None


@pytest.mark.rule("R98")
def test_plan_journey_report_and_agreed_moments_survive_the_birthday(world, case):
    by, born = world.adviser, {"by": world.adviser, "at": NOW}
    workflow.write_stay(
        case,
        **born,
        seen=0,
        journey="yes",
        departure_on=THEN.date() + timedelta(days=9),
        return_on=THEN.date() + timedelta(days=40),
        country="Ukendt",
        permit="temporary",
        passport="Hos faren",
    )
    moment, whom = THEN + timedelta(days=2), {"with_whom": "Moster", "if_missed": "Ring 114"}
    workflow.agree_check_in(case, **born, kind="check_in", due_at=moment, how="Ringer", **whom)
    assert kinds.REPORT_JOURNEY in open_kinds(case)
    hand_over(case, world)
    assert kinds.REPORT_JOURNEY in open_kinds(case)
    report = Deadline.objects.of(case).open().get(kind=kinds.REPORT_JOURNEY)
    assert report.owner == world.adult_adviser != by
    assert {one.outcome for one in fresh(case).check_ins.all()} == {""}
    assert fresh(case).stays.count() == 1


@pytest.mark.parametrize(("placed", "asked"), [(True, True), (False, False)])
def test_half_a_year_before_it_is_decided_what_follows_a_placement(world, placed, asked):
    case = child_turning(world, date(2009, 3, 1), at=NOW)
    if placed:
        workflow.record_measure(
            case,
            by=world.adviser,
            at=NOW,
            kind="placement",
            decided_at=NOW,
            decided_by="Lederen",
        )
    workflow.turn_of_age(at=NOW)
    assert ("task-prepare_18" in open_kinds(case)) is asked
