"""Talks on a concern, and sending it with or without one."""

import pytest
from django.urls import reverse

from cases import workflow
from cases.models import Consultation
from cases.states import ConcernStatus
from tests import factories

pytestmark = pytest.mark.django_db
TALK = {
    "kind": "leader",
    "with_whom": "Skoleleder Lis Prøve",
    "held_at_day": "10",
    "held_at_month": "11",
    "held_at_year": "2025",
    "held_at_time": "12.30",
    "naming": "anonymous",
    "acute": "no",
    "outcome": "Vi underretter.",
}


def url(name, concern):
    return reverse(name, args=[concern.reference])


@pytest.mark.rule("R29", "R30")
def test_a_talk_is_recorded(client, clarifying):
    response = client.post(url("concern_consult", clarifying), TALK)
    assert response.url == clarifying.get_absolute_url()
    talk = clarifying.consultations.get()
    assert talk.with_whom == "Skoleleder Lis Prøve"
    assert talk.naming == Consultation.Naming.ANONYMOUS
    assert "Vi underretter." in client.get(clarifying.get_absolute_url()).content.decode()


def test_what_was_talked_over_before_and_after_sending_stays_on_the_receipt(client, clarifying):
    client.post(url("concern_consult", clarifying), TALK)
    workflow.send(clarifying, by=clarifying.reporter, at=factories.NOW)
    advice = {**TALK, "kind": "sparring", "with_whom": "RED", "outcome": "Ring igen."}
    client.post(url("concern_consult", clarifying), advice)
    page = client.get(clarifying.get_absolute_url()).content.decode()
    talks = page.split('class="timeline ')[1].split("</ol>")[0]
    for words in (
        "Samtale med nærmeste leder",
        "Sparring med SSP, sikkerhedskonsulent eller andre",
        "Skoleleder Lis Prøve",
        "RED",
        "12.30",
        "Akut handling: Nej<br>Vi underretter.",
        "Ring igen.",
    ):
        assert words in talks
    assert f'href="{url("concern_consult", clarifying)}"' in page


def test_a_concern_in_error_keeps_its_talks_and_takes_no_more(client, world, reporter):
    sent = factories.concern(reporter)
    client.post(url("concern_consult", sent), TALK)
    case = sent.case_ties.get().case
    workflow.close_in_error(case, by=world.leader, at=factories.NOW, reason="Dublet")
    page = client.get(sent.get_absolute_url()).content.decode()
    assert "Skoleleder Lis Prøve" in page
    assert url("concern_consult", sent) not in page


@pytest.mark.rule("R24", "R46")
@pytest.mark.parametrize(("acute", "red"), [("yes", True), ("unknown", True), ("no", False)])
def test_a_talk_that_found_it_acute_leads_to_112_and_114(client, reporter, acute, red):
    sent = factories.concern(reporter)
    response = client.post(url("concern_consult", sent), {**TALK, "acute": acute}, follow=True)
    assert response.redirect_chain == [(sent.get_absolute_url(), 302)]
    page = response.content.decode()
    alert = page.split(f'class="alert alert-{"error" if red else "warning"}"')[1].split("<h1>")[0]
    assert alert.index('href="tel:112"') < alert.index('href="tel:114"')
    assert ("får besked om, at det haster" in page) is red
    assert sent.case_ties.get().case.acute is red
    later = client.post(url("concern_consult", sent), TALK, follow=True)
    assert "får besked om, at det haster" not in later.content.decode()


@pytest.mark.rule("R46")
def test_whom_to_call_stands_on_the_receipt_as_numbers_to_touch(client, world, reporter):
    type(world.child_unit).objects.filter(pk=world.child_unit.pk).update(phone="20 30 40 50")
    page = client.get(factories.concern(reporter).get_absolute_url()).content.decode()
    assert 0 < page.index('href="tel:112"') < page.index('href="tel:114"') < page.index("<h1>")
    assert 'class="alert alert-warning"' in page
    number = "20\N{NO-BREAK SPACE}30\N{NO-BREAK SPACE}40\N{NO-BREAK SPACE}50"
    assert f'{world.child_unit.name}, <a href="tel:+4520304050">{number}</a>' in page
    assert '<a href="tel:112">Ring 112, hvis det bliver akut.</a>' in page


@pytest.mark.parametrize("kind", ["leader", "sparring"])
def test_the_form_of_a_talk_begins_with_the_kind_that_was_asked_for(client, clarifying, kind):
    page = client.get(url("concern_consult", clarifying), {"slags": kind})
    assert page.context["form"]["kind"].value() == kind
    assert page.content.decode().count(" checked") == 2  # the other is that no name was named
    wrong = client.get(url("concern_consult", clarifying), {"slags": "x"})
    assert wrong.content.decode().count(" checked") == 1


@pytest.mark.rule("R31")
def test_a_talk_is_not_recorded_without_its_word_on_acute_action(client, clarifying):
    page = client.post(url("concern_consult", clarifying), {**TALK, "acute": ""})
    assert page.context["form"].has_error("acute")
    assert not clarifying.consultations.exists()


def test_a_talk_lies_in_the_past(client, clarifying):
    page = client.post(url("concern_consult", clarifying), {**TALK, "held_at_year": "2999"})
    assert page.context["form"].has_error("held_at")


@pytest.mark.rule("R29")
def test_sending_without_a_talk_warns_until_a_reason_is_given_and_keeps_it(client, reporter):
    concern = factories.draft(reporter)
    assert client.get(url("concern_send", concern)).context["form"]
    page = client.post(url("concern_send", concern))
    assert page.context["form"].has_error("no_talk_why")
    concern.refresh_from_db()
    assert concern.status == ConcernStatus.DRAFT
    why = {"no_talk_why": "not_reached", "no_talk_reason": "Han er på ferie"}
    client.post(url("concern_send", concern), why)
    concern.refresh_from_db()
    assert concern.status == ConcernStatus.SENT
    assert concern.answer("no_talk_reason").endswith("Han er på ferie")
    assert "Han er på ferie" in client.get(concern.get_absolute_url()).content.decode()


@pytest.mark.rule("R29")
@pytest.mark.parametrize("why", [{"no_talk_why": "no_wait"}, {"no_talk_reason": "Lederen er part"}])
def test_one_tick_or_one_word_is_reason_enough(client, reporter, why):
    concern = factories.draft(reporter)
    client.post(url("concern_send", concern), why)
    concern.refresh_from_db()
    assert concern.status == ConcernStatus.SENT


@pytest.mark.rule("R29")
@pytest.mark.parametrize("acute", ["yes", "unknown"])
def test_what_may_be_acute_is_sent_without_a_reason(client, reporter, acute):
    concern = factories.draft(reporter, acute=acute)
    client.post(url("concern_send", concern))
    concern.refresh_from_db()
    assert concern.status == ConcernStatus.SENT


@pytest.mark.rule("R29")
def test_nobody_is_asked_why_when_it_is_acute_or_the_leader_was_talked_with(client, clarifying):
    acute = factories.draft(clarifying.reporter, acute="unknown")
    assert client.get(url("concern_send", acute)).context["form"] is None
    client.post(url("concern_consult", clarifying), TALK)
    assert client.get(url("concern_send", clarifying)).context["form"] is None


@pytest.mark.rule("R30")
def test_notifying_without_a_talk_reminds_and_goes_on(client, clarifying):
    page = client.get(url("concern_send", clarifying))
    assert not page.context["has_talked"]
    client.post(url("concern_send", clarifying), {"no_talk_why": "no_wait"})
    clarifying.refresh_from_db()
    assert clarifying.status == ConcernStatus.SENT


@pytest.mark.rule("R27")
def test_a_talk_that_found_no_concern_does_not_stop_the_notification(client, clarifying):
    client.post(url("concern_consult", clarifying), {**TALK, "outcome": "Ingen bekymring."})
    assert (
        url("concern_send", clarifying)
        in client.get(clarifying.get_absolute_url()).content.decode()
    )
    client.post(url("concern_send", clarifying), {"no_talk_why": "no_wait"})
    clarifying.refresh_from_db()
    assert clarifying.status == ConcernStatus.SENT
