import pytest
from django.urls import reverse

from beredskab.deadlines.models import Deadline
from cases.models import Examination, Measure
from cases.states import CaseStatus
from tests import factories
from tests.cases.views.conftest import counted_queries
from tests.factories import NOW
from tests.factories.child import measure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]


def url(case, name="case_measure_add", *more):
    return reverse(name, args=[case.reference, *more])


def typed(**given):
    decided = {"day": NOW.day, "month": NOW.month, "year": NOW.year, "time": "9.00"}
    return {**{f"decided_at_{part}": value for part, value in decided.items()}, **given}


@pytest.mark.rule("R62")
def test_an_acute_measure_asks_for_the_short_assessment_first(world, log_in):
    case = factories.case(world)
    client = log_in(world.adviser)
    given = typed(kind="safe_stay", is_acute="on")
    response = client.post(url(case), given)
    assert response.context["form"].has_error("acute_assessment")
    assert client.post(url(case), {**given, "assess_later": "on"}).status_code == 302
    assert Measure.objects.get().acute_assessment is None
    assert Examination.objects.filter(case=case).exists()
    assert Deadline.objects.of(case).open().filter(kind="task-measure_acute").exists()


def test_after_an_assessment_it_is_not_asked(world, log_in):
    case = factories.case_in(CaseStatus.ASSESSED, world)
    form = log_in(world.adviser).get(url(case)).context["form"]
    assert "acute_assessment" not in form.fields


@pytest.mark.rule("R64")
def test_placement_without_consent_says_what_to_do_and_records_what_has_happened(world, log_in):
    case = factories.case(world)
    client = log_in(world.adviser)
    response = client.post(url(case), typed(kind="forced_placement"))
    assert response.context["form"].has_error("reason")
    assert "Lav planen først" in response.content.decode()
    client.post(url(case), typed(kind="forced_placement", reason="Udvalget har afgjort det"))
    html = client.get(url(case, "case_assessments")).content.decode()
    assert "Besluttet uden en plan" in html


def test_support_without_a_plan_asks_why(world, log_in):
    case = factories.case(world)
    response = log_in(world.adviser).post(url(case), typed(kind="support", plan_needed="no"))
    assert response.context["form"].has_error("plan_reason")


def test_what_is_missing_is_shown_and_filled_in(world, log_in):
    case = factories.case(world)
    made = measure(case, world.adviser, custody_consent="not_yet")
    client = log_in(world.colleague)
    html = client.get(url(case, "case_assessments")).content.decode()
    assert "Afklar samtykket til en indsats" in html
    page = url(case, "case_measure", made.pk)
    assert set(client.get(page).context["form"].fields) == {"custody_consent", "started_on"}
    client.post(page, {"custody_consent": "given"})
    made.refresh_from_db()
    assert made.custody_consent == "given"
    assert "Mangler" not in client.get(url(case, "case_assessments")).content.decode()


def test_it_ends(world, log_in):
    made = measure(factories.case(world), world.adviser)
    page = url(made.case, "case_measure_end", made.pk)
    client = log_in(world.adviser)
    day = {"ended_on_day": NOW.day, "ended_on_month": NOW.month, "ended_on_year": NOW.year}
    client.get(page)
    client.post(page, {**day, "reason": "Målet er nået"})
    made.refresh_from_db()
    assert made.ended_on == NOW.date()
    assert "Ophørt" in client.get(url(made.case, "case_assessments")).content.decode()


def test_adults_are_not_asked_what_concerns_children(world, log_in):
    case = factories.case(world, persons=[factories.person(stated_age=19)])
    client = log_in(world.adult_adviser)
    assert "plan_needed" not in client.get(url(case)).context["form"].fields
    assert client.post(url(case), typed(kind="mentor", what="Mentor")).status_code == 302


def test_who_may(world, log_in):
    case = factories.case(world, source="police")
    made = measure(case, world.adviser)
    pages = [url(case), url(case, "case_measure", made.pk), url(case, "case_measure_end", made.pk)]
    for page in pages:
        assert log_in(world.stranger).get(page).status_code == 404
        assert log_in(world.coordinator).get(page).status_code == 403
        assert log_in(world.adviser).delete(page).status_code == 405
    html = log_in(world.coordinator).get(url(case, "case_assessments")).content.decode()
    assert "Kontaktperson" not in html


def test_a_measure_of_another_case_is_not_found(world, log_in):
    made = measure(factories.case(world), world.adviser)
    other = factories.case(world)
    assert log_in(world.adviser).get(url(other, "case_measure", made.pk)).status_code == 404


def test_the_tab_asks_the_same_number_of_queries_for_many(world, log_in):
    case = factories.case(world)
    client = log_in(world.adviser)
    counts = []
    for _round in range(2):
        for _measure in range(3):
            measure(case, world.adviser, is_acute=True, custody_consent="not_yet")
        client.get(url(case, "case_assessments"))
        with counted_queries() as queries:
            client.get(url(case, "case_assessments"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
