from datetime import timedelta

import pytest
from django.urls import reverse

from beredskab.audit.models import LookUp
from cases.models import ChildTalk, ChildTalkLeftOut, PlannedChildTalk
from cases.states import CaseStatus
from tests import factories
from tests.cases.views.conftest import counted_queries
from tests.factories import NOW, contact
from tests.factories.child import held_talk, planned_talk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]

WORDS = "Jeg er bange for min storebror"
NAMES = ("case_child_talk", "case_child_talk_plan", "case_child_talk_left_out")


def url(case, name="case_child_talk", *more):
    return reverse(name, args=[case.reference, *more])


def moment(name, at):
    local = at.astimezone()
    parts = {"day": at.day, "month": at.month, "year": at.year, "time": f"{local:%H.%M}"}
    return {f"{name}_{part}": value for part, value in parts.items()}


def typed(**given):
    return {
        "place": "Skolen",
        "basis": "137_2",
        "words": WORDS,
        "supporter_told": "yes",
        **moment("held_at", NOW - timedelta(hours=2)),
        **moment("planned_for", NOW + timedelta(days=1)),
        **given,
    }


def test_a_talk_is_recorded(world, log_in):
    case = factories.case(world)
    response = log_in(world.adviser).post(url(case), typed())
    assert response.status_code == 302
    assert ChildTalk.objects.get().words == WORDS


@pytest.mark.rule("R34")
def test_no_form_asks_for_consent(world, log_in):
    case = factories.case(world)
    client = log_in(world.adviser)
    for name in NAMES:
        fields = client.get(url(case, name)).context["form"].fields
        assert not [field for field in fields if "consent" in field]


@pytest.mark.rule("R59")
@pytest.mark.django_db(transaction=True)
def test_a_hand_made_request_plans_no_talk_with_a_locked_parent(world, log_in):
    case = factories.case(world)
    mother = contact.mother(case, by=world.adviser)
    client = log_in(world.adviser)
    html = client.get(url(case, "case_child_talk_plan")).content.decode()
    assert "Mor Prøve, Mor (låst)" in html
    for given in ({"present": [mother.pk]}, {"family_present": "on"}):
        response = client.post(url(case, "case_child_talk_plan"), typed(**given))
        assert response.status_code == 200
        assert "Hold samtalen uden dem" in response.content.decode()
    assert not PlannedChildTalk.objects.exists()
    refused = LookUp.objects.filter(verb="refused", reference=case.reference)
    assert {one.purpose for one in refused} == {"LockedPersonPresent"}


def test_an_interpreter_of_the_family_is_refused_in_a_plan(world, log_in):
    case = factories.case(world)
    response = log_in(world.adviser).post(
        url(case, "case_child_talk_plan"), typed(interpreter_tie="family")
    )
    assert response.context["form"].has_error("interpreter_tie")


def test_what_was_planned_is_where_the_record_begins(world, log_in):
    case = factories.case(world)
    planned = planned_talk(case, world.adviser, others="Lærer", place="Biblioteket")
    client = log_in(world.colleague)
    page = client.get(url(case), {"plan": planned.pk})
    assert page.context["form"].initial["place"] == "Biblioteket"
    client.post(f"{url(case)}?plan={planned.pk}", typed())
    assert ChildTalk.objects.get().planned == planned


@pytest.mark.parametrize("key", ["x", "9" * 30, "1"])
def test_an_unknown_plan_is_no_plan(world, log_in, key):
    case = factories.case(world)
    assert log_in(world.adviser).get(url(case), {"plan": key}).status_code == 200


def test_a_plan_is_called_off(world, log_in):
    case = factories.case(world)
    planned = planned_talk(case, world.adviser)
    page = url(case, "case_child_talk_cancel", planned.pk)
    client = log_in(world.adviser)
    assert client.get(page).status_code == 200
    client.post(page, {"reason": "Barnet er syg"})
    planned.refresh_from_db()
    assert planned.cancelled_at


def test_a_plan_of_another_case_is_not_found(world, log_in):
    planned = planned_talk(factories.case(world), world.adviser)
    other = factories.case(world)
    page = url(other, "case_child_talk_cancel", planned.pk)
    assert log_in(world.adviser).get(page).status_code == 404


@pytest.mark.rule("R57")
def test_it_is_left_out_for_one_of_two_grounds_alone(world, log_in):
    case = factories.case(world)
    client = log_in(world.adviser)
    given = {"reason": "Et år gammel", "other_way": "Sundhedsplejen"}
    page = url(case, "case_child_talk_left_out")
    assert client.post(page, {**given, "ground": "parents_mind"}).status_code == 200
    assert not ChildTalkLeftOut.objects.exists()
    client.post(page, {**given, "ground": "maturity"})
    assert ChildTalkLeftOut.objects.get().ground == "maturity"


@pytest.mark.rule("R58")
def test_what_the_child_said_is_on_no_paper(world, log_in):
    case = factories.case(world)
    held_talk(case, world.adviser, words=WORDS)
    html = log_in(world.adviser).get(url(case, "case_assessments")).content.decode()
    before = html.partition(WORDS)[0]
    assert '<div class="d-print-none">' in before.split('id="child_talk"')[1]
    assert "udskrives ikke" in before


@pytest.mark.rule("R58")
def test_neither_reporter_nor_coordinator_reads_it(world, log_in):
    case = factories.case(world, source="police")
    held_talk(case, world.adviser, words=WORDS)
    page = log_in(world.coordinator).get(url(case, "case_assessments"))
    assert page.status_code == 200
    assert WORDS not in page.content.decode()
    assert 'id="child_talk"' not in page.content.decode()
    assert log_in(world.coordinator).get(url(case)).status_code == 403
    assert log_in(world.professional).get(url(case, "case_assessments")).status_code == 404
    concern = case.concern_ties.get().concern
    mine = log_in(world.professional).get(reverse("concern_detail", args=[concern.reference]))
    assert WORDS not in mine.content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_it_does_not_exist_for_who_may_not_see_the_case(world, log_in, name):
    case = factories.case(world)
    assert log_in(world.stranger).get(url(case, name)).status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_only_reading_and_sending(world, log_in, name):
    case = factories.case(world)
    assert log_in(world.adviser).delete(url(case, name)).status_code == 405


def test_not_in_a_closed_case_nor_of_an_adult(world, log_in):
    closed = factories.case_in(CaseStatus.CLOSED, world)
    assert log_in(world.adviser).get(url(closed)).status_code == 409
    adult = factories.case(world, persons=[factories.person(stated_age=19)])
    assert log_in(world.adult_adviser).get(url(adult)).status_code == 409


def test_the_tab_asks_the_same_number_of_queries_for_many(world, log_in):
    case = factories.case(world)
    client = log_in(world.adviser)
    counts = []
    for _round in range(2):
        for _talk in range(2):
            held_talk(case, world.adviser, interpreter={"tie": "none"})
            planned_talk(case, world.adviser, interpreter={"tie": "none"})
        client.get(url(case, "case_assessments"))
        with counted_queries() as queries:
            client.get(url(case, "case_assessments"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
