from datetime import timedelta

import pytest
from django.urls import reverse

from beredskab.deadlines.models import Deadline
from cases import deadlines, kinds, workflow
from cases.models import Assessment
from cases.states import CaseStatus
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]

ANSWERS = {"danger": "yes", "act_now": "unknown", "grounds": "Samtale med skolen"}


@pytest.fixture
def tie(world):
    return factories.tie(world, at=NOW - timedelta(hours=3))


def address(tie, name="case_assess"):
    return reverse(name, args=[tie.case.reference, tie.concern.reference])


def signed(world, tie, **answers):
    answers = {**ANSWERS, **answers}
    return workflow.assess(tie, by=world.adviser, at=NOW, **answers)


@pytest.mark.rule("R36")
def test_two_answers_and_grounds_are_signed(world, log_in, tie):
    response = log_in(world.adviser).post(address(tie), ANSWERS)
    assert response.url == tie.case.get_absolute_url()
    assessment = Assessment.objects.get(tie=tie)
    assert (assessment.danger, assessment.act_now) == ("yes", "unknown")
    assert assessment.signed_by == world.adviser
    assert not assessment.is_late


def test_the_notification_stands_before_the_form(world, log_in, tie):
    content = log_in(world.adviser).get(address(tie)).content.decode()
    assert content.index("svømning") < content.index('name="danger"')
    assert 'href="#assessment"' in content


@pytest.mark.parametrize("missing", ["danger", "act_now", "grounds"])
def test_each_answer_is_needed(world, log_in, tie, missing):
    response = log_in(world.adviser).post(address(tie), {**ANSWERS, missing: ""})
    assert list(response.context["form"].errors) == [missing]
    assert not Assessment.objects.exists()


@pytest.mark.rule("R42")
def test_what_is_ticked_becomes_a_task_with_owner_and_limit(world, log_in, tie):
    kind = "task-safety_plan"
    follow_up = {
        kind: "on",
        f"{kind}-owner": world.colleague.pk,
        f"{kind}-due_on_day": "16",
        f"{kind}-due_on_month": "11",
        f"{kind}-due_on_year": "2026",
    }
    log_in(world.adviser).post(address(tie), {**ANSWERS, **follow_up})
    task = Deadline.objects.of(tie.case).get(kind=kind)
    assert task.owner == world.colleague
    assert task.due_at.date().isoformat() == "2026-11-16"


def test_a_ticked_task_needs_an_owner_and_a_limit(world, log_in, tie):
    response = log_in(world.adviser).post(address(tie), {**ANSWERS, "task-siblings": "on"})
    assert set(response.context["form"].errors) == {"task-siblings-owner", "task-siblings-due_on"}


@pytest.mark.rule("R36")
def test_an_assessment_made_earlier_keeps_its_own_time(world, log_in, tie):
    earlier = {
        "assessed_at_day": "10",
        "assessed_at_month": "11",
        "assessed_at_year": "2026",
        "assessed_at_time": "08.30",
        "assessed_by_text": "Døgnvagten pr. telefon",
    }
    log_in(world.adviser).post(address(tie), {**ANSWERS, **earlier})
    made = Assessment.objects.get(tie=tie)
    assert made.assessed_at == NOW - timedelta(minutes=90)
    assert made.assessed_by_text == "Døgnvagten pr. telefon"


def test_a_time_before_receipt_is_an_error_of_its_field(world, log_in, tie):
    early = {
        "assessed_at_day": "1",
        "assessed_at_month": "11",
        "assessed_at_year": "2026",
        "assessed_at_time": "08.30",
    }
    response = log_in(world.adviser).post(address(tie), {**ANSWERS, **early})
    assert list(response.context["form"].errors) == ["assessed_at"]


@pytest.mark.rule("R36")
def test_grounds_for_lateness_are_asked_after_saving(world, log_in):
    tie = factories.tie(world, at=NOW - timedelta(hours=25))
    client = log_in(world.adviser)
    response = client.post(address(tie), ANSWERS)
    assert response.url == address(tie, "case_late")
    assert Assessment.objects.get(tie=tie).is_late
    assert client.get(response.url).status_code == 200
    assert "grounds" in client.post(response.url, {"sent": "1"}).context["form"].errors
    client.post(response.url, {"grounds": "To sager på én gang"})
    assert Assessment.objects.get(tie=tie).late_grounds == "To sager på én gang"
    assert client.get(response.url).status_code == 409


def test_what_is_assessed_is_read_with_its_signer(world, log_in, tie):
    signed(world, tie)
    response = log_in(world.colleague).get(address(tie))
    assert world.adviser.name in response.content.decode()
    assert "form" not in response.context
    assert log_in(world.colleague).post(address(tie), ANSWERS).status_code == 409


def test_who_may_not_assess_is_told_so_and_outsiders_find_nothing(world, log_in, tie):
    assert log_in(world.leader).get(address(tie)).status_code == 403
    assert log_in(world.leader).post(address(tie), ANSWERS).status_code == 403
    assert log_in(world.stranger).get(address(tie)).status_code == 404
    assert log_in(world.adviser).delete(address(tie)).status_code == 405


def test_a_concern_of_another_case_is_not_found(world, log_in, tie):
    other = factories.tie(world)
    url = reverse("case_assess", args=[tie.case.reference, other.concern.reference])
    assert log_in(world.adviser).get(url).status_code == 404


@pytest.mark.rule("R77")
def test_there_is_no_assessment_of_an_adult(world, log_in):
    tie = factories.tie(world, persons=[factories.person(stated_age=30)])
    assert log_in(world.adult_adviser).get(address(tie)).status_code == 409


def test_a_closed_case_is_not_assessed(world, log_in):
    case = factories.case_in(CaseStatus.CLOSED, world)
    tie = case.concern_ties.select_related("case", "concern").get()
    assert log_in(world.adviser).post(address(tie), ANSWERS).status_code == 409


def test_the_leader_countersigns(world, log_in, tie):
    signed(world, tie)
    url = address(tie, "case_countersign")
    assert "Samtale med skolen" in log_in(world.leader).get(url).content.decode()
    response = log_in(world.leader).post(url, {"remark": "Ring i morgen"})
    assert response.url == tie.case.get_absolute_url()
    assessment = Assessment.objects.get(tie=tie)
    assert assessment.countersigned_by == world.leader
    assert assessment.countersign_remark == "Ring i morgen"
    assert not deadlines.is_open(tie, kinds.COUNTERSIGN)
    assert "form" not in log_in(world.leader).get(url).context


def test_only_a_leader_countersigns_and_only_what_is_signed(world, log_in, tie):
    url = address(tie, "case_countersign")
    assert log_in(world.leader).get(url).status_code == 409
    signed(world, tie)
    assert log_in(world.colleague).get(url).status_code == 403
    assert log_in(world.adult_leader).get(url).status_code == 404


def test_the_talks_are_read_where_it_is_assessed(world, log_in, tie):
    workflow.consult(
        tie.concern,
        by=world.professional,
        at=NOW,
        kind="leader",
        held_at=NOW,
        with_whom="Lis Prøve",
        acute="yes",
        outcome="Ring nu",
    )
    shown = [log_in(world.adviser).get(address(tie))]
    signed(world, tie)
    shown.append(log_in(world.adviser).get(address(tie)))
    shown.append(log_in(world.leader).get(address(tie, "case_countersign")))
    for response in shown:
        assert "Akut handling: Ja<br>Ring nu" in response.content.decode()
        assert "Lis Prøve" in response.content.decode()
