"""The page on which a professional judges her concern about an adult, and where it shows."""

import pytest
from django.urls import reverse

from cases import workflow
from cases.models import Case, Concern, ConcernJudgement
from tests import factories
from tests.factories import NOW, cards

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]
ADULT = [factories.person(stated_age=24)]
NEEDS = {"needs_risk_assessment": "yes", "needs_safety_plan": "yes", "needs_partners": "no"}
CALM = {"threatened": "no", "act_now": "no"}


@pytest.fixture
def concern(world):
    cards.card(
        "professional",
        "adult",
        steps={
            "judge-threat": {"action": "judge_threat"},
            "safety-plan": {"action": "safety_plan"},
            "partners": {"action": "partners"},
        },
    )
    draft = factories.draft(world.professional, persons=ADULT)
    return workflow.clarify_first(draft, by=world.professional, at=NOW)


def address(concern):
    return reverse("concern_judge", args=[concern.reference])


@pytest.mark.rule("R66", "R67")
def test_the_form_asks_the_two_and_then_the_three(world, log_in, concern):
    client, url = log_in(world.professional), address(concern)
    assert set(client.post(url, {"threatened": ""}).context["form"].errors) == set(CALM)
    assert set(client.post(url, CALM).context["form"].errors) == set(NEEDS)
    client.post(url, {**CALM, **NEEDS, "grounds": "Hun er bange for sin mand"})
    assert ConcernJudgement.objects.get().needs_safety_plan == "yes"
    page = client.get(concern.get_absolute_url()).content.decode()
    assert "Hun er bange for sin mand" in page


@pytest.mark.rule("R66")
def test_not_knowing_leads_to_whom_to_call(world, log_in, concern):
    client = log_in(world.professional)
    response = client.post(address(concern), {"threatened": "unknown", "act_now": "no"})
    assert response.url == reverse("concern_acute", args=[concern.reference])
    workflow.send(Concern.objects.get(pk=concern.pk), by=world.professional, at=NOW)
    response = client.post(address(concern), {"threatened": "unknown", "act_now": "no"})
    assert response.url == reverse("acute")


@pytest.mark.rule("R65")
def test_the_talks_are_reminded_of_in_their_order_and_hold_nothing_up(world, log_in, concern):
    client = log_in(world.professional)
    leader, adviser = client.get(address(concern)).context["reminders"]
    assert "leder" in leader
    assert "SSP" in adviser
    workflow.consult(
        concern,
        by=world.professional,
        at=NOW,
        kind="leader",
        held_at=NOW,
        with_whom="Lederen",
        acute="no",
        outcome="Vi følger det",
    )
    assert client.get(address(concern)).context["reminders"] == [adviser]
    assert client.post(address(concern), {**CALM, **NEEDS}).status_code == 302


@pytest.mark.rule("R67")
def test_it_ticks_the_steps_of_her_own_checklist(world, log_in, concern):
    client = log_in(world.professional)
    rows = client.get(concern.get_absolute_url()).context["checklist"].rows
    assert [row.state for row in rows] == ["open", "open", "open"]
    assert rows[0].button["url"] == address(concern)
    client.post(address(concern), {**CALM, **NEEDS})
    rows = client.get(concern.get_absolute_url()).context["checklist"].rows
    assert [row.state for row in rows] == ["done", "done", "done"]


def test_the_adviser_of_the_case_reads_it(world, log_in, concern):
    workflow.judge_concern(concern, by=world.professional, at=NOW, **CALM, **NEEDS, grounds="Bange")
    workflow.send(Concern.objects.get(pk=concern.pk), by=world.professional, at=NOW)
    case = Case.objects.from_concern(concern).get()
    page = log_in(world.adult_adviser).get(case.get_absolute_url()).content.decode()
    assert "Bange" in page


def test_a_concern_about_a_child_has_no_such_page(world, log_in):
    child = factories.concern(world.professional)
    client = log_in(world.professional)
    assert client.get(address(child)).status_code == 409
    assert address(child) not in client.get(child.get_absolute_url()).content.decode()


def test_others_do_not_find_it(world, log_in, concern):
    assert log_in(world.adult_adviser).get(address(concern)).status_code == 404
    assert log_in(world.professional).put(address(concern)).status_code == 405
