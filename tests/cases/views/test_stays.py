"""The journey on the tab Safety: what is asked, what is shown, what is owed."""

import re
from datetime import date

import pytest
from django.urls import reverse

from cases import workflow
from cases.models import JourneyReport, Stay
from tests import factories
from tests.cases.views.conftest import counted_queries
from tests.factories import NOW, safety

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]

TOLD = {
    "known": "yes",
    "departure_on": "2026-12-20",
    "return_on": None,
    "country": "Langtbortistan",
    "permit": "Familiesammenført",
    "passport": "Hos faren",
}


@pytest.fixture
def case(world):
    return factories.case(world)


def url(name, case):
    return reverse(name, args=[case.reference])


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def typed(**given):
    return {
        "seen": "0",
        "journey": "yes",
        "departure": "yes",
        "departure_on_day": "1",
        "departure_on_month": "12",
        "departure_on_year": "2026",
        "returning": "unknown",
        "country": "Ukendt",
        "permit": "temporary",
        "permit_words": "Familiesammenføring",
        "passport": "Hos faren",
        **given,
    }


@pytest.mark.rule("R21")
def test_each_question_is_answered_or_marked_unknown(world, log_in, case):
    client, page = log_in(world.adviser), url("case_journey", case)
    errors = client.post(page, {"seen": "0"}).context["form"].errors
    assert set(errors) == {"journey", "departure", "returning", "country", "permit", "passport"}
    wanting = typed(departure_on_day="", departure_on_month="", departure_on_year="")
    assert set(client.post(page, wanting).context["form"].errors) == {"departure_on"}
    assert not Stay.objects.exists()
    unknown = typed(departure="unknown", permit="unknown", country="ukendt", passport="ukendt")
    assert client.post(page, unknown).status_code == 302
    assert Stay.objects.get().departure_on is None


@pytest.mark.rule("R21")
def test_the_form_begins_with_what_the_concern_told(world, log_in):
    case = factories.case(world, abroad_signs=["sent_home"], abroad=TOLD)
    form = log_in(world.adviser).get(url("case_journey", case)).context["form"]
    assert form.initial["departure_on"] == date(2026, 12, 20)
    assert form.initial["country"] == "Langtbortistan"


@pytest.mark.rule("R21")
@pytest.mark.rule("R23")
def test_a_sign_opens_the_section_and_warns_on_every_page(world, log_in):
    case = factories.case(world, abroad_signs=["fears_holiday"])
    client = log_in(world.adviser)
    assert "Tegn på rejse eller udlandsophold" in text(client.get(url("case_safety", case)))
    for name in ("case_detail", "case_persons", "case_tasks"):
        assert "Risiko for udlandsophold mod personens vilje" in text(client.get(url(name, case)))


@pytest.mark.rule("R22")
def test_adults_have_the_section(world, log_in):
    case = factories.case(world, persons=[factories.person(stated_age=24)])
    client = log_in(world.adult_adviser)
    assert 'id="journey"' in text(client.get(url("case_safety", case)))
    assert client.post(url("case_journey", case), typed()).status_code == 302
    shown = text(client.get(url("case_safety", case)))
    assert "1. juni 2027" in shown
    assert "genopdragelsesrejse, er opholdstilladelsen" not in shown


@pytest.mark.rule("R23")
@pytest.mark.rule("LR14")
@pytest.mark.parametrize("permit", ["temporary", "refugee", "permanent", "unknown"])
def test_both_days_are_shown_and_no_three_months(world, log_in, case, permit):
    safety.stay(case, world.adviser, permit=permit)
    client = log_in(world.adviser)
    shown = text(client.get(url("case_safety", case)))
    assert "1. juni 2027" in shown
    assert "1. dec. 2027" in shown or "1. december 2027" in shown
    assert "som udgangspunkt ikke bortfaldet" in shown
    pages = [shown, *(text(client.get(url(n, case))) for n in ("case_journey", "case_detail"))]
    for page in pages:
        assert not re.search(r"\b(3|tre)\W{0,3}m(å|aa)ned|3-m(å|aa)neders", page, re.IGNORECASE)


@pytest.mark.rule("LR16")
def test_a_danish_child_is_a_matter_of_the_police_and_nothing_is_promised(world, log_in, case):
    safety.stay(case, world.adviser, permit="danish")
    shown = text(log_in(world.adviser).get(url("case_safety", case)))
    assert "spørg politiet, om passet kan nægtes eller inddrages" in shown
    assert "Ingen kan loves, at afrejsen bliver stoppet" in shown
    assert "Pligt til at indberette" not in shown
    assert "udrejseforbud" not in shown.lower()


@pytest.mark.rule("LR16")
def test_a_foreign_child_is_a_matter_of_the_immigration_service(world, log_in, case):
    safety.stay(case, world.adviser)
    shown = text(log_in(world.adviser).get(url("case_safety", case)))
    assert "spørg Udlændingestyrelsen om pas" in shown
    assert "Ingen kan loves, at afrejsen bliver stoppet" in shown
    assert "udrejseforbud" not in shown.lower()


@pytest.mark.rule("LR15")
def test_the_report_is_recorded_with_when_to_whom_and_how(world, log_in, case):
    safety.stay(case, world.adviser)
    client, page = log_in(world.adviser), url("case_journey_report", case)
    assert "Pligt til at indberette" in text(client.get(url("case_safety", case)))
    assert set(client.post(page, {"to": "us"}).context["form"].errors) == {"reported_at", "how"}
    moment = {f"reported_at_{part}": value for part, value in MOMENT.items()}
    assert client.post(page, {"to": "siri", "how": "Ringet", **moment}).status_code == 302
    assert JourneyReport.objects.get().to == "siri"
    assert "Ringet" in text(client.get(url("case_safety", case)))


MOMENT = {"day": "10", "month": "11", "year": "2026", "time": "9.30"}


def test_who_is_away_is_a_matter_of_the_foreign_ministry(world, log_in, case):
    safety.stay(case, world.adviser, departure_on=date(2026, 11, 1))
    assert "Udenrigsministeriet" in text(log_in(world.adviser).get(url("case_safety", case)))


@pytest.mark.rule("R20")
def test_a_journey_and_a_conflict_suggest_that_it_is_urgent(world, log_in):
    signs = {"marriage_signs": ["journey", "unwanted"]}
    case = factories.case(world, **signs)
    shown = text(log_in(world.adviser).get(url("case_safety", case)))
    assert "En rejse og en konflikt for nylig" in shown


def test_without_conflict_nothing_is_suggested(world, log_in):
    case = factories.case(world, marriage_signs=["journey"])
    shown = text(log_in(world.adviser).get(url("case_safety", case)))
    assert "En rejse og en konflikt for nylig" not in shown


def test_who_writes_second_sees_both(world, log_in, case):
    safety.stay(case, world.colleague, country="Langtbortistan")
    client, page = log_in(world.adviser), url("case_journey", case)
    shown = text(client.post(page, typed()))
    assert "Langtbortistan" in shown
    assert Stay.objects.count() == 1
    assert client.post(page, typed(seen="1")).status_code == 302


@pytest.mark.parametrize("name", ["case_journey", "case_journey_report"])
def test_outsiders_and_coordinators_are_kept_out(world, log_in, name):
    made = factories.received(world.adviser, source="police", notifier_kind="professional")
    case = made.case_ties.get().case
    safety.stay(case, world.adviser)
    assert log_in(world.stranger).get(url(name, case)).status_code == 404
    assert log_in(world.coordinator).get(url(name, case)).status_code == 403
    shown = text(log_in(world.coordinator).get(url("case_safety", case)))
    assert "udlandsophold" not in shown.lower()


def test_the_tab_asks_a_constant_number_of_queries(world, log_in, case):
    safety.stay(case, world.adviser)
    safety.plan(case, world.adviser)
    client = log_in(world.adviser)
    client.get(url("case_safety", case))
    counts = []
    for _round in range(2):
        with counted_queries() as queries:
            client.get(url("case_safety", case))
        counts.append(len(queries))
        for number in range(3):
            safety.check_in(case, world.adviser)
            workflow.judge_safety_plan(
                case, by=world.adviser, at=NOW, needed=True, grounds=str(number)
            )
    assert counts[0] == counts[1] <= 24, counts
