import pytest
from django.urls import reverse

from cases import workflow
from tests import factories

pytestmark = pytest.mark.django_db

JOURNEY = {"marriage_signs": ["journey", "engagement"], "abroad_known": "unknown"}


@pytest.fixture
def draft(client, world):
    client.force_login(world.professional)
    return factories.draft(world.professional)


def url(name, concern, *args):
    return reverse(name, args=[concern.reference, *args])


def test_yes_opens_the_acute_page_and_the_concern_goes_on_without_a_call(client, world):
    client.force_login(world.professional)
    response = client.post(reverse("concern_new"), {"acute": "yes"})
    concern = world.professional.concerns.get()
    assert response.url == url("concern_acute", concern)
    page = client.get(response.url).content.decode()
    assert 'href="tel:112"' in page
    assert url("concern_step", concern, 2) in page
    assert client.post(response.url, {}).url == url("concern_step", concern, 2)
    concern.refresh_from_db()
    assert not concern.acute_calls.exists()


def test_the_call_is_noted_with_whom_and_when(client, draft):
    when = {"called_at_day": "10", "called_at_month": "11", "called_at_year": "2025"}
    response = client.post(
        url("concern_acute", draft), {"to": "112", **when, "called_at_time": "9.15"}
    )
    assert response.url == url("concern_step", draft, 4)
    called = draft.acute_calls.get()
    assert (called.to, called.called_at.isoformat()) == ("112", "2025-11-10T08:15:00+00:00")


def test_a_call_in_the_future_is_a_mistake(client, draft):
    when = {"called_at_day": "10", "called_at_month": "11", "called_at_year": "2999"}
    page = client.post(url("concern_acute", draft), {"to": "112", **when, "called_at_time": "9"})
    assert page.context["form"].has_error("called_at")


@pytest.mark.rule("R24")
@pytest.mark.parametrize("sign", ["fears_punishment", "fears_for_life"])
def test_fear_for_life_or_punishment_opens_the_acute_question_again(client, draft, sign):
    response = client.post(url("concern_step", draft, 3), {"signs": [sign]})
    assert response.url == url("concern_acute_again", draft)
    assert client.get(response.url).context["pressing"] == [sign]


@pytest.mark.rule("R24")
@pytest.mark.parametrize("answer", ["yes", "unknown"])
def test_not_knowing_is_acute_as_yes_is(client, draft, answer):
    client.post(url("concern_step", draft, 3), {"signs": ["fears_for_life"]})
    response = client.post(url("concern_acute_again", draft), {"acute": answer})
    assert response.url == url("concern_acute", draft)
    client.post(url("concern_send", draft))
    draft.refresh_from_db()
    assert draft.answer("fear_acute") == answer
    assert draft.case_ties.get().case.acute


@pytest.mark.rule("R24")
def test_no_stays_no_and_goes_on(client, draft):
    client.post(url("concern_step", draft, 3), {"signs": ["fears_for_life"]})
    response = client.post(url("concern_acute_again", draft), {"acute": "no"})
    assert response.url == url("concern_step", draft, 4)
    assert client.get(response.url).status_code == 200
    client.post(url("concern_send", draft), {"no_talk_why": "no_wait"})
    draft.refresh_from_db()
    assert not draft.case_ties.get().case.acute


@pytest.mark.rule("R24")
def test_the_question_cannot_be_passed_by(client, draft):
    client.post(url("concern_save", draft), {"step": "3", "signs": ["fears_for_life"]})
    assert client.get(url("concern_step", draft, 4)).url == url("concern_acute_again", draft)
    client.post(url("concern_send", draft))
    draft.refresh_from_db()
    assert draft.sent_at is None


@pytest.mark.rule("R24")
def test_another_fear_asks_once_more(client, draft):
    client.post(url("concern_step", draft, 3), {"signs": ["fears_punishment"]})
    client.post(url("concern_acute_again", draft), {"acute": "no"})
    again = client.post(
        url("concern_step", draft, 3), {"signs": ["fears_punishment", "fears_for_life"]}
    )
    assert again.url == url("concern_acute_again", draft)


def test_it_is_not_asked_again_when_it_is_acute_already(client, world):
    client.force_login(world.professional)
    draft = factories.draft(world.professional, acute="unknown")
    response = client.post(url("concern_step", draft, 3), {"signs": ["fears_for_life"]})
    assert response.url == url("concern_step", draft, 4)


@pytest.mark.rule("R20")
def test_a_journey_after_a_conflict_about_marriage_is_urgent(client, draft):
    response = client.post(url("concern_step", draft, 3), JOURNEY)
    assert response.url == url("concern_acute_again", draft)
    assert client.get(response.url).context["pressing"] == ["journey"]


@pytest.mark.rule("R20")
def test_a_journey_asks_about_the_journey(client, draft):
    page = client.post(url("concern_step", draft, 3), {"marriage_signs": ["journey"]})
    assert page.context["form"].has_error("abroad_known")


@pytest.mark.rule("R20")
@pytest.mark.parametrize("signs", [["journey"], ["engagement"], ["wants_out"]])
def test_one_of_the_two_alone_is_not_urgent(client, draft, signs):
    answers = {"marriage_signs": signs, "abroad_known": "unknown"}
    response = client.post(url("concern_step", draft, 3), answers)
    assert response.url == url("concern_step", draft, 4)


def is_red(page):
    text = page.content.decode()
    alert = text.find('class="alert alert-error"')
    return 0 < alert < text.index('href="tel:112"') and "in-sight" in text


@pytest.mark.parametrize(("answer", "red"), [("yes", True), ("unknown", True), ("no", False)])
def test_who_may_be_in_danger_is_warned_against_clarifying_first(client, world, answer, red):
    client.force_login(world.professional)
    draft = factories.draft(world.professional, acute=answer)
    assert is_red(client.get(url("concern_step", draft, 4))) == red
    client.post(url("concern_clarify", draft))
    page = client.get(draft.get_absolute_url())
    assert page.context["is_clarifying"]
    assert is_red(page) == red
    assert url("concern_send", draft) in page.content.decode()


@pytest.mark.parametrize("answer", ["yes", "unknown"])
def test_a_talk_that_found_it_acute_turns_the_page_red(client, world, draft, answer):
    workflow.clarify_first(draft, by=world.professional, at=factories.NOW)
    talk = {"kind": "leader", "with_whom": "Lis Prøve", "outcome": "Send.", "acute": answer}
    workflow.consult(draft, by=world.professional, at=factories.NOW, held_at=factories.NOW, **talk)
    assert is_red(client.get(draft.get_absolute_url()))
    assert is_red(client.get(url("concern_step", draft, 4)))


def test_what_is_sent_is_not_red_any_more(client, world):
    client.force_login(world.professional)
    sent = factories.concern(world.professional, acute="yes")
    assert not is_red(client.get(sent.get_absolute_url()))
