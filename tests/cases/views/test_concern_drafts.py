"""A draft keeps what was typed, and is finished later."""

from datetime import timedelta

import pytest
from django.urls import reverse

from beredskab.audit.models import LookUp
from cases.states import ConcernStatus
from tests import factories

pytestmark = pytest.mark.django_db
ABOUT = {
    "age_kind": "stated_age",
    "stated_age": "14",
    "words": "Han må ikke gå til fodbold mere.",
    "source": "school",
}


def step(concern, number):
    return reverse("concern_step", args=[concern.reference, number])


def test_autosave_keeps_what_is_not_right_yet_and_says_when(client, draft):
    typed = {"step": "2", "words": "Halvt", "age_kind": "stated_age", "stated_age": "fjorten"}
    response = client.post(reverse("concern_save", args=[draft.reference]), typed)
    assert response.status_code == 200
    form = client.get(step(draft, 2)).context["form"]
    assert form["stated_age"].value() == "fjorten"
    assert form["words"].value() == "Halvt"
    assert not form.is_bound


def test_autosave_survives_log_out(client, draft, reporter):
    client.post(reverse("concern_save", args=[draft.reference]), {**ABOUT, "step": "2"})
    client.logout()
    client.force_login(reporter)
    assert client.get(step(draft, 2)).context["form"]["words"].value() == ABOUT["words"]


def test_autosave_shows_nothing_and_leaves_the_look_up_log_alone(client, draft):
    before = LookUp.objects.using("audit").count()
    client.post(reverse("concern_save", args=[draft.reference]), {**ABOUT, "step": "2"})
    assert LookUp.objects.using("audit").count() == before


def test_autosave_of_a_sent_concern_changes_nothing(client, reporter):
    sent = factories.concern(reporter)
    response = client.post(reverse("concern_save", args=[sent.reference]), {**ABOUT, "step": "2"})
    assert response.status_code == 409
    sent.refresh_from_db()
    assert sent.answer("words") != ABOUT["words"]


def test_a_faulty_step_must_be_mended_before_the_concern_is_sent(client, draft):
    typed = {"step": "2", "words": "", "age_kind": "unknown"}
    client.post(reverse("concern_save", args=[draft.reference]), typed)
    assert client.get(step(draft, 4)).url == step(draft, 2)
    assert client.post(reverse("concern_send", args=[draft.reference])).url == step(draft, 4)
    draft.refresh_from_db()
    assert draft.status == ConcernStatus.DRAFT


def test_it_can_be_finished_later(client, draft):
    response = client.post(step(draft, 2), {"words": "Mere følger", "later": "1"})
    assert response.url == reverse("concern_list")
    assert client.get(step(draft, 2)).context["form"]["words"].value() == "Mere følger"


def test_what_is_being_clarified_can_still_be_written_on(client, draft):
    client.post(reverse("concern_clarify", args=[draft.reference]))
    client.post(step(draft, 2), ABOUT)
    draft.refresh_from_db()
    assert draft.answer("words") == ABOUT["words"]


def test_the_draft_says_how_long_it_is_kept(client, draft):
    draft.refresh_from_db()
    before = draft.expires_on
    assert before == (factories.NOW + timedelta(days=14)).date()
