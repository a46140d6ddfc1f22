"""Who works on a case, its persons, its tasks, what the leader sets right."""

from datetime import timedelta

import pytest
from django.urls import reverse

from beredskab.accounts import grants
from beredskab.deadlines.models import Deadline
from cases import workflow
from cases.models import Case
from cases.states import CaseStatus
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]


@pytest.fixture
def case(world):
    return factories.case(world, at=NOW - timedelta(hours=2))


def address(case, name, *more):
    return reverse(name, args=[case.reference, *more])


def fresh(case):
    return Case.objects.get(pk=case.pk)


# -- Assignment ----------------------------------------------------------------------------------
def test_an_adviser_takes_the_case(world, log_in, case):
    log_in(world.colleague).post(address(case, "case_take"))
    assert fresh(case).handler == fresh(case).holder == world.colleague


def test_taking_is_never_a_link(world, log_in, case):
    for name in ("case_take", "case_accept", "case_decline"):
        assert log_in(world.colleague).get(address(case, name)).status_code == 405


def test_the_leader_offers_the_case_and_the_adviser_accepts(world, log_in, case):
    url = address(case, "case_assign")
    assert "to" in log_in(world.leader).post(url, {"to": ""}).context["form"].errors
    log_in(world.leader).post(url, {"to": world.colleague.pk})
    assert fresh(case).offered_to == world.colleague
    assert fresh(case).holder == world.adviser
    log_in(world.colleague).post(address(case, "case_accept"))
    assert fresh(case).holder == world.colleague


def test_only_advisers_of_the_unit_are_offered(world, log_in, case):
    form = log_in(world.leader).get(address(case, "case_assign")).context["form"]
    offered = {key for key, _name in form.fields["to"].choices}
    assert offered == {"", str(world.adviser.pk), str(world.colleague.pk)}


def test_who_has_the_case_is_not_offered_it(world, log_in, case):
    workflow.take(case, by=world.colleague, at=NOW)
    form = log_in(world.leader).get(address(case, "case_assign")).context["form"]
    offered = {key for key, _name in form.fields["to"].choices}
    assert offered == {"", str(world.adviser.pk)}


def test_who_declines_leaves_the_case_with_its_holder(world, log_in, case):
    workflow.assign(case, by=world.leader, at=NOW, to=world.colleague)
    response = log_in(world.colleague).post(address(case, "case_decline"))
    assert response.url == reverse("case_list")
    assert fresh(case).offered_to is None
    assert fresh(case).holder == world.adviser


def test_a_case_moves_to_another_unit_and_is_gone_from_this_one(world, log_in, case):
    response = log_in(world.leader).post(address(case, "case_move"), {"unit": world.adult_unit.pk})
    assert response.url == reverse("case_list")
    assert fresh(case).unit == world.adult_unit
    assert log_in(world.leader).get(case.get_absolute_url()).status_code == 404


def test_a_unit_with_nobody_to_receive_is_an_error_of_its_field(world, log_in, case):
    empty = factories.unit()
    response = log_in(world.leader).post(address(case, "case_move"), {"unit": empty.pk})
    assert list(response.context["form"].errors) == ["unit"]


def test_what_the_case_is_about_is_settled(world, log_in, case):
    url = address(case, "case_categories")
    log_in(world.adviser).post(url, {"categories": ["forced_marriage", "social_control"]})
    assert fresh(case).categories == ["forced_marriage", "social_control"]
    log_in(world.adviser).post(url, {"sent": "1"})
    assert fresh(case).categories == ["unsettled"]


# -- Tasks ---------------------------------------------------------------------------------------
def test_a_task_is_given_and_done(world, log_in, case):
    answers = {
        "kind": "task-partners",
        "owner": world.colleague.pk,
        "due_on_day": "16",
        "due_on_month": "11",
        "due_on_year": "2026",
    }
    log_in(world.adviser).post(address(case, "case_task_add"), answers)
    task = Deadline.objects.of(case).get(kind="task-partners")
    assert task.owner == world.colleague
    log_in(world.colleague).post(address(case, "case_task_done", task.pk))
    assert Deadline.objects.get(pk=task.pk).met_at == NOW


def test_the_owner_of_a_task_marks_it_as_done_and_no_other_guest_does(world, log_in, case):
    for user in (world.coordinator, guest := factories.user("jobcenter")):
        grants.give(case, user, by=None, at=NOW, reason="shared")
    task = workflow.add_task(
        case,
        by=world.adviser,
        at=NOW,
        kind="task-partners",
        owner=world.coordinator,
        due_on=NOW.date() + timedelta(days=3),
    )
    done = address(case, "case_task_done", task.pk)
    for user, may in [(world.coordinator, True), (world.colleague, True), (guest, False)]:
        content = log_in(user).get(address(case, "case_tasks")).content.decode()
        assert (done in content) is may
    assert log_in(guest).post(done).status_code == 403
    log_in(world.coordinator).post(done)
    assert Deadline.objects.get(pk=task.pk).met_at == NOW


def test_a_task_cannot_begin_late(world, log_in, case):
    answers = {
        "kind": "task-partners",
        "owner": world.colleague.pk,
        "due_on_day": "9",
        "due_on_month": "11",
        "due_on_year": "2026",
    }
    response = log_in(world.adviser).post(address(case, "case_task_add"), answers)
    assert list(response.context["form"].errors) == ["due_on"]


def test_a_task_of_another_case_is_not_found(world, log_in, case):
    other = factories.case(world)
    due_on = NOW.date() + timedelta(days=3)
    task = workflow.add_task(
        other, by=world.adviser, at=NOW, kind="task-partners", owner=world.adviser, due_on=due_on
    )
    url = address(case, "case_task_done", task.pk)
    assert log_in(world.adviser).post(url).status_code == 404
    assert log_in(world.adviser).get(url).status_code == 405


def test_a_deadline_of_the_law_is_not_done_by_a_click(world, log_in, case):
    tie = case.concern_ties.get()
    assessment = Deadline.objects.of(tie).get()
    url = address(case, "case_task_done", assessment.pk)
    assert log_in(world.adviser).post(url).status_code == 404
    assert Deadline.objects.get(pk=assessment.pk).met_at is None


# -- What the leader sets right ------------------------------------------------------------------
def test_the_received_time_is_corrected_and_the_clock_moves(world, log_in, case):
    tie = case.concern_ties.select_related("concern").get()
    url = address(case, "case_receipt", tie.concern.reference)
    earlier = {
        "received_at_day": "9",
        "received_at_month": "11",
        "received_at_year": "2026",
        "received_at_time": "16.00",
    }
    missing = log_in(world.leader).post(url, earlier)
    assert list(missing.context["form"].errors) == ["reason"]
    log_in(world.leader).post(url, {**earlier, "reason": "Lå i postkassen"})
    due = Deadline.objects.of(tie).get(kind="assessment").due_at
    assert due.isoformat() == "2026-11-10T15:00:00+00:00"
    assert "Lå i postkassen" in log_in(world.leader).get(url).content.decode()
    later = {**earlier, "received_at_day": "12", "reason": "x"}
    assert list(log_in(world.leader).post(url, later).context["form"].errors) == ["received_at"]


@pytest.mark.rule("LR23")
def test_a_case_registered_in_error_is_closed_after_a_question(world, log_in, case):
    url = address(case, "case_close_in_error")
    asked = log_in(world.leader).get(url)
    assert "button-warning" in asked.content.decode()
    assert list(log_in(world.leader).post(url, {"sent": "1"}).context["form"].errors) == ["reason"]
    log_in(world.leader).post(url, {"reason": "Dublet"})
    assert fresh(case).status == CaseStatus.CLOSED
    assert log_in(world.leader).get(url).status_code == 409


# -- Who may -------------------------------------------------------------------------------------
BY_LEADER = ["case_assign", "case_move", "case_close_in_error"]
BY_AUTHORITY = ["case_person_add", "case_categories", "case_task_add"]


@pytest.mark.parametrize("name", BY_LEADER + BY_AUTHORITY)
def test_each_page_needs_its_right(world, log_in, case, name):
    grants.give(case, world.coordinator, by=None, at=NOW, reason="shared")
    expected = 403 if name in BY_LEADER else 200
    assert log_in(world.adviser).get(address(case, name)).status_code == expected
    assert log_in(world.leader).get(address(case, name)).status_code == 200
    assert log_in(world.coordinator).get(address(case, name)).status_code == 403
    assert log_in(world.stranger).get(address(case, name)).status_code == 404
    assert log_in(world.leader).delete(address(case, name)).status_code == 405


@pytest.mark.parametrize("name", ["case_take", "case_accept", "case_decline"])
def test_each_button_needs_its_right(world, log_in, case, name):
    assert log_in(world.leader).post(address(case, name)).status_code == 403
    assert log_in(world.stranger).post(address(case, name)).status_code == 404


@pytest.mark.parametrize("name", ["case_persons", "case_tasks", "case_access"])
def test_the_tabs_are_for_those_who_see_the_case(world, log_in, case, name):
    assert log_in(world.adviser).get(address(case, name)).status_code == 200
    assert log_in(world.stranger).get(address(case, name)).status_code == 404
    assert log_in(world.adviser).post(address(case, name)).status_code == 405


# -- Access and log ------------------------------------------------------------------------------
def test_who_has_access_stands_with_the_reason(world, log_in, case):
    rows = log_in(world.colleague).get(address(case, "case_access")).context["access"]
    names = [row["who"] for row in rows]
    assert names[0] == world.adviser.name
    assert world.leader.name in names
    assert any(world.child_unit.name in name for name in names)
    assert all(row["why"] for row in rows)


@pytest.mark.rule("LR18")
@pytest.mark.django_db(transaction=True)
def test_holder_and_leader_see_who_looked_and_are_logged_themselves(world, log_in, case):
    log_in(world.colleague).get(case.get_absolute_url())
    url = address(case, "case_access")
    assert "look_ups" not in log_in(world.colleague).get(url).context
    for user in (world.adviser, world.leader):
        looks = log_in(user).get(url).context["look_ups"]
        assert looks[0]["who"] == user.name
        assert looks[-1]["who"] == world.colleague.name
