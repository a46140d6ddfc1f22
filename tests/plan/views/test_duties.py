"""The page of the law's duties, and staff who say that they have read the plan."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _

from beredskab.accounts.roles import Role
from beredskab.plan import workflow
from beredskab.plan.models import Acknowledgement
from beredskab.plan.permissions import OVERSEERS, STAFF
from tests import factories
from tests.factories import NOW, cards, plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]

READ, DUTIES = "/plan/laest/", "/plan/pligter/"


def said(response):
    return response.content.decode()


@pytest.fixture
def edition(desk):
    return plan.in_force(by=desk.writer)


# -- Having read it -----------------------------------------------------------------------------
@pytest.mark.parametrize("role", Role)
def test_all_staff_but_the_police_say_that_they_have_read_it(edition, log_in, role):
    user = factories.user(role)
    response = log_in(user).post(READ, {"edition": edition.name})
    if role in STAFF:
        assert response.url == "/plan/"
        assert Acknowledgement.objects.get().user == user
    else:
        assert response.status_code == 403
        assert not Acknowledgement.objects.exists()


def test_saying_it_twice_is_saying_it_once(edition, desk, log_in):
    client = log_in(desk.reader)
    for _time in range(2):
        shown = client.post(READ, {"edition": edition.name}, follow=True)
        assert _("Thank you. It is noted that you have read the plan.") in said(shown)
    assert Acknowledgement.objects.count() == 1


def test_it_is_said_by_a_press_alone(edition, desk, log_in):
    assert log_in(desk.reader).get(READ).status_code == 405
    assert not Acknowledgement.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_logs_in_first(edition, client, method):
    assert getattr(client, method)(READ).url.startswith("/log-ind/")
    assert not Acknowledgement.objects.exists()


def test_who_had_an_earlier_edition_before_her_is_asked_to_read_the_new_one(edition, desk, log_in):
    plan.in_force(by=desk.writer)
    shown = log_in(desk.reader).post(READ, {"edition": edition.name}, follow=True)
    assert _("A new edition has come into force. Read it first.") in said(shown)
    assert not Acknowledgement.objects.exists()


def test_a_correction_says_the_same_as_what_she_has_read(edition, desk, log_in):
    client = log_in(desk.reader)
    corrected = plan.in_force(plan.correction(desk.writer), by=desk.writer)
    client.post(READ, {"edition": edition.name})
    assert Acknowledgement.objects.get().edition == corrected


def test_without_a_plan_there_is_nothing_to_have_read(desk, log_in):
    assert log_in(desk.reader).post(READ).status_code == 409


# -- The law's duties ---------------------------------------------------------------------------
@pytest.mark.parametrize("role", Role)
def test_the_page_is_for_who_answers_for_the_plan(edition, log_in, role):
    status = log_in(factories.user(role)).get(DUTIES).status_code
    assert status == (200 if role in OVERSEERS else 403)


def test_it_needs_a_log_in_and_is_for_reading_alone(client, desk, log_in):
    assert client.get(DUTIES).url.startswith("/log-ind/")
    assert log_in(desk.leader).post(DUTIES).status_code == 405


@pytest.mark.rule("R1")
@pytest.mark.rule("R2")
def test_the_leader_sees_each_duty_and_how_it_is_met(edition, desk, log_in):
    shown = said(log_in(desk.leader).get(DUTIES))
    for told in ("Byrådet i Prøvekøbing", "26/1234", "10. november 2026", "10. november 2030"):
        assert told in shown
    assert edition.pdf.sha256 in shown
    assert "Inden for frist" in shown
    assert 'href="/plan/plan.pdf"' in shown
    assert 'href="/kontakter/"' in shown


def test_a_theme_that_the_law_names_and_the_plan_does_not_have_is_told(edition, desk, log_in):
    client = log_in(desk.leader)
    assert _("Extremism") not in said(client.get(DUTIES))
    plan.in_force(themes=["social_control", "honour_conflict"])
    assert _("Extremism") in said(client.get(DUTIES))


@pytest.mark.rule("R2")
@pytest.mark.parametrize(("year", "word"), [(2029, "Haster"), (2031, "Overskredet")])
def test_a_revision_that_presses_is_told_in_words(edition, desk, log_in, year, word):
    with time_machine.travel(NOW.replace(year=year, month=12), tick=False):
        assert word in said(log_in(desk.leader).get(DUTIES))


def test_the_shares_stand_by_unit_and_fewer_than_five_are_not_told(edition, desk, log_in):
    unit = factories.unit(name="Skolen ved Søen")
    small = factories.unit(name="Klubben ved Skoven")
    users = [factories.user(Role.PROFESSIONAL, unit) for _number in range(5)]
    factories.user(Role.PROFESSIONAL, small)
    workflow.acknowledge(edition, by=users[0], at=NOW)
    shown = said(log_in(desk.leader).get(DUTIES))
    assert "Skolen ved Søen" in shown
    assert "20 %" in shown
    assert "Klubben ved Skoven" not in shown


@pytest.mark.parametrize("status", ["draft", "submitted", "approved", "adopted", "publishing"])
def test_without_a_plan_in_force_the_page_says_what_to_do_next(desk, log_in, status):
    plan.edition_in(status)
    editor = said(log_in(desk.editor).get(DUTIES))
    leader = said(log_in(desk.leader).get(DUTIES))
    assert 'href="/plan/rediger/"' in editor.partition("<main")[2]
    assert 'href="/plan/rediger/"' not in leader
    assert editor.count("empty-state") == leader.count("empty-state") == 1


def test_without_anything_begun_an_editor_is_led_to_begin(desk, log_in):
    assert 'href="/plan/rediger/"' in said(log_in(desk.editor).get(DUTIES)).partition("<main")[2]


@pytest.mark.parametrize("units", [2, 20])
def test_the_page_takes_the_same_queries_whatever_the_staff(
    edition, desk, log_in, units, django_assert_max_num_queries
):
    for _number in range(units):
        unit = factories.unit()
        for _person in range(3):
            factories.user(Role.PROFESSIONAL, unit)
        cards.contact()
    client = log_in(desk.leader)
    client.get(DUTIES)
    with django_assert_max_num_queries(16):
        client.get(DUTIES)


# -- The ways to it -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("role", "way"),
    [
        (Role.PLAN_EDITOR, "/plan/rediger/"),
        (Role.ADMINISTRATOR, "/plan/rediger/"),
        (Role.LEADER, "/plan/"),
        (Role.COORDINATOR, "/plan/"),
        (Role.PROFESSIONAL, "/plan/"),
        (Role.POLICE, "/plan/"),
    ],
)
def test_the_menu_leads_to_the_plan(client, role, way):
    client.force_login(factories.user(role))
    menu = said(client.get("/overblik/")).partition('class="mainmenu')[2].partition("</ul>")[0]
    found = [one for one in ("/plan/rediger/", "/plan/") if f'href="{one}"' in menu]
    assert found == [way]


def test_who_leads_and_writes_has_one_way(client):
    user = factories.user(Role.LEADER)
    factories.Membership.objects.create(
        user=user, unit=factories.unit(), role=Role.PLAN_EDITOR, from_on=factories.LONG_AGO
    )
    client.force_login(user)
    menu = said(client.get(DUTIES)).partition('class="mainmenu')[2].partition("</ul>")[0]
    assert 'href="/plan/rediger/" class="nav-link" aria-current="page"' in menu
    assert f'href="{DUTIES}"' not in menu


# -- The overview -------------------------------------------------------------------------------
LINE = 'class="plan-to-read"'


def test_the_overview_asks_staff_to_read_the_plan_until_they_say_that_they_have(
    edition, desk, client
):
    client.force_login(desk.reader)
    assert LINE in said(client.get("/overblik/"))
    client.post(READ, {"edition": edition.name})
    assert LINE not in said(client.get("/overblik/"))
    plan.in_force(plan.correction(desk.writer), by=desk.writer)
    assert LINE not in said(client.get("/overblik/"))
    plan.in_force(by=desk.writer)
    assert LINE in said(client.get("/overblik/"))


def test_the_overview_says_nothing_to_the_police_or_without_a_plan(desk, client):
    client.force_login(desk.reader)
    assert LINE not in said(client.get("/overblik/"))
    plan.in_force(by=desk.writer)
    client.force_login(factories.user(Role.POLICE))
    assert LINE not in said(client.get("/overblik/"))


def test_the_overview_asks_no_more_questions_for_it(desk, client):
    client.force_login(desk.reader)
    client.get("/overblik/")
    counts = []
    for make in (lambda: None, lambda: plan.in_force(by=desk.writer)):
        make()
        with CaptureQueriesContext(connection) as asked:
            client.get("/overblik/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
