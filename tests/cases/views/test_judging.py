"""The tab of assessments, and the pages of risk assessment, screening and judgement."""

from datetime import date

import pytest
from django.urls import reverse

from cases import workflow
from cases.models import Judgement, RiskAssessment
from cases.states import CaseStatus
from tests import factories
from tests.cases.views.conftest import counted_queries
from tests.factories import NOW
from tests.factories.judge import risk_words, screened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]

PAGES = ("case_risk", "case_screen", "case_judge")


@pytest.fixture
def case(world):
    return factories.case_in(CaseStatus.ASSESSED, world)


def address(case, name="case_assessments", *more):
    return reverse(name, args=[case.reference, *more])


def posted_risk(*, seen=0, **given):
    """A risk assessment as the form sends it."""
    sent = {**risk_words(), **given, "seen": seen}
    day = sent.pop("valid_until")
    if not day:
        return sent
    return {
        **sent,
        "valid_until_day": day.day,
        "valid_until_month": day.month,
        "valid_until_year": day.year,
    }


def judge(case, by, **given):
    given = {"threatened": "no", "act_now": "no", "examination": "no", "grounds": "Rolig", **given}
    return workflow.judge(case, by=by, at=NOW, seen=given.pop("seen", 0), **given)


@pytest.mark.parametrize("name", PAGES)
def test_outsiders_find_nothing_and_a_leader_does_not_propose(world, log_in, case, name):
    assert log_in(world.stranger).get(address(case, name)).status_code == 404
    assert log_in(world.leader).get(address(case, name)).status_code == 403
    assert log_in(world.leader).post(address(case, name), {}).status_code == 403
    assert log_in(world.adviser).get(address(case, name)).status_code == 200
    assert log_in(world.adviser).delete(address(case, name)).status_code == 405


@pytest.mark.parametrize("name", PAGES)
def test_a_closed_case_is_not_judged(world, log_in, name):
    case = factories.case_in(CaseStatus.CLOSED, world)
    assert log_in(world.adviser).get(address(case, name)).status_code == 409
    assert log_in(world.adviser).get(address(case)).status_code == 200


def test_a_whole_risk_assessment_is_signed_and_shown(world, log_in, case):
    client = log_in(world.adviser)
    response = client.post(address(case, "case_risk"), posted_risk())
    assert response.url == address(case)
    made = RiskAssessment.objects.get(case=case)
    assert (made.level, made.valid_until) == ("medium", date(2027, 2, 1))
    content = client.get(address(case)).content.decode()
    assert "Storebror følger hende" in content
    assert "Afventer leder" in content
    assert "Risikoen er ikke vurderet endnu" not in content


@pytest.mark.parametrize(
    "missing", ["acute", "level", "grounds", "deeds_now", "control_before", "exposure_words"]
)
def test_all_of_it_is_needed_where_nothing_is_acute(world, log_in, case, missing):
    response = log_in(world.adviser).post(address(case, "case_risk"), posted_risk(**{missing: ""}))
    assert list(response.context["form"].errors) == [missing]
    assert not RiskAssessment.objects.exists()


def test_where_it_is_acute_two_answers_are_enough(world, log_in, case):
    sent = {"seen": 0, "acute": "unknown", "level": "high"}
    assert log_in(world.adviser).post(address(case, "case_risk"), sent).status_code == 302
    case.refresh_from_db()
    assert case.acute


def test_the_reason_for_a_lower_conclusion_is_asked_for_at_its_field(world, log_in, case):
    client = log_in(world.adviser)
    response = client.post(address(case, "case_risk"), posted_risk(level="low"))
    assert list(response.context["form"].errors) == ["departure"]
    sent = posted_risk(level="low", departure="Broren er rejst")
    assert client.post(address(case, "case_risk"), sent).status_code == 302


def test_anew_begins_from_what_was_found_before(world, log_in, case):
    workflow.assess_risk(case, by=world.adviser, at=NOW, seen=0, **risk_words())
    form = log_in(world.adviser).get(address(case, "case_risk")).context["form"]
    assert form["deeds_before"].value() == "medium"
    assert form["deeds_now"].value() is None
    assert form["control_words"].value() == "Storebror følger hende"
    assert form["seen"].value() == 1


def test_only_what_is_filled_in_and_what_may_be_left_out_is_folded(world, log_in, case):
    client = log_in(world.adviser)
    html = client.get(address(case, "case_risk")).content.decode().split("<form")[-1]
    assert html.count("<details") == 2
    assert html.index('id="id_grounds"') < html.index("<details")
    sent = posted_risk(grounds="", control_words="")
    html = client.post(address(case, "case_risk"), sent).content.decode().split("<form")[-1]
    assert html.count("Udfyldt: ") == 2
    control = html.split('id="domain-control"')[1].split("</section>")[0]
    assert "<details" not in control
    assert "Skriv, hvad du bygger niveauet på" in control


def test_two_who_assess_at_once_lose_nothing(world, log_in, case):
    workflow.assess_risk(case, by=world.colleague, at=NOW, seen=0, **risk_words(level="high"))
    client = log_in(world.adviser)
    sent = posted_risk(grounds="Min egen begrundelse")
    response = client.post(address(case, "case_risk"), sent)
    content = response.content.decode()
    assert world.colleague.name in content
    assert "Kontrollen er tiltaget siden sommer" in content
    assert "Min egen begrundelse" in content
    assert RiskAssessment.objects.count() == 1
    assert client.post(address(case, "case_risk"), {**sent, "seen": 1}).status_code == 302


def test_all_versions_are_read_and_the_newest_shows_its_direction(world, log_in, case):
    workflow.assess_risk(case, by=world.adviser, at=NOW, seen=0, **risk_words())
    rising = risk_words(deeds_now="high", level="high", grounds="Nu truer de hende")
    workflow.assess_risk(case, by=world.adviser, at=NOW, seen=1, **rising)
    content = log_in(world.adviser).get(address(case)).content.decode()
    assert "Stigende" in content
    assert "Kontrollen er tiltaget siden sommer" in content
    assert content.index("Nu truer de hende") < content.index("Tidligere risikovurderinger")


@pytest.mark.rule("LR26")
def test_without_the_authoritys_own_the_tab_says_that_the_risk_is_not_assessed(world, log_in, case):
    content = log_in(world.adviser).get(address(case)).content.decode()
    assert "Risikoen er ikke vurderet endnu" in content
    assert "aldrig i stedet for" in content


def test_the_leader_countersigns_what_she_reads(world, log_in, case):
    workflow.assess_risk(case, by=world.adviser, at=NOW, seen=0, **risk_words())
    client = log_in(world.leader)
    url = address(case, "case_risk_countersign", 1)
    assert url in client.get(address(case)).content.decode()
    assert "Storebror følger hende" in client.get(url).content.decode()
    assert client.post(url, {"remark": "Enig"}).url == address(case)
    assert RiskAssessment.objects.get().countersigned_by == world.leader
    assert client.get(url).context["form"] is None
    assert client.post(url, {}).status_code == 409
    assert client.get(address(case, "case_risk_countersign", 7)).status_code == 404
    assert log_in(world.colleague).get(url).status_code == 403


@pytest.mark.rule("R61")
def test_what_awaits_the_leader_stands_on_the_case_for_all_who_work_on_it(world, log_in, case):
    judge(case, world.adviser)
    for who in (world.adviser, world.leader):
        assert "Afventer leder" in log_in(who).get(address(case)).content.decode()
        overview = log_in(who).get(case.get_absolute_url()).content.decode()
        assert "Kontrasignér stillingtagen" in overview
    url = f"{address(case)}#judgement"
    assert url in log_in(world.leader).get(case.get_absolute_url()).content.decode()
    log_in(world.leader).post(address(case, "case_judgement_countersign", 1), {"remark": ""})
    assert Judgement.objects.get().countersigned_by == world.leader
    assert "Afventer leder" not in log_in(world.adviser).get(address(case)).content.decode()


@pytest.mark.rule("R61")
@pytest.mark.parametrize("missing", ["threatened", "act_now", "examination", "grounds"])
def test_a_child_is_judged_by_three_answers(world, log_in, case, missing):
    sent = {"threatened": "no", "act_now": "no", "examination": "no", "grounds": "Ro", "seen": 0}
    client = log_in(world.adviser)
    errors = client.post(address(case, "case_judge"), {**sent, missing: ""}).context["form"].errors
    assert list(errors) == [missing]
    assert client.post(address(case, "case_judge"), sent).url == address(case)


@pytest.mark.rule("R66")
@pytest.mark.parametrize("missing", ["threatened", "act_now"])
def test_an_adult_is_judged_by_two_answers_that_cannot_be_left_out(world, log_in, missing):
    adult = factories.case(world, persons=[factories.person(stated_age=30)])
    sent = {"threatened": "yes", "act_now": "no", "seen": 0}
    client = log_in(world.adult_adviser)
    response = client.post(address(adult, "case_judge"), {**sent, missing: ""})
    assert list(response.context["form"].errors) == [missing]
    assert "examination" not in response.context["form"].fields
    assert client.post(address(adult, "case_judge"), sent).status_code == 302


def test_a_second_judge_sees_both_texts(world, log_in, case):
    judge(case, world.colleague, grounds="Kollegaens ord")
    sent = {"threatened": "no", "act_now": "no", "examination": "no", "grounds": "Mine", "seen": 0}
    content = log_in(world.adviser).post(address(case, "case_judge"), sent).content.decode()
    assert "Kollegaens ord" in content
    assert "Mine" in content
    assert Judgement.objects.count() == 1


def test_the_coordinator_sees_nothing_of_it(world, log_in):
    sent = factories.received(world.adviser, source="police")
    case = sent.case_ties.get().case
    workflow.assess_risk(case, by=world.adviser, at=NOW, seen=0, **risk_words())
    response = log_in(world.coordinator).get(address(case))
    assert response.status_code == 200
    assert "Storebror" not in response.content.decode()
    assert "Risikovurdering" not in response.content.decode()


def test_the_tab_takes_as_many_queries_with_many_versions(world, log_in, case):
    client = log_in(world.adviser)

    def count():
        client.get(address(case))
        with counted_queries() as queries:
            client.get(address(case))
        return len(queries)

    made = []
    for seen in (0, 1, 2):
        workflow.assess_risk(case, by=world.adviser, at=NOW, seen=seen, **risk_words())
        workflow.screen(case, by=world.adviser, at=NOW, seen=seen, **screened())
        judge(case, world.adviser, seen=seen)
        made.append(count())
    # Each section asks one or two questions of its own; none asks more for a longer history.
    assert made[0] == made[2]
