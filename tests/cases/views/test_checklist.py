import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from beredskab.accounts import grants
from beredskab.accounts.roles import Role
from cases import workflow
from cases.models import Checklist, Tick
from cases.states import CaseStatus
from tests import factories
from tests.cases.views.conftest import counted_queries
from tests.factories import NOW, cards

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]

STEPS = {
    "assess": {"action": "assess", "heading": "Lav 24-timersvurderingen"},
    "hand-over": {"action": "hand_over", "heading": "Find den, der har sagen"},
    "secure": {"heading": "Sikr dig, at barnet er trygt", "text": "Tal med skolen."},
    "flee": {"part": "acute", "heading": "Få barnet i sikkerhed"},
}
OWN_STEPS = {
    "leader": {"action": "talk_leader", "heading": "Tal med din leder"},
    "notify": {"action": "notify", "heading": "Underret {modtager}"},
    "watch": {"heading": "Hold øje med søskende"},
}
# What the form asks for when a step is done today.
DONE = {"state": "done", "done_on_day": "10", "done_on_month": "11", "done_on_year": "2026"}


@pytest.fixture
def version(world):
    return cards.card("authority", "under_18", steps=STEPS, title="Under 18 år – myndighed")


@pytest.fixture
def case(world, version):
    return factories.case(world)


@pytest.fixture
def concern(world):
    cards.card("professional", "under_18", steps=OWN_STEPS)
    draft = factories.draft(world.professional)
    return workflow.clarify_first(draft, by=world.professional, at=NOW)


@pytest.fixture
def guest(case):
    """Somebody who sees the case by grant alone."""
    user = factories.user(Role.JOBCENTER)
    grants.give(case, user, by=None, at=NOW, reason="shared")
    return user


def address(subject, key="secure"):
    name = "case_tick" if hasattr(subject, "holder_id") else "concern_tick"
    return reverse(name, args=[subject.reference, key])


def say(case, by, step="secure", state="done", **more):
    values = {"step_key": step, "state": state, "by": by, "at": NOW, **more}
    return workflow.tick(case.checklist, **values)


def section(response):
    """The checklist alone, as the page shows it."""
    content = response.content.decode()
    found = re.search(r'<section class="checklist.*?</section>', content, re.DOTALL)
    return found[0] if found else ""


def steps_of(response):
    """The words of each step, by its key."""
    found = re.findall(
        r'<li class="checklist-row" id="step-(.+?)">(.*?)</li>', section(response), re.S
    )
    return {key: " ".join(re.sub(r"<[^>]+>", " ", words).split()) for key, words in found}


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


# -- The page of one step -------------------------------------------------------------------------
def test_a_step_is_marked_on_its_own_page(world, log_in, case):
    client = log_in(world.adviser)
    response = client.get(f"{address(case)}?status=done")
    form = response.context["form"]
    assert form.initial == {"state": "done", "done_on": NOW.date()}
    assert "Sikr dig, at barnet er trygt" in response.content.decode()
    response = client.post(address(case), DONE)
    assert response.status_code == 302
    assert response.url == f"{case.get_absolute_url()}#step-secure"
    made = Tick.objects.get()
    assert (made.state, made.done_on, made.ticked_by) == ("done", NOW.date(), world.adviser)


def test_what_was_said_before_stands_on_its_page(world, log_in, case):
    say(case, world.colleague, state="waiting", reason="Skolen ringer")
    content = log_in(world.adviser).get(address(case)).content.decode()
    assert world.colleague.name in content
    assert "Skolen ringer" in content


def test_only_what_can_be_said_is_offered(world, log_in, case):
    client = log_in(world.adviser)

    def offered():
        form = client.get(f"{address(case)}?status=perhaps").context["form"]
        return [value for value, _label in form.fields["state"].choices], form.initial["state"]

    assert offered() == (["done", "waiting", "not_relevant"], "")
    say(case, world.adviser)
    assert offered() == (["done", "waiting", "not_relevant", "open"], "")


def test_not_relevant_without_a_reason_is_said_at_the_field(world, log_in, case):
    response = log_in(world.adviser).post(address(case), {"state": "not_relevant", "reason": " "})
    assert response.status_code == 200
    assert response.context["form"].errors == {
        "reason": ["Skriv, hvorfor trinnet ikke er relevant."]
    }
    assert 'value="not_relevant" ' in response.content.decode()
    assert not Tick.objects.exists()


@pytest.mark.parametrize(
    ("posted", "field", "message"),
    [
        ({}, "state", "Vælg, hvor langt trinnet er"),
        ({"state": "done"}, "done_on", "Skriv, hvilken dag det blev gjort"),
        (
            {**DONE, "done_on_day": "11"},
            "done_on",
            "Dagen kan ikke ligge før modtagelsen eller efter i dag.",
        ),
        (
            {**DONE, "done_on_day": "9"},
            "done_on",
            "Dagen kan ikke ligge før modtagelsen eller efter i dag.",
        ),
    ],
)
def test_what_is_missing_is_said_at_its_field(world, log_in, case, posted, field, message):
    response = log_in(world.adviser).post(address(case), {**posted, "reason": "Skrevet først"})
    assert response.context["form"].errors == {field: [message]}
    assert "Skrevet først" in response.content.decode()
    assert not Tick.objects.exists()


def test_a_day_that_is_no_day_matters_only_when_it_is_done(world, log_in, case):
    client = log_in(world.adviser)
    wrong = {**DONE, "done_on_day": "99"}
    assert "done_on" in client.post(address(case), wrong).context["form"].errors
    assert client.post(address(case), {**wrong, "state": "waiting"}).status_code == 302


def test_what_the_portal_knows_has_no_page_of_its_own(world, log_in, case):
    client = log_in(world.adviser)
    assert client.get(address(case, "assess")).status_code == 409
    assert client.post(address(case, "assess"), DONE).status_code == 409
    assert client.get(address(case, "no-such-step")).status_code == 404
    assert not Tick.objects.exists()


def test_outsiders_find_neither_case_nor_step(world, log_in, case):
    for who in (world.stranger, world.professional, world.administrator):
        client = log_in(who)
        assert client.get(address(case)).status_code == 404
        assert client.post(address(case), DONE).status_code == 404
        assert client.post(reverse("case_use_card", args=[case.reference])).status_code == 404
    assert log_in(world.adviser).delete(address(case)).status_code == 405


def test_title_and_address_say_nothing_of_the_step(world, log_in, case):
    content = log_in(world.adviser).get(address(case)).content.decode()
    title = content.split("<title>")[1].split("</title>")[0]
    assert case.reference in title
    assert "trygt" not in title


# -- On one's own concern -------------------------------------------------------------------------
@pytest.mark.rule("R3", "R32")
def test_the_reporter_has_the_professionals_card_on_her_concern(world, log_in, concern):
    response = log_in(world.professional).get(concern.get_absolute_url())
    words = steps_of(response)
    assert list(words) == list(OWN_STEPS)
    assert f"Underret {world.child_unit.name}" in words["notify"]
    shown = section(response)
    assert reverse("concern_send", args=[concern.reference]) in shown
    assert reverse("concern_consult", args=[concern.reference]) in shown
    assert f"{address(concern, 'leader')}?status=done" not in shown
    assert f"{address(concern, 'leader')}?status=not_relevant" in shown


def test_she_marks_her_steps_before_and_after_it_is_sent(world, log_in, concern):
    client = log_in(world.professional)
    assert client.get(address(concern, "watch")).status_code == 200
    response = client.post(address(concern, "watch"), DONE)
    assert response.url == f"{concern.get_absolute_url()}#step-watch"
    assert "Gennemført" in steps_of(client.get(concern.get_absolute_url()))["watch"]
    workflow.send(concern, by=world.professional, at=NOW)
    words = steps_of(client.get(concern.get_absolute_url()))
    assert "Gennemført" in words["notify"]
    assert client.post(address(concern, "watch"), {"state": "open"}).status_code == 302
    assert Tick.objects.count() == 2


def test_a_talk_is_not_marked_as_done_but_may_be_left_out_with_a_reason(world, log_in, concern):
    client = log_in(world.professional)
    form = client.get(address(concern, "leader")).context["form"]
    assert not form.can_be_done
    assert "state" in client.post(address(concern, "leader"), DONE).context["form"].errors
    left_out = {"state": "not_relevant", "reason": "Min leder er i familien"}
    assert client.post(address(concern, "leader"), left_out).status_code == 302


def test_nobody_else_finds_the_steps_of_a_concern(world, log_in, concern):
    workflow.send(concern, by=world.professional, at=NOW)
    for who in (world.adviser, world.leader, world.stranger):
        client = log_in(who)
        assert client.get(address(concern, "watch")).status_code == 404
        assert client.post(address(concern, "watch"), DONE).status_code == 404
        assert (
            "step-watch" not in client.get(concern.get_absolute_url(), follow=True).content.decode()
        )
    assert not Tick.objects.exists()


def test_a_concern_without_a_card_has_no_steps(world, log_in):
    made = factories.concern(world.professional)
    client = log_in(world.professional)
    assert section(client.get(made.get_absolute_url())) == ""
    assert client.get(address(made, "watch")).status_code == 404


# -- The card beside the calls --------------------------------------------------------------------
@pytest.mark.rule("R8")
def test_the_card_for_the_age_stands_beside_the_calls(world, log_in):
    versions = {age: cards.card("professional", age, title=age) for age in ("under_18", "adult")}
    links = {age: version.card.get_absolute_url() for age, version in versions.items()}
    client = log_in(world.professional)

    def shown(page):
        content = client.get(page).content.decode().split("<main")[1]
        return [age for age, link in links.items() if f'href="{link}"' in content]

    def acute(**known):
        concern = factories.draft(world.professional, persons=[factories.person(**known)])
        return reverse("concern_acute", args=[concern.reference])

    assert shown(reverse("concern_new")) == ["under_18", "adult"]
    assert shown(acute(stated_age=14)) == ["under_18"]
    assert shown(acute(born_on="2008-11-10")) == ["adult"]
    assert shown(acute(age_unknown=True)) == ["under_18", "adult"]


@pytest.mark.parametrize("status", CaseStatus.values)
def test_the_checklist_is_there_in_every_state(world, log_in, version, status):
    case = factories.case_in(status, world)
    assert list(steps_of(log_in(world.leader).get(case.get_absolute_url()))) == list(STEPS)
