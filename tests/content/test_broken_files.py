"""A pack with something wrong: file, line and what are named, and nothing of it is loaded."""

import re

import pytest
from django.utils import timezone

from beredskab.content import loading
from beredskab.content.yamlfile import PackError
from tests.content.conftest import CARD as CARD_TEXT

pytestmark = pytest.mark.django_db
ORGANISATION, TIES = "proeve/organisation.yaml", "proeve/cards.yaml"
CARD, KNOWLEDGE = "common/cards/under-18-fagperson.yaml", "common/knowledge.yaml"
ADULTS = "  - {age: adult, unit: modtagelsen}\n"
HOURS = '    hours: {mon: "08:00-15:30"}\n'
ACUTE = CARD_TEXT[CARD_TEXT.index("acute:") :]
WORD = "{key: unsettled, title: Ord, text: Det er et ord.}"


def require_error(name, line, what, stored):
    """Load the pack, and see that it is refused in these words and leaves nothing behind."""
    with pytest.raises(PackError, match=f"^{re.escape(name)}, line {line}: .*{re.escape(what)}"):
        loading.load("proeve", at=timezone.now())
    assert not any(stored())


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("name: Prøve Kommune", "name: ''", 2, "name must be a text"),
        ("name: Prøve Kommune", f"name: {'x' * 101}", 2, "at most 100 characters, and has 101"),
        ("has_infohus: false", "has_infohus: måske", 3, "true or false"),
        ("has_infohus: false", "infohus: false", 3, "infohus is not known"),
        ("has_infohus: false", "accessibility_contact: kommunen", 3, "must be a mail address or"),
        ("kind: child", "kind: børn", 7, "kind must be one of"),
        ("    name: Modtagelsen\n", "", 5, "name is missing"),
        ("    kind: child\n", "    kind: child\n    kind: adult\n", 8, "kind stands twice"),
        ("under_18, unit: modtagelsen", "under_18, unit: ukendt", 9, "unit must be one of"),
        ("age: adult", "age: under_18", 10, "under_18 stands twice in routes"),
        (ADULTS, "", 8, "no route for every other source, age adult"),
        (ADULTS, "  - adult\n", 10, "routes must hold rows"),
        ("units:", "units: [", 5, ""),
        ("municipality:", "municipality: x\nmore:", 2, "more is not known here"),
    ],
)
def test_a_wrong_organisation_is_refused(pack, stored, old, new, line, what):
    pack(ORGANISATION, old, new)
    require_error(ORGANISATION, line, what, stored)


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("    name: SSP-konsulent\n", "", 12, "name is missing"),
        ("    service: ssp\n", "", 12, "service is missing"),
        ("slug: viso", "slug: ssp", 19, "ssp stands twice in contacts"),
        ("slug: viso", "slug: ny", 19, "ny is the address of a page"),
        ("service: ssp", "service: skole", 14, "service must be one of"),
        ("    unit: modtagelsen\n", "    unit: ukendt\n", 15, "unit must be one of modtagelsen"),
        ('"25200318"', '"12345678"', 16, "Danish telephone number"),
        ("mon:", "monday:", 18, "must name days"),
        ("08:00-15:30", "15:30-08:00", 18, "closes before it opens"),
        (HOURS, "    position: første\n", 18, "position must be a number"),
        (HOURS, "    checked_on: i går\n", 18, "checked_on must be a date"),
        (HOURS, "    anonymous_advice: ja\n", 18, "true or false"),
        ("audience: authority", "audience: staff", 22, "VISO must be for authorities only"),
        ("audience: authority", "audience: alle", 22, "audience must be one of"),
        ("name: VISO", "name: anna@example.com", 20, "must hold no mail address"),
        ("name: VISO", "name: VISO 72 42 40 00", 20, "must hold no telephone number"),
        ('    phone: "70555044"\n', "", 26, "second_phone needs a phone"),
        ("to_age: 30", "to_age: 15", 29, "to_age is below from_age"),
        ("note: Døgnåbent", "address: Skjulvej", 31, "address is not known here"),
        ("note: Døgnåbent", "note: Skjulvej 12", 31, "must hold no address"),
        ("[safe_stay]", "[safe_stay, hjemve]", 32, "topics must be one of"),
        ("[safe_stay]", "[safe_stay, safe_stay]", 32, "topics holds safe_stay twice"),
        ("[safe_stay]", "safe_stay", 32, "topics must be a list"),
        ("always_open: true", 'always_open: true\n    hours: {mon: "08:00-9:30"}', 34, "hours"),
    ],
)
@pytest.mark.rule("R114", "R115", "R116")
def test_a_wrong_contact_is_refused(pack, stored, old, new, line, what):
    pack(ORGANISATION, old, new)
    require_error(ORGANISATION, line, what, stored)


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("role: professional\n", "", 1, "role is missing"),
        ("role: professional", "role: lærer", 1, "role must be one of"),
        ("age: under_18", "age: barn", 2, "age must be one of"),
        ("title: Under 18 år", f"title: {'x' * 121}", 3, "at most 120 characters, and has 121"),
        ("bekymret.", f"bekymret. {'x' * 300}", 4, "at most 300 characters"),
        ("must_not:", "must_not: {familie: nej}\nx:", 5, "must_not must be a list"),
        ("  - Send ikke brev.", f"  - {'x' * 201}", 7, "at most 200 characters"),
        ("  - Send ikke brev.", "  - 7", 7, "must_not must be a text"),
        ("{modtager}", "{modtageren}", 8, "holds {modtageren}"),
        ("{modtager}", "{modtager", 8, "holds {modtager"),
        ("    heading: Ring\n", "", 10, "heading is missing"),
        ("heading: Ring\n", f"heading: {'x' * 101}\n", 11, "at most 100 characters"),
        ("få råd.", "få råd på 25 20 03 18.", 12, "text must hold no telephone number"),
        ("få råd.", "få råd på 2520 0318.", 12, "text must hold no telephone number"),
        ("få råd.", "få råd. Ellers 112.", 12, "text must hold no telephone number"),
        ("få råd.", "skriv til ssp@example.com.", 12, "text must hold no mail address"),
        ("få råd.", "gå til Skovvej 12.", 12, "text must hold no address"),
        ("få råd.", f"få råd. {'x' * 1000}", 12, "at most 1000 characters"),
        ("action: talk_adviser", "action: ring", 13, "action must be one of"),
        ("§ 133", f"§ 133 {'x' * 120}", 14, "at most 120 characters"),
        ("    contacts: advisers", "    contacts: [ssp]", 15, "contacts must be a text"),
        ("key: infohus", "key: talk", 16, "talk stands twice in under-18-fagperson"),
        ("key: own", "key: talk", 26, "talk stands twice in under-18-fagperson"),
        ("key: infohus", "key: Info hus", 16, "key must be at most 40 small letters"),
        ("only_with: infohus", "only_with: psp", 19, "only_with must be one of infohus"),
        ("acute:", "other:", 1, "acute is missing"),
        ("acute_when:", "akut: ja\nacute_when:", 8, "akut is not known here"),
        (ACUTE, "acute: []", 20, "acute must hold at least one step"),
        (ACUTE, "acute: ring", 20, "acute must be a list"),
        (ACUTE, "acute: [ring]", 20, "acute must hold rows"),
    ],
)
def test_a_wrong_card_is_refused(pack, stored, old, new, line, what):
    pack(CARD, old, new)
    require_error(CARD, line, what, stored)


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("  advisers: [ssp, viso]\n", "", 1, "the list advisers is missing"),
        ("[ssp, viso]", "[ssp, psp]", 2, "advisers must be one of krisecenter, ssp, viso"),
        ("[ssp, viso]", "[ssp, ssp]", 2, "advisers holds ssp twice"),
        ("[ssp, viso]", "ssp", 2, "advisers must be a list"),
        ("legal_office", "jurister", 3, "no step uses a list jurister"),
        ("under-18-fagperson", "over-18", 5, "there is no card over-18"),
        ("    advisers: [ssp]", "    alle: [ssp]", 6, "no step uses a list alle"),
        ("    advisers: [ssp]", "    advisers: [psp]", 6, "advisers must be one of"),
        ("cards:\n  under-18-fagperson:\n", "cards:\n", 5, "there is no card advisers"),
        ("lists:", "liste:", 1, "lists is missing"),
    ],
)
def test_wrong_lists_of_contacts_are_refused(pack, stored, old, new, line, what):
    pack(TIES, old, new)
    require_error(TIES, line, what, stored)


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("category:", "kategori:", 1, "category is missing"),
        (f"  - {WORD}\n", "", 1, "nothing explains unsettled"),
        ("key: unsettled", "key: uklart", 2, "key must be one of"),
        (WORD, f"{WORD}\n  - {WORD}", 3, "unsettled stands twice in category"),
        (WORD, "{key: unsettled, title: Ord}", 2, "text is missing"),
        (WORD, f"{{key: unsettled, title: Ord, text: {'x' * 2001}}}", 2, "at most 2000"),
        (WORD, "{key: unsettled, title: Ord, text: Ring 114.}", 2, "no telephone number"),
    ],
)
def test_wrong_explanations_are_refused(pack, stored, old, new, line, what):
    pack(KNOWLEDGE, old, new)
    require_error(KNOWLEDGE, line, what, stored)


def test_a_list_that_no_pack_names_is_an_error_of_the_pack(pack, stored):
    pack(CARD, "contacts: advisers", "contacts: advicers")
    require_error(TIES, 2, "no step uses a list advisers", stored)
    pack(TIES, "advisers", "advicer")
    require_error(TIES, 2, "no step uses a list advicer", stored)


@pytest.mark.parametrize("name", [ORGANISATION, TIES, CARD, KNOWLEDGE])
def test_a_file_that_is_no_yaml_is_refused(pack, stored, name):
    (loading.PACKS / name).write_text("top:\n  - one\n two", encoding="utf-8")
    require_error(name, 3, "", stored)


@pytest.mark.parametrize("name", [ORGANISATION, TIES, CARD, KNOWLEDGE])
def test_a_file_without_names_is_refused(pack, stored, name):
    (loading.PACKS / name).write_text("- one\n", encoding="utf-8")
    require_error(name, 1, "the file must hold names and values", stored)


@pytest.mark.parametrize("name", [TIES, KNOWLEDGE])
def test_a_file_that_is_missing_is_named(pack, stored, name):
    (loading.PACKS / name).unlink()
    require_error(name, 1, "the file is missing", stored)


def test_a_pack_without_cards_is_refused(pack, stored):
    (loading.PACKS / CARD).unlink()
    require_error("common/cards/*.yaml", 1, "there are no cards", stored)


def test_two_cards_of_one_role_and_age_are_refused(pack, stored):
    text = (loading.PACKS / CARD).read_text(encoding="utf-8")
    (loading.PACKS / "common/cards/x.yaml").write_text(text, encoding="utf-8")
    require_error("common/cards/x.yaml", 1, "another card has this role and age", stored)


def test_nothing_of_a_pack_is_loaded_when_its_last_file_is_wrong(pack, stored):
    pack(KNOWLEDGE, "abroad_sign:", "udland:")
    with pytest.raises(PackError):
        loading.load("proeve", at=timezone.now())
    assert not any(stored())
