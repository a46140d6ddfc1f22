import pytest
from django.urls import reverse

from beredskab.accounts import grants
from beredskab.accounts.roles import Role
from beredskab.audit.models import LookUp
from cases import workflow
from cases.models import Consultation
from tests import factories
from tests.factories import NOW, cards
from tests.factories.talks import talk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]

HELD = {
    "held_at_day": "10",
    "held_at_month": "11",
    "held_at_year": "2026",
    "held_at_time": "9.30",
}
LEADER = {"with_whom": "Leder Eva Prøve", "acute": "no", "outcome": "Vi går videre.", **HELD}
ADVICE = {**LEADER, "service": "red", "purpose": "risk", "naming": "anonymous", "basis": ""}
PAGES = ("case_talk_leader", "case_talk_adviser", "case_plan_talk")


@pytest.fixture
def case(world):
    return factories.case(world)


def url(name, case):
    return reverse(name, args=[case.reference])


def notes(client, case):
    return client.get(url("case_notes", case)).content.decode()


@pytest.mark.rule("R54")
def test_a_talk_with_the_leader_stands_in_the_notes(world, case, log_in):
    client = log_in(world.adviser)
    assert client.post(url("case_talk_leader", case), LEADER).url == url("case_notes", case)
    shown = notes(client, case)
    assert "Leder Eva Prøve" in shown
    assert "Vi går videre." in shown


@pytest.mark.rule("R31")
@pytest.mark.parametrize("name", ["case_talk_leader", "case_talk_adviser"])
def test_a_talk_is_not_closed_without_a_word_on_acute_action(world, case, log_in, name):
    page = log_in(world.adviser).post(url(name, case), {**ADVICE, "acute": ""})
    assert page.context["form"].has_error("acute")
    assert not Consultation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_advice_with_names_asks_who_answers_for_the_basis(world, case, log_in):
    client = log_in(world.adviser)
    named = {**ADVICE, "naming": "named", "basis": "authority"}
    page = client.post(url("case_talk_adviser", case), named)
    assert page.context["form"].has_error("basis_leader")
    assert LookUp.objects.filter(purpose="NeedsReason").exists()
    client.post(url("case_talk_adviser", case), {**named, "basis_leader": world.leader.pk})
    assert Consultation.objects.get().basis_leader == world.leader


def test_names_told_without_a_basis_are_marked(world, case, log_in):
    client = log_in(world.adviser)
    client.post(url("case_talk_adviser", case), {**ADVICE, "naming": "named"})
    assert "Med navne, uden grundlag" in notes(client, case)


def test_only_viso_makes_an_acute_risk_assessment(world, case, log_in):
    wrong = {**ADVICE, "purpose": "acute_risk"}
    page = log_in(world.adviser).post(url("case_talk_adviser", case), wrong)
    assert page.context["form"].has_error("purpose")


@pytest.mark.rule("R110")
@pytest.mark.django_db(transaction=True)
def test_who_plans_to_name_somebody_without_a_basis_is_led_to_the_sheet(world, case, log_in):
    client = log_in(world.adviser)
    page = client.post(url("case_plan_talk", case), {"naming": "named", "basis": ""})
    assert page.context["form"].has_error("naming")
    assert url("case_sheet", case) in page.content.decode()
    refused = LookUp.objects.filter(purpose="NamedNeedsBasis")
    assert refused.get().reference == case.reference
    there = client.post(url("case_plan_talk", case), {"naming": "anonymous"})
    assert there.url == url("case_sheet", case)


@pytest.mark.rule("R110")
@pytest.mark.django_db(transaction=True)
def test_a_reporter_who_plans_to_name_a_child_is_led_to_the_sheet(world, log_in):
    concern = factories.concern(world.professional)
    client = log_in(world.professional)
    plan = url("concern_plan_talk", concern)
    page = client.post(plan, {"naming": "named"})
    assert page.context["form"].has_error("naming")
    assert url("concern_sheet", concern) in page.content.decode()
    assert LookUp.objects.filter(purpose="NamedNeedsBasis").exists()
    assert client.post(plan, {"naming": "general"}).url == url("concern_sheet", concern)
    assert "forældre" not in page.content.decode().lower()


@pytest.mark.rule("R110")
def test_what_a_reporter_named_is_recordable_and_marked(world, log_in):
    concern = factories.concern(world.professional)
    client = log_in(world.professional)
    talked = {**LEADER, "kind": "sparring", "naming": "named"}
    assert client.post(url("concern_consult", concern), talked).status_code == 302
    assert concern.consultations.get().lacks_basis
    shown = client.get(concern.get_absolute_url()).content.decode()
    assert "Med navne, uden grundlag" in shown


def test_a_reporter_of_an_adult_says_that_she_agreed(world, log_in):
    concern = factories.concern(world.professional, persons=[{"stated_age": 30}])
    talked = {**LEADER, "kind": "sparring", "naming": "named", "basis": "on"}
    log_in(world.professional).post(url("concern_consult", concern), talked)
    assert concern.consultations.get().basis == "adult_consent"


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_are_for_who_may_work_on_the_case(world, case, log_in, name):
    for user in (world.stranger, world.professional, world.administrator):
        assert log_in(user).get(url(name, case)).status_code == 404
    for role in (Role.COORDINATOR, Role.JOBCENTER, Role.LAWYER):
        guest = factories.user(role)
        grants.give(case, guest, by=None, at=NOW, reason="shared")
        assert log_in(guest).get(url(name, case)).status_code == 403
    assert log_in(world.adviser).put(url(name, case)).status_code == 405
    workflow.close_in_error(case, by=world.leader, at=NOW, reason="Dublet")
    assert log_in(world.adviser).get(url(name, case)).status_code == 409


def test_guests_of_the_case_see_no_talk(world, case, log_in):
    talk(case, world.adviser)
    for role in (Role.COORDINATOR, Role.JOBCENTER, Role.LAWYER):
        guest = factories.user(role)
        grants.give(case, guest, by=None, at=NOW, reason="shared")
        assert "Bo Prøve" not in notes(log_in(guest), case)


@pytest.mark.rule("R54")
def test_steps_of_the_card_tick_themselves_by_the_record(world, log_in):
    steps = {"leader": {"action": "talk_leader"}, "adviser": {"action": "talk_adviser"}}
    cards.card("authority", "under_18", steps=steps)
    case = factories.case(world)
    client = log_in(world.adviser)

    def rows():
        listed = client.get(case.get_absolute_url()).context["checklist"]
        return {row.step.key: row for row in listed.rows}

    assert rows()["leader"].button["url"] == url("case_talk_leader", case)
    assert rows()["adviser"].button["url"] == url("case_talk_adviser", case)
    talk(case, world.adviser, kind="leader", service="", purpose="")
    assert (rows()["leader"].state, rows()["adviser"].state) == ("done", "open")
    talk(case, world.adviser)
    assert rows()["adviser"].state == "done"
