"""The acute way of a case: 112 first, open in every state, nothing but the acute question asked."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from beredskab.timelimits import TZ
from cases import workflow
from cases.models import AcuteCall, AcuteMark, Case, OutsideAssessment, PoliceHandover
from cases.states import CaseStatus
from tests import factories
from tests.cases.views.conftest import counted_queries
from tests.factories import NOW
from tests.factories import acute as acute_factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]
# Saturday at three in the morning.
SATURDAY = datetime(2026, 11, 14, 3, tzinfo=TZ).astimezone(UTC)


def url(case, name="case_acute", *more):
    return reverse(name, args=[case.reference, *more])


def read(client, case):
    response = client.get(url(case))
    assert response.status_code == 200
    return response.content.decode()


def moment(name, at=NOW):
    local = at.astimezone(TZ)
    parts = {"day": local.day, "month": local.month, "year": local.year, "time": f"{local:%H.%M}"}
    return {f"{name}_{part}": str(text) for part, text in parts.items()}


@pytest.mark.rule("R46")
@pytest.mark.rule("R44")
@pytest.mark.parametrize("status", CaseStatus.values)
def test_the_way_is_open_in_every_state_with_112_before_114(world, log_in, status):
    case = factories.case_in(status, world)
    client = log_in(world.adviser)
    assert (
        f'class="button button-warning" href="{url(case)}"'
        in client.get(case.get_absolute_url()).content.decode()
    )
    page = read(client, case).split("<main", 1)[1].split("<h1", 1)[0]
    assert 0 < page.index('href="tel:112"') < page.index('href="tel:114"')


@pytest.mark.rule("R45")
def test_the_triggers_of_adults_are_others_than_those_of_children(world, log_in):
    child, adult = factories.case(world), acute_factories.adult_case(world)
    asked = {}
    for case, adviser in ((child, world.adviser), (adult, world.adult_adviser)):
        form = log_in(adviser).get(url(case)).context["marking"]
        asked[case] = {key for key, _label in form.fields["triggers"].choices}
    assert asked[child] == {"violence", "journey", "placement", "other"}
    assert asked[adult] == {"violence", "stay_abroad", "other"}


def test_only_the_acute_question_is_mandatory(world, log_in):
    case = factories.case(world)
    client = log_in(world.adviser)
    assert list(client.post(url(case)).context["form"].errors) == ["triggers"]
    assert client.post(url(case), {"triggers": ["violence"]}).url == url(case)
    assert Case.objects.get().acute
    called = {"to": "112", **moment("called_at")}
    assert client.post(url(case, "case_acute_call"), called).url == url(case)
    assert AcuteCall.objects.get().to == "112"
    page = read(client, case)
    assert "Ringet til: 112" in page
    assert url(case, "case_acute_end") in page


def test_a_call_that_lacks_something_keeps_what_was_written(world, log_in):
    case = factories.case(world)
    response = log_in(world.adviser).post(
        url(case, "case_acute_call"), {"outcome": "De kører", **moment("called_at")}
    )
    assert list(response.context["form"].errors) == ["to"]
    assert "De kører" in response.content.decode()


@pytest.mark.rule("R52")
@pytest.mark.rule("R50")
def test_the_police_stand_in_for_the_legal_office_out_of_hours(world, log_in):
    case = factories.case(world, acute="yes")
    client = log_in(world.leader)
    assert "99\xa031\xa027\xa022" not in read(client, case)
    acute_factories.legal_office()
    page = read(client, case)
    assert "99\xa031\xa027\xa022" in page
    assert page.count('href="tel:114"') == 1 + in_head(page)
    with time_machine.travel(SATURDAY, tick=False):
        client = log_in(world.leader)
        page = read(client, case)
    assert "Ring til politiet i stedet" in page
    assert page.count('href="tel:114"') == 2 + in_head(page)


def in_head(page):
    return page.split("<main", 1)[0].count('href="tel:114"')


def test_hours_that_nobody_wrote_are_not_open_at_night(world, log_in):
    case = factories.case(world, acute="yes")
    acute_factories.legal_office(hours=[])
    assert "Ring til politiet i stedet" not in read(log_in(world.leader), case)
    with time_machine.travel(SATURDAY, tick=False):
        assert "Ring til politiet i stedet" in read(log_in(world.leader), case)


def test_a_hand_over_is_recorded_when_the_police_have_said_so(world, log_in):
    case = factories.case(world)
    client, at = log_in(world.adviser), moment("accepted_at")
    known = {"police_unit": "Aalborg", "journal_number": "0800", **at}
    response = client.post(url(case, "case_handover"), known)
    assert list(response.context["form"].errors) == ["is_accepted"]
    response = client.post(url(case, "case_handover"), {"is_accepted": "on", **at})
    assert set(response.context["form"].errors) == {"police_unit", "with_whom"}
    assert not PoliceHandover.objects.exists()
    client.post(url(case, "case_handover"), {"is_accepted": "on", **known})
    assert PoliceHandover.objects.get().journal_number == "0800"
    assert "Politiet overtog" in client.get(url(case, "case_assessments")).content.decode()


def test_ending_needs_grounds(world, log_in):
    case = factories.case(world, acute="yes")
    client = log_in(world.adviser)
    response = client.post(url(case, "case_acute_end"), {"grounds": ""})
    assert list(response.context["form"].errors) == ["grounds"]
    client.post(url(case, "case_acute_end"), {"grounds": "Hun er i sikkerhed."})
    assert not AcuteMark.objects.get().is_acute
    assert client.get(url(case, "case_acute_end")).status_code == 409


def test_a_closed_case_takes_calls_and_leads_to_a_new_notification(world, log_in):
    case = factories.case_in(CaseStatus.CLOSED, world)
    client = log_in(world.adviser)
    page = read(client, case)
    assert reverse("notification_new") in page
    assert 'name="triggers"' not in page
    client.post(url(case, "case_acute_call"), {"to": "114", **moment("called_at")})
    assert AcuteCall.objects.get().case == case


def test_who_may_not_sees_nothing_and_who_sees_may_not(world, log_in):
    case = factories.case(world)
    workflow.add_task(
        case,
        by=world.adviser,
        at=NOW,
        kind="task-partners",
        owner=world.leader,
        due_on=NOW.date(),
    )
    names = ["case_acute", "case_acute_end", "case_handover", "case_outside_ask"]
    for name in names:
        assert log_in(world.stranger).get(url(case, name)).status_code == 404
        assert log_in(world.professional).get(url(case, name)).status_code == 404
    from beredskab.accounts import grants

    grants.give(case, world.coordinator, by=world.leader, at=NOW, reason="infohus")
    for name in names:
        assert log_in(world.coordinator).get(url(case, name)).status_code == 403
    assert log_in(world.adviser).get(url(case, "case_acute_call")).status_code == 405


# -- Assessments by others -----------------------------------------------------------------------
def test_others_are_asked_and_answer(world, log_in):
    case = factories.case(world)
    client = log_in(world.adviser)
    form = client.get(url(case, "case_outside_ask")).context["form"]
    assert "legal_office" not in dict(form.fields["assessor"].choices)
    day = moment("due_on")
    day.pop("due_on_time")
    client.post(url(case, "case_outside_ask"), {"assessor": "viso", **moment("asked_at"), **day})
    asked = OutsideAssessment.objects.get()
    page = client.get(url(case, "case_assessments")).content.decode()
    answer = url(case, "case_outside_answer", asked.pk)
    assert answer in page
    client.post(answer, {"result": "Middel", "level": "medium", **moment("received_at")})
    page = client.get(url(case, "case_assessments")).content.decode()
    assert answer not in page
    assert "Middel" in page
    assert client.get(answer).status_code == 409


@pytest.mark.rule("R51")
def test_the_lawyer_reads_what_is_put_to_her_and_records_her_result(world, log_in):
    acute_factories.legal_office()
    lawyer = acute_factories.lawyer()
    case = factories.case(world)
    client = log_in(lawyer)
    assert client.get(case.get_absolute_url()).status_code == 404
    workflow.record_call(case, by=world.adviser, at=NOW, to="legal_office", called_at=NOW)
    asked = OutsideAssessment.objects.get()
    answer = url(case, "case_outside_answer", asked.pk)
    assert answer in client.get(url(case, "case_assessments")).content.decode()
    assert "Karla" not in client.get(case.get_absolute_url()).content.decode()
    assert client.get(url(case, "case_outside_ask")).status_code == 403
    assert client.post(url(case), {"triggers": ["violence"]}).status_code == 403
    client.post(answer, {"result": "Anbringelsen holder.", **moment("received_at")})
    client.post(url(case, "case_acute_call"), {"to": "114", **moment("called_at")})
    assert OutsideAssessment.objects.get().recorded_by == lawyer
    # What she was asked is done: of the case she keeps her own answer alone.
    assert client.get(case.get_absolute_url()).status_code == 404
    own = client.get(reverse("case_outside_own")).content.decode()
    assert "Anbringelsen holder." in own
    assert "Karla" not in own


def test_what_was_done_costs_the_same_number_of_queries(world, log_in):
    case = factories.case(world, acute="yes")
    client = log_in(world.adviser)

    def counted():
        with counted_queries() as queries:
            read(client, case)
        return len(queries)

    read(client, case)
    few = counted()
    for _more in range(3):
        workflow.record_call(case, by=world.adviser, at=NOW, to="114", called_at=NOW)
    assert counted() == few <= 24
