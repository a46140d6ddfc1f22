"""The revision at least every fourth year, and who is told of it when."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from beredskab.accounts.roles import Role
from beredskab.notices.models import Notice
from beredskab.plan import revision, tasks, workflow
from beredskab.plan.models import Edition
from beredskab.plan.revision import Stage
from tests import factories
from tests.factories import plan

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R2")]

ADOPTED = date(2024, 2, 29)
AMBER = datetime(2027, 2, 28, 6, tzinfo=UTC)
RED = datetime(2028, 3, 1, 6, tzinfo=UTC)


@pytest.fixture
def in_force(desk):
    """The plan that was adopted on the 29 February of a leap year."""
    at = datetime(2024, 3, 1, 9, tzinfo=UTC)
    approved = plan.approved(by=desk.writer, at=at)
    adopted = workflow.record_adoption(
        approved, by=desk.writer, at=at, adopted_on=ADOPTED, adopted_body="Byrådet"
    )
    asked = workflow.ask_to_publish(adopted, by=desk.writer, at=at)
    made = workflow.publish(asked, plan.PDF, asked=at, at=at)
    Notice.objects.all().delete()
    return made


def told(kind):
    return {notice.recipient for notice in Notice.objects.filter(kind=kind)}


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2024, 2, 29), Stage.GREEN),
        (date(2027, 2, 27), Stage.GREEN),
        (date(2027, 2, 28), Stage.AMBER),
        (date(2028, 2, 29), Stage.AMBER),
        (date(2028, 3, 1), Stage.RED),
        (date(2033, 1, 1), Stage.RED),
    ],
)
def test_it_is_due_four_years_after_the_adoption_and_pressing_twelve_months_before(day, stage):
    edition = Edition(number=1, adopted_on=ADOPTED, adopted_body="Byrådet")
    assert edition.review_due_on == date(2028, 2, 29)
    assert edition.review_amber_on == date(2027, 2, 28)
    assert revision.stage(edition, day) == stage


@pytest.mark.parametrize(
    ("adopted", "due"),
    [
        (date(2026, 11, 10), date(2030, 11, 10)),
        (date(2023, 12, 31), date(2027, 12, 31)),
        (date(2096, 2, 29), date(2100, 2, 28)),
    ],
)
def test_a_day_that_the_last_year_does_not_have_is_the_day_before(adopted, due):
    assert Edition(adopted_on=adopted).review_due_on == due


def test_what_is_not_adopted_is_not_to_be_revised():
    assert revision.stage(Edition(), date(2100, 1, 1)) == Stage.GREEN


def test_nobody_is_told_as_long_as_there_is_time(in_force):
    assert revision.remind(at=AMBER - timedelta(days=1)) == 0
    assert not Notice.objects.exists()


def test_editors_and_leaders_are_told_once_when_it_comes_near(in_force, desk):
    coordinator = factories.user(Role.COORDINATOR)
    everybody = {desk.writer, desk.editor, desk.administrator, desk.leader, coordinator}
    revision.remind(at=AMBER)
    assert told("plan_review_near") >= everybody
    assert desk.reader not in told("plan_review_near")
    notice = Notice.objects.filter(recipient=desk.leader).get()
    assert (notice.path, notice.urgent) == ("/plan/pligter/", False)
    assert revision.remind(at=AMBER) == 0
    assert revision.remind(at=AMBER + timedelta(days=300)) == 0


def test_they_are_told_again_once_when_the_day_is_past(in_force, desk):
    revision.remind(at=AMBER)
    assert revision.remind(at=RED - timedelta(days=1)) == 0
    assert revision.remind(at=RED) == len(told("plan_review_near"))
    assert revision.remind(at=RED + timedelta(days=30)) == 0
    assert told("plan_review_overdue") == told("plan_review_near")
    assert Notice.objects.filter(kind="plan_review_overdue", urgent=False).count() == 0


def unread():
    return set(Notice.objects.filter(read_at=None).values_list("kind", flat=True))


def test_that_it_is_overdue_takes_the_place_of_that_it_comes_near(in_force, desk):
    revision.remind(at=AMBER)
    assert unread() == {"plan_review_near"}
    revision.remind(at=RED)
    assert unread() == {"plan_review_overdue"}


@pytest.mark.parametrize("day", [AMBER, RED])
def test_nobody_is_told_of_it_any_more_when_the_next_edition_is_in_force(in_force, desk, day):
    revision.remind(at=day)
    plan.in_force(by=desk.writer, at=day)
    assert not unread() & {"plan_review_near", "plan_review_overdue"}


def test_a_correction_does_not_do_the_revision(in_force, desk):
    revision.remind(at=RED)
    plan.in_force(plan.correction(desk.writer, at=RED), by=desk.writer, at=RED)
    assert "plan_review_overdue" in unread()


def test_who_becomes_leader_in_the_meantime_is_told_too(in_force):
    revision.remind(at=AMBER)
    new = factories.user(Role.LEADER)
    assert revision.remind(at=AMBER + timedelta(days=1)) == 1
    assert new in told("plan_review_near")


def test_a_correction_changes_nothing_and_is_not_told_of_again(in_force, desk):
    revision.remind(at=AMBER)
    corrected = plan.in_force(plan.correction(desk.writer, at=AMBER), by=desk.writer, at=AMBER)
    assert corrected.review_due_on == date(2028, 2, 29)
    told_before = told("plan_review_near")
    revision.remind(at=AMBER + timedelta(days=1))
    assert Notice.objects.filter(kind="plan_review_near").count() == len(told("plan_review_near"))
    assert told("plan_review_near") >= told_before


def test_the_next_edition_begins_its_own_four_years(in_force, desk):
    plan.in_force(by=desk.writer, at=AMBER)
    assert revision.remind(at=AMBER + timedelta(days=1)) == 0
    assert Edition.objects.filter(status="superseded").count() == 1


def test_without_a_plan_in_force_nobody_is_told(desk):
    plan.draft()
    assert revision.remind(at=RED) == 0


def test_the_task_tells_them(in_force):
    with time_machine.travel(AMBER, tick=False):
        assert tasks.remind_of_review() > 0
        assert tasks.remind_of_review() == 0
