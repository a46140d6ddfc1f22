"""Whom the four cards call in each municipality."""

import pytest

from actioncards.choices import Action
from tests.content.cards import (
    ADULT_AUTHORITY,
    ADULTS,
    CARDS,
    CHILD_AUTHORITY,
    CHILD_PROFESSIONAL,
    EVERYBODY,
    PACKS,
    PROFESSIONALS,
    called,
    card,
    keys,
    step,
)

pytestmark = pytest.mark.django_db


@pytest.mark.rule("R30")
def test_in_aalborg_a_professional_about_a_child_has_three_advisers():
    found = card("aalborg", CHILD_PROFESSIONAL)
    advisers = {"ssp-job-og-velfaerd", "ssp-boern-og-unge", "sikkerhedskonsulenter"}
    assert called(found, "talk-adviser") == advisers
    assert {line.contact.slug for line in found.calls} == advisers


@pytest.mark.parametrize("slug", [CHILD_AUTHORITY, *ADULTS])
@pytest.mark.rule("R30", "R55")
def test_the_other_cards_of_aalborg_have_two_without_ssp_for_children(slug):
    found = card("aalborg", slug)
    assert called(found, "talk-adviser") == {"ssp-job-og-velfaerd", "sikkerhedskonsulenter"}
    assert "ssp-boern-og-unge" not in {line.contact.slug for line in found.calls}


@pytest.mark.parametrize("slug", CARDS)
@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.rule("R31")
def test_on_every_card_the_advisers_help_to_judge_what_is_acute(pack, slug):
    found = card(pack, slug)
    assert called(found, "talk-adviser")
    advice = step(found, "talk-adviser")
    assert advice.action == Action.TALK_ADVISER
    assert "vurdere, om I skal handle akut" in advice.text


@pytest.mark.parametrize(
    ("pack", "receiver"),
    [
        ("aalborg", "Familiegruppen"),
        ("faxe", "Fronten, Center for Børn, Unge & Familier"),
        ("demo", "Børn og Unge, Modtagelsen"),
    ],
)
@pytest.mark.rule("R32")
def test_the_unit_to_notify_is_that_of_the_municipality(pack, receiver):
    notify = step(card(pack, CHILD_PROFESSIONAL), "notify")
    assert receiver in notify.heading
    assert (notify.action, notify.law) == (Action.NOTIFY, "Barnets lov § 133")


@pytest.mark.rule("R50")
def test_acute_placement_goes_to_the_legal_office_on_the_authoritys_card_for_children_alone():
    for slug in CARDS:
        found = card("aalborg", slug)
        assert ("legal-office" in keys(found)) == (slug == CHILD_AUTHORITY)
    found = card("aalborg", CHILD_AUTHORITY)
    assert called(found, "legal-office") == {"juridisk-kontor"}
    assert "own-authority" not in keys(found)


@pytest.mark.rule("R50")
def test_without_a_legal_office_the_authority_itself_decides_on_placement():
    found = card("faxe", CHILD_AUTHORITY)
    assert "legal-office" not in keys(found)
    assert "Faxe Kommune har selv ansvaret" in step(found, "own-authority").text


@pytest.mark.parametrize("pack", ["aalborg", "demo"])
def test_the_legal_office_has_the_risk_assessment_and_the_police_stand_in_for_it(pack):
    text = step(card(pack, CHILD_AUTHORITY), "legal-office").text
    assert "ansvaret for risikovurderingen" in text
    assert "Har de lukket, så ring til politiet" in text


@pytest.mark.parametrize("slug", CARDS)
@pytest.mark.rule("R115")
def test_viso_stands_on_the_authoritys_cards_for_authorities_alone(slug):
    has_it = "viso" in {line.contact.slug for line in card("aalborg", slug, EVERYBODY).calls}
    assert has_it == (slug not in PROFESSIONALS)
    assert "viso" not in {line.contact.slug for line in card("aalborg", slug).calls}


@pytest.mark.parametrize(("pack", "stands"), [("aalborg", False), ("faxe", True), ("demo", True)])
@pytest.mark.rule("R101")
def test_infohus_is_a_step_where_there_is_one(pack, stands):
    for slug in (CHILD_AUTHORITY, ADULT_AUTHORITY):
        assert ("infohus" in keys(card(pack, slug))) == stands
