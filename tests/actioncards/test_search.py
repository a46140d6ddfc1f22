from datetime import UTC, datetime

import pytest
from django.utils import timezone

from actioncards import search
from actioncards.states import VersionStatus
from beredskab.municipality.models import Municipality, Route
from tests import factories
from tests.factories import cards

pytestmark = pytest.mark.django_db
PUBLIC = frozenset({"public"})
EVERYBODY = frozenset({"public", "staff", "authority"})
TUESDAY = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
SATURDAY_NIGHT = datetime(2026, 11, 14, 2, 0, tzinfo=UTC)


def find(typed, *, at=TUESDAY, audiences=EVERYBODY):
    return search.find(typed, at=at, audiences=audiences)


def names(found):
    return [hit.line.contact.name for hit in found.contacts]


def titles(hits):
    return [str(hit.title).replace("<mark>", "").replace("</mark>", "") for hit in hits]


def with_step(heading, text=""):
    return cards.card(steps={"talk": {"heading": heading, "text": text}})


# -- Cards ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "typed", ["fagperson", "bekymret", "brev", "lederen", "aktindsigt", "§ 133", "fare"]
)
def test_a_card_is_found_by_all_it_says(typed):
    cards.card(
        steps={"talk": {"heading": "Tal med lederen", "text": "Bed om aktindsigt.", "law": "§ 133"}}
    )
    assert titles(find(typed).cards) == ["Under 18 år – fagperson"]


def test_the_steps_that_hold_the_word_are_shown():
    cards.card(
        steps={
            "one": {"heading": "Tal med din leder"},
            "two": {"heading": "Underret familiegruppen"},
        }
    )
    [hit] = find("leder").cards
    assert [str(part) for part in hit.parts] == ["Tal med din <mark>leder</mark>"]


def test_what_a_card_says_with_the_word_is_shown_wherever_it_stands():
    cards.card(
        must_not=["Send ikke brev."],
        acute_when="Når nogen bliver truet.",
        steps={"one": {"heading": "Tal sammen", "text": "Spørg om brevet. " + "Og mere. " * 40}},
    )
    [hit] = find("brev").cards
    first, second = (str(part) for part in hit.parts)
    assert first.startswith("Tal sammen – Spørg om <mark>brevet</mark>.")
    assert first.endswith(" …")
    assert second == "Send ikke <mark>brev</mark>."
    assert str(find("truet").cards[0].parts[0]) == "Når nogen bliver <mark>truet</mark>."


def test_a_card_is_found_by_the_names_that_stand_in_it_here():
    municipality = Municipality.objects.create(name="Eksempelkøbing Kommune")
    unit = factories.unit(name="Familiegruppen")
    Route.objects.create(source="", age=Route.Age.UNDER_18, unit=unit)
    cards.card(
        summary="Når du er bekymret i {kommune}.",
        steps={"notify": {"heading": "Underret {modtager}"}},
    )
    [hit] = find("familiegruppen").cards
    assert str(hit.parts[0]) == "Underret <mark>Familiegruppen</mark>"
    [hit] = find("eksempelkøbing").cards
    assert municipality.name.split()[0] in hit.text
    assert not find("modtager").cards


def test_drafts_and_old_versions_are_not_searched():
    old = with_step("Gammelt trin")
    cards.draft(card=cards.card_of(age="adult"), title="Kladde")
    old.status, old.ended_at = VersionStatus.SUPERSEDED, timezone.now()
    old.save()
    assert not find("gammelt").count
    assert not find("kladde").count


# -- Contacts ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "typed", ["ssp", "rådgiverne", "Børn og Unge", "genopdragelse", "anonym råd", "sikkerhedspl"]
)
def test_a_contact_is_found_by_what_it_is_and_helps_with(typed):
    cards.contact(
        name="Rådgiverne i SSP",
        note="Giver anonyme råd.",
        service="ssp",
        unit=factories.unit(name="Børn og Unge"),
        topics=["reeducation", "safety_plan"],
    )
    cards.contact(name="Jobcenter")
    assert names(find(typed)) == ["Rådgiverne i SSP"]


def test_contacts_are_found_only_by_those_whom_they_are_for():
    for audience in ("public", "staff", "authority"):
        cards.contact(name=f"Rådgivning {audience}", audience=audience)
    assert names(find("rådgivning", audiences=PUBLIC)) == ["Rådgivning public"]
    assert len(names(find("rådgivning"))) == 3


def test_who_is_taken_out_of_use_is_not_found():
    cards.contact(name="Den gamle linje", retired_at=timezone.now())
    assert not find("linje").count


def test_a_contact_is_shown_as_it_stands_now():
    cards.contact(name="Kontoret")
    assert find("kontoret").contacts[0].line.is_open
    assert find("kontoret", at=SATURDAY_NIGHT).contacts[0].line.is_closed


# -- Explanations --------------------------------------------------------------------------------
def test_an_explanation_leads_to_its_place_on_the_page():
    cards.explanation("sign", "double_life", title="Dobbeltliv", text="En hemmelig kæreste.")
    [hit] = find("hemmelig").explanations
    assert hit.url == "/actioncards/viden/#sign-double_life"
    assert str(hit.text) == "En <mark>hemmelig</mark> kæreste."


# -- Words ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("konflikter", "En konflikt"),
        ("KONFLIKT", "en konflikt"),
        ("konfl", "En konflikt"),
        ("ægteskab", "Et tvangsægteskab"),
        ("mor", "Tal med forældrene"),
        ("genopdragelsesrejse", "Et udlandsophold"),
        ("ære", "En æresrelateret konflikt"),
        ("krisecenter", "Et shelter"),
        ("tørklæde", "Krav til påklædning"),
    ],
)
def test_a_word_finds_its_forms_its_beginning_and_what_it_is_called_too(typed, text):
    cards.explanation(title="Ordet", text=text)
    cards.explanation("sign", "harm", title="Andet", text="Noget helt for sig selv.")
    assert titles(find(typed).explanations) == ["Ordet"]


def test_what_holds_all_the_words_leaves_out_what_holds_some():
    cards.explanation(title="Begge", text="Kontrol af penge.")
    cards.explanation("sign", "harm", title="Kun den ene", text="Kontrol af venner.")
    found = find("kontrol penge")
    assert titles(found.explanations) == ["Begge"]
    assert not found.is_partial


def test_when_nothing_holds_all_the_words_some_are_enough_and_it_is_said():
    cards.explanation(title="En", text="Kontrol af venner.")
    cards.explanation("sign", "harm", title="To", text="Penge fra løn.")
    found = find("venner penge")
    assert sorted(titles(found.explanations)) == ["En", "To"]
    assert found.is_partial


def test_the_best_hit_comes_first():
    cards.explanation("sign", "a", title="Andet", text="Her nævnes isolation til sidst.")
    cards.explanation("sign", "b", title="Isolation", text="Isolation fra venner.")
    assert titles(find("isolation").explanations) == ["Isolation", "Andet"]


def test_the_word_itself_outranks_what_it_is_called_too():
    cards.explanation("sign", "a", title="Udlandsophold", text="Et ophold.")
    cards.explanation("sign", "b", title="Genopdragelse", text="Et ophold.")
    assert titles(find("genopdragelse").explanations) == ["Genopdragelse", "Udlandsophold"]


# -- Acute ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "typed", ["hvem ringer jeg til om natten", "akut", "politi", "112", "hun er i fare", "weekend"]
)
def test_words_of_danger_and_of_the_night_lead_to_the_acute_page(typed):
    assert find(typed).is_acute
    assert find(typed).count == 1


def test_other_words_do_not():
    assert not find("tøj").is_acute
    assert not find("naturen").is_acute


def test_who_asks_whom_to_call_at_night_finds_who_answers():
    cards.contact(name="Døgnlinjen", always_open=True, hours=[])
    cards.contact(name="Vagten", is_acute=True)
    cards.contact(name="Kontoret")
    found = find("hvem ringer jeg til om natten", at=SATURDAY_NIGHT)
    assert names(found) == ["Døgnlinjen"]
    assert not found.is_partial


def test_who_asks_whom_to_call_gets_those_first_who_answer_now():
    cards.contact(name="SSP SSP", hours=[[0, "09:00", "10:00"]])
    cards.contact(name="Rådgivning", note="SSP", always_open=True, hours=[])
    assert names(find("ssp")) == ["SSP SSP", "Rådgivning"]
    assert names(find("hvem ringer jeg til i ssp")) == ["Rådgivning", "SSP SSP"]
    assert names(find("tlf ssp")) == ["Rådgivning", "SSP SSP"]


def test_whoever_has_a_number_is_found_by_asking_for_numbers():
    cards.contact(name="Den tomme", phone="")
    cards.contact(name="Linjen")
    assert names(find("telefonnumre")) == names(find("tlf")) == ["Linjen"]


def test_who_asks_for_help_at_once_finds_those_of_the_acute_page():
    cards.contact(name="Vagten", is_acute=True)
    cards.contact(name="Kontoret")
    assert names(find("akut")) == ["Vagten"]
