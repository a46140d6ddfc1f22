from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from beredskab.accounts.roles import Role
from cases import workflow
from cases.models import Case, ChildPlan, Examination, Reassessment, SiblingAssessment
from cases.states import CaseStatus
from tests import factories
from tests.factories import NOW
from tests.factories.child import examination, measure, plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]


def url(case, name="case_assessments", *more):
    return reverse(name, args=[case.reference, *more])


def sibling(case, by):
    return workflow.add_person(case, by=by, at=NOW, roles=["other_child"], name="Bror Prøve")


def test_it_begins_and_is_finished(world, log_in):
    case = factories.case(world)
    client = log_in(world.adviser)
    assert "Begynd den børnefaglige undersøgelse" in client.get(url(case)).content.decode()
    client.post(url(case, "case_examination_open"), {"grounds": "Screening"})
    html = client.get(url(case)).content.decode()
    assert "Fire måneder fra den første underretning" in html
    client.post(url(case, "case_examination_conclude"), {"conclusion": "Behov for støtte"})
    assert Examination.objects.get().conclusion == "Behov for støtte"
    assert client.get(url(case, "case_examination_conclude")).status_code == 409


@pytest.mark.rule("LR4")
def test_a_late_one_asks_for_a_preliminary_assessment(world, log_in):
    case = factories.case(world)
    examination(case, world.adviser)
    client = log_in(world.leader)
    words = "Skriv en foreløbig vurdering nu"
    assert words not in client.get(url(case)).content.decode()
    with time_machine.travel(NOW + timedelta(days=130), tick=False):
        client.force_login(world.leader)
        assert words in client.get(url(case)).content.decode()
        client.post(url(case, "case_preliminary"), {"text": "Foreløbigt behov"})
        html = client.get(url(case)).content.decode()
    assert words not in html
    assert "Foreløbigt behov" in html


@pytest.mark.rule("LR5")
def test_other_children_are_judged_one_by_one(world, log_in):
    case = factories.case(world)
    child = sibling(case, world.adviser)
    examination(case, world.adviser)
    client = log_in(world.adviser)
    assert "Ikke vurderet endnu" in client.get(url(case)).content.decode()
    page = url(case, "case_sibling", child.pk)
    assert client.get(page).status_code == 200
    client.post(page, {"needed": "no", "grounds": "Trives"})
    assert SiblingAssessment.objects.get().child == child
    assert "Ikke vurderet endnu" not in client.get(url(case)).content.decode()
    assert client.get(url(case, "case_sibling", case.exposed_id)).status_code == 404


def test_nobody_else_writes_the_examination(world, log_in):
    case = factories.case(world, source="police")
    child = sibling(case, world.adviser)
    names = ["case_examination_open", "case_examination_conclude", "case_preliminary"]
    pages = [url(case, name) for name in (*names, "case_child_plan")]
    for page in (*pages, url(case, "case_sibling", child.pk)):
        assert log_in(world.stranger).get(page).status_code == 404
        assert log_in(world.coordinator).get(page).status_code == 403
        assert log_in(world.adviser).delete(page).status_code == 405


def typed_plan(**given):
    return {"kind": "child", "goals": "Frihed", "purpose": "Skolegang", "seen": 0, **given}


@pytest.mark.rule("R63")
def test_the_plan_is_written_and_written_anew(world, log_in):
    case = factories.case(world)
    client = log_in(world.adviser)
    page = url(case, "case_child_plan")
    assert client.get(page).context["form"].initial["kind"] == "child"
    client.post(page, typed_plan())
    client.post(page, typed_plan(goals="Nye mål", seen=1))
    html = client.get(url(case)).content.decode()
    assert "Nye mål" in html
    assert "Frihed" in html


def test_the_second_of_two_writers_sees_both_texts(world, log_in):
    case = factories.case(world)
    plan(case, world.adviser, goals="Den førstes mål")
    client = log_in(world.colleague)
    page = url(case, "case_child_plan")
    html = client.post(page, typed_plan(goals="Den andens mål")).content.decode()
    assert "Den førstes mål" in html
    assert "Den andens mål" in html
    assert ChildPlan.objects.count() == 1
    client.post(page, typed_plan(goals="Den andens mål", seen=1))
    assert ChildPlan.objects.count() == 2


@pytest.mark.rule("LR6")
def test_the_page_says_who_may_judge_anew_and_refuses_others(world, log_in):
    new = factories.user(Role.ADVISER_CHILD, world.child_unit, name="Ny Rådgiver")
    case = factories.case(world)
    measure(case, world.adviser)
    sent = factories.received(world.adviser, into=Case.objects.get(pk=case.pk))
    client = log_in(world.adviser)
    html = client.get(url(case)).content.decode()
    assert "Ny Rådgiver" in html
    page = url(case, "case_reassess", sent.reference)
    offered = client.get(page).context["form"].fields["with_"].users.values()
    assert new in offered
    assert world.adviser not in offered
    given = {"with_": world.adviser.pk, "conclusion": "x"}
    assert client.post(page, given).context["form"].has_error("with_")
    client.post(page, {"with_": new.pk, "conclusion": "Indsatsen rækker ikke"})
    assert Reassessment.objects.get().with_user == new
    assert log_in(world.stranger).get(page).status_code == 404


def test_a_task_that_is_done_by_its_record_leads_there_and_has_no_tick(world, log_in):
    case = factories.case_in(CaseStatus.ASSESSED, world)
    html = log_in(world.adviser).get(url(case, "case_tasks")).content.decode()
    assert f'<a href="{url(case)}">Hold børnesamtale</a>' in html
