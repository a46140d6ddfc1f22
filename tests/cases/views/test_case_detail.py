from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from beredskab.accounts import grants
from beredskab.audit.models import LookUp
from beredskab.deadlines.models import Deadline
from cases import workflow
from cases.models import CaseBlock
from cases.states import CaseStatus
from tests import factories
from tests.cases.views.conftest import counted_queries
from tests.factories import NOW, cards

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]


def page(client, case):
    return client.get(case.get_absolute_url())


def text(client, case):
    return page(client, case).content.decode()


def let_in(case, user):
    grants.give(case, user, by=None, at=NOW, reason="shared")


def test_the_page_shows_who_it_is_about_without_a_name(world, log_in):
    person = factories.person(stated_age=14, name="Amira Hemmelig")
    case = factories.case(world, persons=[person])
    response = page(log_in(world.adviser), case)
    assert response.status_code == 200
    assert "14" in response.context["who"]
    assert "Amira" not in response.content.decode()


def test_outsiders_and_unknown_references_get_the_same_404(world, log_in):
    case = factories.case(world)
    for user in (world.stranger, world.professional, world.adult_leader, world.administrator):
        response = page(log_in(user), case)
        unknown = log_in(user).get("/sager/222-22J/")
        assert response.status_code == unknown.status_code == 404
        assert case.reference not in response.content.decode()
    assert log_in(world.adviser).post(case.get_absolute_url()).status_code == 405


def test_who_is_blocked_does_not_find_it(world, log_in):
    case = factories.case(world)
    CaseBlock.objects.create(
        case=case, user=world.adviser, reason="Egen familie", set_at=NOW, set_by=world.leader
    )
    assert page(log_in(world.adviser), case).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_looking_and_being_refused_are_written_down(world, log_in):
    case = factories.case(world)
    page(log_in(world.adviser), case)
    page(log_in(world.stranger), case)
    looks = LookUp.objects.filter(reference=case.reference).order_by("pk")
    assert [(look.actor_id, look.result) for look in looks] == [
        (world.adviser.pk, "shown"),
        (world.stranger.pk, "refused"),
    ]


@pytest.mark.parametrize("reader", ["adviser", "leader"])
def test_the_page_needs_19_queries_with_its_entry_in_the_look_up_log(world, log_in, reader):
    """Four are the checklist's, one looks for a case about the same person."""
    steps = {key: {"action": key, "contacts": [cards.contact()]} for key in ("assess", "hand_over")}
    cards.card("authority", "under_18", steps=steps)
    tie = factories.tie(world)
    workflow.add_information(tie.concern, by=world.professional, at=NOW, text="Mere")
    workflow.take(tie.case, by=world.adviser, at=NOW)
    workflow.assess(tie, by=world.adviser, at=NOW, danger="yes", act_now="no", grounds="x")
    client = log_in(getattr(world, reader))
    page(client, tie.case)
    with counted_queries() as queries:
        assert page(client, tie.case).status_code == 200
    assert len(queries) <= 19, queries
    assert any("INSERT" in sql and "lookup" in sql for sql in queries)


@pytest.mark.rule("R35")
def test_without_an_adviser_the_duty_has_the_duty_to_act(world, log_in):
    case = factories.case(world)
    response = page(log_in(world.leader), case)
    content = response.content.decode()
    assert case.handler is None
    assert world.adviser.name in content
    assert f"{case.get_absolute_url()}tildel/" in content


def test_the_number_of_those_who_have_access_is_of_people(world, log_in):
    case = factories.case(world)
    # The two advisers of the unit and its leader; the holder is one of the advisers.
    assert page(log_in(world.adviser), case).context["case"].reader_count == 3
    workflow.assign(case, by=world.leader, at=NOW, to=world.colleague)
    assert page(log_in(world.adviser), case).context["case"].reader_count == 3
    let_in(case, world.coordinator)
    assert page(log_in(world.adviser), case).context["case"].reader_count == 4


def test_the_buttons_are_those_that_the_user_may_press(world, log_in):
    case = factories.case(world)

    def buttons(user):
        found = page(log_in(user), case).context["buttons"]
        return {button["url"].split("/")[-2] for button in found}

    of_both = {"akut", "emner", "ny", "luk", "sikker-kontakt", "saml", "forbind"}
    assert buttons(world.adviser) == of_both | {"tag"}
    assert buttons(world.leader) == of_both | {"tildel", "flyt", "luk-fejl"}
    workflow.assign(case, by=world.leader, at=NOW, to=world.colleague)
    assert {"accepter", "afvis"} <= buttons(world.colleague)
    assert "tag" not in buttons(world.adviser)


def test_a_closed_case_can_only_be_read(world, log_in):
    case = factories.case_in(CaseStatus.CLOSED, world)
    response = page(log_in(world.leader), case)
    only = {button["url"] for button in response.context["buttons"]}
    assert only == {reverse("case_acute", args=[case.reference])}
    content = response.content.decode()
    assert "Dublet" in content
    assert all(not row["buttons"] for row in response.context["concerns"])
    assert {row["status"] for row in response.context["deadlines"]} == {"cancelled"}
    assert "Bortfaldet" in content
    assert "Gennemført" not in content


@pytest.mark.parametrize("status", [CaseStatus.RECEIVED, CaseStatus.CLOSED])
def test_not_to_talk_to_the_family_stands_on_every_case(world, log_in, status):
    case = factories.case_in(status, world)
    assert "Tal ikke med familien om bekymringen" in text(log_in(world.leader), case)


def test_a_new_notification_is_registered_from_the_case_by_who_may(world, log_in):
    case = factories.case(world)
    let_in(case, world.coordinator)
    address = f"/underretninger/ny/?sag={case.reference}"
    client = log_in(world.adviser)
    assert address in text(client, case)
    assert client.get(address).context["into"] == case
    for user in (world.leader, world.coordinator):
        assert address not in text(log_in(user), case)


def bar(client, case):
    content = text(client, case)
    return content.split('class="identity-bar"')[1].split("</section>")[0]


def test_the_bar_names_the_deadline_that_comes_next(world, log_in):
    tie = factories.tie(world)
    assert "24-timersvurdering" in bar(log_in(world.adviser), tie.case)
    workflow.assess(tie, by=world.adviser, at=NOW, danger="no", act_now="no", grounds="x")
    with time_machine.travel(NOW + timedelta(days=5, hours=14), tick=False):
        for name in ("case_detail", "case_persons"):
            content = log_in(world.leader).get(reverse(name, args=[tie.case.reference])).content
            shown = content.decode().split('class="identity-bar"')[1].split("</section>")[0]
            assert "Kontrasignér vurderingen" in shown
            assert "Overskredet 4 dage" in shown


def test_an_acute_case_is_called_so_and_its_deadline_is_not(world, log_in):
    tie = factories.tie(world)
    assert "Akut" not in bar(log_in(world.adviser), tie.case)
    workflow.assess(tie, by=world.adviser, at=NOW, danger="yes", act_now="yes", grounds="x")
    shown = bar(log_in(world.adviser), tie.case)
    assert "Akut" in shown
    assert "Haster" not in shown
    assert page(log_in(world.adviser), tie.case).context["nearest_status"] == "on_time"


def owed(client, case):
    """The buttons beside the deadlines, and whether each is the primary one."""
    rows = page(client, case).context["deadlines"]
    found = [row["button"] for row in rows if row["button"]]
    return {button["meets"]: button["primary"] for button in found}


@pytest.mark.rule("R36")
def test_what_is_owed_has_a_button_beside_its_deadline_for_who_may(world, log_in):
    tie = factories.tie(world)
    let_in(tie.case, world.coordinator)
    assert owed(log_in(world.adviser), tie.case) == {"assessment": True, "orientation": False}
    assert owed(log_in(world.leader), tie.case) == {"orientation": False}
    assert owed(log_in(world.coordinator), tie.case) == {}
    workflow.assess(tie, by=world.adviser, at=NOW, danger="no", act_now="no", grounds="x")
    assert owed(log_in(world.adviser), tie.case) == {"orientation": False}
    both = {"orientation": False, "task-countersign": False}
    assert owed(log_in(world.leader), tie.case) == both
    assert all(
        button["meets"] not in both
        for row in page(log_in(world.leader), tie.case).context["concerns"]
        for button in row["buttons"]
    )


def test_what_has_no_deadline_keeps_its_button_with_the_concern(world, log_in):
    tie = factories.tie(world)
    workflow.assess(tie, by=world.adviser, at=NOW, danger="no", act_now="no", grounds="x")
    Deadline.objects.of(tie).filter(kind="task-countersign").delete()
    buttons = page(log_in(world.leader), tie.case).context["concerns"][0]["buttons"]
    assert "task-countersign" in {button["meets"] for button in buttons}


@pytest.mark.rule("R36", "R37")
def test_the_deadlines_stand_with_the_days_that_were_not_counted(world, log_in):
    easter = datetime(2026, 4, 1, 8, 0, tzinfo=UTC)
    case = factories.case(world, at=easter)
    with time_machine.travel(easter + timedelta(hours=1), tick=False):
        rows = page(log_in(world.adviser), case).context["deadlines"]
    assessment, orientation = rows
    assert assessment["deadline"].due_at == easter + timedelta(hours=24)
    assert assessment["button"]["url"].startswith(f"{case.get_absolute_url()}vurdering/")
    assert timezone.localdate(orientation["deadline"].due_at) == date(2026, 4, 14)
    assert timezone.localdate(orientation["deadline"].amber_at) == date(2026, 4, 11)
    assert len(orientation["skipped"]) == 7
    assert any("Skærtorsdag" in day for day in orientation["skipped"])


@pytest.mark.rule("R77")
def test_a_case_of_an_adult_has_no_deadline_of_the_law(world, log_in):
    case = factories.case(world, persons=[factories.person(stated_age=22)])
    response = page(log_in(world.adult_adviser), case)
    assert response.context["deadlines"] == []
    assert response.context["concerns"][0]["buttons"] == []


def test_a_row_without_a_button_shows_no_empty_cell_on_a_phone(world, log_in):
    content = text(log_in(world.leader), factories.case(world))
    rows = content.split("<tbody>")[1].split("</tbody>")[0].split("</tr>")[:-1]
    last = [row.rsplit("<td", 1)[1] for row in rows]
    assert {"button-row" in cell for cell in last} == {True, False}
    assert all(("phone-hidden" in cell) is ("button-row" not in cell) for cell in last)


def test_what_happened_last_stands_with_who_did_it(world, log_in):
    tie = factories.tie(world)
    workflow.take(tie.case, by=world.colleague, at=NOW)
    events = page(log_in(world.adviser), tie.case).context["events"]
    assert events[0]["who"] == world.colleague.name
    assert len(events) <= 5


def test_title_and_address_hold_the_reference_alone(world, log_in):
    case = factories.case(world, persons=[factories.person(name="Amira Hemmelig")])
    content = text(log_in(world.adviser), case)
    title = content.split("<title>")[1].split("</title>")[0]
    assert case.reference in title
    assert "Amira" not in title
