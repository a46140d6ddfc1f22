"""Which area helps, action plan and advice, on the pages of an adult's case."""

import pytest
from django.urls import reverse

from cases import workflow
from cases.models import ActionPlan, ActionPlanNeed, AdultRouting, AdviceOffer, Person
from tests import factories
from tests.factories import NOW
from tests.factories.adult import adult_case, jobcenter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]
PAGES = (
    "case_route_adult",
    "case_action_plan_need",
    "case_action_plan_offer",
    "case_action_plan",
    "case_advice",
)
PLAN = {"risk": "Trusler", "purpose": "Egen bolig", "participation": "together"}


@pytest.fixture
def case(world):
    return adult_case(world)


def address(case, name):
    return reverse(name, args=[case.reference])


def tab(client, case):
    return client.get(address(case, "case_assessments")).content.decode()


def at(**fields):
    """The four inputs of a moment, today at nine."""
    (name,) = fields
    local = fields[name]
    return {
        f"{name}_day": local.day,
        f"{name}_month": local.month,
        f"{name}_year": local.year,
        f"{name}_time": "09.30",
    }


@pytest.mark.parametrize("page", PAGES)
def test_outsiders_do_not_find_the_pages_and_who_only_sees_may_not(world, log_in, case, page):
    _unit, consultant = jobcenter()
    workflow.route_adult(
        case, by=world.adult_adviser, at=NOW, at_jobcenter="yes", in_adult_area="yes"
    )
    assert log_in(world.adviser).get(address(case, page)).status_code == 404
    assert log_in(consultant).get(address(case, page)).status_code == 403
    assert log_in(world.adult_adviser).get(address(case, page)).status_code == 200
    assert log_in(world.adult_adviser).put(address(case, page)).status_code == 405


@pytest.mark.parametrize("page", PAGES[:4])
def test_a_childs_case_has_none_of_it(world, log_in, page):
    case = factories.case(world)
    assert log_in(world.adviser).get(address(case, page)).status_code == 409
    assert address(case, page) not in tab(log_in(world.adviser), case)


@pytest.mark.rule("R70")
def test_two_questions_and_what_follows_before_it_is_saved(world, log_in, case):
    jobcenter()
    client, url = log_in(world.adult_adviser), address(case, "case_route_adult")
    assert set(client.post(url, {"at_jobcenter": "yes"}).context["form"].errors) == {
        "in_adult_area"
    }
    answers = {"at_jobcenter": "yes", "in_adult_area": "yes"}
    shown = client.post(url, answers)
    assert shown.context["way"] == "cooperation"
    assert not AdultRouting.objects.exists()
    assert shown.context["form"]["previewed"].value() == "cooperation"
    client.post(url, {**answers, "previewed": "cooperation", "coordinates": "jobcenter"})
    assert AdultRouting.objects.get().coordinates == "jobcenter"
    assert "Samarbejde mellem voksenområdet og jobcenteret" in tab(client, case)


def test_answers_changed_after_the_preview_are_shown_again(world, log_in, case):
    client, url = log_in(world.adult_adviser), address(case, "case_route_adult")
    answers = {"at_jobcenter": "no", "in_adult_area": "yes", "previewed": "cooperation"}
    assert client.post(url, answers).context["way"] == "adult_area"
    assert not AdultRouting.objects.exists()


@pytest.mark.rule("R73")
def test_whom_only_the_jobcenter_knows_the_page_proposes_it_and_asks_why(world, log_in, case):
    client, url = log_in(world.adult_adviser), address(case, "case_route_adult")
    answers = {"at_jobcenter": "yes", "in_adult_area": "no"}
    shown = client.post(url, answers)
    assert shown.context["form"]["chosen"].value() == "jobcenter"
    assert "Portalen kender ikke kommunens jobcenter" in shown.content.decode()
    answers |= {"previewed": "jobcenter", "chosen": "jobcenter"}
    assert set(client.post(url, answers).context["form"].errors) == {"grounds"}
    client.post(url, {**answers, "grounds": "Jobcenteret kender hende godt"})
    assert AdultRouting.objects.get().way == "jobcenter"


def test_the_jobcenter_sees_what_it_needs_and_no_more(world, log_in, case):
    _unit, consultant = jobcenter()
    by = world.adult_adviser
    workflow.route_adult(case, by=by, at=NOW, at_jobcenter="yes", in_adult_area="yes")
    plan = {**PLAN, "risk": "Broderen truer hende", "work_support": "Mentor i job"}
    workflow.write_action_plan(case, by=by, at=NOW, seen=0, **plan)
    page = tab(log_in(consultant), case)
    assert "Mentor i job" in page
    assert "Broderen truer hende" not in page
    assert "Broderen truer hende" in tab(log_in(by), case)
    assert log_in(consultant).get(case.get_absolute_url()).status_code == 200


@pytest.mark.rule("R69")
def test_the_need_for_a_plan_wants_grounds_and_then_an_offer(world, log_in, case):
    client, url = log_in(world.adult_adviser), address(case, "case_action_plan_need")
    assert set(client.post(url, {"needed": ""}).context["form"].errors) == {"needed", "grounds"}
    client.post(url, {"needed": "yes", "grounds": "Trusler"})
    assert ActionPlanNeed.objects.get().needed is True
    assert "Borgeren skal tilbydes en handleplan" in tab(client, case)
    offer = {"reply": "accepted", **at(offered_at=NOW)}
    client.post(address(case, "case_action_plan_offer"), offer)
    assert "Ja tak" in tab(client, case)


@pytest.mark.rule("R69")
def test_the_plan_asks_for_its_four_parts(world, log_in, case):
    client = log_in(world.adult_adviser)
    fields = client.get(address(case, "case_action_plan")).context["form"].fields
    present = {"housing", "work", "education", "relatives"}
    support = {"housing_support", "work_support", "education_support", "other_support"}
    assert {"risk", "purpose"} | present | support <= fields.keys()


def test_of_two_who_write_the_plan_the_second_sees_both(world, log_in, case):
    client, url = log_in(world.adult_adviser), address(case, "case_action_plan")
    client.post(url, {**PLAN, "seen": "0"})
    again = client.post(url, {**PLAN, "seen": "0", "risk": "Andet"})
    form = again.context["form"]
    assert form.conflict["rows"][0]["value"] == "Trusler"
    assert form["risk"].value() == "Andet"
    client.post(url, {**PLAN, "seen": form["seen"].value(), "risk": "Andet"})
    assert ActionPlan.objects.first().number == 2
    assert "Udgave 1" in tab(client, case)


@pytest.mark.rule("R74")
def test_advice_is_recorded_and_what_was_unsafe_wants_its_reason(world, log_in, case):
    client, url = log_in(world.adult_adviser), address(case, "case_advice")
    assert "Sagen kan ikke lukkes, før det" in tab(client, case)
    answers = {"person": case.exposed_id, "outcome": "not_safe", **at(offered_at=NOW)}
    answers["offered_at_time"] = "09.00"
    assert set(client.post(url, answers).context["form"].errors) == {"reason"}
    client.post(url, {**answers, "reason": "Manden svarer på hendes telefon"})
    assert AdviceOffer.objects.get().outcome == "not_safe"
    assert "Sagen kan ikke lukkes, før det" not in tab(client, case)


@pytest.mark.rule("R121")
def test_a_sister_of_the_exposed_person_is_offered_advice_too(world, log_in, case):
    client = log_in(world.adult_adviser)
    sister = workflow.add_person(
        case, by=world.adult_adviser, at=NOW, roles=["witness"], name="Nora Prøve"
    )
    form = client.get(address(case, "case_advice")).context["form"]
    assert str(sister.pk) in dict(form.fields["person"].choices)
    answers = {"person": sister.pk, "outcome": "given", "advised": "RED Rådgivning"}
    client.post(address(case, "case_advice"), {**answers, **at(offered_at=NOW)})
    assert "RED Rådgivning" in tab(client, case)
    assert Person.objects.get(pk=sister.pk).roles.get().role == "witness"
