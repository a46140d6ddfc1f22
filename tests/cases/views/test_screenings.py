"""The page on which a child is screened (§ 18)."""

import pytest
from django.urls import reverse

from beredskab.audit.models import LookUp
from cases import workflow
from cases.models import Screening
from cases.states import CaseStatus
from tests import factories
from tests.factories import NOW
from tests.factories.judge import screened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]


@pytest.fixture
def case(world):
    return factories.case_in(CaseStatus.ASSESSED, world)


def address(case, name="case_assessments", *more):
    return reverse(name, args=[case.reference, *more])


@pytest.mark.rule("LR2")
def test_it_offers_three_outcomes_and_no_other(world, log_in, case):
    page = log_in(world.adviser).get(address(case, "case_screen"))
    offered = [key for key, _label in page.context["form"].fields["outcome"].choices]
    assert offered == ["nothing", "clarification", "examination"]


def test_a_screening_is_signed_once_and_then_read_with_its_signer(world, log_in, case):
    client = log_in(world.adviser)
    response = client.post(address(case, "case_screen"), {**screened(), "seen": 0})
    assert response.url == address(case)
    read = log_in(world.colleague).get(address(case, "case_screen"))
    assert world.adviser.name in read.content.decode()
    assert "form" not in read.context
    anew = log_in(world.colleague).get(f"{address(case, 'case_screen')}?igen=1")
    assert anew.context["form"]["grounds"].value() == "Talt med skolen"


@pytest.mark.rule("LR3")
@pytest.mark.parametrize("outcome", ["nothing", "clarification"])
def test_abuse_takes_the_other_outcomes_away_and_says_why(world, log_in, case, outcome):
    client = log_in(world.adviser)
    sent = {**screened(abuse="suspected", by_parents="yes", outcome=outcome), "seen": 0}
    response = client.post(address(case, "case_screen"), sent)
    form = response.context["form"]
    assert list(form.errors) == ["outcome"]
    assert [key for key, _ in form.fields["outcome"].choices] == ["examination"]
    assert "de to andre udfald er væk" in response.content.decode()
    assert not Screening.objects.exists()
    client.post(address(case, "case_screen"), {**sent, "outcome": "examination"})
    assert Screening.objects.get().outcome == "examination"
    content = client.get(address(case)).content.decode()
    assert "Tal med barnet uden forældrene og uden deres samtykke" in content


@pytest.mark.rule("R122")
def test_the_criteria_are_asked_for_at_their_field(world, log_in, case):
    workflow.set_categories(case, by=world.adviser, at=NOW, categories=["social_control"])
    client = log_in(world.adviser)
    response = client.post(address(case, "case_screen"), {**screened(), "seen": 0})
    assert list(response.context["form"].errors) == ["criteria"]
    sent = {**screened(), "seen": 0, "criteria": ["unsettled"]}
    assert client.post(address(case, "case_screen"), sent).status_code == 302


def test_what_happened_before_is_asked_for_when_something_did(world, log_in, case):
    sent = {**screened(earlier="yes"), "seen": 0}
    response = log_in(world.adviser).post(address(case, "case_screen"), sent)
    assert list(response.context["form"].errors) == ["earlier_words"]


def test_what_a_notifier_ticked_is_proposed(world, log_in):
    tie = factories.tie(world, signs=["harm"])
    content = log_in(world.adviser).get(address(tie.case, "case_screen")).content.decode()
    assert "Vurder selv, om der er overgreb" in content
    assert "24-timersvurderingen er ikke underskrevet endnu" in content


def test_adults_are_not_screened(world, log_in):
    adult = factories.case(world, persons=[factories.person(stated_age=30)])
    assert log_in(world.adult_adviser).get(address(adult, "case_screen")).status_code == 409
    content = log_in(world.adult_adviser).get(address(adult)).content.decode()
    assert "Screening efter § 18" not in content


@pytest.mark.rule("LR3")
@pytest.mark.django_db(transaction=True)
def test_a_hand_made_nothing_further_at_abuse_is_refused_and_written_down(world, log_in, case):
    sent = {
        "seen": "0",
        "abuse": "known",
        "by_parents": "yes",
        "earlier": "no",
        "outcome": "nothing",
        "grounds": "x",
    }
    page = log_in(world.adviser).post(address(case, "case_screen"), sent)
    assert page.context["form"].has_error("outcome")
    assert not Screening.objects.exists()
    row = LookUp.objects.get(result=LookUp.Result.REFUSED)
    assert (row.actor, row.verb) == (world.adviser, "refused")
    assert (row.purpose, row.reference) == ("MustExamine", case.reference)
    log_in(world.adviser).post(address(case, "case_screen"), {**sent, "outcome": ""})
    assert LookUp.objects.filter(result=LookUp.Result.REFUSED).count() == 1
