from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from beredskab.accounts import grants
from beredskab.accounts.roles import Role
from cases import workflow
from cases.models import Checklist
from cases.states import CaseStatus
from tests import factories
from tests.cases.views.checklist.conftest import DONE, STEPS, address, say, section, steps_of
from tests.cases.views.conftest import counted_queries
from tests.factories import NOW, cards

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]


@pytest.fixture
def guest(case):
    """Somebody who sees the case by grant alone."""
    user = factories.user(Role.JOBCENTER)
    grants.give(case, user, by=None, at=NOW, reason="shared")
    return user


# -- On the case ----------------------------------------------------------------------------------
@pytest.mark.rule("R3")
def test_the_case_opens_the_card_to_act_by_and_leads_to_it(world, log_in, case, version):
    response = log_in(world.adviser).get(case.get_absolute_url())
    shown = section(response)
    assert f'href="{version.card.get_absolute_url()}"' in shown
    assert "Under 18 år – myndighed" in shown
    assert list(steps_of(response)) == list(STEPS)
    # The plan is read elsewhere: nothing of it stands on the case, where one acts.
    assert "/plan/" not in response.content.decode().split("<main")[1].split("</main>")[0]


def test_each_step_says_how_it_stands_and_where_it_leads(world, log_in, case):
    response = log_in(world.adviser).get(case.get_absolute_url())
    tie = case.concern_ties.get()
    shown, words = section(response), steps_of(response)
    assert reverse("case_assess", args=[case.reference, tie.concern.reference]) in shown
    assert f'action="{reverse("case_take", args=[case.reference])}"' in shown
    for state in ("done", "waiting", "not_relevant"):
        assert f'href="{address(case)}?status={state}"' in shown
    assert address(case, "assess") not in shown
    assert words["secure"].startswith(
        "Sikr dig, at barnet er trygt Tal med skolen. Ikke gennemført"
    )
    assert "0 af 3" in shown.replace("<strong>", "")


def test_what_was_said_stands_with_the_day_and_who(world, log_in, case):
    say(case, world.adviser)
    say(case, world.adviser, "flee", "waiting", reason="Politiet ringer")
    response = log_in(world.colleague).get(case.get_absolute_url())
    words = steps_of(response)
    assert f"Gennemført i dag · {world.adviser.name}" in words["secure"]
    assert "Fortryd" in words["secure"]
    assert "Set – afventer i dag kl. 10.00" in words["flee"]
    assert "Politiet ringer" in words["flee"]
    assert "1 af 3" in section(response)


@pytest.mark.rule("R46")
def test_when_it_is_acute_that_comes_first_with_112_and_114(world, log_in, version):
    case = factories.case(world, acute="yes")
    response = log_in(world.adviser).get(case.get_absolute_url())
    assert list(steps_of(response)) == ["flee", "assess", "hand-over", "secure"]
    shown = section(response)
    assert '<details class="details" open>' in shown
    assert shown.index('href="tel:112"') < shown.index('href="tel:114"') < shown.index("step-flee")


@pytest.mark.rule("LR23")
def test_the_timeline_tells_of_it_without_the_reason(world, log_in, case):
    say(case, world.adviser, state="not_relevant", reason="Hemmelig grund")
    events = log_in(world.leader).get(case.get_absolute_url()).context["events"]
    assert events[0]["text"] == "Sikr dig, at barnet er trygt: Ikke relevant"
    assert events[0]["who"] == world.adviser.name


def test_a_guest_sees_how_it_stands_without_reasons_and_ticks_nothing(world, log_in, case, guest):
    say(case, world.adviser, state="not_relevant", reason="Hemmelig grund")
    client = log_in(guest)
    response = client.get(case.get_absolute_url())
    assert "Ikke relevant" in steps_of(response)["secure"]
    assert "Hemmelig grund" not in response.content.decode()
    assert "/tjekliste/" not in response.content.decode()
    assert client.get(address(case)).status_code == 403
    assert client.post(address(case), DONE).status_code == 403
    assert client.post(reverse("case_use_card", args=[case.reference])).status_code == 403


def test_a_closed_case_is_read_only(world, log_in, case):
    say(case, world.adviser)
    workflow.close_in_error(case, by=world.leader, at=NOW, reason="Dublet")
    client = log_in(world.leader)
    shown = section(client.get(case.get_absolute_url()))
    assert "Gennemført" in shown
    assert "/tjekliste/" not in shown
    assert client.post(address(case), DONE).status_code == 409


def test_a_case_without_a_checklist_gets_one_by_a_button(world, log_in):
    case = factories.case(world)
    client = log_in(world.adviser)
    assert section(client.get(case.get_absolute_url())) == ""
    version = cards.card("authority", "under_18", steps=STEPS)
    begin = reverse("case_use_card", args=[case.reference])
    assert f'action="{begin}"' in section(client.get(case.get_absolute_url()))
    assert client.get(begin).status_code == 405
    response = client.post(begin)
    assert response.url == case.get_absolute_url()
    assert Checklist.objects.get(case=case).version == version
    assert list(steps_of(client.get(response.url))) == list(STEPS)
    assert client.post(begin).status_code == 409


def test_it_says_when_the_card_is_another_by_now(world, log_in, case, version):
    version.status, version.ended_at = "superseded", NOW
    version.save()
    client = log_in(world.adviser)
    assert "Der er en nyere udgave" in section(client.get(case.get_absolute_url()))
    card = version.card
    card.withdrawn_at, card.withdrawn_by = NOW, world.administrator
    card.save()
    assert "taget ud af brug" in section(client.get(case.get_absolute_url()))


def test_more_steps_and_ticks_take_no_more_queries(world, log_in):
    def queries(case, reader):
        client = log_in(reader)
        client.get(case.get_absolute_url())
        with counted_queries() as found:
            client.get(case.get_absolute_url())
        return len(found)

    cards.card("authority", "under_18", steps={"one": {"contacts": [cards.contact()]}})
    many = {f"step-{n}": {"contacts": [cards.contact(), cards.contact()]} for n in range(9)}
    cards.card("authority", "adult", steps=many)
    short = factories.case(world)
    adult = factories.case(world, persons=[factories.person(stated_age=30)])
    for key in many:
        say(adult, world.adult_adviser, key)
    few = queries(short, world.adviser)
    assert queries(adult, world.adult_adviser) <= few


# -- Numbers of today -----------------------------------------------------------------------------
def test_one_number_changed_changes_card_case_and_acute_page(world, log_in):
    contact = cards.contact(is_acute=True, phone="70 55 11 22", always_open=True, hours=[])
    version = cards.card("authority", "under_18", steps={"call": {"contacts": [contact]}})
    case = factories.case(world)
    client = log_in(world.adviser)
    pages = [case.get_absolute_url(), version.card.get_absolute_url(), reverse("acute")]

    def said(number):
        return [f'href="tel:{number}"' in client.get(page).content.decode() for page in pages]

    assert said("70551122") == [True] * 3
    contact.phone = "70 55 33 44"
    contact.save()
    assert said("70551122") == [False] * 3
    assert said("70553344") == [True] * 3
    assert Checklist.objects.get(case=case).version == version


@pytest.mark.rule("R114")
@pytest.mark.parametrize(
    ("age", "is_suggested"), [(15, False), (16, True), (30, True), (31, False)]
)
def test_the_safehouse_is_suggested_from_16_to_30(world, log_in, age, is_suggested):
    safehouse = cards.contact(name="Safehouse", service="shelter", from_age=16, to_age=30)
    for card_age in ("under_18", "adult"):
        cards.card("authority", card_age, steps={"stay": {"contacts": [safehouse]}})
    case = factories.case(world, persons=[factories.person(stated_age=age)])
    reader = world.adviser if case.is_minor else world.adult_adviser
    content = log_in(reader).get(case.get_absolute_url()).content.decode()
    assert ("Safehouse" in content) is is_suggested


def test_nobody_who_is_closed_now_is_told_to_be_open(world, log_in):
    contact = cards.contact()
    cards.card("authority", "under_18", steps={"call": {"contacts": [contact], "part": "acute"}})
    case = factories.case(world)
    assert "Åbent nu" in section(log_in(world.leader).get(case.get_absolute_url()))
    with time_machine.travel(NOW + timedelta(hours=12), tick=False):
        shown = section(log_in(world.leader).get(case.get_absolute_url()))
    assert "Lukket nu" in shown
    assert 'href="tel:114"' in shown


@pytest.mark.parametrize("status", CaseStatus.values)
def test_the_checklist_is_there_in_every_state(world, log_in, version, status):
    case = factories.case_in(status, world)
    assert list(steps_of(log_in(world.leader).get(case.get_absolute_url()))) == list(STEPS)
