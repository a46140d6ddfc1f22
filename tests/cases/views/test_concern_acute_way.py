"""The acute way of one's own concern, in every state; whose duty it is (R44, R48)."""

import pytest
from django.urls import reverse

from cases import workflow
from cases.models import AcuteCall, PoliceHandover
from tests import factories
from tests.cases.views.test_acute_way import moment
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]


def url(concern, name="concern_acute"):
    return reverse(name, args=[concern.reference])


def in_state(state, world):
    concern = factories.draft(world.professional)
    if state == "draft":
        return concern
    if state == "sent":
        return workflow.send(concern, by=world.professional, at=NOW)
    concern = workflow.clarify_first(concern, by=world.professional, at=NOW)
    if state == "clarified":
        workflow.close_clarified(concern, by=world.professional, at=NOW, reason="x")
    return concern


@pytest.mark.rule("R44")
@pytest.mark.rule("R46")
@pytest.mark.parametrize("state", ["draft", "clarifying", "sent", "clarified"])
def test_the_acute_way_opens_from_every_state(world, log_in, state):
    concern = in_state(state, world)
    client = log_in(world.professional)
    page = client.get(url(concern)).content.decode()
    main = page.split("<main", 1)[1]
    assert 0 < main.index('href="tel:112"') < main.index('href="tel:114"')
    client.post(url(concern), {"to": "114", "outcome": "De kører", **moment("called_at")})
    assert AcuteCall.objects.get().concern == concern
    assert "Ringet til: 114" in client.get(url(concern)).content.decode()


@pytest.mark.rule("R48")
def test_she_is_told_that_the_duty_is_hers_until_the_police_have_taken_over(world, log_in):
    concern = in_state("clarifying", world)
    client = log_in(world.professional)

    def duty():
        text = client.get(concern.get_absolute_url()).content.decode()
        return " ".join(text.split("Har handlepligten", 1)[1].split("</p>", 1)[0].split())

    assert "Dig." in duty()
    client.post(url(concern), {"to": "112", **moment("called_at")})
    assert "Dig." in duty()
    known = {"police_unit": "Aalborg", "with_whom": "Vagten", **moment("accepted_at")}
    refused = client.post(url(concern, "concern_handover"), known)
    assert list(refused.context["form"].errors) == ["is_accepted"]
    client.post(url(concern, "concern_handover"), {"is_accepted": "on", **known})
    assert PoliceHandover.objects.get().concern == concern
    assert "Politiet, siden" in duty()
    workflow.send(concern, by=world.professional, at=NOW)
    assert "Myndigheden, siden" in duty()


def test_nobody_else_gets_to_it(world, log_in):
    concern = in_state("sent", world)
    for who in (world.adviser, world.stranger):
        for name in ("concern_acute", "concern_handover"):
            assert log_in(who).get(url(concern, name)).status_code == 404
            assert log_in(who).post(url(concern, name)).status_code == 404


def test_the_authority_reads_on_the_case_what_its_reporter_did(world, log_in):
    concern = in_state("sent", world)
    client = log_in(world.professional)
    client.post(url(concern), {"to": "114", **moment("called_at")})
    case = concern.case_ties.get().case
    page = log_in(world.adviser).get(reverse("case_acute", args=[case.reference]))
    assert "Ringet til: 114 (af underretteren)" in page.content.decode()
    assert case.acute_calls.count() == 0
