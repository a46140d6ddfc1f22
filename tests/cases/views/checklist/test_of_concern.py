"""The checklist on the reporter's own concern."""

import pytest
from django.urls import reverse

from cases import workflow
from cases.models import Tick
from tests import factories
from tests.cases.views.checklist.conftest import DONE, address, section, steps_of
from tests.factories import NOW, cards

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]
OWN_STEPS = {
    "leader": {"action": "talk_leader", "heading": "Tal med din leder"},
    "notify": {"action": "notify", "heading": "Underret {modtager}"},
    "watch": {"heading": "Hold øje med søskende"},
}


@pytest.fixture
def concern(world):
    cards.card("professional", "under_18", steps=OWN_STEPS)
    draft = factories.draft(world.professional)
    return workflow.clarify_first(draft, by=world.professional, at=NOW)


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
